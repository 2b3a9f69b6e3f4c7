"""What axe finds on a page."""

import enum

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RUN = """async (options) => {
  const { violations } = await axe.run(options);
  return violations.map((rule) => [rule.id, rule.nodes[0].html]);
}"""


class Rules(enum.Enum):
    """Which rules are run."""

    ALL = ()
    COLOURS = ("color-contrast", "link-in-text-block")


def violations(page: Page, rules: Rules = Rules.ALL) -> list[tuple[str, str]]:
    """Return the rule and the first element that breaks it, for every broken rule."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    # Nothing is preloaded: axe would ask for imported stylesheets at wrong addresses.
    options: dict[str, object] = {"preload": False, "resultTypes": ["violations"]}
    if rules.value:
        options["runOnly"] = list(rules.value)
    return [(rule, html) for rule, html in page.evaluate(RUN, options)]

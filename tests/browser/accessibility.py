"""What axe finds on a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def violations(page: Page) -> list[tuple[str, str]]:
    """Return the rule and the first element that breaks it, for every broken rule."""
    # Nothing is preloaded: axe would ask for imported stylesheets at wrong addresses.
    found = Axe().run(page, options={"preload": False}).response["violations"]
    return [(rule["id"], rule["nodes"][0]["html"]) for rule in found]

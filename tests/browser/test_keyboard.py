"""The keyboard alone: every control is reached, in order, seen, and left again."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.story import make_site

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
# The controls of the page as they stand; of radio buttons of one name the first is met.
CONTROLS = """() => {
  const met = new Set();
  const all = document.querySelectorAll("a[href], button, summary, input, select, textarea");
  return [...all].filter((one) => {
    const shown = one.checkVisibility({ visibilityProperty: true });
    if (!shown || one.tabIndex < 0) return false;
    if (one.type !== "radio") return true;
    return !met.has(one.name) && met.add(one.name);
  }).map((one, place) => { one.dataset.place = place; return String(place); });
}"""
FOCUSED = """() => {
  const one = document.activeElement;
  const drawn = [one, one.closest("label")].some(
    (each) => each && getComputedStyle(each).outlineStyle !== "none");
  const box = one.getBoundingClientRect();
  return { place: one.dataset.place ?? null, drawn, name: one.outerHTML.slice(0, 120),
    inside: box.bottom > 0 && box.top < innerHeight };
}"""


@pytest.mark.parametrize("width", [360, 1440])
def test_every_control_is_reached_in_order_and_one_sees_where_one_is(
    page: Page, live_server: LiveServer, groups: None, first_pages: None, width: int
) -> None:
    site = make_site()
    page.emulate_media(reduced_motion="reduce")  # one need not wait for scrolling
    page.set_viewport_size({"width": width, "height": 900})
    for address in site.addresses:
        page.goto(live_server.url + address)
        page.wait_for_load_state("load")
        controls = page.evaluate(CONTROLS)
        met = []
        for _ in controls:
            page.keyboard.press("Tab")
            at = page.evaluate(FOCUSED)
            assert at["drawn"] and at["inside"], (address, at)
            met.append(at["place"])
        assert met == controls, address
        # Nothing holds the focus: after the last it is away, or at the first again.
        page.keyboard.press("Tab")
        after = page.evaluate(FOCUSED)
        assert after["place"] in (None, controls[0]), (address, after)


@pytest.mark.parametrize(
    "kind", [0, 1, 2, 26], ids=["home", "list", "interview", "search"]
)
def test_the_first_key_leads_past_the_masthead(
    page: Page, live_server: LiveServer, groups: None, first_pages: None, kind: int
) -> None:
    page.goto(live_server.url + make_site().addresses[kind])
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_what_opens_is_worked_and_closed_from_the_keyboard(
    page: Page, live_server: LiveServer, groups: None
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    interview = make_site().interview
    page.goto(live_server.url + interview.get_absolute_url())

    summary = page.get_by_label("Colours and text size")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    expect(page.locator("html")).to_have_attribute("data-size", "large")
    page.keyboard.press("Escape")
    expect(page.locator(".display__panel")).to_be_hidden()
    expect(summary).to_be_focused()

    questions = page.locator("summary", has_text="In this interview")
    questions.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_server.url}{interview.get_absolute_url()}#q2")

    save = page.get_by_role("button", name="Save for later")
    save.focus()
    page.keyboard.press("Enter")
    expect(save).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Your list")).to_be_focused()

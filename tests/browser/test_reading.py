"""Reading an interview in a real browser, with and without JavaScript."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.story import make_story

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


def test_the_questions_follow_the_reader_and_fold_on_small_screens(
    page: Page, plain_page: Page, live_server: LiveServer, groups: None
) -> None:
    address = live_server.url + make_story().get_absolute_url()
    page.set_viewport_size({"width": 1440, "height": 700})
    page.goto(address)
    contents = page.get_by_role("navigation", name="In this interview")
    expect(contents.get_by_role("link")).to_have_count(12)
    contents.get_by_role("link", name="9 Question 9?").click()
    expect(page).to_have_url(f"{address}#q9")
    expect(contents.locator("[aria-current]")).to_have_text("9 Question 9?")
    page.set_viewport_size({"width": 360, "height": 700})
    expect(contents.get_by_role("link").first).to_be_hidden()

    plain_page.goto(address)
    plain_page.get_by_text("In this interview").click()
    plain_page.get_by_role("link", name="9 Question 9?").click()
    expect(plain_page.locator("#q9")).to_be_in_viewport()


def test_a_link_to_an_answer_is_plain_without_javascript_and_copied_with_it(
    page: Page, plain_page: Page, live_server: LiveServer, groups: None
) -> None:
    interview = make_story()
    address = live_server.url + interview.get_absolute_url()
    plain_page.goto(address)
    plain_page.get_by_role("link", name="Link to question 3").click()
    expect(plain_page).to_have_url(f"{address}q/3/")
    expect(plain_page.locator("section.exchange")).to_have_count(1)

    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address)
    page.get_by_role("link", name="Link to question 3").click()
    expect(page.locator(".tools [role=status]")).to_have_text("Link copied")
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}q/3/"
    expect(page).to_have_url(address)


def test_what_a_reader_keeps_stays_in_their_browser(
    page: Page, live_server: LiveServer, groups: None
) -> None:
    interview = make_story()
    page.goto(live_server.url + interview.get_absolute_url())
    page.get_by_role("button", name="Save for later").click()
    page.get_by_role("link", name="Your list").click()
    saved = page.get_by_role("link", name=interview.headline)
    expect(saved).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Remove").click()
    expect(saved).to_have_count(0)
    expect(page.get_by_text("Nothing yet.")).to_be_visible()


def test_colours_and_text_size_are_chosen_once_for_every_page(
    page: Page, live_server: LiveServer, groups: None
) -> None:
    interview = make_story()
    page.emulate_media(color_scheme="light")
    page.goto(live_server.url)
    page.get_by_label("Colours and text size").click()
    page.get_by_label("Dark").check()
    page.get_by_label("Larger").check()
    page.keyboard.press("Escape")
    expect(page.get_by_label("Dark")).to_be_hidden()
    page.goto(live_server.url + interview.get_absolute_url())
    style = "getComputedStyle(document.querySelector('.answer p'))"
    assert page.evaluate(f"{style}.color") == "rgb(236, 231, 220)"
    assert page.evaluate(f"parseFloat({style}.fontSize)") > 22
    page.get_by_label("Colours and text size").click()
    page.get_by_label("Auto").check()
    assert page.evaluate(f"{style}.color") == "rgb(34, 32, 28)"

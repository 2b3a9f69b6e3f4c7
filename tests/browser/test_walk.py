"""The whole road in a real browser: a file, a page, a rating, a decision."""

from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from interviews.models import Interview
from tests.factories import PASSWORD, make_staff

SAMPLE = Path(__file__).parents[1] / "interviews" / "samples" / "harbour_master.txt"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


def sign_in(page: Page, server: LiveServer, name: str) -> None:
    page.goto(f"{server.url}/admin/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def act_on_all(page: Page, action: str) -> None:
    page.locator("#action-toggle").check()
    page.locator("select[name=action]").select_option(action)
    page.get_by_role("button", name="Run").click()


@pytest.fixture
def draft(live_server: LiveServer, groups: None) -> Interview:
    call_command("import_transcript", str(SAMPLE))
    return Interview.objects.get()


def publish(page: Page, server: LiveServer, draft: Interview) -> None:
    make_staff("Editor", "ed")
    sign_in(page, server, "ed")
    page.goto(f"{server.url}/admin/interviews/interview/")
    act_on_all(page, "publish")
    expect(page.locator(".messagelist")).to_contain_text("1 interview published.")


def approve(page: Page, server: LiveServer) -> None:
    make_staff("Moderator", "mo")
    page.context.clear_cookies()
    sign_in(page, server, "mo")
    page.goto(f"{server.url}/admin/interviews/rating/")
    act_on_all(page, "approve")
    expect(page.locator(".messagelist")).to_contain_text("approved.")


def test_from_a_file_to_a_rated_page(
    page: Page, plain_page: Page, live_server: LiveServer, draft: Interview
) -> None:
    publish(page, live_server, draft)
    address = live_server.url + draft.get_absolute_url()

    # A reader without JavaScript gives stars.
    plain_page.goto(address)
    expect(plain_page.locator("section.exchange")).to_have_count(3)
    plain_page.get_by_label("4 stars").check()
    plain_page.get_by_role("button", name="Send rating").click()
    expect(plain_page).to_have_url(address + "ratings/mine/#reviews")
    expect(plain_page.locator(".notice")).to_have_text("Thank you. Your rating counts.")

    # A reader with JavaScript stays on the page and writes a review.
    page.context.clear_cookies()
    page.goto(address)
    page.get_by_label("5 stars").check()
    page.get_by_label("Your review").fill("I shall take that ferry.")
    page.get_by_role("button", name="Send rating").click()
    expect(page.locator("[data-said]")).to_contain_text("A moderator reads your words")
    expect(page).to_have_url(address)
    plain_page.goto(address)
    expect(plain_page.locator("#reviews")).not_to_contain_text("take that ferry")

    approve(page, live_server)
    plain_page.goto(address)
    expect(plain_page.locator("#reviews")).to_contain_text("I shall take that ferry.")
    expect(plain_page.locator(".opening .average-rating")).to_contain_text("4.5")
    expect(plain_page.locator(".opening .average-rating")).to_contain_text("2 reviews")


def test_rating_with_the_keyboard_alone(
    page: Page, live_server: LiveServer, draft: Interview
) -> None:
    draft.publish(by=None)
    page.goto(live_server.url + draft.get_absolute_url())
    first = page.get_by_label("1 star", exact=True)
    for _ in range(100):
        if first.evaluate("radio => radio === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(first).to_be_focused()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("[data-said]")).to_have_text("Thank you. Your rating counts.")
    assert draft.ratings.get().score == 4


def test_errors_appear_beside_the_field_and_nothing_is_lost(
    page: Page, plain_page: Page, live_server: LiveServer, draft: Interview
) -> None:
    draft.publish(by=None)
    for reader in (plain_page, page):
        reader.goto(live_server.url + draft.get_absolute_url())
        reader.get_by_label("Your review").fill("Words without stars")
        reader.get_by_role("button", name="Send rating").click()
        expect(reader.locator(".rate__scores .error")).to_have_text(
            "Choose one to five stars."
        )
        expect(reader.get_by_label("Your review")).to_have_value("Words without stars")

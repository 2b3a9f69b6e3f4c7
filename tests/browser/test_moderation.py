"""The moderation desk from the keyboard, and readers' acts on reviews, in Chromium."""

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from interviews.models import Rating
from tests.browser.staff import enter
from tests.factories import make_interview, make_publication, make_rating, make_staff

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
DESK = "/admin/interviews/rating/desk/"


def make_queue(reviews: int) -> None:
    interview = make_interview(publication=make_publication())
    for n in range(reviews):
        make_rating(interview, 1 + n % 5, review=f"Quite another text number {n}")


def test_fifty_reviews_are_cleared_from_the_keyboard_without_a_reload(
    page: Page, live_server: LiveServer, groups: None
) -> None:
    enter(page, live_server, make_staff("Moderator"))
    make_queue(55)
    page.goto(live_server.url + DESK)
    page.evaluate("window.neverReloaded = true")
    cards = page.locator("[data-card]")
    expect(cards).to_have_count(50)
    told = page.locator("[data-told]")

    def decide(key: str) -> str:
        expect(page.locator("[data-card]:focus")).to_have_count(1)
        card = page.locator("[data-card]:focus").get_attribute("id")
        page.keyboard.press(key)
        if key == "r":
            page.keyboard.press("Enter")
        expect(page.locator(f"#{card}")).to_have_count(0)
        expect(told).to_have_text(re.compile(r"^1 rating (approved|rejected|marked)"))
        return str(card)

    for n in range(55):
        key = "asr"[n % 3]
        card = decide(key)
        if n % 10 == 4:  # a slip of the finger, taken back and done right
            page.keyboard.press("u")
            expect(told).to_have_text("1 rating is as it was before.")
            expect(page.locator(f"#{card}:focus")).to_have_count(1)
            assert decide(key) == card
    expect(page.locator("[data-empty]")).to_be_visible()
    assert page.evaluate("window.neverReloaded") is True
    statuses = list(Rating.objects.order_by("pk").values_list("status", flat=True))
    assert statuses == (["approved", "spam", "rejected"] * 19)[:55]


def test_undo_by_key_and_decisions_in_bulk(
    page: Page, live_server: LiveServer, groups: None
) -> None:
    enter(page, live_server, make_staff("Moderator"))
    make_queue(4)
    page.goto(live_server.url + DESK)
    cards = page.locator("[data-card]")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    second = page.locator("[data-card]:focus").get_attribute("id")
    page.keyboard.press("s")
    expect(cards).to_have_count(3)
    page.keyboard.press("u")
    expect(cards).to_have_count(4)
    expect(page.locator(f"#{second}:focus")).to_have_count(1)
    assert Rating.objects.waiting().count() == 4
    page.keyboard.press("x")
    page.locator("[data-card] [type=checkbox]").first.check()
    page.locator("[data-bulk]").get_by_role("button", name="Approve").click()
    expect(cards).to_have_count(2)
    expect(page.locator("[data-told]")).to_have_text("2 ratings approved.")
    assert Rating.objects.approved().count() == 2


def test_a_rejection_carries_reason_and_note(
    page: Page, live_server: LiveServer, groups: None
) -> None:
    enter(page, live_server, make_staff("Moderator"))
    make_queue(1)
    page.goto(live_server.url + DESK)
    page.keyboard.press("r")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Please stay with the subject.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-empty]")).to_be_visible()
    rating = Rating.objects.get()
    assert (rating.status, rating.reason) == ("rejected", "off_topic")
    assert rating.note == "Please stay with the subject."


def test_the_desk_works_without_javascript(
    plain_page: Page, live_server: LiveServer, groups: None
) -> None:
    page = plain_page
    enter(page, live_server, make_staff("Moderator"))
    make_queue(2)
    page.goto(live_server.url + DESK)
    page.locator("[data-card]").first.get_by_role("button", name="Approve").click()
    expect(page.locator(".messagelist")).to_contain_text("1 rating approved.")
    expect(page.locator("[data-card]")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-card]")).to_have_count(2)


def test_a_reader_finds_a_review_helpful_without_leaving_the_page(
    page: Page, live_server: LiveServer, groups: None
) -> None:
    review = make_rating(make_interview(), review="Fine words")
    review.approve(by=None)
    address = live_server.url + review.interview.get_absolute_url()
    page.goto(address)
    page.get_by_role("button", name="Helpful").click()
    expect(page.locator("[data-said]")).to_have_text("Thank you. Your vote counts.")
    expect(page.locator("[data-count]")).to_have_text("1")
    expect(page).to_have_url(address)
    page.get_by_role("link", name="Report the review by A reader").click()
    page.get_by_label("Another reason").check()
    page.get_by_role("button", name="Send report").click()
    expect(page.locator(".notice")).to_contain_text("A moderator looks at it")

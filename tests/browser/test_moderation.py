"""The moderation desk from the keyboard, and readers' acts on reviews, in Chromium."""

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from interviews.models import Rating
from tests.browser.test_desk import sign_in, violations
from tests.factories import make_interview, make_publication, make_rating

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
    sign_in(page, live_server, "Moderator")
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
    sign_in(page, live_server, "Moderator")
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
    sign_in(page, live_server, "Moderator")
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
    sign_in_plainly(page, live_server)
    make_queue(2)
    page.goto(live_server.url + DESK)
    page.locator("[data-card]").first.get_by_role("button", name="Approve").click()
    expect(page.locator(".messagelist")).to_contain_text("1 rating approved.")
    expect(page.locator("[data-card]")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-card]")).to_have_count(2)


def sign_in_plainly(page: Page, server: LiveServer) -> None:
    from tests.factories import PASSWORD, make_staff

    make_staff("Moderator", "plain")
    page.goto(f"{server.url}/admin/login/")
    page.get_by_label("Username").fill("plain")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_the_pages_of_reviews_and_of_the_desk_are_accessible(
    page: Page, live_server: LiveServer, groups: None, scheme: str, width: int
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    sign_in(page, live_server, "Moderator")
    make_queue(3)
    waiting = Rating.objects.waiting().first()
    review = Rating.objects.order_by("pk").last()
    assert waiting and review
    decision = review.approve(by=None)
    interview = review.interview.get_absolute_url()
    page.set_viewport_size({"width": width, "height": 900})
    desk = DESK.removesuffix("desk/")
    for path in (
        f"{interview}reviews/?sort=highest",
        review.get_absolute_url(),
        f"{review.get_absolute_url()}report/",
        "/best/",
        f"/embed{interview}",
        DESK,
        f"{desk}bursts/",
        f"{desk}decisions/",
        f"{desk}decisions/{decision.pk}/undo/",
        f"{desk}privacy/",
        f"{desk}{waiting.pk}/decide/",
        f"{desk}{review.pk}/history/",
    ):
        page.goto(live_server.url + path)
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


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

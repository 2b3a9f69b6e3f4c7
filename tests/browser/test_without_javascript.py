"""A browser without JavaScript: read, search, rate with words, change, withdraw."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from interviews.models import Rating
from tests.browser.story import make_story

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


def send(page: Page, stars: str, words: str) -> None:
    page.get_by_label(stars).check()
    page.get_by_label("Your review").fill(words)
    page.get_by_role("button", name="Send rating").click()


def test_a_reader_finds_reads_rates_changes_and_withdraws(
    plain_page: Page, live_server: LiveServer, groups: None
) -> None:
    page, interview = plain_page, make_story()
    here = live_server.url + interview.get_absolute_url()
    page.goto(live_server.url)
    page.get_by_role("link", name="Search").click()
    page.get_by_label("Words to look for").fill("nobody hurries")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".result mark")).to_have_text(["Nobody", "hurries"])
    page.locator(".result__headline a").click()
    expect(page).to_have_url(f"{here}#q3")
    expect(page.locator("#q3")).to_contain_text("It rises. Nobody hurries.")
    expect(page.locator("#q3")).to_be_in_viewport()
    # What only a script can do is not offered.
    expect(page.get_by_role("button", name="Save for later")).to_be_hidden()
    expect(page.get_by_label("Colours and text size")).to_be_hidden()

    send(page, "4 stars", "I shall take that ferry.")
    expect(page).to_have_url(f"{here}ratings/mine/#reviews")
    mine = page.locator(".review--own")
    expect(mine).to_contain_text("I shall take that ferry.")
    expect(page.locator(".notice")).to_contain_text("A moderator reads your words")

    send(page, "5 stars", "I took that ferry.")
    expect(mine).to_contain_text("I took that ferry.")
    expect(mine.get_by_role("img", name="5 out of 5")).to_be_visible()
    page.goto(here)
    expect(page.locator("#reviews")).not_to_contain_text("that ferry")

    page.goto(f"{here}ratings/mine/")
    page.get_by_role("button", name="Withdraw it").click()
    expect(page.locator(".notice")).to_have_text("You have withdrawn your rating.")
    expect(mine).to_have_count(0)
    withdrawn = Rating.objects.get(review="I took that ferry.")
    assert (withdrawn.status, withdrawn.score) == ("withdrawn", 5)

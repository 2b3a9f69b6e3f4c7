"""Reviews as others read them: orders, pages, addresses, votes and reports."""

import datetime
import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from interviews.models import Correction, HelpfulVote, Interview, Rating, Report
from tests.factories import (
    OUR_PAGE,
    make_draft,
    make_interview,
    make_rating,
    make_staff,
)

pytestmark = pytest.mark.django_db
JSON = {**OUR_PAGE, "Accept": "application/json"}


@pytest.fixture
def interview() -> Interview:
    return make_interview()


def make_review(interview: Interview, score: int = 4, **fields: Any) -> Rating:
    """Make an approved review."""
    helpful = fields.pop("helpful", 0)
    rating = make_rating(interview, score, **{"review": "Words", **fields})
    rating.approve(by=None)
    Rating.objects.filter(pk=rating.pk).update(helpful=helpful)
    rating.refresh_from_db()
    return rating


def listed(client: Client, interview: Interview, query: str = "") -> list[int]:
    page = client.get(f"{interview.get_absolute_url()}reviews/{query}")
    assert page.status_code == 200
    return [int(pk) for pk in re.findall(r'id="review-(\d+)"', page.text)]


def test_each_order(client: Client, interview: Interview) -> None:
    low, high, helpful = (
        make_review(interview, score, helpful=votes).pk
        for score, votes in ((1, 0), (5, 1), (3, 2))
    )
    assert listed(client, interview) == [helpful, high, low]
    assert listed(client, interview, "?sort=highest") == [high, helpful, low]
    assert listed(client, interview, "?sort=lowest") == [low, helpful, high]
    assert listed(client, interview, "?sort=helpful") == [helpful, high, low]
    assert listed(client, interview, "?sort=email") == [helpful, high, low]


@pytest.mark.parametrize("sort", ["newest", "highest", "lowest", "helpful"])
def test_pages_hold_each_review_once(
    client: Client, interview: Interview, sort: str
) -> None:
    made = [make_review(interview, 1 + n % 5, helpful=n % 3).pk for n in range(45)]
    address, seen = f"?sort={sort}", []
    while address:
        page = client.get(f"{interview.get_absolute_url()}reviews/{address}").text
        seen += [int(pk) for pk in re.findall(r'id="review-(\d+)"', page)]
        more = re.search(r'href="(\?sort=\w+&amp;after=[^"]+)"', page)
        address = more[1].replace("&amp;", "&") if more else ""
    assert len(seen) == 45 and sorted(seen) == made


def test_a_page_costs_the_same_wherever_it_lies(
    client: Client,
    interview: Interview,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(25):
        make_review(interview)
    with django_assert_num_queries(3):
        page = client.get(f"{interview.get_absolute_url()}reviews/")
    after = page.context["page"].after
    with django_assert_num_queries(3):
        client.get(f"{interview.get_absolute_url()}reviews/", {"after": after})


@pytest.mark.parametrize("after", ["x", "1~2~3", "9" * 400, "~", "2026-01-01~1"])
def test_a_place_nobody_gave_out_is_not_found(
    client: Client, interview: Interview, after: str
) -> None:
    address = f"{interview.get_absolute_url()}reviews/"
    assert client.get(address, {"after": after}).status_code == 404


@pytest.mark.parametrize("verb", ["", "reject", "mark_spam", "withdraw"])
def test_what_is_not_approved_has_no_address(
    client: Client, interview: Interview, verb: str
) -> None:
    review = make_review(interview, review="A canary sings")
    assert "A canary sings" in client.get(review.get_absolute_url()).text
    if verb:
        getattr(review, verb)(**({} if verb == "withdraw" else {"by": None}))
    else:
        interview.rate(reader_key=review.reader_key, score=2, review="A canary changed")
    nothing = client.get("/reviews/999999999/")
    for path in ("", "helpful/", "report/"):
        address = review.get_absolute_url() + path
        answer = client.post(address, headers=OUR_PAGE) if path else client.get(address)
        assert (answer.status_code, answer.content) == (404, nothing.content)
    for path in ("", "reviews/", "reviews/?sort=lowest"):
        assert "canary" not in client.get(interview.get_absolute_url() + path).text
    assert "canary" not in client.get("/best/").text


def test_stars_alone_and_hidden_interviews_have_no_review(client: Client) -> None:
    stars = make_rating(make_interview())
    draft = make_draft()
    hidden = make_review(draft)
    assert client.get(stars.get_absolute_url()).status_code == 404
    assert client.get(hidden.get_absolute_url()).status_code == 404
    for path in ("reviews/", "ratings.json"):
        assert client.get(draft.get_absolute_url() + path).status_code == 404
    assert client.get(f"/embed{draft.get_absolute_url()}").status_code == 404


def test_a_correction_made_after_a_review_is_noted(
    client: Client, interview: Interview
) -> None:
    review = make_review(interview)
    day = datetime.timedelta(days=1)
    note = "The interview was corrected after this review was written"
    Correction.objects.create(
        interview=interview, text="Before", date=review.updated.date() - day
    )
    assert note not in client.get(review.get_absolute_url()).text
    Correction.objects.create(
        interview=interview, text="After", date=review.updated.date() + day
    )
    for address in (review.get_absolute_url(), interview.get_absolute_url()):
        assert note in client.get(address).text


def test_a_reader_finds_a_review_helpful_once(
    client: Client, interview: Interview
) -> None:
    review = make_review(interview)
    address = f"{review.get_absolute_url()}helpful/"
    assert client.get(address).status_code == 405
    for _ in range(3):
        assert client.post(address, headers=JSON).json() == {"helpful": 1}
    assert client.post(address, headers=OUR_PAGE).status_code == 303
    assert Client().post(address, headers=JSON).json() == {"helpful": 2}
    assert HelpfulVote.objects.differences()[1] == []
    assert "Helpful<span" in client.get(review.get_absolute_url()).text


def test_nobody_finds_their_own_review_helpful(
    client: Client, interview: Interview
) -> None:
    client.post(
        f"{interview.get_absolute_url()}ratings/",
        {"score": 5, "review": "Mine"},
        headers=OUR_PAGE,
    )
    review = Rating.objects.get()
    review.approve(by=None)
    address = f"{review.get_absolute_url()}helpful/"
    assert client.post(address, headers=JSON).json() == {"helpful": 0}


@pytest.mark.parametrize("path", ["helpful/", "report/"])
def test_another_site_can_neither_vote_nor_report(
    client: Client, interview: Interview, path: str
) -> None:
    review = make_review(interview)
    data = {"reason": "other", "words": "Kept"}
    evil = {"Origin": "https://evil.example"}
    address = review.get_absolute_url() + path
    refused = client.post(address, data, headers=evil)
    assert refused.status_code == 403
    asked = client.post(address, data)
    assert asked.status_code == 403
    if path == "report/":
        assert "Kept" in refused.text and "Kept" in asked.text
    confirmed = client.post(address, {**data, "confirm": asked.context["confirm"]})
    assert confirmed.status_code in (200, 303)
    assert HelpfulVote.objects.count() + Report.objects.count() == 1


def test_a_report_reaches_the_moderators_once_a_reader(
    client: Client, interview: Interview
) -> None:
    review = make_review(interview)
    address = f"{review.get_absolute_url()}report/"
    assert "What is wrong with it?" in client.get(address).text
    empty = client.post(address, {"words": "Kept"}, headers=OUR_PAGE)
    assert empty.status_code == 400 and "Kept" in empty.text
    for reason in ("other", "untrue"):
        thanks = client.post(address, {"reason": reason}, headers=OUR_PAGE)
        assert "A moderator looks at it" in thanks.text
    assert [report.reason for report in Report.objects.open()] == ["untrue"]
    assert client.get(review.get_absolute_url()).status_code == 200
    review.reject(by=make_staff("Moderator"))
    assert Report.objects.open().count() == 0


def test_votes_have_a_limit(client: Client, interview: Interview) -> None:
    reviews = [make_review(interview) for _ in range(21)]
    answers = [
        client.post(f"{review.get_absolute_url()}helpful/", headers=JSON).status_code
        for review in reviews
    ]
    assert answers == [200] * 20 + [429]


def test_lists_by_rating_weigh_few_against_many(client: Client) -> None:
    few, many, unrated, hidden = (make_interview() for _ in range(4))
    make_rating(few, 5)
    for _ in range(30):
        make_rating(many, 4)
    make_rating(unrated, 5, review="Waits")
    make_rating(hidden, 5)
    hidden.withdraw(by=None)
    page = client.get("/best/")
    assert [row.interview for row in page.context["best"]] == [many, few]
    assert [row.interview for row in page.context["most"]] == [many, few]
    assert page["Cache-Control"] == "no-store"
    assert "10 more ratings of 3.5 stars" in page.text


def test_the_figures_for_programs(client: Client, interview: Interview) -> None:
    for score in (4, 4, 5):
        make_rating(interview, score)
    answer = client.get(f"{interview.get_absolute_url()}ratings.json")
    assert answer.json() == {
        "interview": f"http://127.0.0.1:8000{interview.get_absolute_url()}",
        "headline": interview.headline,
        "average": 4.3,
        "count": 3,
        "scores": {"5": 1, "4": 2, "3": 0, "2": 0, "1": 0},
        "best": 5,
        "worst": 1,
    }
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cache-Control"] == "public, max-age=60"


def test_the_widget_for_other_sites(client: Client, interview: Interview) -> None:
    make_rating(interview, 4)
    answer = client.get(f"/embed{interview.get_absolute_url()}")
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not answer.cookies and "X-Frame-Options" not in answer
    assert 'aria-label="Rated 4.0 out of 5, 1 review"' in answer.text
    assert "<form" not in answer.text and "<script" not in answer.text

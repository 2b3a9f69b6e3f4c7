"""Rating over HTTP: who may, what is answered, and that nothing written is lost."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.test import Client

from interviews.models import Interview, Rating, RatingSummary
from newsroom.models import Allowance, Publication
from tests.factories import (
    OUR_PAGE,
    make_draft,
    make_interview,
    make_publication,
    make_rating,
    make_staff,
)

pytestmark = pytest.mark.django_db

JSON = {**OUR_PAGE, "Accept": "application/json"}


@pytest.fixture
def interview() -> Interview:
    return make_interview()


def post(
    client: Client, interview: Interview, headers: Any = OUR_PAGE, **data: Any
) -> Any:
    return client.post(f"{interview.get_absolute_url()}ratings/", data, headers=headers)


def figures(interview: Interview) -> tuple[float | None, int]:
    page = Client().get(interview.get_absolute_url())
    assert page.status_code == 200
    summary = Interview.objects.get(pk=interview.pk).rating_summary
    return summary.figure, summary.count


def test_stars_alone_count_at_once(client: Client, interview: Interview) -> None:
    response = post(client, interview, score=4)
    assert response.status_code == 303
    assert (
        response["Location"] == f"{interview.get_absolute_url()}ratings/mine/#reviews"
    )
    assert figures(interview) == (4.0, 1)
    assert "Your rating counts" in client.get(response["Location"]).text


def test_words_wait_for_a_moderator(client: Client, interview: Interview) -> None:
    answer = post(client, interview, JSON, score=5, review="Fine", name="Ada")
    assert answer.json() == {"status": "pending", "average": None, "count": 0}
    assert "Fine" not in client.get(interview.get_absolute_url()).text
    assert "Fine" in client.get(f"{interview.get_absolute_url()}ratings/mine/").text
    Rating.objects.get().approve(by=make_staff("Moderator"))
    assert "Fine" in client.get(interview.get_absolute_url()).text
    assert figures(interview) == (5.0, 1)


def test_the_second_rating_of_a_reader_replaces_the_first(
    client: Client, interview: Interview
) -> None:
    post(client, interview, score=1)
    answer = post(client, interview, JSON, score=5)
    assert answer.json() == {"status": "approved", "average": 5.0, "count": 1}
    assert Rating.objects.count() == 1


def test_two_readers_are_two_ratings(client: Client, interview: Interview) -> None:
    post(client, interview, score=4)
    post(Client(), interview, score=5)
    assert figures(interview) == (4.5, 2)


def test_changed_words_wait_and_the_earlier_score_stops_counting(
    client: Client, interview: Interview
) -> None:
    post(client, interview, score=5)
    post(client, interview, score=4, review="On second thoughts")
    assert figures(interview) == (None, 0)


@pytest.mark.parametrize("score", ["", "0", "6", "x", "4.5", "9" * 30, "\0"])
def test_a_wrong_score_is_refused_and_the_words_are_kept(
    client: Client, interview: Interview, score: str
) -> None:
    response = post(client, interview, score=score, review="Keep <this>", name="Ada")
    assert response.status_code == 400
    assert "Keep &lt;this&gt;" in response.text and 'value="Ada"' in response.text
    answer = post(client, interview, JSON, score=score)
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["score"]
    assert Rating.objects.count() == 0


def test_too_many_words_are_refused_and_kept(
    client: Client, interview: Interview
) -> None:
    words = "word " * 1001
    response = post(client, interview, score=4, review=words)
    assert response.status_code == 400
    assert words.strip() in response.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "null"},
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_another_site_is_refused_and_the_words_are_kept(
    client: Client, interview: Interview, headers: dict[str, str]
) -> None:
    response = post(client, interview, headers, score=4, review="Kept")
    assert response.status_code == 403
    assert "Kept" in response.text
    assert Rating.objects.count() == 0


def test_our_own_origin_is_enough(client: Client, interview: Interview) -> None:
    for origin in (settings.SITE_URL, "http://testserver"):
        assert post(client, interview, {"Origin": origin}, score=4).status_code == 303


def test_a_browser_that_says_nothing_is_asked_to_confirm(
    client: Client, interview: Interview
) -> None:
    asked = post(client, interview, {}, score=4, review="Kept")
    assert asked.status_code == 403
    assert Rating.objects.count() == 0
    token = asked.context["confirm"]
    stranger = post(Client(), interview, {}, score=4, confirm=token)
    assert stranger.status_code == 403
    other = make_interview()
    assert post(client, other, {}, score=4, confirm=token).status_code == 403
    assert post(client, interview, {}, score=4, confirm=token).status_code == 303
    assert Rating.objects.count() == 1


@pytest.mark.parametrize("cookie", ["", "x", "0123456789abcdef:forged", "\x7f" * 40])
def test_a_forged_cookie_counts_as_none(
    client: Client, interview: Interview, cookie: str
) -> None:
    post(client, interview, score=4)
    forger = Client()
    forger.cookies[settings.READER_COOKIE_NAME] = cookie
    mine = forger.get(f"{interview.get_absolute_url()}ratings/mine/")
    assert "You have not rated this interview yet" in mine.text
    post(forger, interview, score=5)
    assert figures(interview) == (4.5, 2)


def test_the_database_never_holds_the_cookie(
    client: Client, interview: Interview
) -> None:
    post(client, interview, score=4)
    cookie = client.cookies[settings.READER_COOKIE_NAME]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert Rating.objects.get().reader_key not in cookie.value
    assert cookie.value.partition(":")[0] not in Rating.objects.get().reader_key


def test_a_draft_and_nothing_answer_the_same(client: Client) -> None:
    hidden = post(client, make_draft(), score=4)
    nothing = client.post("/interviews/absent/ratings/", {"score": 4}, headers=OUR_PAGE)
    assert hidden.status_code == nothing.status_code == 404
    assert hidden.content == nothing.content


def test_rating_is_never_a_get(client: Client, interview: Interview) -> None:
    assert (
        client.get(f"{interview.get_absolute_url()}ratings/?score=4").status_code == 405
    )
    assert Rating.objects.count() == 0


def test_a_program_that_fills_everything_in_is_thanked_and_not_counted(
    client: Client, interview: Interview
) -> None:
    post(client, interview, score=5)
    answer = post(client, interview, JSON, score=4, website="http://x")
    assert answer.json() == {"status": "pending", "average": None, "count": 0}
    assert Rating.objects.get().status == "spam"
    mine = client.get(f"{interview.get_absolute_url()}ratings/mine/")
    assert "A moderator looks at your rating" in mine.text
    assert figures(interview) == (None, 0)


def test_a_reader_withdraws_and_comes_back(
    client: Client, interview: Interview
) -> None:
    post(client, interview, score=4)
    address = f"{interview.get_absolute_url()}ratings/mine/withdraw/"
    assert client.post(address, headers=OUR_PAGE).status_code == 303
    assert figures(interview) == (None, 0)
    mine = client.get(f"{interview.get_absolute_url()}ratings/mine/")
    assert "You have withdrawn your rating." in mine.text
    again = client.post(address, headers=JSON)
    assert again.json() == {"status": "withdrawn", "average": None, "count": 0}
    post(client, interview, score=4)
    assert figures(interview) == (4.0, 1)


def test_withdrawing_nothing_changes_nothing(
    client: Client, interview: Interview
) -> None:
    make_rating(interview)
    address = f"{interview.get_absolute_url()}ratings/mine/withdraw/"
    assert client.post(address, headers=OUR_PAGE).status_code == 303
    assert client.get(address).status_code == 405
    assert figures(interview) == (4.0, 1)


def test_another_site_withdraws_nothing_and_an_old_browser_confirms(
    client: Client, interview: Interview
) -> None:
    post(client, interview, score=4)
    address = f"{interview.get_absolute_url()}ratings/mine/withdraw/"
    evil = client.post(address, headers={"Origin": "https://evil.example"})
    assert evil.status_code == 403
    asked = client.post(address)
    assert asked.status_code == 403
    assert Rating.objects.get().status == "approved"
    confirmed = client.post(address, {"confirm": asked.context["confirm"]})
    assert confirmed.status_code == 303
    assert Rating.objects.get().status == "withdrawn"


def test_the_own_page_of_an_old_browser_needs_no_second_question(
    client: Client, interview: Interview
) -> None:
    post(client, interview, score=4)
    mine = client.get(f"{interview.get_absolute_url()}ratings/mine/")
    token = mine.context["confirm"]
    assert post(client, interview, {}, score=5, confirm=token).status_code == 303
    assert figures(interview) == (5.0, 1)


def test_a_token_runs_out(client: Client, interview: Interview) -> None:
    with time_machine.travel("2027-03-02T12:00:00Z", tick=False) as clock:
        token = post(client, interview, {}, score=4).context["confirm"]
        clock.shift(3601)
        assert post(client, interview, {}, score=4, confirm=token).status_code == 403
    assert Rating.objects.count() == 0


def test_only_the_answer_to_a_rating_sets_a_cookie(
    client: Client, interview: Interview
) -> None:
    address = interview.get_absolute_url()
    for path in ("", "ratings/mine/"):
        assert not client.get(address + path).cookies
    assert not post(client, interview, score=9).cookies
    assert list(post(client, interview, score=4).cookies) == ["reader"]


def test_words_that_only_end_their_lines_differently_are_the_same(
    client: Client, interview: Interview
) -> None:
    post(client, interview, score=4, review="One\r\ntwo")
    rating = Rating.objects.get()
    assert rating.review == "One\ntwo"
    post(client, interview, score=4, review="One\ntwo")
    assert Rating.objects.get().version == rating.version


HOSTILE = ["\0", "\udcff", "9" * 5000, "x" * 1_000_000, "\u202e\u0301\ufeff" * 500]


@pytest.mark.parametrize("field", ["score", "review", "name", "email", "website"])
@pytest.mark.parametrize(
    "value", HOSTILE, ids=["nul", "bytes", "digits", "1MB", "bidi"]
)
def test_malformed_values_are_refused_or_held_and_never_a_fault(
    client: Client, interview: Interview, field: str, value: str
) -> None:
    body = urlencode(
        {"score": "4", field: value}, encoding="utf-8", errors="surrogateescape"
    )
    address = f"{interview.get_absolute_url()}ratings/"
    kind = "application/x-www-form-urlencoded"
    answer = client.post(address, body, content_type=kind, headers=JSON)
    assert answer.status_code in (200, 400)
    if field in ("score", "email"):
        assert list(answer.json()["errors"]) == [field]
    assert Rating.objects.count() == int(answer.status_code == 200)


def test_an_address_longer_than_its_column_is_refused(
    client: Client, interview: Interview
) -> None:
    email = f"{'a' * 60}@{'b.' * 100}example"
    answer = post(client, interview, JSON, score=4, email=email)
    assert list(answer.json()["errors"]) == ["email"]


@pytest.mark.parametrize("accept", ["", "*/*", "\0;q=x", "text/html", "*/*;q=nan"])
def test_who_does_not_ask_for_json_is_redirected(
    client: Client, interview: Interview, accept: str
) -> None:
    headers = {**OUR_PAGE, "Accept": accept}
    assert post(client, interview, headers, score=4).status_code == 303


def test_a_file_is_not_kept(client: Client, interview: Interview) -> None:
    file = SimpleUploadedFile("big.bin", b"x" * 4_000_000)
    assert post(client, interview, score=4, file=file).status_code == 303


def test_an_error_is_linked_to_its_field(client: Client, interview: Interview) -> None:
    page = post(client, interview, score=9, email="nobody").text
    assert '<fieldset class="rate__scores" aria-describedby="id_score_error">' in page
    assert 'aria-describedby="id_email_helptext id_email_error"' in page
    assert 'id="id_email_error">' in page


def test_the_widget_says_it_in_text_and_once_in_a_label(
    client: Client, interview: Interview
) -> None:
    def widget() -> tuple[str, str]:
        page = client.get(interview.get_absolute_url()).text
        html = page[page.index('<p class="average-rating"') :].partition("</p>")[0]
        label = html.partition('aria-label="')[2].partition('"')[0]
        return " ".join(re.sub("<[^>]+>", "", html).split()), label

    assert widget() == ("Average rating: ☆☆☆☆☆ 0 reviews", "Not rated yet")
    make_rating(interview, 4)
    assert widget() == (
        "Average rating: ★★★★☆ 4.0 1 review",
        "Rated 4.0 out of 5, 1 review",
    )
    make_rating(interview, 4)
    make_rating(interview, 5)
    assert widget() == (
        "Average rating: ★★★★☆ 4.3 3 reviews",
        "Rated 4.3 out of 5, 3 reviews",
    )


def test_reviews_are_escaped_and_keep_their_lines(
    client: Client, interview: Interview
) -> None:
    rating = make_rating(interview, review="<b>One</b>\ntwo\n\nthree", name="<i>")
    rating.approve(by=make_staff("Moderator"))
    page = client.get(interview.get_absolute_url()).text
    assert "<p>&lt;b&gt;One&lt;/b&gt;<br>two</p>\n\n<p>three</p>" in page
    assert "<bdi>&lt;i&gt;</bdi>" in page


def test_the_database_holds_one_rating_a_reader(interview: Interview) -> None:
    held = make_rating(interview)
    held.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.bulk_create([held])


@pytest.mark.parametrize("fault", [OperationalError, InterfaceError, IntegrityError])
def test_a_busy_database_is_said_and_the_words_are_kept(
    client: Client, interview: Interview, fault: type[Exception], monkeypatch: Any
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise fault("database is locked")

    monkeypatch.setattr(Interview, "rate", fail)
    monkeypatch.setattr(Rating, "withdraw", fail)
    busy = post(client, interview, score=4, review="Kept")
    assert (busy.status_code, busy["Retry-After"]) == (503, "3")
    assert "Kept" in busy.text
    monkeypatch.undo()
    post(client, interview, score=4)
    monkeypatch.setattr(Rating, "withdraw", fail)
    address = f"{interview.get_absolute_url()}ratings/mine/withdraw/"
    assert client.post(address, headers=OUR_PAGE).status_code == 503
    assert Rating.objects.get().status == "approved"


def test_a_rating_that_fails_at_its_last_step_leaves_nothing(
    client: Client, interview: Interview, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(rating: Rating) -> None:
        assert Rating.objects.count() == 1
        raise OperationalError("the disk is full")

    monkeypatch.setattr("interviews.reviewing.letters.received", fail)
    assert post(client, interview, score=4).status_code == 503
    assert not Rating.objects.exists() and not Allowance.objects.exists()
    assert not RatingSummary.objects.exists()


def test_a_closed_publication_takes_no_rating(client: Client) -> None:
    interview = make_interview(publication=make_publication(rating_policy="closed"))
    response = post(client, interview, score=4, review="Kept")
    assert response.status_code == 403 and "Kept" in response.text
    assert post(client, interview).status_code == 403
    assert "Ratings are closed" in client.get(interview.get_absolute_url()).text


def test_a_careful_publication_holds_the_stars_too(client: Client) -> None:
    policy = Publication.RatingPolicy.HOLD_ALL
    interview = make_interview(publication=make_publication(rating_policy=policy))
    assert post(client, interview, JSON, score=4).json()["status"] == "pending"


def test_the_readers_own_page_is_private(client: Client, interview: Interview) -> None:
    response = client.get(f"{interview.get_absolute_url()}ratings/mine/")
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"


def test_an_approval_of_words_changed_meanwhile_is_refused(
    interview: Interview,
) -> None:
    moderator = make_staff("Moderator")
    rating = make_rating(interview, review="Kind words")
    seen = rating.version
    interview.rate(
        reader_key=rating.reader_key, score=1, review="Unkind words", name="", email=""
    )
    with pytest.raises(Exception, match="changed this review"):
        rating.approve(by=moderator, version=seen)
    assert Rating.objects.get().status == "pending"

"""Rating over HTTP: who may, what is answered, and that nothing written is lost."""

from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from interviews.models import Interview, Rating
from newsroom.models import Publication
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


def test_a_program_that_fills_everything_in_is_forgotten(
    client: Client, interview: Interview
) -> None:
    assert post(client, interview, score=5, website="http://x").status_code == 303
    assert Rating.objects.count() == 0


def test_a_reader_withdraws_and_comes_back(
    client: Client, interview: Interview
) -> None:
    post(client, interview, score=4)
    address = f"{interview.get_absolute_url()}ratings/mine/withdraw/"
    assert client.post(address).status_code == 404
    assert client.post(address, headers=OUR_PAGE).status_code == 302
    assert figures(interview) == (None, 0)
    post(client, interview, score=4)
    assert figures(interview) == (4.0, 1)


def test_a_closed_publication_takes_no_rating(client: Client) -> None:
    interview = make_interview(publication=make_publication(rating_policy="closed"))
    response = post(client, interview, score=4, review="Kept")
    assert response.status_code == 403 and "Kept" in response.text
    assert "Ratings are closed" in client.get(interview.get_absolute_url()).text


def test_a_careful_publication_holds_the_stars_too(client: Client) -> None:
    policy = Publication.RatingPolicy.HOLD_ALL
    interview = make_interview(publication=make_publication(rating_policy=policy))
    assert post(client, interview, JSON, score=4).json()["status"] == "pending"


def test_the_readers_own_page_is_private(client: Client, interview: Interview) -> None:
    response = client.get(f"{interview.get_absolute_url()}ratings/mine/")
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"


def test_a_reader_has_ten_ratings_a_minute(
    client: Client, interview: Interview
) -> None:
    with time_machine.travel("2027-03-02T12:00:10Z", tick=False) as clock:
        for n in range(10):
            assert post(client, interview, score=1 + n % 5).status_code == 303
        refused = post(client, interview, score=4, review="Kept")
        assert refused.status_code == 429
        assert refused["Retry-After"] == "50"
        assert "Kept" in refused.text
        assert post(client, interview, JSON, score=4).status_code == 429
        clock.shift(50)
        assert post(client, interview, score=4).status_code == 303


def test_one_address_has_sixty_a_minute_on_one_interview(interview: Interview) -> None:
    with time_machine.travel("2027-03-02T12:00:10Z", tick=False):
        answers = [post(Client(), interview, score=4).status_code for _ in range(62)]
        assert answers == [303] * 60 + [429] * 2
        assert post(Client(), make_interview(), score=4).status_code == 303


def test_a_forged_address_changes_nothing(interview: Interview) -> None:
    with time_machine.travel("2027-03-02T12:00:10Z", tick=False):
        answers = [
            post(
                Client(),
                interview,
                {**OUR_PAGE, "X-Forwarded-For": f"10.{n}.0.1"},
                score=4,
            ).status_code
            for n in range(61)
        ]
    assert answers == [303] * 60 + [429]


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

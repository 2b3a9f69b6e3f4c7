"""The moderation desk: who may, what is shown, decisions in one post, and back again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from interviews.admin import deciding
from interviews.models import Decision, Interview, Rating, RatingSummary, Report
from interviews.reviewing import moderation
from tests.factories import make_interview, make_publication, make_rating, make_staff

pytestmark = pytest.mark.django_db
RATINGS = "/admin/interviews/rating/"
DESK = f"{RATINGS}desk/"
JSON = {"Accept": "application/json"}


@pytest.fixture
def interview() -> Interview:
    return make_interview(headline="The harbour")


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.text


def test_only_moderators_have_a_desk(client: Client, interview: Interview) -> None:
    rating = make_rating(interview, review="Waits")
    rating.approve(by=None)
    decision = Decision.objects.get()
    addresses = [DESK, f"{RATINGS}bursts/", f"{RATINGS}decisions/"]
    addresses += [f"{RATINGS}decisions/{decision.pk}/undo/"]
    addresses += [f"{RATINGS}{rating.pk}/decide/", f"{RATINGS}privacy/"]
    for group in ("Editor", "Contributor", None):
        client.logout()
        if group:
            client.force_login(make_staff(group))
        for address in addresses:
            data = {"verb": "spam", "rating": rating.pk, "act": "purge"}
            for answer in (client.get(address), client.post(address, data)):
                assert answer.status_code in ({403} if group else {302})
    rating.refresh_from_db()
    assert (rating.status, Decision.objects.count()) == ("approved", 1)


def test_a_card_shows_what_helps_to_decide(
    moderator: Client, interview: Interview
) -> None:
    interview.publication.held_words = "casino\n roulette "
    interview.publication.save()
    rating = make_rating(
        interview, 2, review="Visit www.example.com, a fine Casino indeed", name="Al"
    )
    other = make_interview(headline="Elsewhere")
    other.rate(reader_key=rating.reader_key, score=1, review="I was here before")
    make_rating(other, review="Do visit www.example.com: a fine casino, indeed!")
    page = text(moderator, DESK)
    card = page[page.index(f'id="rating-{rating.pk}"') :].partition("</article>")[0]
    for said in (
        "★★☆☆☆",
        "The harbour",
        "0\xa0minutes ago",
        "1 link",
        "the word “casino”",
        "1 other rating by this reader",
        "I was here before",
        "1 similar text",
    ):
        assert said in card, said
    assert "roulette" not in card


@pytest.mark.parametrize(
    ("verb", "status"),
    [("approve", "approved"), ("reject", "rejected"), ("spam", "spam")],
)
def test_one_post_decides_and_one_takes_it_back(
    moderator: Client, interview: Interview, verb: str, status: str
) -> None:
    rating = make_rating(interview, review="Waits")
    data = {"verb": verb, "reason": "personal", "note": " Be kind. ", "x": "y"}
    data[f"seen_{rating.pk}"] = str(rating.version)
    answer = moderator.post(f"{RATINGS}{rating.pk}/decide/", data, headers=JSON)
    told = answer.json()
    assert (answer.status_code, told["done"]) == (200, [rating.pk])
    rating.refresh_from_db()
    assert rating.status == status
    said = ("personal", "Be kind.") if verb == "reject" else ("", "")
    assert (rating.reason, rating.note) == said
    assert moderator.get(told["undo"]).status_code == 200
    assert Rating.objects.get().status == status  # a link alone changes nothing
    moderator.post(told["undo"], headers=JSON)
    rating.refresh_from_db()
    assert (rating.status, rating.moderated_by, rating.note) == ("pending", None, "")


def test_the_link_of_a_mail_lands_on_a_page_that_asks(
    moderator: Client, interview: Interview
) -> None:
    rating = make_rating(interview, review="Waits")
    page = text(moderator, f"{RATINGS}{rating.pk}/decide/?verb=approve")
    assert "Waits" in page and Rating.objects.get().status == "pending"
    answer = moderator.post(f"{RATINGS}{rating.pk}/decide/", {"verb": "approve"})
    assert answer["Location"] == DESK
    assert Rating.objects.get().status == "approved"


def test_all_chosen_are_one_act_but_those_changed_since(
    moderator: Client, interview: Interview
) -> None:
    ratings = [make_rating(interview, review=f"Review {n}") for n in range(3)]
    seen = {f"seen_{rating.pk}": rating.version for rating in ratings}
    interview.rate(reader_key=ratings[2].reader_key, score=1, review="Changed")
    data = {"verb": "approve", "rating": [rating.pk for rating in ratings], **seen}
    told = moderator.post(DESK, data, headers=JSON).json()
    assert told["done"] == [rating.pk for rating in ratings[:2]]
    assert "The reader has changed this review since." in told["refused"][0]
    assert Decision.objects.get().items.count() == 2
    assert RatingSummary.objects.get().scores == (0, 0, 0, 2, 0)


@pytest.mark.parametrize("verb", ["", "delete", "undo", "approve"])
def test_a_post_that_makes_no_sense_changes_nothing(
    moderator: Client, interview: Interview, verb: str
) -> None:
    make_rating(interview, review="Waits")
    data = {"verb": verb, "rating": ["x", "9" * 30, "-1"], "seen_x": "y"}
    answer = moderator.post(DESK, data, headers=JSON)
    assert (answer.status_code, answer.json()["done"]) == (409, [])
    assert Decision.objects.count() == 0


def test_a_reply_is_read_under_the_review(
    moderator: Client, interview: Interview
) -> None:
    rating = make_rating(interview, review="Words")
    rating.approve(by=None)
    data = {"verb": "reply", "reply": "Thank you."}
    moderator.post(f"{RATINGS}{rating.pk}/decide/", data)
    assert "Thank you." in Client().get(rating.get_absolute_url()).text


def test_reported_and_trapped_ratings_have_their_own_list(
    moderator: Client, interview: Interview
) -> None:
    reported = make_rating(interview, review="Reported words")
    reported.approve(by=None)
    Report.objects.create(
        rating=reported, reader_key="reader", reason="untrue", words="It is not so"
    )
    make_rating(interview, review="From a program", held_for="trap")
    make_rating(interview, 5, held_for="burst")
    page = text(moderator, f"{DESK}?show=reported")
    assert "It states what is not true" in page and "It is not so" in page
    assert "From a program" in text(moderator, f"{DESK}?show=trap")
    assert "Came in a burst" in text(moderator, f"{DESK}?show=burst")
    moderator.post(f"{RATINGS}{reported.pk}/decide/", {"verb": "approve"})
    assert "Reported words" not in text(moderator, f"{DESK}?show=reported")


def test_the_newest_decisions_stand_first_and_say_what_they_were_about(
    moderator: Client,
    interview: Interview,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for n in range(10):
        make_rating(interview, 5 if n == 9 else 1, review=f"Review {n}").approve(
            by=None
        )
    ratings = Rating.objects.all()
    Decision.objects.make("spam", ratings, by=None)
    page = text(moderator, f"{RATINGS}bursts/")
    recent = page.partition("data-recent")[2].split("</li>")
    assert len(recent) == 9
    assert "10 ratings marked as spam." in recent[0]
    assert "1 rating approved." in recent[1] and "★★★★★" in recent[1]
    assert "The harbour" in recent[1] and "The harbour" not in recent[0]
    with django_assert_num_queries(2):
        deciding.recent(200)


def test_the_history_says_who_when_and_from_what_to_what(
    moderator: Client, interview: Interview
) -> None:
    rating = make_rating(interview, review="Words")
    data = {"verb": "reject", "reason": "personal", "note": "Be kind."}
    moderator.post(f"{RATINGS}{rating.pk}/decide/", data)
    page = text(moderator, f"{RATINGS}{rating.pk}/history/")
    for said in ("mo", "Rejected", "status: <bdi>pending", "status: <bdi>rejected"):
        assert said in page, said
    assert "Be kind." in page


def test_the_desk_takes_as_many_queries_for_fifty_as_for_one(
    moderator: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    publication = make_publication()
    for rows in range(1, 51):
        interview = make_interview(publication=publication)
        make_rating(interview, review=f"Quite another text number {rows}")
        if rows in (1, 50):
            with django_assert_num_queries(17):
                moderator.get(DESK)


def test_the_figures_are_medians_and_shares(interview: Interview) -> None:
    now = timezone.now()
    moderator = make_staff("Moderator")
    for n, hours in enumerate((1, 2, 30)):
        rating = make_rating(interview, review=f"Review {n}")
        rating.approve(by=moderator) if n else rating.reject(by=moderator)
        Rating.objects.filter(pk=rating.pk).update(
            updated=now - timedelta(hours=hours), moderated_at=now
        )
    make_rating(interview, review="Waits")
    again = make_rating(interview, review="Refused")
    again.reject(by=moderator)
    interview.rate(reader_key=again.reader_key, score=4, review="Waits again")
    figures = moderation.figures()
    assert (figures.hours, figures.approved, figures.decided) == (2.0, 67, 3)
    assert (figures.waiting, figures.weeks[-1].hours) == (2, 2.0)
    assert figures.weeks[0].hours is None

"""Letters to readers and moderators, and what the link in one can do."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from interviews.models import Decision, Interview, Rating
from newsroom.mail import Letter
from tests.factories import (
    OUR_PAGE,
    make_interview,
    make_publication,
    make_rating,
    make_staff,
)

pytestmark = pytest.mark.django_db
EMAIL = "saule@example.org"


@pytest.fixture
def interview() -> Interview:
    return make_interview(headline="The harbour")


def post(client: Client, interview: Interview, **data: Any) -> Any:
    data = {"score": 4, "email": EMAIL, **data}
    return client.post(
        f"{interview.get_absolute_url()}ratings/", data, headers=OUR_PAGE
    )


def link(letter: Letter) -> str:
    found = re.search(rf"{settings.SITE_URL}(/\S+/by-mail/\S+/)", letter.body)
    assert found
    return found[1]


def test_an_address_is_sent_a_link_and_nothing_a_reader_wrote(
    client: Client, interview: Interview
) -> None:
    post(client, interview, review="Buy now", name="Casino")
    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == (EMAIL, "Your rating of “The harbour”")
    assert "Buy now" not in letter.body and "Casino" not in letter.body
    post(client, interview, score=5)
    assert Letter.objects.count() == 1


def test_without_an_address_or_from_a_program_no_letter(interview: Interview) -> None:
    post(Client(), interview, email="")
    post(Client(), interview, website="http://x")
    assert Letter.objects.count() == 0


def test_one_address_gets_one_letter_a_minute(interview: Interview) -> None:
    for _ in range(5):
        assert post(Client(), interview).status_code == 303
    assert Letter.objects.count() == 1


def test_the_link_changes_withdraws_and_erases_from_anywhere(
    client: Client, interview: Interview
) -> None:
    post(client, interview, review="Mine")
    address = link(Letter.objects.get())
    elsewhere = Client()
    page = elsewhere.get(address)
    assert page.status_code == 200 and "Mine" in page.text
    assert page["Cache-Control"] == "private, no-store"
    changed = {"score": 2, "review": "Changed", "email": EMAIL}
    answer = elsewhere.post(f"{address}rate/", changed, headers=OUR_PAGE)
    assert answer["Location"] == f"{address}#reviews"
    rating = Rating.objects.get()
    assert (rating.score, rating.review, rating.status) == (2, "Changed", "pending")
    evil = {"Origin": "https://evil.example"}
    for path in ("withdraw/", "erase/"):
        assert elsewhere.post(address + path, headers=evil).status_code == 403
        assert elsewhere.get(address + path).status_code == 405
    elsewhere.post(f"{address}withdraw/", headers=OUR_PAGE)
    assert Rating.objects.get().status == "withdrawn"
    gone = elsewhere.post(f"{address}erase/", headers=OUR_PAGE)
    assert gone["Location"].endswith("/ratings/mine/#reviews")
    assert Rating.objects.count() == 0
    assert elsewhere.get(address).status_code == 404
    assert not elsewhere.cookies


def test_a_wrong_link_leads_nowhere(client: Client, interview: Interview) -> None:
    post(client, interview)
    address = link(Letter.objects.get())
    other = make_interview()
    wrong = [
        address[:-2] + ("a" if address[-2] != "a" else "b") + "/",
        address.replace(interview.get_absolute_url(), other.get_absolute_url()),
        f"{interview.get_absolute_url()}ratings/by-mail/x/",
        f"{interview.get_absolute_url()}ratings/by-mail/W10:x:y/",
    ]
    for each in wrong:
        assert client.get(each).status_code == 404
    post(client, interview, email="other@example.org")
    assert client.get(address).status_code == 404  # the address was changed


def test_the_writer_hears_what_was_decided(interview: Interview) -> None:
    moderator = make_staff("Moderator")
    rating = make_rating(interview, review="Words", email=EMAIL)
    rating.reject(by=moderator, reason="personal", note="Please be kind.")
    letter = Letter.objects.get()
    assert "Attacks or exposes a person" in letter.body
    assert "Please be kind." in letter.body
    assert Client().get(link(letter)).status_code == 200
    rating.approve(by=moderator)
    rating.answer("Thank you for your words.", by=moderator)
    subjects = list(Letter.objects.order_by("pk").values_list("subject", flat=True))
    assert subjects[1:] == [
        "Your review of “The harbour” is published",
        "A reply to your review of “The harbour”",
    ]
    assert rating.get_absolute_url() in Letter.objects.order_by("pk")[1].body


def test_spam_and_stars_alone_are_told_nothing(interview: Interview) -> None:
    make_rating(interview, email=EMAIL)
    make_rating(interview, review="Spam", email=EMAIL)
    Decision.objects.make("spam", Rating.objects.all(), by=make_staff("Moderator"))
    Decision.objects.make(
        "approve", Rating.objects.filter(review=""), by=make_staff("Moderator")
    )
    assert Letter.objects.count() == 0


def test_moderators_are_told_at_once_where_that_is_set(client: Client) -> None:
    moderator = make_staff("Moderator")
    moderator.email = "mo@example.org"
    moderator.save()
    make_staff("Editor")
    told, untold = (
        make_interview(publication=make_publication(alert_moderators=alert))
        for alert in (True, False)
    )
    for interview in (told, untold):
        post(client, interview, review="Read me", email="")
    letter = Letter.objects.get()
    assert letter.to == "mo@example.org" and "Read me" in letter.body
    pk = told.ratings.get().pk
    assert f"/admin/interviews/rating/{pk}/decide/" in letter.body


def test_a_reader_erases_their_rating_with_their_cookie(
    client: Client, interview: Interview
) -> None:
    post(client, interview)
    address = f"{interview.get_absolute_url()}ratings/mine/erase/"
    assert client.get(address).status_code == 405
    assert client.post(address, headers=OUR_PAGE).status_code == 303
    assert Rating.objects.count() == 0
    assert Interview.objects.get(pk=interview.pk).rating_summary.count == 0

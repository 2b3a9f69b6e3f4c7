"""Words that a reader replaced are kept for moderators, and for nobody else."""

import pytest
from django.test import Client

from interviews.models import EarlierWords, Interview, Rating
from interviews.reviewing import privacy
from tests.factories import make_interview, make_rating, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def interview() -> Interview:
    return make_interview()


def again(rating: Rating, **words: str) -> Rating:
    said = {"review": "", "name": "", "email": "", **words}
    return rating.interview.rate(reader_key=rating.reader_key, score=2, **said)


def kept() -> list[tuple[int, str, str]]:
    return list(EarlierWords.objects.values_list("score", "name", "review"))


def test_what_was_said_before_is_kept_with_its_stars_and_time(
    interview: Interview,
) -> None:
    first = make_rating(interview, 5, review="Kind", name="Ada")
    again(first, review="Unkind", name="Ada")
    assert kept() == [(5, "Ada", "Kind")]
    assert EarlierWords.objects.get().written == first.updated
    again(first)
    assert kept() == [(2, "Ada", "Unkind"), (5, "Ada", "Kind")]


def test_stars_alone_and_the_same_words_keep_nothing(interview: Interview) -> None:
    stars = make_rating(interview, 5)
    again(stars)
    again(stars, review="First words")
    words = make_rating(interview, 5, review="Kind")
    again(words, review="Kind")
    again(words, review="Kind", email="ada@example.org")
    assert kept() == []


def test_the_newest_twenty_are_kept(interview: Interview) -> None:
    rating = make_rating(interview, review="Wording 0")
    for n in range(1, 25):
        again(rating, review=f"Wording {n}")
    said = [review for _score, _name, review in kept()]
    assert said == [f"Wording {n}" for n in range(23, 3, -1)]


def test_moderators_read_them_and_readers_do_not(
    client: Client, interview: Interview
) -> None:
    rating = make_rating(interview, review="A canary sang")
    again(rating, review="Nothing sang").approve(by=None)
    client.force_login(make_staff("Moderator"))
    desk = f"/admin/interviews/rating/{rating.pk}/"
    for page in ("decide/", "history/"):
        assert "A canary sang" in client.get(desk + page).text, page
    address = interview.get_absolute_url()
    for page in (address, f"{address}reviews/", rating.get_absolute_url()):
        text = Client().get(page).text
        assert "Nothing sang" in text and "canary" not in text, page


def test_they_are_handed_out_and_erased_with_their_reader(interview: Interview) -> None:
    rating = make_rating(interview, review="Kind", email="ada@example.org")
    again(rating, review="Unkind", email="ada@example.org")
    [told] = privacy.export("ada@example.org")["ratings"]
    assert [words["review"] for words in told["earlier_words"]] == ["Kind"]
    privacy.erase("ada@example.org")
    assert kept() == []

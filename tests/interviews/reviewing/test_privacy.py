"""What is kept about readers: as little as can be, handed out and erased exactly."""

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from interviews.models import (
    HelpfulVote,
    Interview,
    PrivacyRun,
    Rating,
    RatingSummary,
    Report,
)
from interviews.reviewing import own, privacy
from newsroom.accounts.acts import Act
from newsroom.mail import Letter
from newsroom.models import Allowance, NetworkKey
from tests import served
from tests.factories import OUR_PAGE, make_interview, make_rating, make_staff

pytestmark = pytest.mark.django_db
EMAIL = "saule@example.org"
DESK = "/admin/interviews/rating/privacy/"


@pytest.fixture
def interview() -> Interview:
    return make_interview()


def populate(interview: Interview) -> Rating:
    """Make a reader's data beside another's, votes and reports across."""
    mine = make_rating(interview, 5, review="Mine, a canary", email=EMAIL)
    other = make_rating(interview, 2, review="Theirs", email="other@example.org")
    for review in (mine, other):
        review.approve(by=None)
    HelpfulVote.objects.vote(other, mine.reader_key)
    HelpfulVote.objects.vote(mine, other.reader_key)
    Report.objects.create(rating=other, reader_key=mine.reader_key, reason="other")
    return mine


def test_a_reader_is_erased_from_rows_figures_and_counts(interview: Interview) -> None:
    populate(interview)
    said = {"ratings": 1, "helpful_votes": 1, "reports": 1, "letters": 1}
    assert privacy.erase("SAULE@example.org", dry_run=True) == said
    assert Rating.objects.count() == 2
    assert privacy.erase("SAULE@example.org") == said
    (left,) = Rating.objects.all()
    assert (left.review, left.helpful) == ("Theirs", 0)
    assert RatingSummary.objects.get().scores == (0, 1, 0, 0, 0)
    assert RatingSummary.objects.differences()[1] == []
    assert HelpfulVote.objects.differences()[1] == []
    assert list(Letter.objects.values_list("to", flat=True)) == ["other@example.org"]
    assert "canary" not in Client().get(interview.get_absolute_url()).text
    assert privacy.erase(EMAIL) == dict.fromkeys(said, 0)
    assert "example.org" not in json.dumps(list(PrivacyRun.objects.values("counts")))


@pytest.mark.parametrize("email", ["", "nobody@example.org", "%", "saule"])
def test_no_address_but_the_whole_one_finds_a_reader(
    interview: Interview, email: str
) -> None:
    populate(interview)
    assert sum(privacy.erase(email).values()) == 0
    assert privacy.export(email)["ratings"] == []
    assert Rating.objects.count() == 2


def test_an_export_holds_all_of_one_reader_and_nothing_of_others(
    interview: Interview, capsys: pytest.CaptureFixture[str]
) -> None:
    populate(interview)
    call_command("privacy", "export", EMAIL)
    told = capsys.readouterr().out
    found = json.loads(told)
    assert [rating["review"] for rating in found["ratings"]] == ["Mine, a canary"]
    assert (len(found["helpful_votes"]), len(found["reports"])) == (1, 1)
    assert "Theirs" not in told and "other@example.org" not in told
    assert [letter["to"] for letter in found["letters"]] == [EMAIL]


def test_who_named_no_address_is_known_by_the_number_of_a_review(
    interview: Interview,
) -> None:
    populate(interview)
    nameless = make_rating(interview, 1, review="Nameless, a canary")
    number = str(nameless.pk)
    found = privacy.export(number)
    assert [rating["review"] for rating in found["ratings"]] == ["Nameless, a canary"]
    assert found["letters"] == []
    assert privacy.erase(number)["ratings"] == 1
    assert privacy.erase(number)["ratings"] == 0
    assert Rating.objects.count() == 2


def test_a_reader_takes_a_copy_of_what_is_kept_of_them(
    client: Client, interview: Interview
) -> None:
    mine = populate(interview)
    address = f"{interview.get_absolute_url()}ratings/"
    assert client.get(f"{address}mine/export/").json()["ratings"] == []
    body = {"score": 4, "review": "By cookie"}
    client.post(address, body, headers=OUR_PAGE)
    answer = client.get(f"{address}mine/export/")
    assert [rating["review"] for rating in answer.json()["ratings"]] == ["By cookie"]
    assert answer["Cache-Control"] == "private, no-store"
    assert f"{address}mine/export/" in client.get(f"{address}mine/").text
    by_mail = own.address(interview, own.link(mine))
    told = Client().get(f"{by_mail}export/").json()
    assert [rating["review"] for rating in told["ratings"]] == ["Mine, a canary"]
    assert [letter["to"] for letter in told["letters"]] == [EMAIL]


def test_who_types_the_address_of_another_gets_none_of_their_letters(
    client: Client, interview: Interview
) -> None:
    """Their links would open what the other wrote."""
    populate(interview)
    address = f"{interview.get_absolute_url()}ratings/"
    body = {"score": 4, "review": "Not hers", "email": EMAIL}
    client.post(address, body, headers=OUR_PAGE)
    assert Letter.objects.filter(to=EMAIL).exists()
    told = client.get(f"{address}mine/export/")
    assert told.json()["letters"] == [] and "by-mail" not in told.text
    assert "canary" not in told.text


def test_the_log_outlives_a_reply_without_its_words(interview: Interview) -> None:
    mine = populate(interview)
    mine.answer("Dear Saule, thank you.", by=None)
    act = Act.objects.get(verb="reply")
    assert (act.before, act.after) == ({str(mine.pk): 0}, {str(mine.pk): 22})
    privacy.erase(EMAIL)
    assert "Saule" not in str(list(Act.objects.values()))


def test_erased_words_do_not_stay_in_the_files_of_sqlite() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's files are its own")
    with served.newsroom() as newsroom:
        newsroom.manage("populate", "--interviews", "1")
        slug = newsroom.get("/feed.json").text.partition("/interviews/")[2]
        address = f"/interviews/{slug.partition('/')[0]}/ratings/"
        body = "score=5&review=canary-words&name=canary-name"
        said = newsroom.post(address, body, Accept="application/json")
        cookie = said.headers["Set-Cookie"].partition(";")[0]
        newsroom.post(f"{address}mine/erase/", "", Cookie=cookie)
        for file in newsroom.data.glob("newsroom.sqlite3*"):
            assert b"canary" not in file.read_bytes(), file.name


def test_what_is_past_its_time_goes(interview: Interview) -> None:
    old = timezone.now() - timedelta(days=366)
    for n in range(2):
        rating = make_rating(
            interview, review=f"Kept {n}", email=EMAIL, network="network"
        )
        withdrawn = make_rating(interview, network="network")
        withdrawn.withdraw()
        Report.objects.create(
            rating=rating, reader_key="r", reason="other", closed=timezone.now()
        )
        if n:
            Rating.objects.filter(pk__in=[rating.pk, withdrawn.pk]).update(
                created=old, updated=old
            )
            Report.objects.filter(rating=rating).update(closed=old)
    NetworkKey.objects.create(day=old.date(), key="old")
    Allowance.objects.create(key="old", started=1, used=1)
    said = {
        "networks": 2,
        "addresses": 1,
        "withdrawn": 1,
        "reports": 1,
        "network_keys": 1,
        "allowances": 1,
    }
    assert privacy.purge(dry_run=True) == said == privacy.purge()
    assert privacy.purge() == dict.fromkeys(said, 0)
    assert Rating.objects.exclude(email="").count() == 1
    assert Rating.objects.exclude(network="").count() == 2
    assert Rating.objects.filter(review__startswith="Kept").count() == 2


def test_a_withdrawn_rating_goes_thirty_days_after_its_withdrawal(
    interview: Interview,
) -> None:
    rating = make_rating(interview)
    Rating.objects.update(updated=timezone.now() - timedelta(days=300))
    Rating.objects.get().withdraw()
    assert privacy.purge()["withdrawn"] == 0
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert privacy.purge()["withdrawn"] == 1
    assert not Rating.objects.filter(pk=rating.pk).exists()


def test_the_command_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("privacy", "erase", EMAIL, "--dry-run")
    assert capsys.readouterr().out.startswith("0 rows would go: ratings 0")
    assert PrivacyRun.objects.count() == 0
    call_command("privacy", "purge")
    assert "rows are gone" in capsys.readouterr().out
    for wrong in (["erase"], ["purge", EMAIL]):
        with pytest.raises(CommandError):
            call_command("privacy", *wrong)


def test_the_desk_counts_first_then_hands_out_and_erases(
    client: Client, interview: Interview
) -> None:
    populate(interview)
    client.force_login(make_staff("Moderator", "mo"))

    def press(act: str, email: str = EMAIL) -> Any:
        return client.post(DESK, {"act": act, "email": email}, follow=True)

    page = client.get(DESK).text
    assert "Erase it for good" not in page
    counted = press("count").text
    assert "ratings 1" in counted and "Erase it for good" in counted
    assert press("count", "no address").status_code == 200
    assert press("export").json()["ratings"][0]["review"] == "Mine, a canary"
    assert Rating.objects.count() == 2
    assert "rows are gone" in press("erase").text
    assert Rating.objects.count() == 1
    press("purge")
    verbs = list(PrivacyRun.objects.order_by("pk").values_list("verb", "by__username"))
    assert verbs == [("export", "mo"), ("erase", "mo"), ("purge", "mo")]


def test_nothing_kept_leads_back_to_a_network(
    client: Client, interview: Interview
) -> None:
    client.post(
        f"{interview.get_absolute_url()}ratings/",
        {"score": 4},
        headers={**OUR_PAGE, "User-Agent": "Canary/1.0"},
        REMOTE_ADDR="203.0.113.77",
    )
    rows = [list(model.objects.values()) for model in (Rating, Allowance, NetworkKey)]
    kept = json.dumps(rows, default=str)
    for trace in ("203.0.113", "Canary", "3405803853", "cb00714d"):
        assert trace not in kept
    assert Rating.objects.get().network
    NetworkKey.objects.all().delete()

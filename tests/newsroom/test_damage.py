"""Damage done past the product, by SQL or in the folders: named, repaired, gone."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command

from interviews.models import (
    HelpfulVote,
    Interview,
    Rating,
    RatingSummary,
    Speaker,
    TaggedInterview,
)
from interviews.models.search import SearchEntry
from newsroom.accounts.acts import Act
from newsroom.demo.portraits import portrait
from newsroom.models import Person
from tests.factories import make_interview, make_rating, make_speaker

pytestmark = pytest.mark.django_db

LONG_AGO = 1_500_000_000


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def check(capsys: Any, **options: Any) -> list[dict[str, Any]]:
    """Return the problems that ``check_consistency`` prints."""
    try:
        call_command("check_consistency", json=True, **options)
        status = 0
    except SystemExit as stopped:
        status = int(stopped.code or 0)
    found = json.loads(capsys.readouterr().out)["problems"]
    assert status == bool(found)
    return found  # type: ignore[no-any-return]


@pytest.fixture
def interview() -> Interview:
    look = portrait("bun teal")
    person = Person.objects.create(name="Asel", portrait=look, portrait_alt="Asel")
    interview = make_interview(2, headline="Kept")
    make_speaker(interview, name="Asel", person=person)
    interview.tags.add("sea")
    interview.relist()
    make_rating(interview, 5, review="Words").approve(by=None)
    return interview


def wrong_figures(interview: Interview) -> None:
    RatingSummary.objects.update(score_5=7)


def no_figures(interview: Interview) -> None:
    RatingSummary.objects.all().delete()


def votes_of_nobody(interview: Interview) -> None:
    Rating.objects.update(helpful=3)


def votes_not_counted(interview: Interview) -> None:
    HelpfulVote.objects.bulk_create(
        [HelpfulVote(rating=Rating.objects.get(), reader_key="reader")]
    )


def a_tag_listed_otherwise(interview: Interview) -> None:
    TaggedInterview.objects.update(publish_at=None)


def a_speaker_listed_otherwise(interview: Interview) -> None:
    Speaker.objects.update(publish_at="2001-01-01T00:00Z")


def hidden_but_listed(interview: Interview) -> None:
    Interview.objects.update(status="withdrawn")
    SearchEntry.objects.all().delete()


def a_missing_file(interview: Interview) -> None:
    keep = Path(Person.objects.get().portrait.path)
    keep.rename(keep.with_name("elsewhere.jpg"))


def a_file_of_nobody(interview: Interview) -> None:
    root = Path(Person.objects.get().portrait.path).parents[1]
    stray = root / "stray" / "picture.png"
    stray.parent.mkdir()
    stray.write_bytes(b"half a pict")
    for place in (stray, stray.parent):
        os.utime(place, (LONG_AGO, LONG_AGO))


DAMAGE = {
    wrong_figures: "rating_summary",
    no_figures: "rating_summary",
    votes_of_nobody: "helpful",
    votes_not_counted: "helpful",
    a_tag_listed_otherwise: "listed",
    a_speaker_listed_otherwise: "listed",
    hidden_but_listed: "listed",
    a_missing_file: "missing_file",
    a_file_of_nobody: "orphan_file",
}


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda each: each.__name__)
def test_damage_is_named_repaired_once_and_gone(
    capsys: Any, interview: Interview, damage: Any
) -> None:
    assert check(capsys) == []
    words = list(interview.questions.values("text", "answer", "anchor"))
    damage(interview)
    (named,) = check(capsys)
    assert named["kind"] == DAMAGE[damage]
    assert check(capsys, repair=True) == [named]
    assert check(capsys) == []
    assert list(interview.questions.values("text", "answer", "anchor")) == words
    assert Rating.objects.get().review == "Words"


def test_a_fresh_file_waits_for_its_row(
    capsys: Any, interview: Interview, media: Path
) -> None:
    (media / "fresh").mkdir()
    (media / "fresh" / "picture.png").write_bytes(b"on its way")
    assert check(capsys, repair=True) == []
    assert (media / "fresh" / "picture.png").exists()


def test_a_disk_that_is_away_takes_no_picture_from_its_row(
    capsys: Any, interview: Interview, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "not-there"
    assert [each["kind"] for each in check(capsys, repair=True)] == ["missing_file"]
    assert Person.objects.get().portrait


def test_the_log_keeps_which_picture_was_missing(
    capsys: Any, interview: Interview
) -> None:
    name = Person.objects.get().portrait.name
    a_missing_file(interview)
    check(capsys, repair=True)
    act = Act.objects.get(verb="change", kind="newsroom.person")
    assert (act.before, act.after) == ({"portrait": name}, {"portrait": ""})
    assert not Person.objects.get().portrait


def test_files_that_rows_name_are_never_taken(
    capsys: Any, interview: Interview, media: Path
) -> None:
    Interview.objects.update(picture="kept/picture.png", picture_alt="A look")
    folder = media / "kept"
    folder.mkdir()
    (folder / "picture.png").write_bytes(ContentFile(b"pixels").read())
    for place in media.rglob("*"):
        os.utime(place, (LONG_AGO, LONG_AGO))
    before = sorted(media.rglob("*"))
    assert check(capsys, repair=True) == []
    assert sorted(media.rglob("*")) == before

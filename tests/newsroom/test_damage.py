"""Damage done past the product, by SQL or in the folders: named, repaired, gone."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from taggit.models import Tag

from interviews.models import (
    HelpfulVote,
    Interview,
    PreviewLink,
    Question,
    Rating,
    RatingSummary,
    Speaker,
    TaggedInterview,
)
from interviews.models.search import FullText, SearchEntry
from newsroom.accounts.acts import Act
from newsroom.addresses import OldSlug
from newsroom.demo.portraits import portrait
from newsroom.models import Person
from tests.factories import make_interview, make_rating, make_speaker

pytestmark = pytest.mark.django_db

LONG_AGO = 1_500_000_000
NOBODY = 999_999


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


def moderated_by_nobody(interview: Interview) -> None:
    Rating.objects.update(moderated_by_id=NOBODY)


def a_preview_of_nothing(interview: Interview) -> None:
    PreviewLink.objects.create(interview_id=NOBODY, expires_at="2099-01-01T00:00Z")


def asked_by_a_stranger(interview: Interview) -> None:
    stranger = make_speaker(make_interview())
    stranger.interview.relist()
    interview.questions.update(asked_by=stranger)
    Question.objects.exclude(pk=interview.questions.all()[0].pk).update(asked_by=None)


def anchors_given_again(interview: Interview) -> None:
    Interview.objects.update(anchors_given=1)


def html_of_other_words(interview: Interview) -> None:
    first = interview.questions.all()[0]
    Question.objects.filter(pk=first.pk).update(answer_html="<h1>Answer 1.</h1>")


def an_old_address_of_nothing(interview: Interview) -> None:
    OldSlug.objects.create(kind="interview", slug="left", target=NOBODY)


def a_page_without_an_address(interview: Interview) -> None:
    Person.objects.update(slug="")


def a_tag_from_nowhere(interview: Interview) -> None:
    Tag.objects.create(name="nowhere")


def a_missing_width(interview: Interview) -> None:
    Path(Person.objects.get().portrait.path).with_name("400.avif").unlink()


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
    moderated_by_nobody: "relation",
    a_preview_of_nothing: "relation",
    asked_by_a_stranger: "part",
    anchors_given_again: "anchors",
    html_of_other_words: "rendered",
    an_old_address_of_nothing: "old_slug",
    a_page_without_an_address: "slug",
    a_tag_from_nowhere: "unused_tag",
    a_missing_width: "missing_rendition",
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


def test_rows_of_nothing_go_with_what_was_counted_of_them(
    capsys: Any, interview: Interview
) -> None:
    review = make_rating(make_interview(), 5)
    HelpfulVote.objects.create(rating=review, reader_key="reader")
    Rating.objects.filter(pk=review.pk).update(interview_id=NOBODY, helpful=1)
    Question.objects.filter(pk=interview.questions.all()[0].pk).update(
        answered_by_id=NOBODY
    )
    kinds = {each["kind"] for each in check(capsys, repair=True)}
    assert {"relation", "rating_summary"} <= kinds
    assert check(capsys) == []
    assert [rating.review for rating in Rating.objects.all()] == ["Words"]
    assert not HelpfulVote.objects.exists()
    answers = interview.questions.values_list("answer", "answered_by")
    assert list(answers) == [("Answer 1.", None), ("Answer 2.", None)]


def test_an_interview_that_lost_its_publication_is_kept(
    capsys: Any, interview: Interview
) -> None:
    Interview.objects.update(publication_id=NOBODY)
    check(capsys, repair=True)
    assert check(capsys) == []
    assert Interview.objects.get().publication.name == f"#{NOBODY}"
    assert interview.questions.count() == 2


def test_an_emptied_full_text_index_is_filled_anew(
    capsys: Any, client: Client, interview: Interview
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's is a column of the rows")
    with connection.cursor() as cursor:
        cursor.execute(FullText.EMPTY)
    (named,) = check(capsys, repair=True)
    assert (named["kind"], named["expected"], named["found"]) == ("full_text", 3, 0)
    assert check(capsys) == []
    assert "Kept" in client.get("/search/?q=answer").text


def test_tags_that_somebody_used_or_made_are_no_damage(
    capsys: Any, interview: Interview
) -> None:
    made = Tag.objects.create(name="made at the desk")
    Act.objects.record("add", by=None, on=made)
    for tag in ("sea", "other"):
        interview.claim()
        interview.tags.set([tag])
        interview.relist()
        interview.keep(by=None)
    assert check(capsys, repair=True) == []
    assert {tag.name for tag in Tag.objects.all()} == {"sea", "other", made.name}


def test_what_is_deleted_for_good_leaves_no_old_address(
    capsys: Any, interview: Interview
) -> None:
    interview.slug = "new"
    interview.save()
    assert OldSlug.objects.count() == 1
    interview.tags.clear()
    interview.delete()
    assert not OldSlug.objects.exists()


def test_a_row_whose_picture_never_was_there_is_mended_without_any_file(
    capsys: Any, interview: Interview, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "not-there"
    Person.objects.update(portrait="")
    Interview.objects.update(picture="never/there.jpg", picture_alt="A look")
    assert [each["kind"] for each in check(capsys, repair=True)] == ["missing_file"]
    assert check(capsys) == []


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

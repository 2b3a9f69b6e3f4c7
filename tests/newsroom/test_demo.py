"""The demo content and the sign-ins of a new newsroom."""

import io
import json
import stat
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from interviews.models import (
    Correction,
    Interview,
    Question,
    Rating,
    RatingSummary,
    Speaker,
)
from newsroom.demo.portraits import CLOTHS, HAIRS, PALETTES, SKINS, portrait
from newsroom.demo.reviews import REVIEWS
from newsroom.demo.story import people, read, stories
from newsroom.models import Person, Publication

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_dir(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path


def demo() -> str:
    out = io.StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


def by_status(status: str) -> list[Interview]:
    return [i for i in Interview.objects.filter(status=status) if not i.is_scheduled]


# The content


def test_it_fills_an_empty_newsroom_in_every_state() -> None:
    demo()
    assert Publication.objects.count() == 2
    assert Interview.objects.count() == 14
    assert len(by_status("published")) == Interview.objects.published().count() == 10
    assert len(by_status("draft")) == 2
    assert len(by_status("in_review")) == 1
    scheduled = [i.headline for i in Interview.objects.all() if i.is_scheduled]
    assert scheduled == ["The gardener who plants for 2090"]
    assert set(Rating.objects.values_list("status", flat=True)) == set(Rating.Status)
    assert Rating.objects.filter(status="approved", review="").exists()
    assert Rating.objects.reviews().exists()
    assert Rating.objects.get(status="rejected").reason


def test_it_speaks_four_languages_and_one_from_right_to_left() -> None:
    demo()
    spoken = list(Interview.objects.values_list("language", flat=True))
    assert {code: spoken.count(code) for code in set(spoken)} == {
        "en": 9,
        "fr": 2,
        "ru": 1,
        "kk": 1,
        "ar": 1,
    }
    assert [i.language for i in Interview.objects.all() if i.direction == "rtl"] == [
        "ar"
    ]


def test_one_interview_can_be_read_in_two_languages() -> None:
    demo()
    whole = Interview.objects.get(headline__contains="Siffler")
    (version,) = whole.versions()
    assert (whole.language, version.language) == ("fr", "en")


def test_the_two_publications_differ() -> None:
    demo()
    columns = ("label_style", "accent", "language", "time_zone", "home_place")
    first, second = Publication.objects.values_list(*columns)
    assert all(one != other for one, other in zip(first, second, strict=True))


def test_every_interview_is_complete() -> None:
    demo()
    for interview in Interview.objects.prefetch_related("questions"):
        questions = [row for row in interview.questions.all() if row.text]
        assert 6 <= len(questions) <= 10, interview.headline
        assert [row.anchor for row in questions] == [*range(1, len(questions) + 1)]
        assert interview.missing() == []
        for column in ("standfirst", "intro", "closing", "byline", "dateline_place"):
            assert getattr(interview, column), (interview.headline, column)
        assert interview.held
        assert interview.dateline_date
        assert interview.tags.exists()
    assert not Question.objects.filter(answer="").exists()
    assert not Question.objects.filter(answered_by=None).exists()
    assert Question.objects.filter(text="").count() > 2  # a second guest answers
    assert Question.objects.exclude(section="").count() > 2
    assert Question.objects.filter(answer__contains="\n\n").count() > 10


def test_pull_quotes_are_said_and_corrections_stand_at_their_answers() -> None:
    demo()
    quoted = Question.objects.exclude(pull_quote="")
    assert quoted.count() == sum(
        bool(turn.quote) for story in stories().values() for turn in story.turns
    )
    for row in quoted:
        assert row.quote == row.pull_quote
    kinds = Correction.objects.values_list("kind", flat=True)
    assert sorted(kinds) == ["clarification", "correction"]
    assert not Correction.objects.filter(question=None).exists()


def test_everybody_who_speaks_is_a_person_with_a_portrait() -> None:
    demo()
    assert not Speaker.objects.filter(person=None).exists()
    for column in ("portrait", "portrait_alt", "post", "country", "bio"):
        assert not Person.objects.filter(**{column: ""}).exists(), column
    assert not Person.objects.filter(appearances=None).exists()
    assert Person.objects.get(name="Maren Oduya").appearances.count() == 4
    lindqvist = Speaker.objects.get(name="Amara Lindqvist")
    assert lindqvist.post != Person.objects.get(name="Amara Lindqvist").post


def test_the_contributor_has_a_draft_of_their_own() -> None:
    demo()
    contributor = User.objects.get(username="contributor")
    theirs = Interview.objects.editable_by(contributor)
    assert {i.status for i in theirs} == {"draft", "in_review"}


def test_every_published_interview_has_a_page(client: Client) -> None:
    demo()
    for interview in Interview.objects.published():
        page = client.get(interview.get_absolute_url())
        assert page.status_code == 200
        assert interview.headline in page.content.decode()


def test_the_lead_is_open_to_ratings_and_shows_a_figure(client: Client) -> None:
    demo()
    lead = client.get("/").context["lead"]
    assert lead.publication.rating_policy == Publication.RatingPolicy.HOLD_WORDS
    assert (lead.rating_summary.figure, lead.rating_summary.count) == (4.3, 12)


def test_the_figures_are_those_of_the_approved_ratings() -> None:
    demo()
    assert RatingSummary.objects.differences() == (len(REVIEWS), [])
    unrated = Interview.objects.published().filter(rating_summary=None)
    assert {i.headline for i in unrated} == {
        "The night train keeps its own clock",
        "“To whistle is first of all to keep quiet”",
    }


# Again


def test_repeating_it_changes_nothing() -> None:
    demo()
    models = (Publication, Person, Interview, Speaker, Question, Rating, User)
    before = [list(model.objects.values()) for model in models]
    demo()
    assert [list(model.objects.values()) for model in models] == before


def test_repeating_it_asks_the_database_twice(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    demo()
    with django_assert_num_queries(2):
        demo()


def test_a_newsroom_with_a_publication_of_its_own_is_left_alone() -> None:
    Publication.objects.create(name="The Harbour Times")
    demo()
    assert [p.name for p in Publication.objects.all()] == ["The Harbour Times"]
    assert not Interview.objects.exists()


# Sign-ins


def test_the_sign_ins_work_and_only_their_owner_reads_them(data_dir: Path) -> None:
    printed = demo()
    file = data_dir / "sign-ins.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    accounts = json.loads(file.read_text())
    assert list(accounts) == ["administrator", "editor", "moderator", "contributor"]
    for account in accounts.values():
        assert authenticate(**account) is not None
        assert account["password"] in printed
    demo()
    assert json.loads(file.read_text()) == accounts


def test_each_account_has_the_group_of_its_role(settings: Any) -> None:
    printed = demo()
    groups = {
        user.username: [group.name for group in user.groups.all()]
        for user in User.objects.filter(is_staff=True)
    }
    assert groups == {
        "administrator": [],
        "editor": ["Editor"],
        "moderator": ["Moderator"],
        "contributor": ["Contributor"],
    }
    superusers = User.objects.filter(is_superuser=True)
    assert [user.username for user in superusers] == ["administrator"]
    assert f"{settings.SITE_URL}/admin/" in printed


def test_lost_passwords_are_made_anew(data_dir: Path) -> None:
    demo()
    file = data_dir / "sign-ins.json"
    before = json.loads(file.read_text())
    file.unlink()
    demo()
    after = json.loads(file.read_text())
    assert after["editor"]["password"] != before["editor"]["password"]
    assert authenticate(**after["editor"]) is not None
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


# How it is written


def test_a_story_is_read_with_its_sections_guests_and_paragraphs() -> None:
    story = read(
        "headline: One\nguest: Ada\nguest: Bo | Cook\n\n"
        "INTRO: First.\n\nThen.\n\nSECTION: Later\n\nQ: Why?\n\nA: So.\n\nYes: so.\n\n"
        "A (Bo): No.\n\nCLOSING: Thanks.\n"
    )
    assert story.guests == {"Ada": "", "Bo": "Cook"}
    assert (story.intro, story.closing) == ("First.\n\nThen.", "Thanks.")
    (turn,) = story.turns
    assert (turn.section, turn.question) == ("Later", "Why?")
    assert turn.answers == [("Ada", "So.\n\nYes: so."), ("Bo", "No.")]


def test_the_files_name_each_other_rightly() -> None:
    named = {
        name
        for story in stories().values()
        for name in (*story.guests, story.fields["asker"])
    }
    assert named == set(people())
    assert set(REVIEWS) <= set(stories())


def test_a_portrait_is_the_same_each_time() -> None:
    first, again = portrait("bun grey pale").read(), portrait("bun grey pale").read()
    assert first == again
    assert first != portrait("bun grey dark").read()
    with Image.open(io.BytesIO(first)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (800, 1000))


def test_every_look_is_made_of_words_that_are_drawn_and_mean_one_thing() -> None:
    shapes = ["short", "long", "bun", "curls", "bald", "scarf", "cap"]
    words = [*shapes, *PALETTES, *SKINS, *HAIRS, *CLOTHS, "glasses", "beard"]
    assert len(set(words)) == len(words)
    for person in people().values():
        assert set(person["look"].split()) <= set(words), person["name"]

"""The demo content and the sign-ins of a new newsroom."""

import io
import json
import stat
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.test import Client

from interviews.models import Interview, Question, Rating, RatingSummary, Speaker
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


def test_it_fills_an_empty_newsroom(client: Client) -> None:
    demo()
    assert Publication.objects.count() == 2
    assert Interview.objects.count() >= 10
    assert set(Interview.objects.values_list("language", flat=True)) == {
        "en",
        "fr",
        "ru",
        "kk",
        "ar",
    }
    assert set(Interview.objects.values_list("status", flat=True)) == {
        "draft",
        "in_review",
        "published",
    }
    assert [i.headline for i in Interview.objects.all() if i.is_scheduled] == [
        "The gardener who plants for 2090"
    ]
    assert set(Rating.objects.values_list("status", flat=True)) == set(Rating.Status)
    assert not Question.objects.filter(text="", answer="").exists()
    assert not Person.objects.filter(portrait="").exists()
    assert Speaker.objects.filter(person=None, role="interviewee").count() == 0
    assert RatingSummary.objects.differences()[1] == []
    for interview in Interview.objects.published():
        assert client.get(interview.get_absolute_url()).status_code == 200


def test_the_lead_is_open_to_ratings_and_shows_a_figure(client: Client) -> None:
    demo()
    lead = client.get("/").context["lead"]
    assert lead.publication.rating_policy == Publication.RatingPolicy.HOLD_WORDS
    assert (lead.rating_summary.figure, lead.rating_summary.count) == (4.3, 12)


def test_repeating_it_changes_nothing() -> None:
    demo()
    models = (Publication, Person, Interview, Question, Rating)
    before = [list(model.objects.values()) for model in models]
    demo()
    assert [list(model.objects.values()) for model in models] == before


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


def test_lost_passwords_are_made_anew(data_dir: Path) -> None:
    demo()
    file = data_dir / "sign-ins.json"
    before = json.loads(file.read_text())
    file.unlink()
    demo()
    after = json.loads(file.read_text())
    assert after["editor"]["password"] != before["editor"]["password"]
    assert authenticate(**after["editor"]) is not None

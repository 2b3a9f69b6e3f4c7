"""The page that tells administrators how the newsroom is."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from interviews.models import PrivacyRun, RatingSummary
from newsroom import backup
from newsroom.mail import Letter
from newsroom.serving import health
from newsroom.state import chosen, data, work
from tests.factories import make_interview, make_rating

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"


def todo(lines: Any) -> list[str]:
    return [line.name for line in lines() if line.todo]


def test_it_tells_all_and_no_secret(client: Client, settings: Any) -> None:
    client.force_login(User.objects.create_superuser("administrator"))
    settings.DATABASES["default"].setdefault("PASSWORD", "")
    page = client.get("/admin/state/")
    assert page.status_code == 200 and "no-store" in page["Cache-Control"]
    for word in (
        "Database",
        "Last backup",
        "Letters on their way",
        "SITE_URL",
        "Django",
    ):
        assert word in page.text
    assert settings.SECRET_KEY not in page.text
    assert "/admin/state/" in client.get("/admin/").text


def test_a_whole_newsroom_has_nothing_to_do(tmp_path: Path) -> None:
    assert todo(data) == []
    (tmp_path / backup.LAST).write_text(timezone.now().isoformat())
    PrivacyRun.objects.create(verb=PrivacyRun.Verb.PURGE, counts={})
    Letter.objects.create(to="asel@example.org", subject="Words", body="Words")
    assert todo(work) == []


def test_what_was_forgotten_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert todo(work) == ["Last backup", "What is past its time was deleted"]
    before = timezone.now() - timedelta(hours=1)
    Letter.objects.create(to="a@example.org", subject="W", body="W", created=before)
    assert "Letters on their way" in todo(work)
    monkeypatch.setattr(health, "LEAST_FREE", 2**62)
    make_rating(make_interview(), 5)
    RatingSummary.objects.update(score_5=9)
    assert todo(data) == ["Disk", "Rating figures"]


def test_settings_that_are_not_safe_are_named(settings: Any) -> None:
    unsafe = ["SITE_URL", "REQUIRE_SECOND_FACTOR", "EMAIL_URL"]
    assert todo(chosen) == unsafe
    settings.LIMITS, settings.DEBUG = False, True
    assert {"LIMITS", "DEBUG"} <= {*todo(chosen)}
    settings.HTTPS, settings.REQUIRE_SECOND_FACTOR = True, True
    assert todo(chosen) == ["LIMITS", "DEBUG", "EMAIL_URL", "TRUSTED_PROXIES"]

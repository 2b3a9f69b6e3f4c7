"""What readers get when the newsroom cannot answer: 503 and a page, never a trace."""

import errno
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.test import Client

from newsroom.pages import shelf
from newsroom.serving import health

TROUBLE = [
    (OperationalError("gone"), 503),
    (InterfaceError("closed"), 503),
    (OSError(errno.ENOSPC, "No space left on device"), 503),
    (OSError(errno.ENOENT, "No such file"), 500),
    (ValueError("a fault of ours"), 500),
]


def failing(error: Exception) -> Any:
    def fail(*args: Any, **kwargs: Any) -> Any:
        raise error

    return fail


@pytest.mark.parametrize(("error", "status"), TROUBLE)
def test_trouble_that_passes_is_no_fault_of_ours(
    monkeypatch: pytest.MonkeyPatch, error: Exception, status: int
) -> None:
    monkeypatch.setattr("newsroom.views.Interview.objects.published", failing(error))
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == status
    assert ("Retry-After" in response) == (status == 503)
    assert str(error) not in response.text and "Traceback" not in response.text
    assert response["X-Content-Type-Options"] == "nosniff"


def test_trouble_outside_of_the_views_is_answered_as_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    where = "django.contrib.sessions.middleware.SessionMiddleware.process_request"
    monkeypatch.setattr(where, failing(OperationalError("gone")))
    response = Client(raise_request_exception=False).get("/admin/")
    assert response.status_code == 503
    assert "Back in a moment" in response.text


@pytest.mark.django_db
def test_a_newsroom_that_is_whole_is_ready(client: Client) -> None:
    response = client.get("/readyz")
    names = ("database", "migrations", "disk", "store")
    assert response.json() == {"ready": True, "checks": dict.fromkeys(names, "ok")}
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_each_thing_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health.connection, "cursor", failing(OperationalError("x")))
    monkeypatch.setattr(health, "LEAST_FREE", 2**62)
    monkeypatch.setattr(health.versions, "shared", failing(PermissionError()))
    response = Client().get("/readyz")
    assert response.status_code == 503 and response["Retry-After"] == "5"
    assert response.json() == {
        "ready": False,
        "checks": {
            "database": "the database does not answer",
            "migrations": "not known while the database is away",
            "disk": "less than 100 MB are free for DATA_DIR",
            "store": "the page store cannot count: look at DATA_DIR/page-versions",
        },
    }


@pytest.mark.django_db
def test_the_disk_of_the_pictures_counts_too(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path)
    usage = shutil.disk_usage(tmp_path)

    def measure(folder: Path) -> Any:
        return usage._replace(free=1 if folder == tmp_path else health.LEAST_FREE)

    monkeypatch.setattr(health.shutil, "disk_usage", measure)
    found = client.get("/readyz").json()["checks"]["disk"]
    assert found == "less than 100 MB are free for the pictures"


@pytest.mark.django_db
def test_a_store_that_cannot_keep_pages_is_named_until_it_can(client: Client) -> None:
    folder = settings.DATA_DIR / "pages"
    shelf.shared().remove(None)
    folder.mkdir(exist_ok=True)
    folder.rmdir()
    folder.write_text("not a folder")
    try:
        response = client.get("/readyz")
        said = "pages cannot be kept: look at DATA_DIR/pages"
        assert response.json()["checks"]["store"] == said
        assert response.status_code == 503
    finally:
        folder.unlink()
    assert client.get("/readyz").status_code == 200
    shelf.shared().close()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["/?page=%00", "/interviews/%00/", "/?%00=1", "/admin/?q=%00", "/%00"],
)
def test_a_nul_in_the_address_is_refused(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 400
    assert "cannot be understood" in response.text


@pytest.mark.django_db
def test_a_nul_in_a_cookie_is_refused(client: Client) -> None:
    response = client.get("/admin/", headers={"cookie": 'session="12345678\\0000"'})
    assert response.status_code == 400

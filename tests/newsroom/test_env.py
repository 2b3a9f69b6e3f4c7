"""Settings read from the environment: right values pass, wrong ones stop the start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsroom import env

LONG_KEY = "0123456789-abcdefghij-ABCDEFGHIJ-0123456789-abcdefghij"


def start(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {"PATH": os.environ["PATH"], "SECRET_KEY": LONG_KEY, **environment}
    return subprocess.run(
        [sys.executable, *(words or ("manage.py", "check"))],
        env=clean,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", f"django-insecure-{LONG_KEY}"),
        ("SECRET_KEY", "Change-Me-" * 6),
        ("DEBUG", "maybe"),
        ("LIMITS", "some"),
        ("PORT", "eight"),
        ("SITE_URL", "news.example"),
        ("SITE_URL", "http://news.example"),
        ("DATABASE_URL", "mysql://somewhere/else"),
        ("TRUSTED_PROXIES", "the-proxy"),
        ("EMAIL_URL", "pigeon://loft"),
        ("DATA_DIR", __file__),
        ("TIME_ZONE", "Atlantis/Capital"),
    ],
)
def test_a_wrong_value_stops_the_start_with_one_line(
    name: str, value: str, tmp_path: Path
) -> None:
    done = start(**{"DATA_DIR": str(tmp_path), name: value})
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("newsroom cannot start: ")
    assert name in done.stderr


def test_a_missing_key_stops_the_start_and_names_the_remedy(tmp_path: Path) -> None:
    done = start(DATA_DIR=str(tmp_path), SECRET_KEY="")
    assert done.returncode == 1
    assert "make setup" in done.stderr


def test_a_server_without_its_static_files_says_so_and_ends(tmp_path: Path) -> None:
    done = start("-c", "import newsroom.wsgi", DATA_DIR=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr == (
        "newsroom cannot start: its static files are not collected;"
        " run `manage.py setup`.\n"
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [("SITE_URL", "https://news.example"), ("ALLOWED_HOSTS", "localhost,news.example")],
)
def test_debug_on_a_public_address_is_refused(
    name: str, value: str, tmp_path: Path
) -> None:
    done = start(**{"DATA_DIR": str(tmp_path), "DEBUG": "on", name: value})
    assert done.returncode == 1
    assert "DEBUG=off" in done.stderr


def test_the_key_is_read_from_the_data_folder(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text(LONG_KEY + "\n")
    assert start(DATA_DIR=str(tmp_path), SECRET_KEY="").returncode == 0


def test_a_postgres_address_may_hold_escaped_signs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://ed:p%40ss@db.example:6543/news")
    database = env.database("DATABASE_URL", "")
    assert database["PASSWORD"] == "p@ss"
    assert (database["HOST"], database["PORT"], database["NAME"]) == (
        "db.example",
        6543,
        "news",
    )


def test_sqlite_can_be_told_to_survive_a_power_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:////data/news.sqlite3?synchronous=FULL")
    database = env.database("DATABASE_URL", "")
    assert str(database["NAME"]) == "/data/news.sqlite3"
    assert "synchronous=FULL" in database["OPTIONS"]["init_command"]

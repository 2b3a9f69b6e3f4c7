"""Backups: whole, as of one moment, refused when damaged, at home on both databases."""

import contextlib
import hashlib
import json
import threading
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, connections

from interviews.models import Interview, Rating, RatingSummary
from newsroom import backup
from newsroom.demo.portraits import portrait
from newsroom.models import Person
from tests import postgres
from tests.factories import make_interview, make_person, make_rating, make_speaker
from tests.served import newsroom

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_media(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def file(tmp_path: Path, groups: None) -> Path:
    """Return a backup of one rated interview with a portrait."""
    look = portrait("bun teal")
    asel = make_person(name="Asel Ә “quoted”", portrait=look, portrait_alt="Asel")
    interview = make_interview(3, headline="Kept", standfirst='Ключ\n"\\')
    make_speaker(interview, person=asel)
    interview.tags.add("sea")
    interview.relist()
    make_rating(interview, 5)
    make_rating(interview, 2, review="Words")
    made = tmp_path / "newsroom.zip"
    call_command("backup", str(made))
    return made


def state() -> dict[str, str]:
    """Return a hash of every table that a backup holds, and of every picture."""
    found = {}
    for model in backup.models():
        rows = model._base_manager.order_by("pk").values_list(
            *[field.attname for field in backup.columns(model)]
        )
        # Each database has an order of its own for the names within JSON.
        found[model._meta.db_table] = json.dumps([*rows], default=str, sort_keys=True)
    for picture in Path(settings.MEDIA_ROOT).rglob("*.*"):
        found[str(picture)] = hashlib.sha256(picture.read_bytes()).hexdigest()
    return found


def test_when_the_last_one_was_made_is_known(file: Path) -> None:
    with zipfile.ZipFile(file) as made:
        manifest = json.loads(made.read(backup.MANIFEST))
    assert str(backup.last()) == manifest["made"].replace("T", " ")


def test_what_is_restored_is_what_was_kept(file: Path) -> None:
    before = state()
    Interview.objects.all().delete()
    Person.objects.update(name="Other", portrait="nowhere/picture.png")
    (old,) = Path(settings.MEDIA_ROOT).rglob("picture.jpg")
    old.unlink()
    stray = Path(settings.MEDIA_ROOT, "stray", "picture.png")
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"of the replaced newsroom")
    call_command("restore", str(file))
    assert state() == before
    assert RatingSummary.objects.differences() == (1, [])
    # New rows take new keys.
    assert make_rating(Interview.objects.get(), 4).pk > max(
        Rating.objects.values_list("pk", flat=True).order_by("pk")[:2]
    )


def test_a_backup_is_of_one_moment(tmp_path: Path, groups: None) -> None:
    interview = make_interview()
    make_rating(interview)
    done = threading.Event()

    def rate() -> None:
        for _ in range(30):
            make_rating(interview)
        done.set()
        connections.close_all()

    writer = threading.Thread(target=rate)
    writer.start()
    made = tmp_path / "newsroom.zip"
    backup.write(made)
    writer.join()
    assert done.is_set()
    call_command("restore", str(made))
    assert RatingSummary.objects.differences() == (1, [])


@pytest.mark.parametrize("where", [0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999])
def test_a_damaged_file_replaces_nothing(file: Path, where: float) -> None:
    data = bytearray(file.read_bytes())
    data[int(len(data) * where)] ^= 0x55
    file.write_bytes(data)
    refuse(file, "damaged")


def refuse(file: Path, why: str) -> None:
    make_interview(headline="There now")
    before = state()
    with pytest.raises(CommandError, match=why):
        call_command("restore", str(file))
    assert state() == before


@pytest.mark.parametrize("kept", [0, 100, 0.5, 0.99])
def test_a_file_that_was_cut_off_replaces_nothing(file: Path, kept: float) -> None:
    data = file.read_bytes()
    file.write_bytes(data[: int(kept * len(data)) if kept < 1 else int(kept)])
    refuse(file, "damaged")


def changed(file: Path, **manifest: Any) -> None:
    """Write the file again, sealed, with other words in its manifest."""
    with zipfile.ZipFile(file) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    said = json.loads(parts[backup.MANIFEST]) | manifest
    parts[backup.MANIFEST] = json.dumps(said).encode()
    with zipfile.ZipFile(file, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)
        new.comment = b"-" * backup.SEAL
    whole = file.read_bytes()[: -backup.SEAL]
    file.write_bytes(whole + hashlib.sha256(whole).hexdigest().encode())


def test_a_backup_of_another_release_replaces_nothing(file: Path) -> None:
    changed(file, migrations=[["newsroom", "0001_another"]])
    refuse(file, "another release")


def test_no_picture_is_put_outside_of_its_folder(file: Path) -> None:
    changed(file, media={"../../evil": hashlib.sha256(b"x").hexdigest()})
    refuse(file, "outside of its folder")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no file"):
        call_command("restore", str(tmp_path / "nowhere.zip"))
    with pytest.raises(CommandError, match="No such file"):
        call_command("backup", str(tmp_path / "nowhere" / "newsroom.zip"))


def test_sessions_are_not_kept(file: Path) -> None:
    with zipfile.ZipFile(file) as opened:
        assert not [name for name in opened.namelist() if "session" in name]
        manifest = json.loads(opened.read(backup.MANIFEST))
    assert manifest["tables"]["interviews_rating"]["rows"] == 2


def test_a_backup_moves_to_the_other_database(file: Path, tmp_path: Path) -> None:
    """And back: the rows of the way home are those that left."""
    with other_database() as url, newsroom(url) as other:
        other.stop()
        other.manage("restore", str(file))
        other.manage("check_consistency")
        back = tmp_path / "back.zip"
        other.manage("backup", str(back))
    with zipfile.ZipFile(file) as left, zipfile.ZipFile(back) as returned:
        for name in left.namelist():
            if name != backup.MANIFEST:
                assert left.read(name) == returned.read(name), name
    before = state()
    call_command("restore", str(back))
    assert state() == before


def other_database() -> contextlib.AbstractContextManager[str]:
    """Give the address of a database of the other kind, where the machine has one."""
    if connection.vendor == "sqlite" and postgres.binaries():
        return postgres.cluster()
    return contextlib.nullcontext("")

"""Pages on disk: found again, taken away for good, and no worse than absent."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from newsroom.pages import shelf as shelves
from newsroom.pages.page import Page
from newsroom.pages.shelf import Shelf
from tests.factories import make_interview, make_rating
from tests.newsroom.pages.asking import a_page, ask

CANARY = b"wombat-of-the-shelf"


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path / "pages")
    yield shelf
    shelf.close()


def keep(shelf: Shelf, address: str = "host/", **fields: Any) -> Page:
    page = a_page(**{"body": b"hello " + CANARY, **fields})
    shelf.put(address, page, lambda: True)
    return page


def on_disk(shelf: Shelf) -> bytes:
    files = shelf.file.parent.rglob("*")
    return b"".join(file.read_bytes() for file in files if file.is_file())


def test_a_page_comes_back_as_it_was(shelf: Shelf) -> None:
    page = keep(shelf)
    assert shelf.get("host/") == page
    assert shelf.get("host/other/") is None
    again = Shelf(shelf.file.parent)
    assert again.get("host/") == page
    again.close()


def test_what_is_no_longer_good_is_not_written(shelf: Shelf) -> None:
    shelf.put("host/", a_page(), lambda: False)
    assert shelf.get("host/") is None


def test_an_interviews_pages_leave_no_byte(shelf: Shelf) -> None:
    keep(shelf, "host/a/", interview_id=7)
    keep(shelf, "host/b/", interview_id=7)
    keep(shelf, "host/c/", interview_id=8, body=b"stays")
    assert CANARY in on_disk(shelf)
    shelf.remove(7)
    assert CANARY not in on_disk(shelf)
    assert (shelf.get("host/a/"), shelf.get("host/b/")) == (None, None)
    assert shelf.get("host/c/") is not None


def test_all_pages_leave_no_byte(shelf: Shelf) -> None:
    keep(shelf)
    shelf.remove(None)
    assert CANARY not in on_disk(shelf)
    assert shelf.get("host/") is None
    assert keep(shelf) == shelf.get("host/")


def test_another_process_follows_to_the_new_file(shelf: Shelf) -> None:
    other = Shelf(shelf.file.parent)
    keep(other)
    shelf.remove(None)
    assert other.get("host/") is None
    page = keep(shelf)
    assert other.get("host/") == page
    other.close()


def another_table(file: Path) -> None:
    file.unlink()
    with contextlib.closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE page (words TEXT)")


@pytest.mark.parametrize(
    "harm",
    [
        lambda file: file.write_bytes(b"rubbish " * 3000),
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(file.read_bytes()[:5000]),
        lambda file: os.truncate(file, 7),
        lambda file: file.write_bytes(file.read_bytes().replace(CANARY, CANARY[::-1])),
        lambda file: another_table(file),
        lambda file: file.unlink(),
        lambda file: (file.unlink(), file.parent.rmdir()),
        lambda file: (file.unlink(), file.mkdir()),
    ],
    ids="rubbish empty half tiny altered other-table unlinked no-folder a-folder".split(),
)
def test_a_damaged_file_is_no_worse_than_none(
    shelf: Shelf, harm: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = keep(shelf)
    harm(shelf.file)
    other = Shelf(shelf.file.parent)
    assert other.get("host/") is None
    other.close()
    assert shelf.get("host/") in (None, page)  # it may still know what it read
    monkeypatch.setattr(shelves, "REST", 0)
    shelf._resting_until = 0
    if not shelf.file.is_dir():
        assert keep(shelf) == shelf.get("host/")


def test_the_pages_go_on_from_an_open_file_while_all_data_is_out_of_reach(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    shelf = Shelf(data / "pages")
    page = keep(shelf)
    data.rename(tmp_path / "away")
    assert shelf.get("host/") == page
    assert not data.exists()
    (tmp_path / "away").rename(data)
    assert shelf.get("host/") == page
    shelf.close()


def test_a_busy_file_is_left_alone_and_soon_tried_again(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = keep(shelf)
    other = Shelf(shelf.file.parent)
    connection = other._connect()
    connection.execute("BEGIN EXCLUSIVE")
    monkeypatch.setattr(shelves, "PATIENCE", 0)
    assert shelf.get("host/") is None
    connection.execute("COMMIT")
    shelf._resting_until = 0
    assert shelf.get("host/") == page
    other.close()


def test_the_oldest_go_when_the_file_is_large(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    largest = 300_000
    monkeypatch.setattr(shelves, "LARGEST", largest)
    monkeypatch.setattr(shelves, "LOOK_EVERY", 1)
    for n in range(100):
        page = a_page(body=bytes([n]) * 10_000)
        page.made = float(n)
        shelf.put(f"host/{n}/", page, lambda: True)
    assert shelf.file.stat().st_size < largest * 1.2
    assert shelf.get("host/0/") is None
    assert shelf.get("host/99/") is not None


# Through the store


def test_a_withdrawn_interview_is_on_no_disk(make_store: Any) -> None:
    interview = make_interview(headline="Wombat")
    store = make_store()
    for address in ("/", "/interviews/", interview.get_absolute_url()):
        assert "Wombat" in ask(store, address).text
    assert b"Wombat" in on_disk(shelves.shared())
    interview.withdraw(by=None)
    assert b"Wombat" not in on_disk(shelves.shared())
    assert "Wombat" not in ask(store, "/").text


def test_a_rejected_review_is_on_no_disk(make_store: Any) -> None:
    interview = make_interview()
    rating = make_rating(interview, review="A wombat wrote this.")
    rating.approve(by=None)  # type: ignore[arg-type]
    store = make_store()
    ask(store, "/interviews/")
    assert "wombat" in ask(store, interview.get_absolute_url()).text
    assert b"wombat" in on_disk(shelves.shared())
    rating.reject(by=None)  # type: ignore[arg-type]
    assert b"wombat" not in on_disk(shelves.shared())
    assert b"/interviews/" in on_disk(shelves.shared())


def test_serving_goes_on_without_any_disk(make_store: Any) -> None:
    folder = settings.DATA_DIR / "pages"
    store = make_store()
    ask(store, "/")
    shelves.shared().remove(None)
    folder.rmdir()
    folder.write_text("not a folder")
    try:
        assert ask(store, "/").page == "hit"
        assert [ask(store, "/interviews/").page for _ in range(2)] == ["miss", "hit"]
    finally:
        folder.unlink()
        shelves.shared()._resting_until = 0

import os
import tempfile
from pathlib import Path
from typing import Any

import pytest

from newsroom.pages import memory
from newsroom.pages.memory import InFile, Memory
from newsroom.pages.page import Held, Page
from tests.newsroom.pages.asking import a_page


@pytest.fixture
def pages(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "pages")


def keep(pages: Memory, path: str, body: bytes) -> Page:
    page = a_page(bodies={"": Held(body)})
    pages.put(("host", path), page)
    return page


def test_pages_lie_in_a_file_that_nobody_else_can_open(pages: Memory) -> None:
    first = keep(pages, "/1/", b"one")
    second = keep(pages, "/2/", b"two, longer")
    assert isinstance(first.bodies[""], InFile) and isinstance(
        second.bodies[""], InFile
    )
    assert (
        first.bodies[""].read() == b"one" and second.bodies[""].read() == b"two, longer"
    )
    assert [*pages.folder.iterdir()] == []


def test_an_encoding_made_later_follows_into_the_file(pages: Memory) -> None:
    page = keep(pages, "/1/", b"one " * 100)
    _, body = page.encoded("gzip")
    pages.put(("host", "/1/"), page)
    assert (
        isinstance(page.bodies["gzip"], InFile) and page.bodies["gzip"].read() == body
    )
    assert page.encoded("")[1] == b"one " * 100
    assert pages.size == 400 + len(body)


@pytest.mark.parametrize("bound", ["LARGEST", "MOST"])
def test_a_full_file_is_begun_anew_and_pages_being_sent_keep_theirs(
    pages: Memory, bound: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, bound, {"LARGEST": 15, "MOST": 2}[bound])
    first = keep(pages, "/1/", b"1" * 10)
    keep(pages, "/2/", b"2" * 10)
    third = keep(pages, "/3/", b"3" * 10)
    assert [*pages] == [("host", "/3/")] and pages.size == 10
    assert first.bodies[""].read() == b"1" * 10
    assert third.bodies[""].read() == b"3" * 10


def test_a_fork_writes_into_a_file_of_its_own(
    pages: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = keep(pages, "/1/", b"of the parent")
    monkeypatch.setattr(os, "getpid", lambda: -1)
    second = keep(pages, "/2/", b"of the child")
    assert [*pages] == [("host", "/2/")]
    assert first.bodies[""].read() == b"of the parent"
    assert second.bodies[""].read() == b"of the child"


def no_room(*arguments: Any, **options: Any) -> Any:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("place", [(tempfile, "TemporaryFile"), (os, "pwrite")])
def test_without_room_on_the_disk_pages_stay_in_memory_and_are_bounded(
    pages: Memory, place: tuple[Any, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(*place, no_room)
    monkeypatch.setattr(memory, "LARGEST", 15)
    page = keep(pages, "/1/", b"1" * 10)
    assert page.bodies[""] == b"1" * 10 and pages.size == 10
    keep(pages, "/2/", b"2" * 10)
    keep(pages, "/3/", b"3" * 10)
    assert [*pages] == [("host", "/3/")]

"""A few requests work at once, the others wait for that, and never for too long."""

import contextlib
import re
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings

from newsroom.pages.wish import WISH, Wish
from newsroom.serving import faults, places
from newsroom.serving.places import (
    READERS_ROOM,
    THREADS,
    WRITERS_ROOM,
    Crowded,
    Places,
)
from tests.newsroom.pages.asking import ask

STARTS = (
    "Makefile",
    "deploy/systemd/newsroom.service",
    "docs/operators.md",
)
PATIENCE = 0.3  # seconds, so that the tests take less


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "PATIENCE", PATIENCE)


@pytest.mark.parametrize("file", STARTS)
def test_the_server_has_the_threads_that_rooms_are_parts_of(file: str) -> None:
    text = (settings.BASE_DIR / file).read_text()
    assert re.findall(r"--blocking-threads (\d+)", text) == [str(THREADS)]
    assert READERS_ROOM + WRITERS_ROOM < THREADS


def test_who_waits_gets_the_place_that_is_given_on() -> None:
    few = Places(1, 2)
    with working(few) as leave:
        threading.Timer(PATIENCE / 3, leave.set).start()
        assert few.work(lambda: "done") == "done"


def test_nobody_waits_for_longer_than_patience_lasts() -> None:
    few = Places(1, 2)
    with working(few), pytest.raises(Crowded):
        few.work(lambda: "done")
    assert few.work(lambda: "done") == "done"


def test_who_works_is_waited_for_however_long_it_takes() -> None:
    began = time.monotonic()
    Places(1, 1).work(lambda: time.sleep(PATIENCE * 2))
    assert time.monotonic() - began >= PATIENCE * 2


def test_who_finds_no_room_is_refused_at_once_or_after_a_moment_at_the_door() -> None:
    full, patient = Places(1, 1), Places(1, 1, door=PATIENCE)
    with working(full), working(patient) as leave:
        began = time.monotonic()
        with pytest.raises(Crowded):
            full.work(lambda: "done")
        assert time.monotonic() - began < PATIENCE / 2
        threading.Timer(PATIENCE / 3, leave.set).start()
        assert patient.work(lambda: "done") == "done"


def test_an_error_of_the_work_reaches_who_asked_for_it() -> None:
    def fail() -> None:
        raise TimeoutError("of the work itself")

    with pytest.raises(TimeoutError, match="of the work itself"):
        Places(1, 1).work(fail)


def test_work_that_is_lent_a_place_looks_at_its_connection_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A server that was restarted would be asked in vain for ever."""
    done: list[str] = []
    monkeypatch.setattr(places, "close_old_connections", lambda: done.append("closed"))
    lent = Places(1, 1).lent(lambda word: done.append(word))
    lent("asked")
    assert done == ["closed", "asked"]


def test_readers_are_put_off_while_others_work_but_not_for_ever() -> None:
    writers = Places(1, 1)
    readers = Places(1, 1, before=writers)
    began = time.monotonic()
    with working(writers) as leave:
        assert readers.work(lambda: "done") == "done"
        assert time.monotonic() - began >= places.POLITE
        threading.Timer(places.POLITE / 4, leave.set).start()
        began = time.monotonic()
        readers.work(lambda: "done")
        assert time.monotonic() - began < places.POLITE


def test_stored_things_and_the_sign_of_life_need_no_place() -> None:
    with held() as application:
        refused = ask(application, "/")
        assert refused.status == 503 and "Back in a moment" in refused.text
        assert refused.headers["retry-after"]
        assert ask(application, "/healthz").status == 200
        assert ask(application, "/static/css/a.css").status == 200
    assert ask(application, "/").status == 200


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("POST", "/interviews/a/ratings/", {}),
        ("GET", "/admin/", {}),
        ("GET", "/readyz", {}),
        ("GET", "/", {"cookie": f"{settings.READER_COOKIE_NAME}=a"}),
        ("GET", "/", {"cookie": f"{settings.SESSION_COOKIE_NAME}=a"}),
    ],
)
def test_who_reads_everything_keeps_nobody_else_out(
    method: str, path: str, headers: dict[str, str]
) -> None:
    with held(writers=False) as application:
        assert ask(application, "/").status == 503
        assert ask(application, path, method, **headers).status == 200


@pytest.mark.parametrize("wanted", [True, False])
def test_a_page_that_readers_come_for_does_not_queue_with_the_rest(
    wanted: bool,
) -> None:
    wish = Wish(wanted=wanted)
    with held(writers=False) as application:
        said = list(application(asking(wish), lambda *words: None))
    assert (said == [b"done"]) is wanted
    assert wish.crowded is not wanted


def test_a_page_is_as_new_as_the_work_on_it_and_not_as_the_wait_for_it() -> None:
    counter = iter(range(9))
    wish = Wish(lambda: next(counter))
    application = faults.bounded(answering, Places(1, 2), Places(1, 2))
    assert wish.counted == 0
    application(asking(wish), lambda *words: None)
    assert wish.counted == 1


def asking(wish: Wish) -> dict[str, Any]:
    return {"REQUEST_METHOD": "GET", "PATH_INFO": "/", WISH: wish}


def answering(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("200 OK", [])
    return [b"done"]


@contextlib.contextmanager
def held(*, writers: bool = True) -> Iterator[Any]:
    """Give an application in whose places others are at work, to the end of the block."""
    two = Places(1, 1), Places(1, 1)
    with contextlib.ExitStack() as stack:
        stack.enter_context(working(two[0]))
        if writers:
            stack.enter_context(working(two[1]))
        yield faults.bounded(answering, *two)


@contextlib.contextmanager
def working(few: Places) -> Iterator[threading.Event]:
    """Let another thread work in a place, until the block ends or says so."""
    begun, leave = threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        leave.wait(10)

    asker = threading.Thread(target=few.work, args=[work])
    asker.start()
    assert begun.wait(10)
    try:
        yield leave
    finally:
        leave.set()
        asker.join()

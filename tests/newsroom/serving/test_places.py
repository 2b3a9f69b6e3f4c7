"""Some threads are always left for what needs no database."""

import contextlib
import re
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings

from newsroom.serving import faults, places
from newsroom.serving.places import FREE, THREADS, Places

STARTS = (
    "Makefile",
    "deploy/systemd/newsroom.service",
    "docs/operators.md",
)


STILL = 0.2  # seconds, so that the tests take less


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "STILL", STILL)


@pytest.mark.parametrize("file", STARTS)
def test_the_server_has_the_threads_that_places_are_counted_from(file: str) -> None:
    text = (settings.BASE_DIR / file).read_text()
    assert re.findall(r"--blocking-threads (\d+)", text) == [str(THREADS)]


def test_fewer_have_a_place_than_there_are_threads() -> None:
    taken = Places()
    assert all(in_a_thread(taken.enter) for _ in range(THREADS - FREE))
    assert not in_a_thread(taken.enter)


def test_a_place_that_is_given_on_soon_is_waited_for() -> None:
    taken = Places(1)
    with held(taken) as leave:
        threading.Timer(STILL / 4, leave.set).start()
        assert taken.enter()


def test_nobody_waits_where_those_inside_hang() -> None:
    taken = Places(1)
    with held(taken):
        time.sleep(STILL * 1.1)
        began = time.monotonic()
        assert not any(taken.enter() for _ in range(100))
        assert time.monotonic() - began < STILL


def test_nobody_waits_when_the_next_has_just_begun_to_hang() -> None:
    taken = Places(1)
    with held(taken, hung=True):
        assert not taken.enter()
    with held(taken):
        began = time.monotonic()
        assert not taken.enter()
        assert time.monotonic() - began < STILL


def test_slow_work_of_many_keeps_nobody_out() -> None:
    taken = Places(2)
    with held(taken), held(taken) as leave:
        time.sleep(STILL * 0.8)
        leave.set()
        assert in_a_thread(taken.enter)
        threading.Timer(STILL * 0.8, taken.leave, kwargs={"hung": False}).start()
        assert taken.enter()  # though the first has been inside for long


def test_who_finds_no_place_is_told_at_once() -> None:
    taken = Places(1)
    bounded = faults.bounded(answering, taken)
    with held(taken):
        assert ask(bounded, "/")[0] == "503 Service Unavailable"
        assert b"Back in a moment" in ask(bounded, "/")[1]
        assert ask(bounded, "/healthz") == ("200 OK", b"done")
        assert ask(bounded, "/static/css/a.css") == ("200 OK", b"done")
    assert ask(bounded, "/") == ("200 OK", b"done")
    assert ask(bounded, "/") == ("200 OK", b"done")


def answering(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("200 OK", [])
    return [b"done"]


def ask(application: Any, path: str) -> tuple[str, bytes]:
    said: list[str] = []
    environ = {"PATH_INFO": path}
    body = application(environ, lambda status, headers: said.append(status))
    return said[0], b"".join(body)


@contextlib.contextmanager
def held(taken: Places, *, hung: bool = False) -> Iterator[threading.Event]:
    """Let another thread have a place, until the block ends or says so."""
    inside, leave = threading.Event(), threading.Event()

    def hold() -> None:
        assert taken.enter()
        inside.set()
        leave.wait(10)
        taken.leave(hung=hung)

    holder = threading.Thread(target=hold)
    holder.start()
    assert inside.wait(10)
    try:
        yield leave
    finally:
        leave.set()
        holder.join()


def in_a_thread(enter: Any) -> bool:
    said: list[bool] = []
    thread = threading.Thread(target=lambda: said.append(enter()))
    thread.start()
    thread.join()
    return said[0]

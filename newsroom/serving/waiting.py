"""How long a served request waits for the database: never as long as that likes.

A PostgreSQL whose process is stopped answers nothing and closes nothing, and its own time
limits stop with it. So the client counts as well, and a hung server is a gone one. What
a request has waited for its place is taken from what it may wait then.
"""

import select
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

LONGEST = 2.0  # seconds of waiting for PostgreSQL in all
BUSY = 2.5  # seconds that a writer waits for SQLite's one lock, as the settings say
LEAST = 0.5  # seconds that also one may wait who has waited long for a place
SHORT = 0.1  # a wait that is not counted: of those a long piece of work has thousands
OPTIONS = "-c statement_timeout=2000 -c lock_timeout=1000"


class _Request(threading.local):
    left: float | None = None  # seconds for PostgreSQL; None where no request is served
    busy: float = BUSY  # seconds for SQLite


_request = _Request()


@contextmanager
def bounded(waited: float) -> Iterator[None]:
    """Let this thread wait anew for a request that ``waited`` for its place.

    A server that answers each statement just in time is as slow as one that hangs.
    """
    _request.left = max(LEAST, LONGEST - waited)
    try:
        with busy_for(max(LEAST, BUSY - waited)):
            yield
    finally:
        _request.left = None


@contextmanager
def busy_for(seconds: float) -> Iterator[None]:
    """Let SQLite wait no longer for its lock, where that is much less than usual."""
    before = _request.busy
    if before - seconds < SHORT or connection.vendor != "sqlite":
        yield
        return
    try:
        _set_busy(seconds)
        yield
    finally:
        _set_busy(before)


def _set_busy(seconds: float) -> None:
    _request.busy = seconds
    # One that opens later waits as long as the settings say.
    if connection.connection is not None:
        connection.connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")


def patience() -> float:
    """Return the seconds that this thread may wait in a queue for the database."""
    if connection.vendor == "sqlite" or _request.left is None:
        return _request.busy
    return min(_request.busy, _request.left)


def bound(database: dict[str, Any]) -> None:
    """Bound the waiting of ``database``, one of Django's settings, in this process.

    Called where requests are served: a migration or a backup may take its time.
    """
    if database["ENGINE"] == "django.db.backends.postgresql":
        # A newsroom on SQLite does without the 4 MB of this client.
        from psycopg2 import extensions

        options = database["OPTIONS"]
        options["options"] = f"{options.get('options', '')} {OPTIONS}".strip()
        extensions.set_wait_callback(_wait)


def _wait(connection: Any) -> None:
    """Wait until the server has answered, and give the connection up if it does not."""
    from psycopg2 import OperationalError, extensions

    began = time.monotonic()
    left = LONGEST if _request.left is None else _request.left
    events = {
        extensions.POLL_READ: select.POLLIN,
        extensions.POLL_WRITE: select.POLLOUT,
    }
    while (state := connection.poll()) != extensions.POLL_OK:
        waiter = select.poll()
        waiter.register(connection.fileno(), events[state])
        waited = time.monotonic() - began
        if waited >= left or not waiter.poll((left - waited) * 1000):
            count(left)
            # psycopg2 closes it then. Closing it here would wait for ever for a lock that
            # the statement holds.
            raise OperationalError("the database does not answer")
    count(time.monotonic() - began)


def count(waited: float) -> None:
    """Take what a request waited from what it may wait."""
    if _request.left is not None and waited > SHORT:
        _request.left -= waited

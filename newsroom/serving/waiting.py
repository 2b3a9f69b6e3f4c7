"""How long a served request waits for PostgreSQL: never as long as its server likes.

A server whose process is stopped answers nothing and closes nothing, and its own time
limits stop with it. So the client counts as well, and a hung server is a gone one.
"""

import select
import threading
import time
from typing import Any

LONGEST = 2.0  # seconds of waiting in all for one request
SHORT = 0.1  # a wait that is not counted: of those a long piece of work has thousands
OPTIONS = "-c statement_timeout=2000 -c lock_timeout=1000"


class _Request(threading.local):
    left: float | None = None  # seconds of waiting; None where no request is served


_request = _Request()


def begin() -> None:
    """Let this thread, which begins a request, wait anew.

    A server that answers each statement just in time is as slow as one that hangs.
    """
    _request.left = LONGEST


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

"""How long a served request waits for PostgreSQL: never as long as its server likes.

A server whose process is stopped answers nothing and closes nothing, and its own time
limits stop with it. So the client counts as well, and a hung server is a gone one.
"""

import select
import time
from typing import Any

LONGEST = 2.0  # seconds for one statement, or for connecting
OPTIONS = "-c statement_timeout=2000 -c lock_timeout=1000"


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

    until = time.monotonic() + LONGEST
    events = {
        extensions.POLL_READ: select.POLLIN,
        extensions.POLL_WRITE: select.POLLOUT,
    }
    while (state := connection.poll()) != extensions.POLL_OK:
        waiter = select.poll()
        waiter.register(connection.fileno(), events[state])
        if not waiter.poll(max(0, until - time.monotonic()) * 1000):
            connection.close()
            raise OperationalError("the database does not answer")

"""Writers of this process take turns where the database would make them wait anyway.

SQLite lets one write at once, and its own waiting is a nap that grows while others
overtake; PostgreSQL makes those wait that move the figures of one interview, and ends
long waits. Threads that queue here go in the order they came.
"""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction

from newsroom.serving import waiting

PATIENCE = 2.5  # seconds in all, here and in the database
SHORT = 0.4  # a wait here after which the database may take the rest only


class Queue:
    """A lock that is handed on in the order in which it was asked for."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._taken = False

    def acquire(self, timeout: float) -> bool:
        with self._mutex:
            if not self._taken:
                self._taken = True
                return True
            called = threading.Lock()
            called.acquire()
            self._waiting.append(called)
        if called.acquire(timeout=timeout):
            return True
        with self._mutex:
            if called in self._waiting:
                self._waiting.remove(called)
                return False
        return True  # called in this very moment

    def release(self) -> None:
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False


_queues = [Queue() for _ in range(64)]


@contextmanager
def writing(interview_id: int) -> Iterator[None]:
    """Run the block, which moves this interview's figures or votes, in a transaction.

    OperationalError when it is too busy for that.
    """
    sqlite = connection.vendor == "sqlite"
    queue = _queues[0 if sqlite else interview_id % len(_queues)]
    began = time.monotonic()
    if not queue.acquire(PATIENCE):
        raise OperationalError("too many write at once")
    waited = time.monotonic() - began
    waiting.count(waited)
    left = PATIENCE - waited if sqlite else PATIENCE
    try:
        with _rest_of(left), transaction.atomic():
            yield
    finally:
        queue.release()


@contextmanager
def _rest_of(patience: float) -> Iterator[None]:
    """Let the database wait no longer than what is left of our patience."""
    if patience > PATIENCE - SHORT:
        yield
        return
    _wait(max(patience, 0.1))
    try:
        yield
    finally:
        _wait(PATIENCE)


def _wait(seconds: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")

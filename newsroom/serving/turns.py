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
    patience, began = waiting.patience(), time.monotonic()
    if not queue.acquire(patience):
        raise OperationalError("too many write at once")
    waited = time.monotonic() - began
    waiting.count(waited)
    try:
        with waiting.busy_for(max(patience - waited, 0.1)), transaction.atomic():
            yield
    finally:
        queue.release()

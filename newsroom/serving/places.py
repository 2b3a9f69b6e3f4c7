"""How many requests of a process work at once, and how the others wait for that.

Django works in a few threads of its own, each with its connection; these are the places.
The server's own threads send stored pages and wait for places to answer: so they cost
little, and there are many. Where every place hangs, readers get stored pages as before.
What readers ask for and nobody stored has a place apart, and leaves the processor to the
others: whoever asks for all pages at once keeps neither votes nor editors waiting.
"""

import functools
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import OperationalError, close_old_connections

from newsroom.serving import waiting

# Of one worker: what --blocking-threads says wherever the server is started.
THREADS = 256
# How many of them may wait for a place, or for its answer; the rest need none.
READERS_ROOM, WRITERS_ROOM = 160, 80
PATIENCE = 2.0  # seconds that one waits for a place
AT_THE_DOOR = 0.5  # seconds that one waits for room; a place is given on much sooner
POLITE = 0.1  # seconds that a reader's page is put off for others


class Crowded(OperationalError):  # noqa: N818 -- a rule, not a fault
    """No place was free in time."""


class Places:
    """``number`` requests work and others wait, ``room`` in all. Who finds no room is
    refused after ``door`` seconds. None begins while somebody works in the places
    ``before`` it, but each is put off for a moment only."""

    def __init__(
        self,
        number: int,
        room: int,
        *,
        door: float = 0.0,
        before: "Places | None" = None,
    ) -> None:
        self._threads = ThreadPoolExecutor(number, thread_name_prefix="place")
        self._room = threading.Semaphore(room)
        self._door, self._before = door, before
        self._changed = threading.Condition()
        self._working = 0

    def work[T](self, job: Callable[[], T]) -> T:
        """Return what the job returns in a place; Crowded where none is to be had."""
        if not self._room.acquire(timeout=self._door):
            raise Crowded
        try:
            answer = self._threads.submit(self._work, job, time.monotonic())
            try:
                return answer.result(PATIENCE)
            except TimeoutError:
                if answer.cancel():
                    raise Crowded from None
                return answer.result()  # it is at work: that waits for nothing too long
        finally:
            self._room.release()

    def lent[**P, T](self, work: Callable[P, T]) -> Callable[P, T]:
        """Return the function so that it works in a place."""

        @functools.wraps(work)
        def work_there(*args: P.args, **kwargs: P.kwargs) -> T:
            def job() -> T:
                close_old_connections()  # as Django does where a request begins
                return work(*args, **kwargs)

            return self.work(job)

        return work_there

    def _work[T](self, job: Callable[[], T], asked: float) -> T:
        if self._before:
            self._before.rest(POLITE)
        self._count(1)
        try:
            with waiting.bounded(time.monotonic() - asked):
                return job()
        finally:
            self._count(-1)

    def _count(self, more: int) -> None:
        with self._changed:
            self._working += more
            self._changed.notify_all()

    def rest(self, timeout: float) -> None:
        """Wait until nobody works here."""
        with self._changed:
            self._changed.wait_for(lambda: not self._working, timeout)


WRITERS = Places(6, WRITERS_ROOM, door=AT_THE_DOOR)  # votes, reviews, the desk
READERS = Places(2, READERS_ROOM, before=WRITERS)  # one computes while the other asks

"""How many of the server's threads may be where they may have to wait for the database.

Some are always left for what needs no database, stored pages above all: should every
writer hang, readers do not. More threads would do too, but dear ones: they push each
other aside, and a stored page costs up to twice as much.
"""

import threading
import time
from collections import deque

# Of one worker: what --blocking-threads says wherever the server is started.
THREADS = 8
FREE = 2  # of these, for what needs no database
STILL = 1.0  # seconds without an answer after which those inside are taken to hang
IN_VAIN = 0.5  # seconds after which a refusal tells of a hang, not of a full disk
PATIENCE = 2.0  # seconds that one waits for a place while places are given on
REST = (
    3.0  # seconds that nobody waits after many hung: longer than a hung request lasts
)


class Places:
    """Where those inside hang, whoever waits for a place holds a thread that a stored
    page needs. So one waits only while others get their answers: a busy newsroom gives
    places on all the time, and on a slow machine too."""

    def __init__(self, most: int = THREADS - FREE) -> None:
        self._free = threading.Semaphore(most)
        self._last = deque([False] * most, maxlen=most)  # whether they hung, who left
        self._hung_until = 0.0
        self._moved = (
            0.0  # when somebody last got an answer, or came in to hope for one
        )

    def enter(self) -> bool:
        """Take a place; False for who should come again later."""
        now = time.monotonic()
        if self._free.acquire(blocking=False):
            if now > self._hung_until:
                self._moved = now
            return True
        longest = now + PATIENCE
        while now > self._hung_until:
            until = min(longest, self._moved + STILL)
            if until <= now:
                break
            if self._free.acquire(timeout=until - now):
                return True
            now = time.monotonic()
        return False

    def leave(self, *, hung: bool) -> None:
        """Give the place on; ``hung`` says that the database let one wait in vain."""
        now = time.monotonic()
        self._last.append(hung)
        if sum(self._last) * 2 >= len(self._last):
            self._hung_until = now + REST
        elif not hung:
            self._moved = now
        self._free.release()

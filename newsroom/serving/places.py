"""How many of the server's threads may be where they may have to wait for the database.

Some are always left for what needs no database, stored pages above all: should every
writer hang, readers do not. More threads would do too, but dear ones: they push each
other aside, and a stored page costs up to twice as much.
"""

import threading
import time

THREADS = (
    8  # of one worker: what --blocking-threads says wherever the server is started
)
FREE = 2  # of these, for what needs no database
SLOW = 0.3  # seconds after which one who has a place is slow, or who has none gives up
REST = 3.0  # seconds that nobody waits for a place: longer than a hung request lasts


class Places:
    def __init__(self, most: int = THREADS - FREE) -> None:
        self._most = most
        self._free = threading.Semaphore(most)
        self._since: dict[int, float] = {}  # when each thread that is inside came in
        self._hung_until = 0.0

    def enter(self) -> bool:
        """Take a place; False for who should come again later.

        A busy newsroom gives places on all the time, and waiting for one is short. Where
        those inside hang, whoever waits would hold a thread that a stored page needs.
        """
        found = self._free.acquire(blocking=False)
        if not found and not self._hang():
            found = self._free.acquire(timeout=SLOW)
        if found:
            self._since[threading.get_ident()] = time.monotonic()
        return found

    def leave(self) -> None:
        del self._since[threading.get_ident()]
        self._free.release()

    def _hang(self) -> bool:
        now = time.monotonic()
        slow = sum(now - since > SLOW for since in tuple(self._since.values()))
        if slow * 2 >= self._most:
            self._hung_until = now + REST
        return now < self._hung_until

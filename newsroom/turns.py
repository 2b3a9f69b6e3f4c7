"""Writers of this process take turns where the database lets only one write at once.

SQLite's own waiting is a nap that grows while others overtake: under a storm some wait
for seconds and are refused. Threads that queue here come in turn.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction

PATIENCE = 2.5  # seconds, as the database's own
_turn = threading.Lock()


@contextmanager
def writing() -> Iterator[None]:
    """Run the block in a transaction; OperationalError when it is too busy for that."""
    if connection.vendor != "sqlite":
        with transaction.atomic():
            yield
        return
    if not _turn.acquire(timeout=PATIENCE):
        raise OperationalError("too many write at once")
    try:
        with transaction.atomic():
            yield
    finally:
        _turn.release()

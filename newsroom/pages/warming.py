"""Pages fetched ahead of their first reader, after something was published."""

import threading
from collections.abc import Callable

from django.db import connections, transaction

CALM = 0.3  # seconds: other changes of the same click come first

# The store of this process, where one serves.
fetch: Callable[[str], None] | None = None

_wanted: dict[str, None] = {}
_mutex = threading.Lock()


def warm(*paths: str) -> None:
    """Render these pages into the store soon after the present transaction commits."""
    transaction.on_commit(lambda: _want(paths))


def _want(paths: tuple[str, ...]) -> None:
    if fetch is None:
        return
    with _mutex:
        waiting = bool(_wanted)
        _wanted.update(dict.fromkeys(paths))
    if not waiting:
        timer = threading.Timer(CALM, _fetch_all, [fetch])
        timer.daemon = True
        timer.start()


def _fetch_all(fetch: Callable[[str], None]) -> None:
    with _mutex:
        paths = list(_wanted)
        _wanted.clear()
    try:
        for path in paths:
            fetch(path)
    finally:
        connections.close_all()

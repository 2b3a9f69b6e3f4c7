"""Stored pages on disk, where every process of the machine finds them.

One SQLite file that may vanish, fill with rubbish or turn read-only at any moment: a
page is then rendered again, and nothing else happens.
"""

import atexit
import contextlib
import functools
import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from newsroom.pages.page import Page

LARGEST = 512 * 1024 * 1024  # bytes
PATIENCE = 0.2  # seconds that a page waits for another process's write
PATIENCE_TO_REMOVE = 5.0
PATIENCE_TO_TRY = 1.0
REST = 5.0  # seconds without a shelf after a fault
LOOK_EVERY = 64  # pages written between two looks at the size

SCHEMA = """
PRAGMA journal_mode = MEMORY; -- what a crash damages is noticed and made anew
PRAGMA synchronous = OFF;
PRAGMA secure_delete = ON;
PRAGMA cache_size = -512;
CREATE TABLE IF NOT EXISTS page (
    address TEXT PRIMARY KEY, interview INTEGER, made REAL, bytes BLOB
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS page_of_interview ON page (interview);
CREATE INDEX IF NOT EXISTS page_by_age ON page (made);
"""

_log = logging.getLogger("newsroom.pages")


class Shelf:
    def __init__(self, folder: Path) -> None:
        self.file = folder / "pages.sqlite3"
        self._mutex = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._opened: tuple[int, ...] = ()
        self._resting_until = 0.0
        self._written = 0

    def get(self, address: str) -> Page | None:
        def read(connection: sqlite3.Connection) -> Page | None:
            query = "SELECT bytes FROM page WHERE address = ?"
            row = connection.execute(query, [address]).fetchone()
            return Page.from_bytes(row[0]) if row else None

        return self._try(read)

    def put(self, address: str, page: Page, still_good: Callable[[], bool]) -> None:
        """Write the page unless ``still_good`` denies it, asked with the file locked:
        whoever removes pages moves the versions first and finds this one then."""

        def write(connection: sqlite3.Connection) -> None:
            row = [address, page.interview_id, page.made, page.to_bytes()]
            connection.execute("BEGIN IMMEDIATE")
            if still_good():
                connection.execute("REPLACE INTO page VALUES (?, ?, ?, ?)", row)
                self._written += 1
                if self._written % LOOK_EVERY == 0:
                    _make_room(connection)
            connection.execute("COMMIT")

        self._try(write)

    def remove(self, interview_id: int | None) -> None:
        """Leave no byte of an interview's pages, or of any page."""

        def delete(connection: sqlite3.Connection) -> None:
            query = "DELETE FROM page WHERE interview = ?"
            connection.execute(query, [interview_id])

        if interview_id is None:
            with self._mutex:
                self.close()
                self._take_away()
        elif self.file.exists():
            self._try(delete, PATIENCE_TO_REMOVE)

    def is_usable(self) -> bool:
        """Say whether pages can be written just now, tried anew after a fault too."""

        def begin(connection: sqlite3.Connection) -> bool:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
            return True

        self._resting_until = 0.0
        return self._try(begin, PATIENCE_TO_TRY) or False

    def _try[T](
        self, work: Callable[[sqlite3.Connection], T], patience: float = PATIENCE
    ) -> T | None:
        """Return what the work returns, None where the file does not let it."""
        with self._mutex:
            if time.monotonic() < self._resting_until:
                return None
            try:
                connection = self._connect()
                connection.execute(f"PRAGMA busy_timeout={patience * 1000:.0f}")
                return work(connection)
            except (sqlite3.Error, OSError, ValueError) as error:
                _log.warning("pages are not kept on disk for now: %s", error)
                self._resting_until = time.monotonic() + REST
                self.close()
                if _is_damage(error):
                    self._take_away()
                return None

    def _connect(self) -> sqlite3.Connection:
        """Return the connection to the file that lies in the folder now."""
        if self._connection and self._opened == self._present():
            return self._connection
        if self._connection and not self.file.parent.parent.is_dir():
            return self._connection  # all data is out of reach: better this than none
        self.close()
        self.file.parent.mkdir(exist_ok=True)
        connection = sqlite3.connect(
            self.file, isolation_level=None, check_same_thread=False
        )
        self._connection = connection
        connection.executescript(SCHEMA)
        self._opened = self._present()
        return connection

    def _present(self) -> tuple[int, ...]:
        """Tell the file apart from one that was taken away, and forks from each other."""
        try:
            found = self.file.stat()
        except OSError:
            return ()
        return (os.getpid(), found.st_dev, found.st_ino)

    def _take_away(self) -> None:
        with contextlib.suppress(OSError):
            self.file.unlink(missing_ok=True)

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection:
            with contextlib.suppress(sqlite3.Error):
                connection.close()


def _is_damage(error: Exception) -> bool:
    """Say whether the file is at fault: not busy, read-only or full, but no file of
    ours, or one of another release with other tables."""
    if isinstance(error, sqlite3.OperationalError):
        return error.sqlite_errorcode == sqlite3.SQLITE_ERROR
    return not isinstance(error, OSError)


def _make_room(connection: sqlite3.Connection) -> None:
    """Take the oldest tenth away once the pages are larger than they may be."""
    size, pages, free = (
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_size", "page_count", "freelist_count")
    )
    if (pages - free) * size > LARGEST:
        connection.execute(
            "DELETE FROM page WHERE made <= (SELECT made FROM page ORDER BY made"
            " LIMIT 1 OFFSET (SELECT count(*) / 10 FROM page))"
        )


@functools.cache
def shared() -> Shelf:
    """Return the shelf of this process."""
    shelf = Shelf(settings.DATA_DIR / "pages")
    atexit.register(shelf.close)
    return shelf

"""The pages that this process has at hand.

Their bytes lie in a file of this process alone, without a name: the system keeps what is
read often in memory of its own and takes that back when others need it.
"""

import errno
import logging
import mmap
import os
import tempfile
import threading
from pathlib import Path

from newsroom.pages.page import Body, Page

type Address = tuple[str, str]  # host and path

LARGEST = 128 * 1024 * 1024  # bytes of bodies, those of pages replaced since among them
ROOM = LARGEST + 16 * 1024 * 1024  # bytes, for the last page in all encodings
MOST = 4000  # pages
SEEN_AT_ONCE = 128 * 1024  # bytes

_log = logging.getLogger("newsroom.pages")


class Memory(dict[Address, Page]):
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.size = LARGEST + 1  # bytes written so far: the first page begins the file
        self._file: File | None = None
        self._owner = 0
        self._mutex = threading.Lock()

    def put(self, address: Address, page: Page) -> None:
        """Keep the page; again after another encoding of it was made."""
        with self._mutex:
            if (
                self.size > LARGEST
                or len(self) >= MOST
                or self._owner != os.getpid()  # a fork may not write into the same file
            ):
                self._begin()
            for encoding, body in [*page.bodies.items()]:
                page.bodies[encoding] = self._kept(body)
            self[address] = page

    def _begin(self) -> None:
        """Give up every page and begin anew; the other file goes with its last page."""
        self.clear()
        self.size, self._owner = 0, os.getpid()
        try:
            self.folder.mkdir(exist_ok=True)
            self._file = File(self.folder)
        except OSError as error:
            _log.warning("pages at hand are not kept in a file for now: %s", error)
            self._file = None

    def _kept(self, body: Body) -> Body:
        """Return the body as it lies in the file, as it is if there is no room."""
        if isinstance(body, InFile):
            return body
        data, start = body.read(), self.size
        self.size += len(data)
        try:
            if self._file and self.size <= ROOM:
                self._file.write(data, start)
                return InFile(self._file, start, self.size)
        except OSError:  # the disk is full
            pass
        return body


class File:
    """A file without a name, closed once nothing refers to it.

    Read through a map: that costs less than a call of the system. What was read counts
    as memory of this process, so it is given back from time to time.
    """

    def __init__(self, folder: Path) -> None:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.truncate(ROOM)  # no room is taken yet
            self.map = mmap.mmap(file.fileno(), ROOM, prot=mmap.PROT_READ)
            self.fd = os.dup(file.fileno())
        self.seen = 0  # bytes read since

    def write(self, data: bytes, start: int) -> None:
        if os.pwrite(self.fd, data, start) < len(data):
            raise OSError(errno.ENOSPC, "no room for a page")

    def read(self, start: int, end: int) -> bytes:
        self.seen += end - start
        if self.seen > SEEN_AT_ONCE:
            self.seen = 0
            self.map.madvise(mmap.MADV_DONTNEED)
        return self.map[start:end]

    def __del__(self) -> None:
        if hasattr(self, "fd"):
            os.close(self.fd)


class InFile:
    """A body in a file, which it keeps open."""

    __slots__ = ("_end", "_file", "_start")

    def __init__(self, file: File, start: int, end: int) -> None:
        self._file, self._start, self._end = file, start, end

    def __len__(self) -> int:
        return self._end - self._start

    def read(self) -> bytes:
        return self._file.read(self._start, self._end)

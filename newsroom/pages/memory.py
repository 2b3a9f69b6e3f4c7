"""The pages that this process has at hand.

Their bytes lie in a file of this process alone, without a name: the system keeps what is
read often in memory of its own and takes that back when others need it.
"""

import logging
import os
import tempfile
import threading
from pathlib import Path

from newsroom.pages.page import Body, Page

type Address = tuple[str, str]  # host and path

LARGEST = 128 * 1024 * 1024  # bytes of bodies, those of pages replaced since among them
MOST = 4000  # pages

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
            if self._file and os.pwrite(self._file.fd, data, start) == len(data):
                return InFile(self._file, start, len(data))
        except OSError:  # the disk is full
            pass
        return body


class File:
    """A file without a name, closed once nothing refers to it."""

    def __init__(self, folder: Path) -> None:
        with tempfile.TemporaryFile(dir=folder) as file:
            self.fd = os.dup(file.fileno())

    def __del__(self) -> None:
        if hasattr(self, "fd"):
            os.close(self.fd)


class InFile:
    """A body in a file, which it keeps open."""

    __slots__ = ("_file", "_length", "_start")

    def __init__(self, file: File, start: int, length: int) -> None:
        self._file, self._start, self._length = file, start, length

    def __len__(self) -> int:
        return self._length

    def read(self) -> bytes:
        return os.pread(self._file.fd, self._length, self._start)

"""Counters that all processes of this machine share, in one memory-mapped file.

A page is good while the counters that were read before it was rendered stand still:
one for the whole site and one for its interview. Interviews share ``SLOTS`` counters,
so now and then a page is dropped along with another interview's.
"""

import contextlib
import errno
import fcntl
import functools
import hashlib
import mmap
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from newsroom.pages import front

SLOTS = 4096
SEATS = 256
# The file is a row of eight-byte words: the boot of the machine it belongs to, the
# site's two counters, of the pages in front how many bytes they are and when the first
# of them ends (milliseconds since 1970), two counters for each slot, and for each process
# that writes, how many of its changes are under way.
BOOT, SITE, SITE_REMOVED, FRONT_SIZE, FRONT_ENDS = range(5)
VERSIONS = 5
REMOVALS = VERSIONS + SLOTS
UNDER_WAY = REMOVALS + SLOTS
SIZE = (UNDER_WAY + SEATS) * 8
# Bytes behind the words that exist only to be locked: a lock ends with its process.
MOVING = SIZE
SEAT_LOCKS = SIZE + 1

type Seat = tuple[int, int]  # with the process that took it
type Counted = memoryview[int]


class Snapshot(NamedTuple):
    """The counters that pages of one interview (or of none) depend on."""

    site: int
    interview: int
    site_removed: int
    interview_removed: int


class Versions:
    """The mapped file. Make one object a process: the locks are the process's."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.front = file.parent / "front"
        self._mutex = threading.RLock()
        self._seat: Seat | None = None
        self._still = False
        self._open()

    def _open(self) -> None:
        descriptor = os.open(self.file, os.O_RDWR | os.O_CREAT, 0o644)
        fcntl.lockf(descriptor, fcntl.LOCK_EX, 1, MOVING)
        try:
            new = _made_whole(descriptor)
        except OSError:
            os.close(descriptor)
            raise
        words = memoryview(mmap.mmap(descriptor, SIZE)).cast("Q")
        # A power cut may have kept a commit and lost the drop that followed it.
        if new or words[BOOT] != _boot():
            self._begin(words)
        fcntl.lockf(descriptor, fcntl.LOCK_UN, 1, MOVING)
        self._descriptor, self.words = descriptor, words

    def _begin(self, words: Counted) -> None:
        """Make every page old, whatever was counted before."""
        words[BOOT] = _boot()
        words[SITE] = time.time_ns()  # no value that it had
        words[FRONT_SIZE] = words[FRONT_ENDS] = 0
        front.drop(self.front)

    @property
    def checked(self) -> Counted:
        """All words, given back first if somebody cut the file off: a touch of one that
        is gone kills the process. Hits touch ``words`` as they are, and trust the look
        of the last second: this one would cost them a fifth."""
        if os.lseek(self._descriptor, 0, os.SEEK_END) < SIZE:
            with self.standing_still():
                _made_whole(self._descriptor)
                self._begin(self.words)
        return self.words

    def count(self) -> Counted:
        """Return all counters as they are, for a page whose interview is not known."""
        return memoryview(self.checked[:UNDER_WAY].tobytes()).cast("Q")

    def read(
        self, interview_id: int | None, counted: Counted | None = None
    ) -> Snapshot:
        words = self.checked if counted is None else counted
        if interview_id is None:
            return Snapshot(words[SITE], 0, words[SITE_REMOVED], 0)
        word = word_of(interview_id)
        return Snapshot(
            words[SITE],
            words[word],
            words[SITE_REMOVED],
            words[word + SLOTS],
        )

    def move(self, interview_id: int | None, *, remove: bool = False) -> None:
        """Make every page that was rendered before now, or this interview's, old."""
        word, removed = SITE, SITE_REMOVED
        if interview_id is not None:
            word = word_of(interview_id)
            removed = word + SLOTS
        with self.standing_still():
            words = self.checked
            words[word] += 1
            words[removed] += remove
            if word == SITE:
                words[FRONT_SIZE] = words[FRONT_ENDS] = 0
                front.drop(self.front)
            else:
                front.drop_some(self.front, word)

    @contextlib.contextmanager
    def standing_still(self) -> Iterator[None]:
        """Let no process move a counter meanwhile, but for who asked for it."""
        with self._mutex:
            if self._still:  # unlocking once would unlock it altogether
                yield
                return
            fcntl.lockf(self._descriptor, fcntl.LOCK_EX, 1, MOVING)
            self._still = True
            try:
                yield
            finally:
                self._still = False
                fcntl.lockf(self._descriptor, fcntl.LOCK_UN, 1, MOVING)

    def look(self) -> None:
        """Follow a file that was put in the old one's place; recover from a death."""
        with self._mutex:
            if not self._is_in_place() and self.file.parent.is_dir():
                with contextlib.suppress(OSError):
                    old = self._descriptor
                    self._open()
                    os.close(old)
        self.recover()

    def _is_in_place(self) -> bool:
        try:
            return os.path.samestat(self.file.stat(), os.fstat(self._descriptor))
        except OSError:
            return False

    # Changes under way: marked from before their commit until their drop

    def begin_change(self) -> Seat:
        """Mark a change; give what is returned to ``end_change``."""
        with self._mutex:
            seat, _process = self._seat = self._sit_down()
            self.checked[UNDER_WAY + seat] += 1
            return self._seat

    def end_change(self, seat: Seat) -> None:
        with self._mutex:
            # Not one that a parent process began, or that was cut off.
            if seat == self._seat and self.checked[UNDER_WAY + seat[0]]:
                self.checked[UNDER_WAY + seat[0]] -= 1

    def _sit_down(self) -> Seat:
        """Return this process's seat, taken at its first change until it ends."""
        if self._seat and self._seat[1] == os.getpid():
            return self._seat
        seat = next(seat for seat in range(SEATS) if self._lock(seat))
        self._clear(seat)
        return seat, os.getpid()

    def recover(self) -> None:
        """Drop every page if a process died between its commit and its drop."""
        with self._mutex:
            words = self.checked
            for seat in range(SEATS):
                others = self._seat != (seat, os.getpid())
                if words[UNDER_WAY + seat] and others and self._lock(seat):
                    self._clear(seat)
                    fcntl.lockf(self._descriptor, fcntl.LOCK_UN, 1, SEAT_LOCKS + seat)

    def _lock(self, seat: int) -> bool:
        """Lock a seat; False while the process that sits there lives."""
        try:
            how = fcntl.LOCK_EX | fcntl.LOCK_NB
            fcntl.lockf(self._descriptor, how, 1, SEAT_LOCKS + seat)
        except OSError:
            return False
        return True

    def _clear(self, seat: int) -> None:
        if self.checked[UNDER_WAY + seat]:
            self.move(None, remove=True)
            self.words[UNDER_WAY + seat] = 0


def word_of(interview_id: int) -> int:
    """Return the place of an interview's counter; its removals are SLOTS further."""
    return VERSIONS + interview_id % SLOTS


def _made_whole(descriptor: int) -> bool:
    """Give the file its size; say whether it had another.

    All of it now, with its place on the disk: a write to memory for which a full disk
    has no room would kill the process.
    """
    size = os.fstat(descriptor).st_size
    if size > SIZE:
        os.ftruncate(descriptor, SIZE)
    os.posix_fallocate(descriptor, 0, SIZE)
    return size != SIZE


def _boot() -> int:
    """Return a number that is another after each start of the machine."""
    try:
        name = Path("/proc/sys/kernel/random/boot_id").read_bytes()
    except OSError:
        return 1
    return int.from_bytes(hashlib.blake2b(name, digest_size=8).digest()) | 1


@functools.cache
def shared() -> Versions:
    """Return this process's view of the counters.

    OSError, always of the kind that passes, where none can be kept: who would change
    what readers see is refused until it is mended.
    """
    try:
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        return Versions(settings.DATA_DIR / "page-versions")
    except OSError as error:
        raise OSError(errno.EROFS, f"no page can be dropped: {error}") from error

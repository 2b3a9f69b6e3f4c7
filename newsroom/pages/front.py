"""Stored pages as plain files, for a web server in front that sends them itself.

It asks nobody whether a page is still good, so a file is there only while it is: whoever
moves a counter takes the files away in the same step. ``now/www`` is laid out by address;
its files are links into ``now/good``, which has a folder for each counter, so that all
that one counter ends is gone with one rename.
"""

import contextlib
import hashlib
import os
import shutil
import uuid
from pathlib import Path

NAMES = {"": "index.html", "gzip": "index.html.gz"}
MOST = 255  # bytes of one name

type Written = dict[str, Path]  # by the name that it will have


def place_of(path: str) -> str | None:
    """Return where the page of an address lies under ``www``; ``path`` is as WSGI has it.

    None for an address that the disk or the web server would read as another.
    """
    names = path.encode("latin-1").split(b"/")
    if names[0] or names[-1]:
        return None
    if any(not name or b"." in name or len(name) > MOST for name in names[1:-1]):
        return None
    return os.fsdecode(b"/".join(names[1:]))


def write(folder: Path, bodies: dict[str, bytes]) -> Written:
    """Write the bodies, by encoding, beside the pages that are sent."""
    written = {}
    folder.mkdir(exist_ok=True)
    for encoding, body in bodies.items():
        file = written[NAMES[encoding]] = folder / uuid.uuid4().hex
        file.write_bytes(body)
        # nginx makes the ETag of it, and two pages of one second are not the same.
        digest = int.from_bytes(hashlib.blake2b(body, digest_size=4).digest()) >> 1
        os.utime(file, (digest, digest))
    return written


def show(folder: Path, written: Written, place: str, word: int) -> None:
    """Let what was written be sent until the counter ``word`` moves."""
    digest = hashlib.blake2b(os.fsencode(place), digest_size=16).hexdigest()
    good = folder / "now" / "good" / str(word)
    links = folder / "now" / "www" / place
    good.mkdir(parents=True, exist_ok=True)
    links.mkdir(parents=True, exist_ok=True)
    for name, file in written.items():
        target = good / f"{digest}.{name}"
        file.replace(target)
        link = links / name
        where = target.relative_to(links, walk_up=True)
        if not link.is_symlink() or link.readlink() != where:
            link.unlink(missing_ok=True)
            link.symlink_to(where)


def forget(written: Written) -> None:
    """Take away what was written and not shown."""
    for file in written.values():
        file.unlink(missing_ok=True)


def drop(folder: Path) -> None:
    """Leave no page to be sent."""
    _take_away(folder, folder / "now")


def drop_some(folder: Path, word: int) -> None:
    """Leave no page of one counter to be sent."""
    _take_away(folder, folder / "now" / "good" / str(word))


def sweep(folder: Path) -> None:
    """Take away what a process that was killed left lying."""
    with contextlib.suppress(FileNotFoundError):
        for each in folder.iterdir():
            if each.name not in ("now", "release"):
                shutil.rmtree(each, ignore_errors=True)
                each.unlink(missing_ok=True)


def _take_away(folder: Path, what: Path) -> None:
    gone = folder / f"gone-{uuid.uuid4().hex}"
    with contextlib.suppress(FileNotFoundError):
        what.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)

"""Which pages nginx may send itself (PAGES_FOR_NGINX), and until when.

``deploy/nginx.conf`` is the other half: it says the headers of these pages once more, and
passes on whoever brings a cookie, a query or a password.
"""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.csp import build_policy

from newsroom.pages import front
from newsroom.pages.memory import Address
from newsroom.pages.page import Headers, Page
from newsroom.pages.versions import FRONT_ENDS, FRONT_SIZE, Versions

EVERY = 1.0  # seconds between two looks for processes that died, a clock set back
AHEAD = 0.1  # seconds before their end that pages are taken away
LARGEST = 512 * 1024 * 1024  # bytes
SAID = {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-cache",
    "cross-origin-resource-policy": "same-origin",
}

_log = logging.getLogger("newsroom.pages")


def begin(versions: Versions, release: str) -> None:
    """Take up the files that lie there, and keep watch over them from now on."""
    try:
        take_up(versions, release)
    except OSError as error:
        _log.error("%s cannot be cleared: %s", versions.front, error)
    if settings.PAGES_FOR_NGINX:
        threading.Thread(target=_keep, args=[versions], daemon=True).start()


def take_up(versions: Versions, release: str) -> None:
    """Do away with what another release, or a process that was killed, left."""
    folder = versions.front
    with versions.standing_still():
        front.sweep(folder)
        file = folder / "release"
        if not settings.PAGES_FOR_NGINX or _read(file) != release:
            front.drop(folder)
        if settings.PAGES_FOR_NGINX:
            folder.mkdir(exist_ok=True)
            file.write_text(release)


def put(
    versions: Versions,
    release: str,
    address: Address,
    page: Page,
    still_good: Callable[[], bool],
) -> None:
    """Let nginx send the page until it ends; nothing happens to one that it may not."""
    host, path = address
    place = front.place_of(path)
    ends_soon = page.until - time.time() < EVERY + AHEAD
    ours = host == urlsplit(settings.SITE_URL).netloc
    if place is None or ends_soon or not ours or not _is_usual(page.headers):
        return
    bodies = {encoding: page.encoded(encoding)[1] for encoding in front.NAMES}
    written: front.Written = {}
    try:
        written = front.write(versions.front, bodies)
        with versions.standing_still():
            if still_good() and _read(versions.front / "release") == release:
                front.show(versions.front, written, place, page.word)
                _count(versions, page)
    except OSError as error:
        _log.warning("pages are not kept for nginx for now: %s", error)
    finally:
        front.forget(written)
    if versions.words[FRONT_SIZE] > LARGEST:
        versions.move(None)


def _count(versions: Versions, page: Page) -> None:
    words, ends = versions.words, int(page.until * 1000)
    words[FRONT_SIZE] += page.size
    words[FRONT_ENDS] = min(words[FRONT_ENDS] or ends, ends)


def _is_usual(headers: Headers) -> bool:
    """Say whether these are the headers that nginx sends with every page."""
    said = {name.lower(): value for name, value in headers}
    usual = SAID | {"content-security-policy": build_policy(settings.SECURE_CSP)}
    return all(said.get(name) == value for name, value in usual.items())


def _keep(versions: Versions) -> None:
    now = time.time()
    while True:
        now = watch(versions, now)
        ends = versions.words[FRONT_ENDS] / 1000 - AHEAD - now
        time.sleep(min(ends, EVERY) if ends > 0 else EVERY)


def watch(versions: Versions, before: float) -> float:
    """End what the clock ends; return the time, for the next look's ``before``."""
    versions.look()
    now, ends = time.time(), versions.words[FRONT_ENDS] / 1000
    if now < before or 0 < ends <= now + AHEAD:
        versions.move(None)
    return now


def _read(file: Path) -> str:
    try:
        return file.read_text()
    except OSError:
        return ""

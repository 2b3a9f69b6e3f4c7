"""Which tries to sign in are looked at: a hash costs a third of a second.

Guesses are counted before it: by name, by name and address, by address, and in all. That
could lock the real owner of a name out. So a browser that has signed in with the name
before is known by a signed cookie and has an allowance of its own, and of the others some
are kept for addresses that have hardly tried yet. A try that was right is not counted.

Whoever is not known waits for one hash after the other, and only one waits in a process:
readers keep a processor, and votes their places (serving/places).
"""

import secrets
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from newsroom.posting import limits
from newsroom.posting.limits import Limit

SALT = "newsroom.known-browser"
COOKIE = "__Host-known" if settings.HTTPS else "known"
# Tries a minute that are looked at.
A_BROWSER, A_NAME, A_NAME_FROM_THERE, AN_ADDRESS = 10, 10, 5, 20
IN_ALL, SPELL = 5, 5  # tries in so many seconds
KEPT_OF_A_NAME, KEPT_OF_ALL = 3, 2  # of these, for newcomers
TRIES, LATELY, MOST = 3, 600.0, 10_000  # of a newcomer; seconds; addresses remembered
A_MOMENT = 2  # seconds
PLACES = 2  # for one that is hashed and one that waits

_places = threading.BoundedSemaphore(PLACES)
_hashing = threading.Lock()


class Addresses:
    """Those that tried lately, as far as this process has seen."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._tries: Counter[str] = Counter()
        self._began = 0.0

    def is_new(self, source: str) -> bool:
        """Note a try and say whether it is one of an address's first."""
        with self._mutex:
            now = time.monotonic()
            if now - self._began > LATELY or len(self._tries) >= MOST:
                self._tries.clear()
                self._began = now
            self._tries[source] += 1
            return self._tries[source] <= TRIES


addresses = Addresses()


class Guess:
    """One try to sign in with a name."""

    def __init__(self, request: HttpRequest, name: str) -> None:
        self._name = _hash(name.casefold())
        self._browser = _known_browser(request, self._name)
        self._source = limits.source(request)
        self._counted: list[Limit] = []

    def count(self) -> tuple[str, int]:
        """Count it; return ``"too_many"`` or ``"busy"``, and for how many seconds it is
        not looked at, 0 if it is."""
        few, in_all = self._allowances()
        with transaction.atomic():
            why, wait = "too_many", limits.take(few, always=True)
            if not wait and limits.take(in_all, always=True):
                why, wait = "busy", A_MOMENT
            transaction.set_rollback(bool(wait))
        self._counted = few + in_all
        return why, wait

    def _allowances(self) -> tuple[list[Limit], list[Limit]]:
        """Return those of a minute, and those of a spell."""
        if self._browser:
            return [Limit(f"sign-in browser {self._browser}", A_BROWSER)], []
        kept = not addresses.is_new(self._source)
        name = f"sign-in name {self._name}"
        spell = timezone.now().timestamp() // SPELL
        few = [
            Limit(name, A_NAME - KEPT_OF_A_NAME * kept),
            Limit(f"{name} {self._source}", A_NAME_FROM_THERE),
            Limit(f"sign-in address {self._source}", AN_ADDRESS),
        ]
        return few, [Limit(f"sign-in {spell:.0f}", IN_ALL - KEPT_OF_ALL * kept)]

    @contextmanager
    def place(self) -> Iterator[bool]:
        """Say whether the password may be hashed, once it may; a known browser never
        waits."""
        if self._browser:
            yield True
        elif _places.acquire(blocking=False):
            try:
                with _hashing:
                    yield True
            finally:
                _places.release()
        else:
            yield False

    def was_right(self) -> None:
        limits.give_back(self._counted)


def _hash(text: str) -> str:
    return str(salted_hmac(SALT, text, algorithm="sha256").hexdigest()[:24])


def _known_browser(request: HttpRequest, name: str) -> str:
    """Return the mark of a browser that has signed in with this name, "" if none."""
    try:
        mark, known = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT)
    except (signing.BadSignature, TypeError, ValueError):
        return ""
    return str(mark) if known == name else ""


def remember(response: HttpResponse, name: str) -> None:
    """Let this browser be known when it signs in with the name again."""
    mark = [secrets.token_hex(8), _hash(name.casefold())]
    response.set_cookie(
        COOKIE,
        signing.dumps(mark, salt=SALT),
        max_age=timedelta(days=180),
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )

"""The outermost WSGI callable: stored pages are answered here, and Django sleeps."""

import contextlib
import functools
import logging
import math
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError

from newsroom.pages import (
    machines,
    nginx,
    release,
    requests,
    shelf,
    versions,
    warming,
)
from newsroom.pages.answer import answer, encoding_for, ready
from newsroom.pages.memory import Address, Memory
from newsroom.pages.page import Headers, Held, Page, kept_headers, tag_of
from newsroom.pages.requests import Environ
from newsroom.pages.versions import SITE
from newsroom.pages.wish import WISH, Wish

type StartResponse = Callable[..., Any]
type Application = Callable[[Environ, StartResponse], Iterable[bytes]]
type Moments = Callable[[float], float | None]

READS = ("GET", "HEAD")
LONGEST = 3600.0  # seconds: what nobody announced is seen after this time at last
LOOK_EVERY = 1.0  # seconds between two looks for processes that died, files that left
REST = 1.0  # seconds that stale pages are sent without asking a database in trouble
WAIT = 0.5  # seconds that a request waits for another to render the same page
TRY = 2.0  # seconds that one may take to see whether the database is back

HIT = [("X-Page", "hit")]
MISS = [("X-Page", "miss")]
STALE = [("X-Page", "stale"), ("Warning", '110 - "Response is Stale"')]

_log = logging.getLogger("newsroom.pages")


def keeping_pages(application: Application, next_moment: Moments) -> Application:
    """Return the application with the store around it.

    ``next_moment(after)`` says when something is next published by the clock, in
    seconds since 1970: no page is kept beyond it.
    """
    try:
        counters = versions.shared()
    except OSError as error:
        _log.warning("no page is stored: %s", error)
        return application
    store = Store(application, next_moment, counters)
    warming.fetch = store.fetch
    nginx.begin(counters, store.release)
    machines.listen()
    return store


class Store:
    def __init__(
        self,
        application: Application,
        next_moment: Moments,
        counters: versions.Versions,
    ) -> None:
        self.application = application
        self.next_moment = next_moment
        self.versions = counters
        self.memory = Memory(settings.DATA_DIR / "pages")
        self.shelf = shelf.shared()
        self.release = release.current()
        self.https = settings.SECURE_SSL_REDIRECT
        self.session = f"{settings.SESSION_COOKIE_NAME}="
        self._looked = 0.0
        self._away_until = 0.0
        self._moment = (0, 0.0, 0.0)  # the site's version, asked at, the moment
        self._rendering: dict[Address, threading.Lock] = defaultdict(threading.Lock)

    def __call__(
        self, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        get = environ.get
        if (
            environ["REQUEST_METHOD"] not in READS
            or self.session in get("HTTP_COOKIE", "")
            or "HTTP_AUTHORIZATION" in environ
            or (self.https and not requests.is_secure(environ))
        ):
            return self.application(environ, start_response)
        address = (get("HTTP_HOST", ""), environ["PATH_INFO"])
        page = self.memory.get(address)
        if page is None or environ["QUERY_STRING"] or not self._is_good(page):
            return self._look_further(address, environ, start_response)
        encoding = encoding_for(get("HTTP_ACCEPT_ENCODING", ""))
        made = page.ready.get(encoding)
        if made and environ["REQUEST_METHOD"] == "GET" and "HTTP_RANGE" not in environ:
            tags = get("HTTP_IF_NONE_MATCH")
            if tags is None:
                start_response("200 OK", made.headers)
                return [page.bodies[encoding].read()]
            if tags == made.tag:
                start_response("304 Not Modified", made.of_304)
                return []
        return self._send(address, page, environ, start_response, HIT)

    def _is_good(self, page: Page) -> bool:
        words, now = self.versions.words, time.time()
        if not 0 <= now - self._looked < LOOK_EVERY:
            self._looked = now
            self.versions.look()
            words = self.versions.words
        return (
            words[SITE] == page.site
            and words[page.word] == page.count
            and page.made <= now < page.until
        )

    def _look_further(
        self, address: Address, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer what is not at hand: from the disk, or by rendering it."""
        host, path = address
        if (
            path.startswith(requests.ELSEWHERE)
            or host not in requests.hosts(environ["SERVER_PORT"])
            or requests.is_odd(environ)
        ):
            return self.application(environ, start_response)
        page = self._newest(address)
        if page is None:
            return self._render(address, environ, start_response, None)
        if page.parameters and page.parameters & requests.parameters(environ):
            return self.application(environ, start_response)
        if self._is_good(page):
            return self._send(address, page, environ, start_response, HIT)
        if self._must_do(page):
            return self._send(address, page, environ, start_response, STALE)
        with self._one_at_a_time(address) as first:
            newer = self.memory.get(address)
            if newer and newer is not page and self._is_good(newer):
                return self._send(address, newer, environ, start_response, HIT)
            if self._must_do(page) or (not first and self._may_be_shown(page)):
                return self._send(address, page, environ, start_response, STALE)
            return self._render(address, environ, start_response, page)

    def _must_do(self, page: Page) -> bool:
        """Say whether an old page is sent because the database is in trouble."""
        return time.time() < self._away_until and self._may_be_shown(page)

    def _newest(self, address: Address) -> Page | None:
        """Return the page as this process or another made it last, good or not."""
        page = self.memory.get(address)
        if page and self._is_good(page):
            return page
        found = self.shelf.get("".join(address))
        if found is None or found.release != self.release:
            return page
        if page is None or page.made < found.made:
            self.memory.put(address, found)
            return found
        return page

    def _may_be_shown(self, page: Page) -> bool:
        """Say whether nothing on this old page was taken away from readers since."""
        now = self.versions.read(page.interview_id)
        then = page.versions
        return (now.site_removed, now.interview_removed) == (
            then.site_removed,
            then.interview_removed,
        )

    @contextlib.contextmanager
    def _one_at_a_time(self, address: Address) -> Iterator[bool]:
        """Let the others who want an old page made anew wait for the first of them; give
        False to who waited in vain."""
        lock = self._rendering[address]
        held = lock.acquire(timeout=WAIT)
        try:
            yield held
        finally:
            if held:
                self._rendering.pop(address, None)
                lock.release()

    # Making a page

    def _render(
        self,
        address: Address,
        environ: Environ,
        start_response: StartResponse,
        old: Page | None,
    ) -> Iterable[bytes]:
        wanted = old is not None and bool(old.ready)  # others came for it since
        wish = Wish(self.versions.count, wanted)
        asked = {**environ, "REQUEST_METHOD": "GET", WISH: wish}
        if self._away_until:  # one tries whether it is back, and nobody waits for that
            self._away_until = wish.made + TRY + REST
        status, headers, body = _call(self.application, asked)
        away = status.startswith("503")
        if not wish.crowded:
            self._away_until = time.time() + REST if away else 0.0
        if away and old and self._may_be_shown(old):
            _close(body)
            return self._send(address, old, environ, start_response, STALE)
        kept = kept_headers(headers) if wish.stored and status == "200 OK" else None
        if kept is None:
            start_response(status, headers)
            if environ["REQUEST_METHOD"] == "GET":
                return body
            _close(body)
            return []
        page = self._page(kept, b"".join(body), wish)
        _close(body)
        answered = self._send(address, page, environ, start_response, MISS)
        self._keep(address, page)
        return answered

    def _page(self, headers: Headers, body: bytes, wish: Wish) -> Page:
        page = Page(
            headers=headers,
            bodies={"": Held(body)},
            tag=tag_of(body),
            interview_id=wish.interview_id,
            parameters=wish.parameters,
            versions=self.versions.read(wish.interview_id, wish.counted),
            made=wish.made,
            until=min(wish.until or math.inf, wish.made + LONGEST),
            release=self.release,
        )
        page.until = min(page.until, self._next_moment(page))
        return page

    def _next_moment(self, page: Page) -> float:
        """Return when something is next published; asked once a version of the site."""
        site, since, moment = self._moment
        if site != page.site or not since <= page.made < moment:
            try:
                moment = self.next_moment(page.made) or math.inf
            except (DatabaseError, InterfaceError):
                return page.made
            self._moment = (page.site, page.made, moment)
        return moment

    def _keep(self, address: Address, page: Page) -> None:
        """Keep a page; one whose content changed while it was rendered as an old one."""
        if self._is_good(page):
            still_good = functools.partial(self._is_good, page)
            if settings.PAGES_FOR_NGINX:
                nginx.put(self.versions, self.release, address, page, still_good)
            self.memory.put(address, page)
            self.shelf.put("".join(address), page, still_good)
        elif address not in self.memory and self._may_be_shown(page):
            self.memory.put(address, page)

    # Sending it

    def _send(
        self,
        address: Address,
        page: Page,
        environ: Environ,
        start_response: StartResponse,
        said: Headers,
    ) -> Iterable[bytes]:
        encodings = len(page.bodies)
        status, headers, body = answer(page, environ, said)
        if said is HIT:
            if "HTTP_RANGE" not in environ:
                encoding = encoding_for(environ.get("HTTP_ACCEPT_ENCODING", ""))
                page.ready.setdefault(encoding, ready(page, encoding, HIT))
            if len(page.bodies) > encodings:
                self._keep(address, page)
        start_response(status, headers)
        return body if environ["REQUEST_METHOD"] == "GET" else []

    def fetch(self, path: str) -> None:
        """Put one of our pages into the store, as the first reader would."""
        _close(self(requests.made_up(path), lambda status, headers: None))


def _call(
    application: Application, environ: Environ
) -> tuple[str, Headers, Iterable[bytes]]:
    said: list[Any] = []

    def start_response(*arguments: Any) -> None:
        said[:] = arguments

    body = application(environ, start_response)
    return said[0], said[1], body


def _close(body: Iterable[bytes]) -> None:
    if close := getattr(body, "close", None):
        close()

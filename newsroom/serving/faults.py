"""What a request gets when the newsroom cannot answer it just now: a plain 503.

A database that is away, hung or busy for too long, a full disk, and more requests at
once than this process takes are the same to a reader: please try again in a moment.
"""

import errno
import functools
import sys
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.csp import build_policy

from newsroom.pages.wish import WISH
from newsroom.serving.middleware import PERMISSIONS_POLICY, SERVER
from newsroom.serving.places import Crowded, Places

type Told = tuple[str, list[tuple[str, str]], Iterable[bytes]]
type Callee = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

RETRY_AFTER = "5"  # seconds
# What the middleware adds to every other answer.
HEADERS = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", settings.SECURE_REFERRER_POLICY),
    ("Content-Security-Policy", build_policy(settings.SECURE_CSP)),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", PERMISSIONS_POLICY),
    ("Server", SERVER),
]
if settings.SECURE_HSTS_SECONDS:
    hsts = f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains; preload"
    HEADERS.append(("Strict-Transport-Security", hsts))
WITHOUT_DATABASE = (settings.STATIC_URL, "/healthz")
URGENT = ("/admin/", "/readyz")
COOKIES = (f"{settings.SESSION_COOKIE_NAME}=", f"{settings.READER_COOKIE_NAME}=")
PIECE, MOST_READ = 2**16, 2**26  # bytes
DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


# Django's own handlers look for a token in the form first, and a form that cannot be
# read is why some of these are called.


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer what no view caught: trouble that passes with 503, a fault of ours 500."""
    if is_passing(sys.exc_info()[1]):
        return unavailable()
    return HttpResponse(loader.get_template("500.html").render(), status=500)


def is_passing(error: BaseException | None) -> bool:
    """Say whether the same request may succeed in a moment."""
    if isinstance(error, OSError):
        return error.errno in DISK_FULL
    return isinstance(error, (OperationalError, InterfaceError))


def unavailable() -> HttpResponse:
    # Without the request: what it carries may ask the database for the visitor.
    page = loader.get_template("503.html").render()
    response = HttpResponse(page, status=503)
    response["Retry-After"] = RETRY_AFTER
    response["Cache-Control"] = "no-store"
    return response


@functools.cache
def _refusal() -> Told:
    """Made once: a crowd that is refused must not cost what a page costs."""
    page = unavailable()
    status = f"{page.status_code} {page.reason_phrase}"
    return status, [*page.items(), *HEADERS], [page.content]


def _read_whole(environ: dict[str, Any]) -> None:
    """Read what a refused request sends, to some end: who still sends hears nothing."""
    body = environ.get("wsgi.input")
    for _ in range(MOST_READ // PIECE):
        if body is None or not body.read(PIECE):
            break


def _ask(application: Callee, environ: dict[str, Any]) -> Told:
    if wish := environ.get(WISH):
        wish.begin()
    told: list[Any] = []
    body = application(environ, lambda *words: told.extend(words))
    return told[0], told[1], body


def bounded(application: Callee, readers: Places, writers: Places) -> Callee:
    """Return a WSGI callable that lets no more requests work than there are places.

    Who finds none is answered 503. Static files and the sign of life need no database,
    and so no place.
    """

    def bounded_application(
        environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        if environ["PATH_INFO"].startswith(WITHOUT_DATABASE):
            return application(environ, start_response)
        places = writers if _is_urgent(environ) else readers
        try:
            told = places.work(functools.partial(_ask, application, environ))
        except Crowded:
            if wish := environ.get(WISH):
                wish.crowded = True
            _read_whole(environ)
            told = _refusal()
        status, headers, body = told
        start_response(status, headers)
        return body

    return bounded_application


def _is_urgent(environ: dict[str, Any]) -> bool:
    """Say whether somebody writes, has written here, or asks for what many readers do:
    no crawler is among them."""
    wish, cookies = environ.get(WISH), environ.get("HTTP_COOKIE", "")
    return (
        environ["REQUEST_METHOD"] not in ("GET", "HEAD")
        or (wish is not None and wish.wanted)
        or environ["PATH_INFO"].startswith(URGENT)
        or any(name in cookies for name in COOKIES)
    )

"""What a request gets when the newsroom cannot answer it just now: a plain 503.

A database that is away, hung or busy for too long, a full disk, and more requests at
once than this process takes are the same to a reader: please try again in a moment.
"""

import errno
import functools
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.csp import build_policy

from newsroom.serving import waiting
from newsroom.serving.middleware import PERMISSIONS_POLICY
from newsroom.serving.places import IN_VAIN, Places

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
]
if settings.SECURE_HSTS_SECONDS:
    hsts = f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains; preload"
    HEADERS.append(("Strict-Transport-Security", hsts))
WITHOUT_DATABASE = (settings.STATIC_URL, "/healthz")
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
def _refusal() -> HttpResponse:
    """Made once: a crowd that is refused must not cost what a page costs."""
    return unavailable()


def bounded(application: Callee, places: Places) -> Callee:
    """Return a WSGI callable that lets no more requests in than there are places.

    Who finds none is answered 503 at once. Static files and the sign of life need no
    database, and so no place.
    """

    def bounded_application(
        environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        if environ["PATH_INFO"].startswith(WITHOUT_DATABASE):
            return application(environ, start_response)
        if not places.enter():
            response = _refusal()
            start_response("503 Service Unavailable", [*response.items(), *HEADERS])
            return [response.content]
        waiting.begin()
        began, said = time.monotonic(), ""

        def start(status: str, *rest: Any) -> Any:
            nonlocal said
            said = status
            return start_response(status, *rest)

        try:
            return application(environ, start)
        finally:
            long = time.monotonic() - began > IN_VAIN
            places.leave(hung=long and said.startswith("503"))

    return bounded_application

"""What a request gets when the newsroom cannot answer it just now: a plain 503.

A database that is away, hung or busy for too long, a full disk, and more requests at
once than this process takes are the same to a reader: please try again in a moment.
"""

import errno
import sys
import threading
from collections.abc import Callable, Iterable
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.views import defaults

type Callee = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

RETRY_AFTER = "5"  # seconds
DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer what no view caught: trouble that passes with 503, a fault of ours 500."""
    if is_passing(sys.exc_info()[1]):
        return unavailable()
    return defaults.server_error(request)


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


def bounded(application: Callee, *, most: int, patience: float) -> Callee:
    """Return a WSGI callable that lets ``most`` requests in at once.

    Each holds a database connection, and a server may start hundreds of threads. Who
    finds no place within ``patience`` seconds is answered 503 at once, so that a
    database that hangs does not use up every thread.
    """
    places = threading.BoundedSemaphore(most)

    def bounded_application(
        environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        if not places.acquire(timeout=patience):
            response = unavailable()
            headers = [*response.items(), ("X-Content-Type-Options", "nosniff")]
            start_response("503 Service Unavailable", headers)
            return [response.content]
        try:
            return application(environ, start_response)
        finally:
            places.release()

    return bounded_application

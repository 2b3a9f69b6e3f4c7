"""Logs: one JSON object a line, bound to its request, with nothing about a person.

What is logged of a request is its method, path, status and time: no address, cookie,
name, query or body, and of a link that opens something by itself not what opens it. The
id is also in the answer's X-Request-ID.
"""

import contextvars
import json
import logging
import re
import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

request_id: contextvars.ContextVar[str] = contextvars.ContextVar(
    "request_id", default=""
)
SECRETS = re.compile(r"(/preview/|/by-mail/)[^/]+")
_log = logging.getLogger("newsroom.request")


class JsonLines(logging.Formatter):
    """One object a line, so that no logged text can pretend to be another line."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC)
        line: dict[str, Any] = {
            "at": at.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "request": request_id.get(),
            "message": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        # A request that was refused for its form is no fault of ours: no trace of it.
        if record.exc_info and not record.name.startswith("django.security."):
            line["error"] = self.formatException(record.exc_info)
        return json.dumps({name: value for name, value in line.items() if value != ""})


class Unremarkable(logging.Filter):
    """Keeps what every line of ``newsroom.request`` says anyway from being said twice,
    and the trace from what is no fault of ours: a database that is away."""

    def filter(self, record: logging.LogRecord) -> bool:
        status = getattr(record, "status_code", 500)
        if status == 503:
            record.exc_info = None
        return bool(status >= 500)


def numbered(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Give each request an id, log it when it is answered, and tell it to the client."""

    def number_request(request: HttpRequest) -> HttpResponse:
        token = request_id.set(secrets.token_hex(8))
        began = time.perf_counter()
        try:
            response = get_response(request)
            response.headers["X-Request-ID"] = request_id.get()
            facts = {
                "method": request.method,
                "path": SECRETS.sub(r"\1…", request.path),
                "status": response.status_code,
                "ms": round((time.perf_counter() - began) * 1000, 1),
            }
            _log.info("answered", extra={"facts": facts})
            return response
        finally:
            request_id.reset(token)

    return number_request

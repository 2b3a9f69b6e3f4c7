"""Ask a store as a server does."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes

from django.test import RequestFactory

from newsroom.pages.page import Held, Page
from newsroom.pages.versions import Snapshot

HOST = "127.0.0.1:8000"
# What the answers of a store and of a fresh rendering may differ in.
OWN = {"x-page", "etag", "vary", "content-length", "x-request-id", "warning"}


@dataclass
class Said:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def page(self) -> str:
        """``hit``, ``miss``, ``stale``, or nothing."""
        return self.headers.get("x-page", "")

    @property
    def shown(self) -> tuple[int, dict[str, str], bytes]:
        """All that a reader could tell from a fresh rendering."""
        kept = {name: v for name, v in self.headers.items() if name not in OWN}
        return self.status, kept, self.body


def a_page(body: bytes = b"a body", **fields: Any) -> Page:
    """Return a page as the store keeps it, in two encodings."""
    usual: dict[str, Any] = {
        "headers": [("Content-Type", "text/html")],
        "bodies": {"": Held(body), "gzip": Held(b"as gzip")},
        "tag": "abc",
        "interview_id": 7,
        "parameters": frozenset({"after"}),
        "versions": Snapshot(1, 2, 3, 4),
        "made": 5.5,
        "until": float("inf"),
        "release": "r",
    }
    return Page(**usual | fields)


def ask(application: Any, address: str, method: str = "GET", **headers: str) -> Said:
    """Send one request; ``headers`` by their WSGI names without ``HTTP_``."""
    path, _, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": HOST,
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
    }
    said: list[Any] = []
    body: Iterable[bytes] = application(environ, lambda *words: said.extend(words[:2]))
    whole = b"".join(body)
    if close := getattr(body, "close", None):
        close()
    status, lines = said
    named = {name.lower(): value for name, value in lines}
    return Said(int(status[:3]), named, whole)


def two(application: Any, address: str, **headers: str) -> list[str]:
    """Ask twice; say what each answer's page was."""
    return [ask(application, address, **headers).page for _ in range(2)]


def served(view: Any) -> Any:
    """Return a WSGI application of one view."""

    def application(environ: Any, start_response: Any) -> Any:
        request = RequestFactory().get("/")
        request.META.update(environ)
        response = view(request)
        cookies = [("Set-Cookie", c.OutputString()) for c in response.cookies.values()]
        status = f"{response.status_code} {response.reason_phrase}"
        start_response(status, [*response.items(), *cookies])
        return response

    return application

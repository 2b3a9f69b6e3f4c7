"""What the store must know of a request, read without Django."""

import functools
import io
import sys
from typing import Any
from urllib.parse import parse_qsl, unquote_to_bytes, urlsplit

from django.conf import settings

type Environ = dict[str, Any]

# Parts of the site that are never stored, so never looked for.
ELSEWHERE = ("/admin/", settings.STATIC_URL, settings.MEDIA_URL)


def is_secure(environ: Environ) -> bool:
    """Say what ``HttpRequest.is_secure`` would."""
    header, expected = settings.SECURE_PROXY_SSL_HEADER or ("", "")
    if header in environ:
        said: str = environ[header]
        return said.split(",")[0].strip() == expected
    return bool(environ["wsgi.url_scheme"] == "https")


@functools.cache
def hosts(port: str) -> frozenset[str]:
    """Return the host headers under which pages are stored, served at ``port``.

    Names written out, not patterns, with the ports that lead here: so many copies of a
    page there may be, and no more.
    """
    site = urlsplit(settings.SITE_URL)
    names = {name for name in settings.ALLOWED_HOSTS if name[:1] not in "*."}
    names.add(site.hostname or "")
    ports = {port, str(site.port or "")} - {""}
    return frozenset(names | {f"{name}:{port}" for name in names for port in ports})


def parameters(environ: Environ) -> set[str]:
    """Return the names in the query."""
    query = environ["QUERY_STRING"]
    return {name for name, _value in parse_qsl(query, keep_blank_values=True)}


def is_odd(environ: Environ) -> bool:
    """Say whether the application may refuse it for its form."""
    return "%00" in environ["QUERY_STRING"] or "\0" in environ.get("HTTP_COOKIE", "")


def made_up(path: str) -> Environ:
    """Return the request for a page of ours that nobody sent; ``path`` is quoted."""
    site = urlsplit(settings.SITE_URL)
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": "",
        "SERVER_NAME": site.hostname,
        "SERVER_PORT": str(site.port or (443 if site.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": site.netloc,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": site.scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }

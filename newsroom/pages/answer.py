"""How a stored page answers one request: encoding, 304, a range, HEAD."""

import re
from typing import Any

from newsroom.pages.page import Headers, Page, Ready

OF_304 = {"cache-control", "content-location", "etag", "vary"}
RANGE = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})")
MOST_KNOWN = 1000

type Answer = tuple[str, Headers, list[bytes]]

_known: dict[str, str] = {"": ""}


def encoding_for(accepted: str) -> str:
    """Return the best of brotli, gzip and neither for an ``Accept-Encoding``."""
    encoding = _known.get(accepted)
    if encoding is None:
        if len(_known) >= MOST_KNOWN:
            _known.clear()
        encoding = _known[accepted] = _choose(accepted.lower())
    return encoding


def _choose(accepted: str) -> str:
    weights = {}
    for part in accepted.split(","):
        name, _, parameter = part.partition(";")
        weights[name.strip()] = _weight(parameter)
    for encoding in ("br", "gzip"):
        if weights.get(encoding, weights.get("*", 0)) > 0:
            return encoding
    return ""


def _weight(parameter: str) -> float:
    name, _, number = parameter.partition("=")
    try:
        return float(number) if name.strip() == "q" else 1
    except ValueError:
        return 0


def answer(page: Page, environ: dict[str, Any], more: Headers) -> Answer:
    """Return status, headers and body, ``more`` among the headers."""
    wanted = environ.get("HTTP_RANGE")
    encoding = "" if wanted else encoding_for(environ.get("HTTP_ACCEPT_ENCODING", ""))
    headers, body = page.encoded(encoding)
    tags = environ.get("HTTP_IF_NONE_MATCH")
    if tags is not None and _matches(tags, page.tag):
        return "304 Not Modified", _of_304(headers, more), []
    headers = [*headers, *more]
    condition = environ.get("HTTP_IF_RANGE", page.etag(""))
    if wanted and condition == page.etag(""):
        return _range(wanted, headers, body)
    return "200 OK", headers, [body]


def ready(page: Page, encoding: str, more: Headers) -> Ready:
    """Return what any plain request for this encoding is told."""
    headers, _ = page.encoded(encoding)
    return Ready([*headers, *more], page.etag(encoding), _of_304(headers, more))


def _of_304(headers: Headers, more: Headers) -> Headers:
    return [*(each for each in headers if each[0].lower() in OF_304), *more]


def _matches(tags: str, tag: str) -> bool:
    """Say whether ``If-None-Match`` names the page in any encoding."""
    if tags.strip() == "*":
        return True
    names = (name.strip().removeprefix("W/").strip('"') for name in tags.split(","))
    return any(name.partition("-")[0] == tag for name in names)


def _range(wanted: str, headers: Headers, body: bytes) -> Answer:
    """Cut one range out; several at once, or nonsense, get the whole."""
    found = RANGE.fullmatch(wanted.strip())
    if not found or found.groups() == ("", ""):
        return "200 OK", headers, [body]
    first, last = found.groups()
    if not first:
        start, end = max(0, len(body) - int(last)), len(body)
    else:
        start, end = int(first), min(len(body), int(last or len(body)) + 1)
    headers = [each for each in headers if each[0] != "Content-Length"]
    if last and first and int(last) < int(first):
        return "200 OK", [*headers, ("Content-Length", str(len(body)))], [body]
    if start >= len(body) or start >= end:
        unfit = [("Content-Range", f"bytes */{len(body)}"), ("Content-Length", "0")]
        return "416 Range Not Satisfiable", [*headers, *unfit], []
    cut = body[start:end]
    said = [
        ("Content-Range", f"bytes {start}-{end - 1}/{len(body)}"),
        ("Content-Length", str(len(cut))),
    ]
    return "206 Partial Content", [*headers, *said], [cut]

"""One finished page: its bytes in each encoding, its headers, what it depends on."""

import gzip
import hashlib
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol, Self

import brotli

from newsroom.pages.versions import SITE, Snapshot, word_of

type Headers = list[tuple[str, str]]

ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
}
DIGEST = 16  # bytes
# Of one request only, or written anew for each answer.
NOT_KEPT = {"content-length", "date", "vary", "etag", "x-request-id", "connection"}


class Body(Protocol):
    def __len__(self) -> int: ...
    def read(self) -> bytes: ...


class Held(bytes):
    """A body in memory."""

    def read(self) -> bytes:
        return self


class Ready(NamedTuple):
    """What a hit says before the body, as it is."""

    headers: Headers
    tag: str
    of_304: Headers


@dataclass(slots=True)
class Page:
    headers: Headers
    bodies: dict[str, Body]  # by encoding; "" is the plain one
    tag: str
    interview_id: int | None
    parameters: frozenset[str]
    versions: Snapshot
    made: float  # good from this moment, in seconds since 1970 …
    until: float  # … until this one
    release: str
    ready: dict[str, Ready] = field(default_factory=dict)  # by encoding
    # The counters as a hit compares them: of the site, and one more with its place.
    site: int = field(init=False)
    word: int = field(init=False)
    count: int = field(init=False)

    def __post_init__(self) -> None:
        self.site = self.count = self.versions.site
        self.word = SITE
        if self.interview_id is not None:
            self.word = word_of(self.interview_id)
            self.count = self.versions.interview

    def encoded(self, encoding: str) -> tuple[Headers, bytes]:
        """Return headers and body, compressed the first time that they are asked for."""
        if encoding not in self.bodies:
            made = ENCODERS[encoding](self.bodies[""].read())
            self.bodies[encoding] = Held(made)
        body = self.bodies[encoding].read()
        headers = [
            *self.headers,
            ("Vary", "Accept-Encoding"),
            ("ETag", self.etag(encoding)),
            ("Content-Length", str(len(body))),
        ]
        if encoding:
            headers.append(("Content-Encoding", encoding))
        return headers, body

    def etag(self, encoding: str) -> str:
        return f'"{self.tag}-{encoding}"' if encoding else f'"{self.tag}"'

    @property
    def size(self) -> int:
        return sum(map(len, [*self.bodies.values()]))

    def to_bytes(self) -> bytes:
        """Return all of it, behind a digest that tells a damaged copy."""
        bodies = {**self.bodies}  # another thread may add an encoding meanwhile
        about = {
            "headers": self.headers,
            "lengths": {name: len(body) for name, body in bodies.items()},
            "tag": self.tag,
            "interview_id": self.interview_id,
            "parameters": sorted(self.parameters),
            "versions": self.versions,
            "made": self.made,
            "until": self.until,
            "release": self.release,
        }
        parts = [json.dumps(about).encode(), b"\n"]
        parts += [body.read() for body in bodies.values()]
        whole = b"".join(parts)
        return _digest(whole) + whole

    @classmethod
    def from_bytes(cls, data: bytes) -> Self | None:
        """Return the page, None if these are not the bytes of one, unharmed."""
        whole = memoryview(data)[DIGEST:]
        if _digest(whole) != data[:DIGEST]:
            return None
        line, _, _ = data[DIGEST:].partition(b"\n")
        about: dict[str, Any] = json.loads(line)
        start, bodies = len(line) + 1, dict[str, Body]()
        for name, length in about.pop("lengths").items():
            bodies[name] = Held(whole[start : start + length])
            start += length
        return cls(
            bodies=bodies,
            headers=_interned(about.pop("headers")),
            parameters=frozenset(about.pop("parameters")),
            versions=Snapshot(*about.pop("versions")),
            **about,
        )


def tag_of(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=12).hexdigest()


def _digest(data: bytes | memoryview) -> bytes:
    return hashlib.blake2b(data, digest_size=DIGEST).digest()


def kept_headers(headers: Headers) -> Headers | None:
    """Return the headers to keep, None if they forbid to keep anything."""
    kept = []
    for name, value in headers:
        folded, said = name.lower(), value.lower()
        if folded == "set-cookie" or folded == "content-encoding":
            return None
        if folded == "cache-control" and ("private" in said or "no-store" in said):
            return None
        if folded == "vary" and said.strip() != "accept-encoding":
            return None
        if folded not in NOT_KEPT:
            kept.append((name, value))
    return _interned(kept)


def _interned(headers: Iterable[Any]) -> Headers:
    """Return the headers in strings that all pages share."""
    return [(sys.intern(name), sys.intern(value)) for name, value in headers]

"""Read settings from the environment; a wrong value stops the start with one line."""

import ipaddress
import os
import re
import zoneinfo
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import parse_qsl, unquote, urlsplit

# What documents and generators write where a key is to stand.
SAMPLE = re.compile(r"django-insecure|change.?(me|this)|your.?(secret|key)", re.I)
LOOPBACK = {"127.0.0.1", "localhost", "[::1]", "::1"}

type Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def stop(message: str) -> NoReturn:
    raise SystemExit(f"newsroom cannot start: {message}")


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def choice(name: str, default: str, options: tuple[str, ...]) -> str:
    value = text(name, default).lower()
    if value not in options:
        stop(f"{name} is {value!r}; set it to {' or '.join(options)}.")
    return value


def switch(name: str, default: str) -> bool:
    return choice(name, default, ("on", "off")) == "on"


def log_level(name: str, default: str) -> str:
    return choice(name, default, ("debug", "info", "warning", "error")).upper()


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit()):
        stop(f"{name} is {value!r}; set it to a whole number.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def time_zone(name: str, default: str) -> str:
    value = text(name, default)
    if value not in zoneinfo.available_timezones():
        stop(f"{name} is {value!r}; set it to a time zone such as Asia/Almaty.")
    return value


def networks(name: str) -> list[Network]:
    """Return addresses and networks such as ``127.0.0.1, 10.0.0.0/8``."""
    try:
        return [ipaddress.ip_network(word, strict=False) for word in words(name)]
    except ValueError as error:
        stop(f"{name} has {error}; set it to addresses or networks with commas.")


def origin(name: str, default: str) -> str:
    """Return ``scheme://host[:port]``: https anywhere, http on this machine only."""
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path:
        stop(f"{name} is {value!r}; set it to an origin like https://news.example.")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        stop(f"{name} is {value!r}; http:// is for this machine only, set https://.")
    return value


def secret(name: str, file: Path) -> str:
    value = text(name)
    if not value and file.is_file():
        value = file.read_text("ascii").strip()
    if len(value) < 50 or len(set(value)) < 5 or SAMPLE.search(value):
        stop(
            f"{name} is missing, too short or a sample; set 50 random characters or more,"
            f" or run `make setup`, which writes them to {file}."
        )
    return value


def folder(name: str, default: Path) -> Path:
    path = Path(text(name, str(default))).expanduser().resolve()
    if path.exists() and not path.is_dir():
        stop(f"{name} is {path}, which is a file; set it to a folder.")
    return path


def database(name: str, default: str) -> dict[str, Any]:
    """Return Django's settings for ``sqlite:///file`` or ``postgres://user@host/name``.

    What stands behind ``?`` goes to the driver; ``synchronous=FULL`` on SQLite makes
    each accepted rating survive a power cut too, not only a killed process.
    """
    url = urlsplit(text(name, default))
    options = dict(parse_qsl(url.query))
    if url.scheme == "sqlite" and not url.netloc and url.path.strip("/"):
        return sqlite(Path(unquote(url.path[1:])), options)
    if url.scheme in ("postgres", "postgresql") and url.path.strip("/"):
        return postgresql(url, options)
    stop(
        f"{name} is not understood; set it to sqlite:////path/to/file"
        " or postgres://user:password@host:5432/name."
    )


def sqlite(file: Path, options: dict[str, str]) -> dict[str, Any]:
    synchronous = options.pop("synchronous", "NORMAL")
    if options or synchronous not in ("NORMAL", "FULL"):
        stop("DATABASE_URL: SQLite takes only ?synchronous=NORMAL or FULL.")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            # Take the write lock when a transaction begins: one that reads first and
            # writes later would meet "database is locked" without any waiting.
            "transaction_mode": "IMMEDIATE",
            "timeout": 2.5,
            "init_command": (
                f"PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous};"
                "PRAGMA secure_delete=ON;"  # what is erased is, on every build of it
            ),
        },
    }


def postgresql(url: Any, options: dict[str, str]) -> dict[str, Any]:
    try:
        port = url.port or 5432
    except ValueError:
        stop("DATABASE_URL has a port that is no number.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path[1:]),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(url.hostname or ""),
        "PORT": port,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 2, **options},
    }


def mailer(name: str, file_path: Path) -> dict[str, Any]:
    """Return the mailer for ``smtp://user:password@host:port`` (or ``smtps://``)."""
    value = text(name)
    if not value:
        return {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": file_path},
        }
    url = urlsplit(value)
    if url.scheme not in ("smtp", "smtps") or not url.hostname:
        stop(f"{name} is not understood; set it to smtp://user:password@host:587.")
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": url.hostname,
            "port": url.port or (465 if url.scheme == "smtps" else 587),
            "username": unquote(url.username or ""),
            "password": unquote(url.password or ""),
            "use_ssl": url.scheme == "smtps",
            "use_tls": url.scheme == "smtp" and url.hostname not in LOOPBACK,
            "timeout": 5,
        },
    }

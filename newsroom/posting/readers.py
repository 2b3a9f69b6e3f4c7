"""Tell readers apart by a random number in a signed cookie, and know no more."""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

SALT = "newsroom.reader"
# Browsers keep no cookie longer; each rating begins the count anew.
MAX_AGE = 400 * 24 * 3600


def current(request: HttpRequest) -> str | None:
    """Return the reader's number, None without a cookie that this site has signed."""
    try:
        return str(
            signing.Signer(salt=SALT).unsign(
                request.COOKIES.get(settings.READER_COOKIE_NAME, "")
            )
        )
    except signing.BadSignature:
        return None


def new() -> str:
    return secrets.token_hex(16)


def remember(response: HttpResponse, reader: str) -> None:
    response.set_cookie(
        settings.READER_COOKIE_NAME,
        signing.Signer(salt=SALT).sign(reader),
        max_age=MAX_AGE,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def key(reader: str) -> str:
    """Return what the database keeps: a keyed hash that leads back to no cookie."""
    return str(salted_hmac(SALT, reader, algorithm="sha256").hexdigest())

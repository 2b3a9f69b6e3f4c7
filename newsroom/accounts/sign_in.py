"""Signing in to the desk: bounded before the password is hashed, and ended in time.

A hash costs a third of a second, so guesses are counted before it, by name and in all.
That could lock the real owner of a name out. So a browser that has signed in with the
name before is known by a signed cookie and has an allowance of its own. For all others
a process hashes one password after the other and lets one wait for that: readers keep
a processor and threads, and those inside never look as if they hung (serving/places).
"""

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from newsroom.posting import limits
from newsroom.posting.limits import Limit

SALT = "newsroom.known-browser"
COOKIE = "__Host-known" if settings.HTTPS else "known"
A_NAME, A_BROWSER, IN_ALL = 10, 10, 60  # tries a minute
IDLE, LONGEST = timedelta(hours=3), timedelta(hours=14)
NOTED_EVERY = timedelta(minutes=5)
PLACES, A_MOMENT = 2, 2  # for one that is hashed and one that waits; seconds

_places = threading.BoundedSemaphore(PLACES)
_hashing = threading.Lock()


class SignInForm(AdminAuthenticationForm):
    """Django's, with the guesses counted; ``wait`` is in seconds, 0 if not refused."""

    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "too_many": _("Too many tries. Wait a minute and sign in again."),
        "busy": _("Many are signing in just now. Try again in a moment."),
    }
    wait = 0

    def clean(self) -> dict[str, Any]:
        name = self.cleaned_data.get("username")
        if not (self.request and name and self.cleaned_data.get("password")):
            return dict(super().clean() or {})
        browser = _known_browser(self.request, name)
        with _place(browser) as found:
            if not found:
                self._refuse("busy", A_MOMENT)
            if wait := _count(browser, name):
                self._refuse("too_many", wait)
            return dict(super().clean() or {})

    def _refuse(self, why: str, wait: int) -> None:
        self.wait = wait
        raise ValidationError(self.error_messages[why], why)


@contextmanager
def _place(browser: str) -> Iterator[bool]:
    """Say whether a password may be hashed, once it may; a known browser never waits."""
    if browser:
        yield True
    elif _places.acquire(blocking=False):
        try:
            with _hashing:
                yield True
        finally:
            _places.release()
    else:
        yield False


def _count(browser: str, name: str) -> int:
    """Count a try; return 0, or the seconds until another is looked at."""
    if browser:
        allowances = [Limit(f"sign-in browser {browser}", A_BROWSER)]
    else:
        allowances = [
            Limit(f"sign-in name {_hash(name.casefold())}", A_NAME),
            Limit("sign-in", IN_ALL),
        ]
    with transaction.atomic():
        wait = limits.take(allowances, always=True)
        transaction.set_rollback(bool(wait))
    return wait


def _hash(text: str) -> str:
    return str(salted_hmac(SALT, text, algorithm="sha256").hexdigest()[:24])


def _known_browser(request: HttpRequest, name: str) -> str:
    """Return the mark of a browser that has signed in with this name, "" if none."""
    try:
        mark, known = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT)
    except (signing.BadSignature, TypeError, ValueError):
        return ""
    return str(mark) if known == _hash(name.casefold()) else ""


@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show and take the form of the desk; 429 with Retry-After after too many tries."""
    response: Any = admin.site.login(request)
    if response.status_code == 302 and request.method == "POST":
        _remember(response, request.user.get_username())
        request.session["began"] = request.session["seen"] = timezone.now().timestamp()
    form = (getattr(response, "context_data", None) or {}).get("form")
    if wait := getattr(form, "wait", 0):
        response.status_code = 429
        response["Retry-After"] = str(wait)
    return response  # type: ignore[no-any-return]


def _remember(response: HttpResponse, name: str) -> None:
    mark = [secrets.token_hex(8), _hash(name.casefold())]
    response.set_cookie(
        COOKIE,
        signing.dumps(mark, salt=SALT),
        max_age=timedelta(days=180),
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def sessions_end(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Sign out on the desk who was idle for ``IDLE``, or signed in for ``LONGEST``."""

    def check_session(request: HttpRequest) -> HttpResponse:
        # Elsewhere the session is left untouched: those pages are the same for all.
        if request.path.startswith("/admin/") and has_cookie(request):
            now = timezone.now().timestamp()
            if has_ended(request.session):
                logout(request)
            elif now - request.session.get("seen", now) > NOTED_EVERY.total_seconds():
                request.session["seen"] = now
        return get_response(request)

    return check_session


def has_cookie(request: HttpRequest) -> bool:
    return bool(settings.SESSION_COOKIE_NAME in request.COOKIES)


def has_ended(session: SessionBase) -> bool:
    now = timezone.now().timestamp()
    idle = now - session.get("seen", now)
    signed_in = now - session.get("began", now)
    return bool(idle > IDLE.total_seconds() or signed_in > LONGEST.total_seconds())

"""Signing in to the desk, and how long a session lasts."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from newsroom.accounts import guesses
from newsroom.accounts.guesses import Guess

IDLE, LONGEST = timedelta(hours=3), timedelta(hours=14)
NOTED_EVERY = timedelta(minutes=5)


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
        guess = Guess(self.request, name)
        why, wait = guess.count()
        if wait:
            self._refuse(why, wait)
        with guess.place() as found:
            if not found:
                self._refuse("busy", guesses.A_MOMENT)
            cleaned = dict(super().clean() or {})
        guess.was_right()
        return cleaned

    def _refuse(self, why: str, wait: int) -> None:
        self.wait = wait
        raise ValidationError(self.error_messages[why], why)


@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show and take the form of the desk; 429 with Retry-After after too many tries."""
    response: Any = admin.site.login(request)
    if response.status_code == 302 and request.method == "POST":
        guesses.remember(response, request.user.get_username())
        request.session["began"] = request.session["seen"] = timezone.now().timestamp()
    form = (getattr(response, "context_data", None) or {}).get("form")
    if wait := getattr(form, "wait", 0):
        response.status_code = 429
        response["Retry-After"] = str(wait)
    return response  # type: ignore[no-any-return]


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

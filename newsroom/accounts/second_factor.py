"""The desk's second factor: a code from an app, with recovery codes for a lost phone.

Whoever has set one up is asked for it at each sign-in, and everybody on the desk has to
with ``REQUIRE_SECOND_FACTOR=on``. Until the code is given, the person is nobody.
"""

import io
from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django_otp import login
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from newsroom.accounts.acts import Act, Actor
from newsroom.accounts.sign_in import has_cookie, has_ended

RECOVERY_CODES = 10
DIGITS = 6  # of the app's codes; recovery codes are longer
APP, RECOVERY = "app", "recovery codes"  # names of the two devices
OPEN = ("newsroom:second_factor", "newsroom:set_up_second_factor", "admin:logout")


class CodeForm(forms.Form):
    code = forms.CharField(
        max_length=16,
        strip=True,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autofocus": True,
                "inputmode": "text",
            }
        ),
    )

    def clean_code(self) -> str:
        """People write codes in groups."""
        return "".join(str(self.cleaned_data["code"]).split()).lower()


def asked_for(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Let nobody act on a password alone where a second factor is due."""

    def check_factor(request: HttpRequest) -> HttpResponse:
        if has_cookie(request):
            if not request.path.startswith("/admin/"):
                request.user = _whole(request, request.user)  # type: ignore[assignment]
            elif _is_due(request.user) and request.path not in map(reverse, OPEN):
                ask = reverse("newsroom:second_factor")
                return redirect(ask, query={"next": request.get_full_path()})
        return get_response(request)

    return check_factor


def _whole(request: HttpRequest, user: Any) -> SimpleLazyObject:
    """Return the user once a page asks who it is; pages for all never do."""

    def find() -> Any:
        half = has_ended(request.session) or _is_due(user)
        return AnonymousUser() if half else user

    return SimpleLazyObject(find)


def _is_due(user: Any) -> bool:
    if not user.is_authenticated or user.is_verified():
        return False
    return bool(settings.REQUIRE_SECOND_FACTOR or _has_app(user))


def _has_app(user: Any) -> bool:
    """Say whether the person has set a factor up; one query. Recovery codes are never
    there without the app."""
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


@never_cache
@staff_member_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the app, or a recovery code."""
    if not _has_app(request.user):
        return redirect("newsroom:set_up_second_factor")
    form = CodeForm(request.POST or None)
    if device := _given(request, form):
        login(request, device)
        return HttpResponseRedirect(_next(request))
    return _page(request, "second_factor.html", _("One more step"), form=form)


def _given(request: HttpRequest, form: CodeForm) -> Any:
    """Return the device whose code was typed, None after a sentence about it.

    Each wrong code makes the wait for the next try twice as long, and is an act. The
    devices are not asked in turn: a code of the app would be a wrong recovery code.
    """
    if not form.is_valid():
        return None
    code = form.cleaned_data["code"]
    kind: Any = TOTPDevice if len(code) == DIGITS else StaticDevice
    with transaction.atomic():
        rows = kind.objects.filter(user=request.user, confirmed=True)
        device = rows.select_for_update().first()
        waits = device is not None and not device.verify_is_allowed()[0]
        if device is not None and device.verify_token(code):
            return device
    said = _("That code is not right, or was used before. Wait for the next one.")
    if waits:
        said = _("Too many wrong codes. Wait a little and try again.")
    else:
        _note(request, Act.Verb.WRONG_CODE)
    form.add_error("code", said)
    return None


@never_cache
@staff_member_required
def set_up(request: HttpRequest) -> HttpResponse:
    """Make the secret for the app, show it and take its first code; then the recovery
    codes. To look at this page makes nothing."""
    if _has_app(request.user):
        return _is_on(request, CodeForm())
    waiting: Any = TOTPDevice.objects.filter(user=request.user, confirmed=False)
    if request.method != "POST" and not waiting.exists():
        return _page(request, "second_factor_begin.html", _("Set up a second factor"))
    device = waiting.first() or waiting.create(
        user=request.user, name=APP, confirmed=False
    )
    form = CodeForm(request.POST if "code" in request.POST else None)
    if form.is_valid():
        if device.verify_token(form.cleaned_data["code"]):
            return _turned_on(request, device)
        form.add_error("code", _("That code is not right. Type the one shown now."))
    return _page(
        request,
        "second_factor_set_up.html",
        _("Set up a second factor"),
        form=form,
        drawing=_drawing(device.config_url),
        secret=device.config_url.partition("secret=")[2].partition("&")[0],
    )


def _is_on(request: HttpRequest, form: CodeForm) -> HttpResponse:
    title = _("Your second factor")
    return _page(request, "second_factor_on.html", title, form=form)


@transaction.atomic
def _turned_on(request: HttpRequest, device: TOTPDevice) -> HttpResponse:
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    login(request, device)
    _note(request, Act.Verb.FACTOR_ON)
    return _show_codes(request)


@never_cache
@require_POST
@staff_member_required
def new_codes(request: HttpRequest) -> HttpResponse:
    """Replace the recovery codes, for a code; there are none without the app."""
    if not _has_app(request.user):
        return redirect("newsroom:set_up_second_factor")
    form = CodeForm(request.POST)
    if _given(request, form) is None:
        return _is_on(request, form)
    with transaction.atomic():
        _note(request, Act.Verb.NEW_CODES)
        return _show_codes(request)


@never_cache
@require_POST
@staff_member_required
def turn_off(request: HttpRequest) -> HttpResponse:
    """Forget the person's devices, for a code: a session left open is not enough. Where
    a factor is required, they set up a new one."""
    if not _has_app(request.user):
        return redirect("newsroom:set_up_second_factor")
    form = CodeForm(request.POST)
    if _given(request, form) is None:
        return _is_on(request, form)
    forget(request.user, by=request.user)
    messages.success(request, _("Your second factor is off."))
    return redirect("admin:index")


@transaction.atomic
def forget(user: Any, *, by: Actor) -> None:
    """Take a person's devices away; one who had none is left as they were."""
    if _has_app(user):
        Act.objects.record(Act.Verb.FACTOR_OFF, by=by, on=user)
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def _note(request: HttpRequest, verb: str) -> None:
    user: Any = request.user
    Act.objects.record(verb, by=user, on=user)


def _show_codes(request: HttpRequest) -> HttpResponse:
    """Make new recovery codes and show them, this once."""
    device, _made = StaticDevice.objects.get_or_create(user=request.user, name=RECOVERY)
    device.token_set.all().delete()
    codes = [StaticToken.random_token() for _n in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(
        [StaticToken(device=device, token=code) for code in codes]
    )
    title = _("Your recovery codes")
    return _page(request, "recovery_codes.html", title, codes=codes)


def _page(
    request: HttpRequest, template: str, title: str, **context: Any
) -> HttpResponse:
    context |= {
        **admin.site.each_context(request),
        "title": title,
        "next": _next(request),
    }
    return render(request, f"newsroom/{template}", context)


def _next(request: HttpRequest) -> str:
    """Return where the person wanted to go, if that is on this site."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(
        target, {request.get_host()}, require_https=request.is_secure()
    )
    return target if ours else reverse("admin:index")


def _drawing(url: str) -> str:
    """Return the QR code of an address as SVG."""
    # Needed once an account, and 4 MB of every worker if imported above.
    import qrcode.image.svg

    code = qrcode.QRCode(image_factory=qrcode.image.svg.SvgPathImage, box_size=8)
    code.add_data(url)
    out = io.BytesIO()
    code.make_image().save(out)
    drawn = out.getvalue().decode().partition("?>")[2]
    return mark_safe(drawn.strip())  # noqa: S308 -- drawn here, holds a path alone

"""The state of the newsroom in plain words, for administrators: what is well, what is
not, and what to do about it."""

import platform
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import django
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.decorators import staff_member_required
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import Min
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from interviews.models import PrivacyRun, RatingSummary
from newsroom import backup
from newsroom.mail import LEASE, Letter
from newsroom.pages import shelf
from newsroom.serving import health

BACKUP_DUE = timedelta(days=2)
PURGE_DUE = timedelta(days=2)


@dataclass(frozen=True)
class Line:
    """One thing: how it is, and what to do where that is not well."""

    name: str
    found: str
    todo: str = ""


@dataclass(frozen=True)
class Part:
    title: "str | Promise"
    lines: list[Line]


@require_safe
@never_cache
@staff_member_required
def state(request: HttpRequest) -> HttpResponse:
    if not request.user.is_superuser:
        raise PermissionDenied
    parts = [Part(title, list(lines())) for title, lines in PARTS.items()]
    context = {
        **admin.site.each_context(request),
        "title": _("State of the newsroom"),
        "parts": parts,
        "open": sum(bool(line.todo) for part in parts for line in part.lines),
    }
    return TemplateResponse(request, "newsroom/state.html", context)


def data() -> Iterator[Line]:
    yield _checked(
        _("Database"),
        health.database(),
        f"{connection.display_name} {_version()}",
        _("Look at the database server; stored pages are shown meanwhile."),
    )
    yield _checked(
        _("Its tables"),
        health.migrations(),
        _("as this release needs them"),
        _("Run manage.py migrate."),
    )
    free = shutil.disk_usage(settings.DATA_DIR).free
    yield _checked(
        _("Disk"),
        health.disk(),
        _("%(size)s free") % {"size": filesizeformat(free)},
        _("Make room on that disk, or move what lies there to a larger one."),
    )
    yield _checked(
        _("Stored pages"),
        health.store(),
        filesizeformat(_size(shelf.shared().file)),
        _("Let the newsroom write to DATA_DIR; every page is made anew meanwhile."),
    )
    checked, wrong = RatingSummary.objects.differences()
    yield Line(
        _("Rating figures"),
        _("%(wrong)d of %(checked)d interviews differ from their ratings")
        % {"wrong": len(wrong), "checked": checked},
        _("Run manage.py check_consistency --repair.") if wrong else "",
    )


def _version() -> str:
    number = connection.get_database_version()
    return ".".join(map(str, number))


def _checked(name: str, found: str, well: str, todo: str) -> Line:
    return Line(name, well) if found == "ok" else Line(name, found, todo)


def work() -> Iterator[Line]:
    yield _due(
        _("Last backup"),
        backup.last(),
        BACKUP_DUE,
        _(
            "Run manage.py backup FILE each night, and keep the file on another machine."
        ),
    )
    purged = PrivacyRun.objects.filter(verb=PrivacyRun.Verb.PURGE).first()
    yield _due(
        _("What is past its time was deleted"),
        purged.at if purged else None,
        PURGE_DUE,
        _("Run manage.py privacy purge each day."),
    )
    letters = Letter.objects.aggregate(oldest=Min("created"))
    waiting, oldest = Letter.objects.count(), letters["oldest"]
    late = oldest is not None and timezone.now() - oldest > 5 * LEASE
    yield Line(
        _("Letters on their way"),
        str(waiting),
        _(
            "Look at EMAIL_URL and at the mail server; they are tried again by themselves."
        )
        if late
        else "",
    )


def _due(name: str, at: "datetime | None", most: timedelta, todo: str) -> Line:
    if at is None:
        return Line(name, _("never"), todo)
    found = _("%(age)s ago") % {"age": timesince(at)}
    return Line(name, found, todo if timezone.now() - at > most else "")


def _size(file: Path) -> int:
    return file.stat().st_size if file.is_file() else 0


def chosen() -> Iterator[Line]:
    """The settings that matter to safety; never a secret."""
    yield Line(
        "SITE_URL",
        settings.SITE_URL,
        "" if settings.HTTPS else _("Readers need https:// with a certificate."),
    )
    yield _switch(
        "REQUIRE_SECOND_FACTOR",
        settings.REQUIRE_SECOND_FACTOR,
        _("Set it to on: a stolen password alone opens nothing then."),
    )
    yield _switch(
        "LIMITS", settings.LIMITS, _("Set it to on: anybody may rate without end now.")
    )
    yield _switch(
        "DEBUG", settings.DEBUG, _("Set it to off: readers see traces now."), well=False
    )
    sends = "smtp" in settings.MAILERS["default"]["BACKEND"]
    yield Line(
        "EMAIL_URL",
        _("letters are sent") if sends else _("letters are written to a folder"),
        "" if sends else _("Name a mail server."),
    )
    proxies = ", ".join(map(str, settings.TRUSTED_PROXIES))
    yield Line(
        "TRUSTED_PROXIES",
        proxies or _("none"),
        _("Name the web server in front, or all readers look like one.")
        if settings.HTTPS and not proxies
        else "",
    )
    yield Line("TIME_ZONE", settings.TIME_ZONE)


def _switch(name: str, value: bool, todo: str, *, well: bool = True) -> Line:
    return Line(name, _("on") if value else _("off"), "" if value is well else todo)


def versions() -> Iterator[Line]:
    yield Line("Django", django.get_version())
    yield Line("Python", platform.python_version())


PARTS: dict["str | Promise", Callable[[], Iterator[Line]]] = {
    gettext_lazy("What is kept"): data,
    gettext_lazy("What runs by itself"): work,
    gettext_lazy("Settings that matter"): chosen,
    gettext_lazy("Versions"): versions,
}

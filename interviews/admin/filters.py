"""What narrows the list of interviews."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interviews.models import Interview, Rating
from newsroom.desk import UsedFilter
from newsroom.languages import LANGUAGE_CHOICES


class StatusFilter(admin.SimpleListFilter):
    """The statuses as editors speak of them: *scheduled* is one of them."""

    title = _("status")
    parameter_name = "status__exact"
    sets = {
        "draft": "drafts",
        "in_review": "in_review",
        "scheduled": "scheduled",
        "published": "published",
        "withdrawn": "withdrawn",
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        names = dict(Interview.Status.choices) | {"scheduled": _("Scheduled")}
        return [(value, names[value]) for value in self.sets]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.sets.get(self.value() or "")
        return getattr(queryset, chosen)() if chosen else queryset


class MineFilter(admin.SimpleListFilter):
    title = _("whose")
    parameter_name = "mine"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("yes", _("Mine"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(created_by=request.user) if self.value() else queryset


class UnreviewedFilter(admin.SimpleListFilter):
    """Interviews about which a reader has written what no moderator has read yet."""

    title = _("readers' words")
    parameter_name = "unreviewed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("yes", _("Waiting for a moderator"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.value():
            return queryset
        return queryset.filter(
            pk__in=Rating.objects.waiting().order_by().values("interview")
        )


class ChecksFilter(admin.SimpleListFilter):
    """Whether the checks found something when the words were saved."""

    title = _("checks")
    parameter_name = "checks"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [
            ("failing", _("Open, though handed in or published")),
            ("open", _("Open")),
            ("passed", _("All passed")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "failing":
                return queryset.failing()  # type: ignore[attr-defined, no-any-return]
            case "open":
                return queryset.filter(open_checks__gt=0)
            case "passed":
                return queryset.filter(open_checks=0)
        return queryset


class DueFilter(admin.SimpleListFilter):
    """When what waits is to appear, and what should have appeared."""

    title = _("due")
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [
            ("day", _("Within a day")),
            ("week", _("Within a week")),
            ("later", _("Later")),
            ("missed", _("Its time has passed")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        now = timezone.now()
        day, week = now + timedelta(days=1), now + timedelta(days=7)
        waiting = queryset.filter(publish_at__gt=now).exclude(status="withdrawn")
        match self.value():
            case "day":
                return waiting.filter(publish_at__lte=day)
            case "week":
                return waiting.filter(publish_at__lte=week)
            case "later":
                return waiting.filter(publish_at__gt=week)
            case "missed":
                unpublished = ("draft", "in_review")
                return queryset.filter(publish_at__lte=now, status__in=unpublished)
        return queryset


class LanguageFilter(UsedFilter):
    title = _("language")
    parameter_name = "language__exact"
    column = "language"
    names = dict(LANGUAGE_CHOICES)

"""What narrows the list of interviews."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
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
        return [("open", _("Some are open")), ("passed", _("All are passed"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "open":
                return queryset.filter(open_checks__gt=0)
            case "passed":
                return queryset.filter(open_checks=0)
        return queryset


class LanguageFilter(UsedFilter):
    title = _("language")
    parameter_name = "language__exact"
    column = "language"
    names = dict(LANGUAGE_CHOICES)

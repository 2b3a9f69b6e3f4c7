"""The moderators' queue: what waits comes first, oldest first."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from interviews.admin import deciding
from interviews.admin.export import as_table
from interviews.admin.moderation import ModerationDesk
from interviews.models import Rating
from newsroom import pages
from newsroom.accounts.acts import Act

STAFF_WRITES = ["reason", "note", "reply"]


class StatusFilter(admin.SimpleListFilter):
    """The statuses, and all of them; the bare address is that of what waits."""

    title = _("status")
    parameter_name = "status__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [*Rating.Status.choices, ("all", _("All"))]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Rating]
    ) -> QuerySet[Rating]:
        if self.value() in (None, "all"):
            return queryset
        return queryset.filter(status=self.value())

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        _unfiltered, *choices = super().choices(changelist)
        yield from choices


class NetworkFilter(admin.SimpleListFilter):
    """The ratings of one network, for who follows a link of the bursts to here."""

    title = _("network")
    parameter_name = "network"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        network = self.value()
        return [(network, network[:8])] if network else []

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Rating]
    ) -> QuerySet[Rating]:
        return queryset.filter(network=self.value()) if self.value() else queryset


@admin.register(Rating)
class RatingAdmin(ModerationDesk):
    change_list_template = "admin/interviews/rating/list.html"
    list_display = ["stars", "words", "interview", "reader", "age", "status"]
    list_display_links = ["stars", "words"]
    list_filter = [
        StatusFilter,
        NetworkFilter,
        "held_for",
        "score",
        "interview__publication",
    ]
    list_select_related = ["interview"]
    search_fields = ["review", "name", "interview__headline"]
    search_help_text = _("Search by words, reader or headline.")
    ordering = ["updated", "pk"]
    actions = ["approve", "reject", "mark_spam", "export"]
    buttons = {
        "approve": _("Approve"),
        "reject": _("Reject"),
        "mark_spam": _("Mark as spam"),
    }
    fields = [
        "interview",
        "stars",
        "review",
        "reader",
        "status",
        "created",
        "held_for",
        "moderated_by",
        "moderated_at",
        "reason",
        "note",
        "reply",
    ]

    def get_readonly_fields(
        self, request: HttpRequest, obj: Rating | None = None
    ) -> list[str]:
        """Readers' words and stars are theirs: staff add a reason and a reply only."""
        return [str(name) for name in self.fields if name not in STAFF_WRITES]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Rating]:
        return super().get_queryset(request).filter(interview__deleted_at=None)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: Rating | None = None
    ) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Open on what waits; every other list is a filter away."""
        fresh = request.method == "GET" and not request.GET
        if fresh and self.has_view_or_change_permission(request):
            return HttpResponseRedirect(f"{request.path}?status__exact=pending")
        return super().changelist_view(request, extra_context)

    # What the list shows

    @admin.display(description=_("stars"), ordering="score")
    def stars(self, rating: Rating) -> str:
        drawn = "★" * rating.score + "☆" * (5 - rating.score)
        said = ngettext("%d star", "%d stars", rating.score) % rating.score
        return format_html(
            '<span class="stars" role="img" aria-label="{}">{}</span>', said, drawn
        )

    @admin.display(description=_("words"))
    def words(self, rating: Rating) -> str:
        return Truncator(rating.review).words(30) or "–"

    @admin.display(description=_("reader"), ordering="name")
    def reader(self, rating: Rating) -> str:
        return rating.name or "–"

    @admin.display(description=_("age"), ordering="updated")
    def age(self, rating: Rating) -> str:
        """How long ago it came, with the version that this page shows."""
        return format_html(
            '{}<input type="hidden" name="seen_{}" value="{}">',
            timesince(rating.updated, depth=1),
            rating.pk,
            rating.version,
        )

    # Saving and deciding

    def save_model(
        self, request: HttpRequest, obj: Rating, form: Any, change: bool
    ) -> None:
        """Only the reply is saved; reason and note go with the rejection."""
        if "reply" in form.changed_data:
            obj.answer(form.cleaned_data["reply"], by=request.user)  # type: ignore[arg-type]

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        """The decision that was made of it notes itself."""

    def drop_pages(self, obj: Rating | None, *, remove: bool = False) -> None:
        """A form saves what is shown of one interview; the verbs drop their own."""
        if obj is not None:
            pages.changed(obj.interview_id)

    def buttons_for(self, obj: Rating | None) -> list[str]:
        if obj is None or obj.status == Rating.Status.WITHDRAWN:
            return []
        reached = {
            Rating.Status.APPROVED: "approve",
            Rating.Status.REJECTED: "reject",
            Rating.Status.SPAM: "mark_spam",
        }
        return [name for name in self.buttons if name != reached.get(obj.status)]  # type: ignore[call-overload]

    @admin.action(description=_("Approve"), permissions=["moderate"])
    def approve(self, request: HttpRequest, queryset: QuerySet[Rating]) -> None:
        self._decide(request, queryset, "approve")

    @admin.action(description=_("Reject"), permissions=["moderate"])
    def reject(self, request: HttpRequest, queryset: QuerySet[Rating]) -> None:
        self._decide(request, queryset, "reject")

    @admin.action(description=_("Mark as spam"), permissions=["moderate"])
    def mark_spam(self, request: HttpRequest, queryset: QuerySet[Rating]) -> None:
        self._decide(request, queryset, "spam")

    @admin.action(description=_("Export as a table (CSV)"), permissions=["moderate"])
    @transaction.atomic
    def export(
        self, request: HttpRequest, queryset: QuerySet[Rating]
    ) -> HttpResponseBase:
        user: User = request.user  # type: ignore[assignment]
        count = {"ratings": queryset.count()}
        Act.objects.record(Act.Verb.EXPORT, by=user, after=count)
        return as_table(queryset, user)

    def _decide(
        self, request: HttpRequest, queryset: QuerySet[Rating], verb: str
    ) -> None:
        """Decide on all the rows as one act, which the desk can take back."""
        ratings = Rating.objects.filter(pk__in=queryset.order_by().values("pk"))
        told = deciding.decide(request, ratings, verb)
        for refused in told.refused:
            self.message_user(request, refused, messages.ERROR)
        if told.done:
            self.message_user(request, told.said, messages.SUCCESS)

"""The moderators' queue: what waits comes first, oldest first."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.text import Truncator
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from interviews.models import Rating


@admin.register(Rating)
class RatingAdmin(admin.ModelAdmin):
    list_display = ["stars", "words", "interview", "name", "age", "status"]
    list_display_links = ["stars", "words"]
    list_filter = ["status", "score", "interview__publication"]
    list_select_related = ["interview"]
    list_per_page = 50
    search_fields = ["review", "name", "interview__headline"]
    ordering = ["updated", "pk"]
    actions = ["approve", "reject", "mark_spam"]
    fields = [
        "interview",
        "score",
        "review",
        "name",
        "status",
        "created",
        "moderated_by",
        "moderated_at",
        "reason",
        "reply",
    ]

    def get_readonly_fields(
        self, request: HttpRequest, obj: Rating | None = None
    ) -> list[str]:
        """Readers' words and stars are theirs: staff add a reason and a reply only."""
        return [str(name) for name in self.fields if name not in ("reason", "reply")]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: Rating | None = None
    ) -> bool:
        return False

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("interviews.moderate_rating")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Open on what waits; every other list is a filter away."""
        fresh = request.method == "GET" and not request.GET
        if fresh:
            return HttpResponseRedirect(f"{request.path}?status__exact=pending")
        return super().changelist_view(request, extra_context)

    @admin.display(description=_("stars"), ordering="score")
    def stars(self, rating: Rating) -> str:
        return "★" * rating.score + "☆" * (5 - rating.score)

    @admin.display(description=_("words"))
    def words(self, rating: Rating) -> str:
        return Truncator(rating.review).words(30) or "–"

    @admin.display(description=_("waiting"), ordering="updated")
    def age(self, rating: Rating) -> str:
        return timesince(rating.updated, depth=1)

    @admin.action(description=_("Approve"), permissions=["moderate"])
    def approve(self, request: HttpRequest, queryset: QuerySet[Rating]) -> None:
        done = self._each(
            request,
            queryset,
            lambda rating, by: rating.approve(by=by, version=rating.version),
        )
        self._say(
            request, ngettext("%d rating approved.", "%d ratings approved.", done), done
        )

    @admin.action(description=_("Reject"), permissions=["moderate"])
    def reject(self, request: HttpRequest, queryset: QuerySet[Rating]) -> None:
        done = self._each(
            request,
            queryset,
            lambda rating, by: rating.reject(
                by=by, reason=rating.reason, version=rating.version
            ),
        )
        self._say(
            request, ngettext("%d rating rejected.", "%d ratings rejected.", done), done
        )

    @admin.action(description=_("Mark as spam"), permissions=["moderate"])
    def mark_spam(self, request: HttpRequest, queryset: QuerySet[Rating]) -> None:
        done = self._each(
            request,
            queryset,
            lambda rating, by: rating.mark_spam(by=by, version=rating.version),
        )
        self._say(
            request, ngettext("%d marked as spam.", "%d marked as spam.", done), done
        )

    def _each(
        self,
        request: HttpRequest,
        queryset: QuerySet[Rating],
        verb: Callable[[Rating, User], None],
    ) -> int:
        """Apply the verb to each; return how many it was not refused for."""
        done = 0
        for rating in queryset.order_by("pk"):
            before = rating.status
            try:
                verb(rating, request.user)  # type: ignore[arg-type]
            except ValidationError as error:
                reasons = " ".join(error.messages)
                self.message_user(request, f"{rating}: {reasons}", messages.ERROR)
                continue
            self.log_change(request, rating, f"{before} → {rating.status}")
            done += 1
        return done

    def _say(self, request: HttpRequest, sentence: str, done: int) -> None:
        if done:
            self.message_user(request, sentence % done, messages.SUCCESS)

    def save_model(
        self, request: HttpRequest, obj: Rating, form: Any, change: bool
    ) -> None:
        obj.save(update_fields=["reason", "reply"])

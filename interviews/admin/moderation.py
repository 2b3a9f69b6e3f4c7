"""The moderation desk: the queue, decisions by key, bursts, and what came of it all."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from interviews.admin import deciding, privacy_desk
from interviews.admin.deciding import Told
from interviews.models import Decision, Rating
from interviews.reviewing import bursts
from interviews.reviewing.moderation import KINDS, cards, figures, pile
from newsroom.desk import DeskAdmin
from newsroom.posting import posts

PAGE_SIZE = 50
RECENT = 8


class ModerationDesk(privacy_desk.PrivacyDesk, DeskAdmin):
    """What moderators have beside the plain list of ratings."""

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("interviews.moderate_rating")

    def get_urls(self) -> list[Any]:
        """Add the desk's own addresses, each for moderators only."""

        def mine(route: str, view: Any, name: str) -> Any:
            view = require_http_methods(["GET", "HEAD", "POST"])(view)
            wrapped = self.admin_site.admin_view(view)
            return path(route, wrapped, name=f"interviews_rating_{name}")

        return [
            mine("desk/", self.desk_view, "desk"),
            mine("bursts/", self.bursts_view, "bursts"),
            mine("decisions/", self.decisions_view, "decisions"),
            mine("decisions/<int:pk>/undo/", self.undo_view, "undo"),
            mine("<int:pk>/decide/", self.decide_view, "decide"),
            *super().get_urls(),
        ]

    def desk_view(self, request: HttpRequest) -> HttpResponse:
        """The queue, oldest first. A post decides on one rating or on all chosen."""
        self._only_moderators(request)
        if request.method == "POST":
            return self._act(request, deciding.chosen(request))
        kind = request.GET.get("show", "")
        kind = kind if kind in KINDS else "waiting"
        rows = list(pile(kind)[: PAGE_SIZE + 1])
        context = {
            "title": _("Moderation"),
            "cards": cards(rows[:PAGE_SIZE]),
            "more": len(rows) > PAGE_SIZE,
            "kind": kind,
            "kinds": [
                (name, label, pile(name)[:1000].count())
                for name, label in KINDS.items()
            ],
            "figures": figures(),
            "recent": deciding.recent(RECENT),
        }
        return self._show(request, "desk", context)

    def decide_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One rating, whole: where the links in mails lead. Only a post decides."""
        self._only_moderators(request)
        ratings = Rating.objects.filter(pk=pk)
        rating = get_object_or_404(ratings.select_related("interview__publication"))
        if request.method == "POST":
            return self._act(request, ratings)
        context = {"title": _("Decide on a review"), "cards": cards([rating])}
        return self._show(request, "decide", context)

    def bursts_view(self, request: HttpRequest) -> HttpResponse:
        """Hours out of all measure, by network; a post takes all chosen out as one act."""
        self._only_moderators(request)
        if request.method == "POST":
            ratings = bursts.chosen(request.POST.getlist("part"))
            return self._act(request, ratings, back="bursts")
        context = {
            "title": _("Bursts"),
            "bursts": bursts.found(),
            "days": bursts.DAYS,
            "recent": deciding.recent(RECENT),
        }
        return self._show(request, "bursts", context)

    def decisions_view(self, request: HttpRequest) -> HttpResponse:
        """The newest acts, to read and to take back."""
        self._only_moderators(request)
        context = {"title": _("Decisions"), "recent": deciding.recent(200)}
        return self._show(request, "decisions", context)

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask whether to take this act back; a post does it."""
        self._only_moderators(request)
        decision = get_object_or_404(Decision.objects.select_related("by"), pk=pk)
        if request.method == "POST":
            return self._answer(request, deciding.undo(request, decision))
        context = {
            "title": _("Take a decision back"),
            "decision": decision,
            "ratings": decision.items.count(),
        }
        return self._show(request, "undo", context)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Every decision on one rating: who, when, from what to what."""
        rating = self.get_object(request, object_id)
        if not self.has_view_or_change_permission(request, rating):
            raise PermissionDenied
        if rating is None:
            return HttpResponseRedirect(reverse("admin:index"))
        items = rating.decided.select_related("decision__by")
        context = {
            "title": _("Decisions on this rating"),
            "items": items,
            "rating": rating,
        }
        return self._show(request, "history", context)

    # What they have in common

    def _only_moderators(self, request: HttpRequest) -> None:
        if not self.has_moderate_permission(request):
            raise PermissionDenied

    def _act(
        self, request: HttpRequest, ratings: Any, back: str = "desk"
    ) -> HttpResponse:
        verb = request.POST.get("verb", "")
        if verb not in ("approve", "reject", "spam", "reply"):
            told = Told(refused=[_("Choose what to do. Nothing was changed.")])
        else:
            told = deciding.decide(request, ratings, verb)
        return self._answer(request, told, back)

    def _answer(
        self, request: HttpRequest, told: Told, back: str = "desk"
    ) -> HttpResponse:
        if posts.wants_json(request):
            return JsonResponse(
                {
                    "said": told.said,
                    "done": told.done,
                    "refused": told.refused,
                    "undo": told.decision and self._address("undo", told.decision),
                },
                status=200 if told.done else 409,
            )
        for refused in told.refused:
            self.message_user(request, refused, messages.ERROR)
        if told.done:
            self.message_user(request, told.said, messages.SUCCESS)
        return HttpResponseRedirect(self._address(back))

    def _address(self, name: str, *args: Any) -> str:
        return reverse(f"admin:interviews_rating_{name}", args=args)

    def _show(
        self, request: HttpRequest, name: str, context: dict[str, Any]
    ) -> HttpResponse:
        whole = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "reasons": Rating.Reason.choices,
            "place": name,
            **context,
        }
        template = f"admin/interviews/rating/{name}.html"
        return TemplateResponse(request, template, whole)

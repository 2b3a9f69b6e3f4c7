"""The rows and columns of the list of interviews."""

import zoneinfo
from typing import Any

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from interviews.admin.filters import (
    ChecksFilter,
    DueFilter,
    LanguageFilter,
    MineFilter,
    StatusFilter,
    UnreviewedFilter,
)
from interviews.models import Interview, Question
from newsroom.desk import DeskAdmin


class InterviewList(DeskAdmin):
    """Every column comes with the rows: no query for each."""

    list_display = [
        "headline",
        "state",
        "publication",
        "speaker_names",
        "question_count",
        "rating",
        "open",
        "due",
    ]
    list_filter = [
        StatusFilter,
        MineFilter,
        DueFilter,
        ChecksFilter,
        UnreviewedFilter,
        "publication",
        LanguageFilter,
    ]
    list_select_related = ["publication", "rating_summary"]
    search_fields = ["headline", "speakers__name", "tags__name"]
    search_help_text = _("Search by headline, speaker or tag.")
    date_hierarchy = "publish_at"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Interview]:
        user: Any = request.user
        interviews = Interview.objects.seen_by(user).order_by("-created", "-pk")
        # Its own query: the joins of a search would count a question several times.
        asked = (
            Question.objects.filter(interview=OuterRef("pk"))
            .exclude(text="")
            .order_by()
            .values("interview")
            .values(total=Count("pk"))
        )
        return interviews.prefetch_related("speakers").annotate(
            asked=Coalesce(Subquery(asked), 0)
        )

    @admin.display(description=_("status"), ordering="status")
    def state(self, interview: Interview) -> str:
        name, label = interview.status, interview.get_status_display()
        if interview.is_scheduled:
            name, label = "scheduled", _now("Scheduled")
        return format_html(
            '<span class="state state--{}">{}</span>'
            '<input type="hidden" name="seen_{}" value="{}">',
            name,
            label,
            interview.pk,
            interview.version,
        )

    @admin.display(description=_("checks"), ordering="open_checks")
    def open(self, interview: Interview) -> str:
        """How many checks its words fail, as counted when they were saved."""
        return str(interview.open_checks or "–")

    @admin.display(description=_("publish at"), ordering="publish_at")
    def due(self, interview: Interview) -> str:
        if interview.publish_at is None:
            return "–"
        zone = interview.publication.time_zone
        local = interview.publish_at.astimezone(zoneinfo.ZoneInfo(zone))
        return format_html(
            '{} <span class="due__zone">{}</span>',
            date_format(local, "j E Y, H:i"),
            zone,
        )

    @admin.display(description=_("speakers"))
    def speaker_names(self, interview: Interview) -> str:
        return ", ".join(speaker.name for speaker in interview.speakers.all()) or "–"

    @admin.display(description=_("questions"), ordering="asked")
    def question_count(self, interview: Any) -> int:
        return int(interview.asked)

    @admin.display(description=_("rating"))
    def rating(self, interview: Interview) -> str:
        summary = getattr(interview, "rating_summary", None)
        if not summary or not summary.count:
            return "–"
        return f"{summary.figure} ({summary.count})"

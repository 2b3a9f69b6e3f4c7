"""Interviews on the desk: contributors write their own, editors publish."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from interviews.admin.autosave import AutosaveEndpoint
from interviews.admin.fieldsets import FIELDSETS
from interviews.admin.forms import InterviewForm
from interviews.admin.inlines import CorrectionInline, QuestionInline, SpeakerInline
from interviews.admin.listing import InterviewList
from interviews.admin.live_preview import LivePreview
from interviews.admin.previews import Previews
from interviews.admin.revisions import Revisions
from interviews.admin.saving import OneAtATime
from interviews.admin.transcripts import TranscriptPages
from interviews.models import Interview


@admin.register(Interview)
class InterviewAdmin(
    AutosaveEndpoint,
    OneAtATime,
    Revisions,
    Previews,
    TranscriptPages,
    LivePreview,
    InterviewList,
):
    form = InterviewForm
    readonly_fields = ["state"]
    inlines = [SpeakerInline, QuestionInline, CorrectionInline]
    fieldsets = FIELDSETS

    # Who sees what

    def has_change_permission(
        self, request: HttpRequest, obj: Interview | None = None
    ) -> bool:
        if not super().has_change_permission(request, obj):
            return False
        if obj is None or self.has_publish_permission(request):
            return True
        unpublished = (Interview.Status.DRAFT, Interview.Status.IN_REVIEW)
        return obj.created_by_id == request.user.pk and obj.status in unpublished

    def get_readonly_fields(
        self, request: HttpRequest, obj: Interview | None = None
    ) -> Any:
        """Only editors choose the moment of publication."""
        fields = list(super().get_readonly_fields(request, obj))
        if not self.has_publish_permission(request):
            fields += ["publish_at", "embargo_until"]
        return fields

    def view_on_site(self, interview: Interview) -> str | None:
        return interview.get_absolute_url() if interview.is_public else None

    def drop_pages(self, obj: Interview | None, *, remove: bool = False) -> None:
        """Leave no stored page of an interview whose moment was put off."""
        put_off = obj is not None and obj.is_scheduled
        super().drop_pages(obj, remove=remove or put_off)

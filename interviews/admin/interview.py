"""Interviews on the desk: contributors write their own, editors publish."""

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone

from interviews.admin.actions import InterviewActions
from interviews.admin.fieldsets import FIELDSETS
from interviews.admin.forms import InterviewForm
from interviews.admin.inlines import CorrectionInline, QuestionInline, SpeakerInline
from interviews.admin.listing import InterviewList
from interviews.admin.live_preview import LivePreview
from interviews.admin.transcripts import TranscriptPages
from interviews.models import Interview, Rating

# Columns that follow from what the form writes.
DERIVED = ["slug", "intro_html", "closing_html", "updated", "version"]
DERIVED += ["picture_width", "picture_height", "picture_tone"]


@admin.register(Interview)
class InterviewAdmin(TranscriptPages, LivePreview, InterviewActions, InterviewList):
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

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("interviews.publish_interview")

    def get_readonly_fields(
        self, request: HttpRequest, obj: Interview | None = None
    ) -> Any:
        """Only editors choose the moment of publication."""
        fields = list(super().get_readonly_fields(request, obj))
        if not self.has_publish_permission(request):
            fields.append("publish_at")
        return fields

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Ratings go with their interview, though nobody deletes one by itself."""
        shown, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return shown, counts, lacking - {Rating._meta.verbose_name}, protected

    def view_on_site(self, interview: Interview) -> str | None:
        return interview.get_absolute_url() if interview.is_public else None

    # Saving

    def save_model(
        self,
        request: HttpRequest,
        obj: Interview,
        form: ModelForm,
        change: bool,
    ) -> None:
        obj.updated = timezone.now()
        if not change:
            obj.created_by = request.user  # type: ignore[assignment]
            obj.save()
            return
        obj.version += 1
        # Only these: the status is the verbs', anchors are the questions'.
        columns = {field.name for field in Interview._meta.concrete_fields}
        obj.save(update_fields=columns & form.cleaned_data.keys() | set(DERIVED))

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        form.instance.relist()

    def drop_pages(self, obj: Interview | None, *, remove: bool = False) -> None:
        """Leave no stored page of an interview whose moment was put off."""
        put_off = obj is not None and obj.is_scheduled
        super().drop_pages(obj, remove=remove or put_off)

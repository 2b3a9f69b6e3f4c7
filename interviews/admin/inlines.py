"""The parts of an interview that its form edits with it."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from interviews.admin.forms import PersonSelect, QuestionForm, SpeakerForm
from interviews.admin.formsets import (
    CorrectionFormSet,
    QuestionFormSet,
    SpeakerFormSet,
)
from interviews.models import Correction, Interview, Question, Speaker


class PartOfInterview(admin.options.InlineModelAdmin):
    """A part may be changed by those who may change its interview."""

    extra = 0

    def _may_change(self, request: HttpRequest, interview: Interview | None) -> bool:
        whole = self.admin_site.get_model_admin(Interview)
        return interview is None or whole.has_change_permission(request, interview)

    def has_add_permission(
        self, request: HttpRequest, obj: Interview | None = None
    ) -> bool:
        allowed = super().has_add_permission(request, obj)
        return allowed and self._may_change(request, obj)

    def has_change_permission(
        self, request: HttpRequest, obj: Interview | None = None
    ) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and self._may_change(request, obj)

    def has_delete_permission(
        self, request: HttpRequest, obj: Interview | None = None
    ) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and self._may_change(request, obj)


class SpeakerInline(PartOfInterview, admin.TabularInline):
    model = Speaker
    verbose_name_plural = _("People")
    form = SpeakerForm
    formset = SpeakerFormSet
    fields = ["position", "name", "honorific", "post", "role", "label", "person"]
    autocomplete_fields = ["person"]

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name == "person":
            kwargs["widget"] = PersonSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class QuestionInline(PartOfInterview, admin.StackedInline):
    model = Question
    form = QuestionForm
    formset = QuestionFormSet
    template = "admin/interviews/questions.html"
    extra = 1  # for browsers without JavaScript; others add rows themselves
    fields = [
        ("number", "section"),
        "asked_by",
        "text",
        "answered_by",
        "answer",
        "pull_quote",
        "position",
    ]


class CorrectionInline(PartOfInterview, admin.StackedInline):
    model = Correction
    formset = CorrectionFormSet
    fields = [("kind", "date"), "question", "text"]

"""The sets of speakers and questions on the interview's form."""

from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interviews.models import Correction, Interview, Question, Speaker
from newsroom.desk import LONGEST_VALUE


class RowsSent(forms.BaseInlineFormSet):
    def total_form_count(self) -> int:
        """Make no more rows than were sent: each costs work, a mere number nothing."""
        total = super().total_form_count()
        return min(total, len(self.data)) if self.is_bound else total


class SpeakerFormSet(RowsSent):
    def add_fields(self, form: Any, index: int | None) -> None:
        """Name each field: in a table only the column has a heading."""
        super().add_fields(form, index)
        for field in form.fields.values():
            field.widget.attrs["aria-label"] = field.label


class QuestionFormSet(RowsSent):
    """Questions that offer their own interview's speakers, in two queries for all."""

    instance: Interview

    @cached_property
    def speakers(self) -> list[Speaker]:
        return list(self.instance.speakers.all()) if self.instance.pk else []

    @cached_property
    def may_speak(self) -> Any:
        return Speaker.objects.filter(interview_id=self.instance.pk or 0)

    @cached_property
    def choices(self) -> list[tuple[Any, str]]:
        return [("", "–"), *((each.pk, str(each)) for each in self.speakers)]

    @cached_property
    def last_position(self) -> int:
        return max((row.position for row in self.get_queryset()), default=0)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for name in ("asked_by", "answered_by"):
            if field := form.fields.get(name):
                field.queryset = self.may_speak
                # Without the links to speakers' own pages: there are none.
                field.widget = forms.Select(choices=self.choices)
        if "position" in form.fields and not form.instance.pk:
            form.fields["position"].initial = self.last_position + 1

    def save(self, commit: bool = True) -> Any:
        """Save, and forget speakers whom the same form took out."""
        rows = Speaker.objects.filter(interview_id=self.instance.pk)
        left = set(rows.values_list("pk", flat=True))
        for form in self.forms:
            if form.instance.asked_by_id not in left:
                form.instance.asked_by = None
            if form.instance.answered_by_id not in left:
                form.instance.answered_by = None
        return super().save(commit)


class CorrectionFormSet(RowsSent):
    """Corrections that offer their own interview's questions, in one query for all."""

    instance: Interview
    # What the last save changed, before and after, for the log.
    corrected: tuple[list[str], list[str]] = ([], [])

    @cached_property
    def questions(self) -> list[Question]:
        return list(self.instance.questions.all()) if self.instance.pk else []

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if field := form.fields.get("question"):
            field.queryset = Question.objects.filter(interview_id=self.instance.pk or 0)
            field.widget.choices = [
                ("", _("The whole interview")),
                *((each.pk, str(each)) for each in self.questions),
            ]

    def save(self, commit: bool = True) -> Any:
        """Save, and bind to the whole what the same form took the question from."""
        rows = Question.objects.filter(interview_id=self.instance.pk)
        left = set(rows.values_list("pk", flat=True))
        for form in self.forms:
            if form.instance.question_id not in left:
                form.instance.question = None
        stored = {row.pk: _told(row) for row in self.instance.corrections.all()}
        sent = [form for form in self.forms if form.has_changed()]
        self.corrected = (
            [stored[form.instance.pk] for form in sent if form.instance.pk in stored],
            [_told(form.instance) for form in sent if form not in self.deleted_forms],
        )
        return super().save(commit)


def _told(correction: Correction) -> str:
    """Return a correction as the log keeps it."""
    place = f", q{correction.question.anchor}" if correction.question else ""
    date = f"{correction.get_kind_display()}, {correction.date}{place}"
    return f"{date}: {correction.text}"[:LONGEST_VALUE]

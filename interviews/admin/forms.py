"""The forms of the interview's page on the desk."""

import unicodedata
from functools import cached_property
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from interviews.models import Interview, Speaker

LONGEST_TAG = 100


class InterviewForm(forms.ModelForm):
    class Meta:
        model = Interview
        exclude: list[str] = []  # the desk's fieldsets name the fields
        help_texts = {
            "headline": _("Best under 60 letters."),
            "intro": _("What stands before the first question."),
            "closing": _("What stands after the last answer."),
            "tags": _("Separated by commas: sea, work, New York."),
            "picture_alt": _("What it shows, for readers who cannot see it."),
            "publish_at": _(
                "Left empty, Publish means now. A time to come schedules the interview."
            ),
        }

    def clean_tags(self) -> list[str]:
        """Write a tag one way: as it exists already, however it was typed now."""
        typed: dict[str, str] = {}
        for name in self.cleaned_data["tags"]:
            name = " ".join(unicodedata.normalize("NFC", name).split())
            if max(len(name), len(_slug(name))) > LONGEST_TAG:
                raise ValidationError(
                    _("A tag has at most 100 letters. Commas part tags.")
                )
            if name:
                typed.setdefault(name.casefold(), name)
        # Databases fold letters differently; slugs are folded the same everywhere.
        known = Tag.objects.filter(slug__in=[_slug(name) for name in typed.values()])
        names = {name.casefold(): name for name in known.values_list("name", flat=True)}
        return [names.get(folded, name) for folded, name in typed.items()]


def _slug(name: str) -> str:
    return slugify(name, allow_unicode=True)


class PersonSelect(AutocompleteSelect):
    def build_attrs(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Say what an empty choice is for: it is all that names the field."""
        attrs: dict[str, Any] = super().build_attrs(*args, **kwargs)
        return attrs | {"data-placeholder": _("Choose a person")}


class SpeakerFormSet(forms.BaseInlineFormSet):
    def add_fields(self, form: Any, index: int | None) -> None:
        """Name each field: in a table only the column has a heading."""
        super().add_fields(form, index)
        for field in form.fields.values():
            field.widget.attrs["aria-label"] = field.label


class QuestionFormSet(forms.BaseInlineFormSet):
    """Questions that offer their own interview's speakers, in two queries for all."""

    instance: Interview

    @cached_property
    def speakers(self) -> list[Speaker]:
        return list(self.instance.speakers.all()) if self.instance.pk else []

    @cached_property
    def last_position(self) -> int:
        return max((row.position for row in self.get_queryset()), default=0)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        choices = [("", "–"), *((each.pk, str(each)) for each in self.speakers)]
        for name in ("asked_by", "answered_by"):
            if field := form.fields.get(name):
                field.queryset = Speaker.objects.filter(
                    interview_id=self.instance.pk or 0
                )
                field.widget.choices = choices
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

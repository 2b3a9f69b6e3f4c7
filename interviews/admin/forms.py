"""The forms of the interview's page on the desk."""

import unicodedata
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from interviews.models import Interview, Question

LONGEST_TAG = 100


class MarkupInput(forms.Textarea):
    """Text in our small markup; the desk's scripts give it a toolbar."""

    def __init__(self, rows: int = 4) -> None:
        super().__init__({"rows": rows, "dir": "auto", "data-markup": ""})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Browsers send two signs for the end of a line; we keep one."""
        sent = super().value_from_datadict(data, files, name)
        return sent.replace("\r\n", "\n") if isinstance(sent, str) else sent


class InterviewForm(forms.ModelForm):
    class Meta:
        model = Interview
        exclude: list[str] = []  # the desk's fieldsets name the fields
        widgets = {
            "headline": forms.TextInput(
                {"class": "vTextField", "dir": "auto", "data-limit": 60}
            ),
            "standfirst": forms.Textarea({"rows": 2, "dir": "auto", "data-limit": 155}),
            "intro": MarkupInput(),
            "closing": MarkupInput(rows=2),
            "search_title": forms.TextInput({"class": "vTextField", "data-limit": 60}),
            "search_description": forms.Textarea({"rows": 2, "data-limit": 155}),
        }
        help_texts = {
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
            if name and not _slug(name):
                raise ValidationError(_("A tag needs a letter or a digit."))
            if name:
                typed.setdefault(name.casefold(), name)
        # Databases fold letters differently; slugs are folded the same everywhere.
        known = Tag.objects.filter(slug__in=[_slug(name) for name in typed.values()])
        names = {name.casefold(): name for name in known.values_list("name", flat=True)}
        return [names.get(folded, name) for folded, name in typed.items()]


def _slug(name: str) -> str:
    return slugify(name, allow_unicode=True)


class QuestionForm(forms.ModelForm):
    class Meta:
        model = Question
        exclude: list[str] = []  # the inline names the fields
        widgets = {"text": MarkupInput(rows=2), "answer": MarkupInput()}

    def has_changed(self) -> bool:
        """An added row that says no more than its place and speakers is no question."""
        said = set(self.changed_data) - {"position", "asked_by", "answered_by"}
        return bool(said if self.instance.pk is None else self.changed_data)


class PersonSelect(AutocompleteSelect):
    def build_attrs(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Say what an empty choice is for: it is all that names the field."""
        attrs: dict[str, Any] = super().build_attrs(*args, **kwargs)
        return attrs | {"data-placeholder": _("Choose a person")}

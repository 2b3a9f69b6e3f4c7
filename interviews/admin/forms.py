"""The forms of the interview's page on the desk."""

import copy
import unicodedata
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext_lazy as _
from taggit.forms import TagWidget
from taggit.models import Tag

from interviews.admin.renderer import WrittenOut
from interviews.admin.wall_clock import WallClockField, shown
from interviews.models import Interview, Question, SavedMeanwhile, Speaker
from interviews.widgets import MarkupInput, OneLineInput
from interviews.writing.checks import LONGEST
from newsroom.addresses import OldSlug
from newsroom.times import now_in

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LONGEST_TAG = 100
MOST_TAGS = 50
MOMENTS = {"publish_at", "embargo_until"}


def _counted(like: str) -> dict[str, int]:
    """Let the desk's scripts count letters as the checks do for this field."""
    return {"data-limit": LONGEST[like]}


class InterviewForm(forms.ModelForm):
    """The interview's own fields. The desk says who fills it in, as ``user``.

    ``conflict`` is set where somebody saved since the form was opened; ``reopened``
    where it shows what was not saved, to be looked at first.
    """

    user: "User"
    reopened = False
    conflict = False

    # The version that stood when the form was opened.
    opened_at = forms.IntegerField(widget=forms.HiddenInput, required=False)
    publish_at = WallClockField(label=capfirst(_("publish at")), required=False)
    embargo_until = WallClockField(label=capfirst(_("embargo until")), required=False)
    embargo_reason = forms.CharField(
        label=capfirst(_("why the embargo is lifted")),
        required=False,
        max_length=200,
        help_text=_("Needed only to end an embargo before its time. It is logged."),
    )
    note = forms.CharField(
        label=capfirst(_("note for your colleagues")),
        required=False,
        max_length=200,
        help_text=_("What you changed, for the list of revisions."),
    )

    class Meta:
        model = Interview
        exclude: list[str] = []  # the desk's fieldsets name the fields
        widgets = {
            "headline": OneLineInput(_counted("headline")),
            "standfirst": forms.Textarea(
                {"rows": 2, "dir": "auto", **_counted("standfirst")}
            ),
            "intro": MarkupInput(),
            "closing": MarkupInput(rows=2),
            "tags": TagWidget({"class": "vTextField", "dir": "auto"}),
            "search_title": OneLineInput(_counted("headline")),
            "search_description": forms.Textarea({"rows": 2, **_counted("standfirst")}),
        }
        help_texts = {
            "intro": _("What stands before the first question."),
            "closing": _("What stands after the last answer."),
            "tags": _("Separated by commas: sea, work, New York."),
            "picture_alt": _("What it shows, for readers who cannot see it."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["opened_at"] = self.instance.version
        self.stored_embargo = self.instance.embargo_until
        zone = self.instance.publication.time_zone if self.instance.pk else ""
        for name in MOMENTS & self.fields.keys():
            if zone:
                self.initial[name] = shown(getattr(self.instance, name), zone)
            self.fields[name].help_text = self._about(name, zone)

    def _about(self, name: str, zone: str) -> str:
        where = (
            _("By the clock of %(zone)s, %(offset)s now.")
            % {"zone": zone, "offset": now_in(zone)}
            if zone
            else _("By the clock of the publication.")
        )
        about = {
            "publish_at": _(
                "Left empty, Publish means now. A time to come schedules the interview."
            ),
            "embargo_until": _("Nobody can publish it for an earlier moment."),
        }
        return f"{where} {about[name]}"

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or {})
        stored = self.instance.publication if self.instance.publication_id else None
        publication = cleaned.get("publication") or stored
        for name in MOMENTS & cleaned.keys():
            self._set_moment(name, publication.time_zone if publication else "UTC")
        stale = self.instance.pk and cleaned.get("opened_at") != self.instance.version
        self.conflict = bool(stale or self.instance.deleted_at)
        if self.conflict:
            raise SavedMeanwhile
        self._clean_embargo()
        if self.reopened:
            raise ValidationError(
                _("This is what you had not saved. Look at it, then save it."),
                code="reopened",
            )
        return self.cleaned_data

    def _post_clean(self) -> None:
        """Fill the row; judge it only if it is to be stored: what was typed for an
        older version need not fit the newer one."""
        found = {name: copy.copy(errors) for name, errors in self.errors.items()}
        super()._post_clean()  # type: ignore[misc]
        if self.conflict:
            self.errors.clear()
            self.errors.update(found)

    def _set_moment(self, name: str, zone: str) -> None:
        wall = self.cleaned_data[name]
        left_to_verb = wall is None and self.data.get("_act") == "publish_now"
        if name not in self.changed_data or (name == "publish_at" and left_to_verb):
            # The stored instant is more exact than the clock shows.
            self.cleaned_data[name] = getattr(self.instance, name)
        elif wall is not None:
            try:
                self.cleaned_data[name] = wall.instant(zone)
            except ValidationError as error:
                self.add_error(name, error)

    @property
    def lifts_embargo(self) -> bool:
        """Whether it ends an embargo before its time or moves it ahead."""
        stored = self.stored_embargo
        if stored is None or stored <= timezone.now():
            return False
        fresh = self.cleaned_data.get("embargo_until", stored)
        return fresh is None or fresh < stored

    def _clean_embargo(self) -> None:
        if "embargo_until" not in self.fields or not self.lifts_embargo:
            return
        if not self.user.has_perm("interviews.lift_embargo"):
            self.add_error(
                "embargo_until", _("You may not end an embargo before its time.")
            )
        elif not self.cleaned_data.get("embargo_reason", "").strip():
            self.add_error("embargo_reason", _("Say why the embargo is lifted."))

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
        if len(typed) > MOST_TAGS:  # each is several queries, and others wait meanwhile
            raise ValidationError(_("An interview has at most 50 tags."))
        # Databases fold letters differently; slugs are folded the same everywhere.
        slugs = [_slug(name) for name in typed.values()]
        left = OldSlug.objects.filter(kind="tag", slug__in=slugs)  # merged or renamed
        moved = dict(left.values_list("slug", "target"))
        known = Tag.objects.filter(Q(slug__in=slugs) | Q(pk__in=moved.values()))
        names = {tag.name.casefold(): tag.name for tag in known}
        now = {tag.pk: tag.name for tag in known}
        for folded, name in typed.items():
            there = now.get(moved.get(_slug(name), 0), name)
            typed[folded] = names.get(folded, there)
        return [*dict.fromkeys(typed.values())]


def _slug(name: str) -> str:
    return slugify(name, allow_unicode=True)


class QuestionForm(forms.ModelForm):
    default_renderer = WrittenOut()

    class Meta:
        model = Question
        exclude: list[str] = []  # the inline names the fields
        widgets = {"text": MarkupInput(rows=2), "answer": MarkupInput()}

    def has_changed(self) -> bool:
        """An added row that says no more than its place and speakers is no question."""
        said = set(self.changed_data) - {"position", "asked_by", "answered_by"}
        return bool(said if self.instance.pk is None else self.changed_data)


class SpeakerForm(forms.ModelForm):
    """A speaker; a person of the register lends what is left empty, once.

    Name, honorific and post are as on the day: they stay when the register changes.
    """

    class Meta:
        model = Speaker
        exclude: list[str] = []  # the inline names the fields
        widgets = {"post": OneLineInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "name" in self.fields:
            self.fields["name"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or {})
        person = cleaned.get("person")
        if person and ("person" in self.changed_data or not cleaned.get("name")):
            for name in ("name", "honorific", "post"):
                cleaned[name] = cleaned.get(name) or getattr(person, name)
        if not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", _("Write a name, or choose a person."))
        return cleaned


class PersonSelect(AutocompleteSelect):
    def build_attrs(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Say what an empty choice is for: it is all that names the field."""
        attrs: dict[str, Any] = super().build_attrs(*args, **kwargs)
        return attrs | {"data-placeholder": _("Choose a person")}

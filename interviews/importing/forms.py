"""The two forms of the import desk: what comes in, and the proof of it."""

import hashlib
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interviews.importing.work import LONGEST, Work
from interviews.models import Interview
from interviews.transcripts import Unreadable, limits, read
from interviews.widgets import OneLineInput
from newsroom.models import Publication


class ImportForm(forms.Form):
    """A transcript as it arrived. ``html`` is the clipboard's, where the pasted text
    had bold type or headings; it is used while the text is as it was pasted."""

    text = forms.CharField(
        label=_("Transcript"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false", "dir": "auto"}),
    )
    html = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        allow_empty_file=True,
        help_text=_(
            "Word (.docx), text, web page, Markdown, .vtt or .srt; up to 10 MB."
        ),
        widget=forms.FileInput(
            attrs={"accept": ".docx,.txt,.text,.html,.htm,.md,.markdown,.vtt,.srt"}
        ),
    )
    publication = forms.ModelChoiceField(
        Publication.objects.all(),
        label=_("Publication"),
        required=False,
        empty_label=_("As the transcript says"),
    )
    into = forms.IntegerField(required=False, widget=forms.HiddenInput)

    work: Work

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        file, text = data.get("file"), data.get("text", "")
        if self.errors:
            return data
        if file and text.strip():
            self.add_error(
                "file", _("Paste a text or choose a file, not both: clear one of them.")
            )
        elif file:
            self._read("file", file.read(limits.BYTES + 1), file.name or "")
        elif text.strip():
            self._read("text", data.get("html") or text)
        else:
            self.add_error("text", _("Paste a transcript here, or choose a file."))
        return data

    def _read(self, field: str, content: bytes | str, name: str = "") -> None:
        if isinstance(content, str):
            content = content.replace("\r\n", "\n")
        try:
            source = read(content, name)
        except Unreadable as error:
            self.add_error(field, str(error))
            return
        raw = content.encode() if isinstance(content, str) else content
        self.work = Work(source, hashlib.sha256(raw).hexdigest(), name[:200])


class ProofForm(forms.Form):
    """What the proof carries from step to step, and the lines that an editor writes."""

    source = forms.CharField(max_length=LONGEST, widget=forms.HiddenInput)
    corrections = forms.CharField(required=False, widget=forms.HiddenInput)
    target = forms.ModelChoiceField(
        Interview.objects.none(), required=False, widget=forms.HiddenInput
    )
    opened_at = forms.IntegerField(required=False, widget=forms.HiddenInput)
    headline = forms.CharField(label=_("Headline"), max_length=300, widget=OneLineInput)
    dateline_place = forms.CharField(label=_("Place"), max_length=120, required=False)
    dateline_date = forms.DateField(
        label=_("Date"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    publication = forms.ModelChoiceField(
        Publication.objects.all(),
        label=_("Publication"),
        empty_label=_("Choose a publication"),
        error_messages={"required": _("Choose the publication it is for.")},
    )
    words = forms.CharField(required=False, max_length=300)
    public_too = forms.BooleanField(label=_("Change what readers see"), required=False)

    def __init__(self, *args: Any, targets: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        target: Any = self.fields["target"]
        target.queryset = targets


def publication_of(named: str | None) -> Publication | None:
    """Return the publication that a transcript names, or the only one there is."""
    if named:
        found = Publication.objects.filter(name__iexact=named).first()
        if found:
            return found
    some = list(Publication.objects.all()[:2])
    return some[0] if len(some) == 1 else None

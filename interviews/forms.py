"""What readers may send."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from interviews.models import Interview, Report
from interviews.models.rating import SCORES


def stars() -> list[tuple[int, str]]:
    """Return the scores with their names, in the language of the moment."""
    return [(n, ngettext("%d star", "%d stars", n) % n) for n in SCORES]


class RatingForm(forms.Form):
    """Stars, and words if one likes. Made with the interview it is about."""

    score = forms.TypedChoiceField(
        label=_("Your rating"),
        choices=stars,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one to five stars."),
            "invalid_choice": _("Choose one to five stars."),
        },
    )
    review = forms.CharField(
        label=_("Your review"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Optional. A moderator reads it before others do."),
    )
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("Optional. Shown with your review."),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_(
            "Optional, never shown. We send you a link to change or withdraw your rating."
        ),
    )
    # People do not see this field; programs that fill in everything do.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, interview: Interview, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.interview = interview

    @property
    def from_a_program(self) -> bool:
        return bool(self.cleaned_data["website"])

    def clean_review(self) -> str:
        """Browsers and scripts end lines differently: the same words stay the same."""
        return "\n".join(self.cleaned_data["review"].splitlines())

    def words(self) -> dict[str, Any]:
        """Return what ``Interview.rate`` takes of the form."""
        return {
            name: self.cleaned_data[name]
            for name in ("score", "review", "name", "email")
        }


class ReportForm(forms.ModelForm):
    class Meta:
        model = Report
        fields = ["reason", "words"]
        widgets = {"reason": forms.RadioSelect, "words": forms.Textarea({"rows": 4})}
        labels = {
            "reason": _("What is wrong with it?"),
            "words": _("Tell the moderators more, if you like"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = Report.Reason.choices  # type: ignore[attr-defined]

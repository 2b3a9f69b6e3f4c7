"""Edit as text: an interview as one transcript, saved back turn by turn."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from interviews.models import Interview, SavedMeanwhile
from interviews.transcripts import limits
from interviews.transcripts.notation import Script
from interviews.writing import script
from interviews.writing.changes import changes


class TextForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Transcript"),
        required=False,
        strip=False,
        max_length=limits.CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 30, "dir": "auto"}),
    )
    opened_at = forms.IntegerField(widget=forms.HiddenInput)


@require_http_methods(["GET", "HEAD", "POST"])
def text_view(request: HttpRequest, pk: int, admin: Any) -> HttpResponse:
    """Show the text, or store what comes back if nobody else saved meanwhile."""
    visible = admin.get_queryset(request).select_related("publication")
    interview = get_object_or_404(visible, pk=pk)
    if not admin.has_change_permission(request, interview):
        raise PermissionDenied
    if request.method != "POST":
        opened = {"text": script.text_of(interview), "opened_at": interview.version}
        return _show(request, admin, interview, TextForm(initial=opened))
    form = TextForm(request.POST)
    if form.is_valid():
        try:
            written = script.check(interview, form.cleaned_data["text"])
            return _save(request, admin, interview, form, written)
        except ValidationError as error:
            form.add_error("text", error)
    return _show(request, admin, interview, form, status=400)


def _save(
    request: HttpRequest, admin: Any, interview: Interview, form: TextForm, text: Script
) -> HttpResponse:
    try:
        changed = script.save_text(
            interview,
            text,
            opened_at=form.cleaned_data["opened_at"],
            by=request.user,  # type: ignore[arg-type] # nobody else is let in
        )
    except SavedMeanwhile:
        return _changed_meanwhile(request, admin, interview, form, text)
    if changed:
        messages.success(request, _("The text is saved."))
    else:
        messages.info(request, _("The text is as it was. Nothing was changed."))
    doubts = script.doubtful(text) if changed else []
    for label in doubts[:3]:
        sentence = _(
            "“%(label)s” stands in the text as words. If a speaker begins there, add"
            " them to the interview first."
        )
        messages.warning(request, sentence % {"label": label})
    page = "text" if "_continue" in request.POST or doubts else "change"
    address = reverse(f"admin:interviews_interview_{page}", args=[interview.pk])
    return HttpResponseRedirect(address)


def _changed_meanwhile(
    request: HttpRequest, admin: Any, interview: Interview, form: TextForm, text: Script
) -> HttpResponse:
    """Keep the text and show what it would change in the version that is stored now."""
    interview.refresh_from_db()
    data = form.cleaned_data | {"opened_at": interview.version}
    differing = changes(
        interview,
        headline=interview.headline,
        intro=text.intro,
        closing=text.closing,
        turns=script.turns_of(interview, text),
    )
    return _show(
        request, admin, interview, TextForm(data), status=409, changes=differing
    )


def _show(
    request: HttpRequest,
    admin: Any,
    interview: Interview,
    form: TextForm,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Edit as text"),
        "subtitle": interview.headline,
        "opts": Interview._meta,
        "original": interview,
        "form": form,
        "key": script.key_of(interview),
        "style": interview.publication.get_label_style_display(),
        **more,
    }
    name = "admin/interviews/interview/text.html"
    return render(request, name, context, status=status)

"""A reader asks what is kept of them, or to be forgotten; and what is past its time."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from interviews.models import PrivacyRun
from interviews.reviewing import privacy
from newsroom.desk import is_key

RUNS_SHOWN = 50


class ReaderForm(forms.Form):
    email = forms.CharField(
        label=_("The reader's e-mail address, or the number of a review of theirs"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_email(self) -> str:
        who = str(self.cleaned_data["email"])
        if not is_key(who):
            validate_email(who)
        return who


class PrivacyDesk(admin.ModelAdmin):
    def get_urls(self) -> list[Any]:
        view = require_http_methods(["GET", "HEAD", "POST"])(self.privacy_view)
        view = self.admin_site.admin_view(view)
        mine = path("privacy/", view, name="interviews_rating_privacy")
        return [mine, *super().get_urls()]

    def privacy_view(self, request: HttpRequest) -> HttpResponse:
        """Count first (a dry run), then hand out, erase or purge; all by post."""
        if not request.user.has_perm("interviews.erase_reader"):
            raise PermissionDenied
        act = request.POST.get("act", "")
        form = ReaderForm(request.POST if act not in ("", "purge") else None)
        found, user = None, request.user
        if act == "purge":
            counts = privacy.purge(by=user)  # type: ignore[arg-type]
            return self._done(request, counts)
        if act and form.is_valid():
            email = form.cleaned_data["email"]
            if act == "export":
                told = JsonResponse(
                    privacy.export(email, by=user),  # type: ignore[arg-type]
                    json_dumps_params={"indent": 1, "ensure_ascii": False},
                )
                told["Content-Disposition"] = 'attachment; filename="reader.json"'
                return told
            if act == "erase":
                counts = privacy.erase(email, by=user)  # type: ignore[arg-type]
                return self._done(request, counts)
            found = privacy.erase(email, dry_run=True)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "title": _("Readers' privacy"),
            "place": "privacy",
            "form": form,
            "found": found,
            "due": privacy.purge(dry_run=True),
            "runs": PrivacyRun.objects.select_related("by")[:RUNS_SHOWN],
        }
        return TemplateResponse(
            request, "admin/interviews/rating/privacy.html", context
        )

    def _done(self, request: HttpRequest, counts: dict[str, int]) -> HttpResponse:
        total = sum(counts.values())
        self.message_user(request, _("%d rows are gone.") % total, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:interviews_rating_privacy"))

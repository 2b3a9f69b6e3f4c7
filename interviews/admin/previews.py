"""Links with which outsiders read an interview before it is published."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from interviews.models import Interview, PreviewLink
from interviews.models.preview import DAYS
from newsroom.desk import DeskAdmin


class LinkForm(forms.Form):
    whom = forms.CharField(
        label=_("For whom"),
        max_length=120,
        required=False,
        help_text=_("Such as the embassy: it tells your links apart."),
    )
    days = forms.IntegerField(
        label=_("Days until it ends"), min_value=1, max_value=DAYS, initial=DAYS
    )


class Previews(DeskAdmin):
    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        methods = require_http_methods(["GET", "HEAD", "POST"])
        return [
            path(
                "<path:object_id>/previews/",
                view(methods(self.previews)),
                name="interviews_interview_previews",
            ),
            path(
                "<path:object_id>/previews/<int:link>/revoke/",
                view(require_POST(self.revoke_preview)),
                name="interviews_interview_revoke_preview",
            ),
            *super().get_urls(),
        ]

    def previews(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """List the links, and make one; its address is shown this once."""
        interview, made = self._of(request, object_id), ""
        form = LinkForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            _link, token = PreviewLink.objects.make(
                interview,
                by=request.user,  # type: ignore[arg-type]
                **form.cleaned_data,
            )
            made = settings.SITE_URL + reverse("preview", args=[token])
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "interview": interview,
            "title": _("Preview links of %(headline)s") % {"headline": interview},
            "form": form if not made else LinkForm(),
            "made": made,
            "links": interview.preview_links.select_related("by"),
        }
        template = "admin/interviews/interview/previews.html"
        return TemplateResponse(request, template, context)

    def revoke_preview(
        self, request: HttpRequest, object_id: str, link: int
    ) -> HttpResponse:
        interview = self._of(request, object_id)
        found = get_object_or_404(interview.preview_links, pk=link)
        found.revoke(by=request.user)  # type: ignore[arg-type]
        self.message_user(request, _("The link has ended."), messages.SUCCESS)
        address = reverse("admin:interviews_interview_previews", args=[interview.pk])
        return HttpResponseRedirect(address)

    def _of(self, request: HttpRequest, object_id: str) -> Interview:
        interview: Interview | None = self.get_object(request, unquote(object_id))
        if interview is None or interview.deleted_at:
            raise Http404
        if not self.has_change_permission(request, interview):
            raise PermissionDenied
        return interview

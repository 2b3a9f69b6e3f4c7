"""The server's copy of what somebody typed and has not saved yet."""

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from interviews.admin.saving import keep_unsaved
from interviews.models import Autosave, Interview
from newsroom.desk import DeskAdmin

LARGEST = 2 * 1024 * 1024  # letters in all fields of a form


class AutosaveEndpoint(DeskAdmin):
    """``<id>/autosave/`` and ``new/autosave/``.

    POST keeps the form that is its body and answers ``{"saved": "<UTC>"}``; GET answers
    ``{"saved", "version", "form"}``, the form encoded as it came, or 204 where nothing
    is kept; DELETE forgets it. 403 and 404 as for the form, 413 over ``LARGEST``.
    """

    def get_urls(self) -> list[Any]:
        methods = require_http_methods(["GET", "POST", "DELETE"])
        return [
            path(
                "<path:object_id>/autosave/",
                self.admin_site.admin_view(methods(self.autosave)),
                name="interviews_interview_autosave",
            ),
            *super().get_urls(),
        ]

    def autosave(self, request: HttpRequest, object_id: str) -> HttpResponse:
        interview = self._interview(request, object_id)
        user: Any = request.user
        if request.method == "DELETE":
            Autosave.objects.forget(user, interview)
            return HttpResponse(status=204)
        if request.method == "POST":
            typed = _typed(request)
            if sum(len(value) for value in typed.values()) > LARGEST:
                sentence = _("This is too large to be kept here. Save it.")
                return JsonResponse({"error": sentence}, status=413)
            keep_unsaved(user, interview, typed)
        kept = Autosave.objects.of(user, interview)
        if kept is None:
            return HttpResponse(status=204)
        saved = {"saved": kept.saved.isoformat()}
        if request.method == "POST":
            return JsonResponse(saved)
        return JsonResponse(saved | {"version": kept.version, "form": kept.form})

    def _interview(self, request: HttpRequest, object_id: str) -> Interview | None:
        """Return the interview, None for a new one; refuse as the form would."""
        if object_id == "new":
            if not self.has_add_permission(request):
                raise PermissionDenied
            return None
        interview: Interview | None = self.get_object(request, unquote(object_id))
        if interview is None:
            raise Http404
        if not self.has_change_permission(request, interview):
            raise PermissionDenied
        return interview


def _typed(request: HttpRequest) -> QueryDict:
    """Return the fields; a beacon's body is read as well."""
    if request.content_type == "multipart/form-data":
        return request.POST
    return request.POST or QueryDict(request.body, encoding="utf-8")

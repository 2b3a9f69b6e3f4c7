"""Every save of an interview: listed, held against any other, brought back."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from interviews.models import Interview, Revision, SavedMeanwhile
from interviews.writing import differences
from newsroom.accounts.acts import Act
from newsroom.desk import DeskAdmin
from newsroom.history import Entry, entry

A_PAGE = 100


class Revisions(DeskAdmin):
    def get_urls(self) -> list[Any]:
        def at(address: str, view: Any, name: str) -> Any:
            wrapped = self.admin_site.admin_view(view)
            return path(
                f"<path:object_id>/revisions/{address}",
                wrapped,
                name=f"interviews_interview_{name}",
            )

        return [
            at("", require_safe(self.revisions), "revisions"),
            at("compare/", require_safe(self.compare), "compare"),
            at(
                "<int:version>/restore/",
                require_POST(self.restore_revision),
                "restore_revision",
            ),
            *super().get_urls(),
        ]

    def revisions(self, request: HttpRequest, object_id: str) -> HttpResponse:
        interview = self._seen(request, object_id)
        rows = interview.revisions.newest_first().select_related("by").defer("words")
        page = Paginator(rows, A_PAGE).get_page(request.GET.get("p"))
        return self._page(request, interview, "revisions", {"revisions": page})

    def compare(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show what changed from revision ``a`` to ``b``; to the newest without one."""
        interview = self._seen(request, object_id)
        rows = interview.revisions.select_related("by")
        one = self._revision(rows, request.GET.get("a"))
        two = self._revision(rows, request.GET.get("b"))
        one, two = sorted((one, two), key=lambda each: each.version)
        found = differences.between(one.words, two.words)
        context = {"one": one, "two": two, "differences": found}
        return self._page(request, interview, "compare", context)

    def restore_revision(
        self, request: HttpRequest, object_id: str, version: int
    ) -> HttpResponse:
        interview = self._seen(request, object_id)
        if not self.has_change_permission(request, interview):
            raise PermissionDenied
        revision = self._revision(interview.revisions.all(), str(version))
        try:
            revision.restore(by=request.user)  # type: ignore[arg-type]
        except SavedMeanwhile as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        else:
            sentence = _("The words are those of revision %(number)d again.")
            said = sentence % {"number": revision.version}
            self.message_user(request, said, messages.SUCCESS)
        address = reverse("admin:interviews_interview_change", args=[interview.pk])
        return HttpResponseRedirect(address)

    def tell(self, act: Act) -> Entry:
        """Name what a save changed and lead to its words."""
        changed = [key for key in act.after.get("changed", []) if key not in act.after]
        parts = ", ".join(differences.named(changed))
        one, two = act.before.get("version"), act.after.get("version")
        link = ""
        if parts and one:
            address = reverse("admin:interviews_interview_compare", args=[act.kind_id])
            link = f"{address}?a={one}&b={two}"
        return entry(act, self.model, parts=parts, link=link)

    def _seen(self, request: HttpRequest, object_id: str) -> Interview:
        interview: Interview | None = self.get_object(request, unquote(object_id))
        if interview is None or interview.deleted_at:
            raise Http404
        if not self.has_view_or_change_permission(request, interview):
            raise PermissionDenied
        return interview

    def _revision(self, rows: Any, version: str | None) -> Revision:
        """Return the one with this number, the newest for no number."""
        if version is None:
            found: Revision | None = rows.newest_first().first()
        elif version.isdecimal() and len(version) < 10:
            found = rows.filter(version=int(version)).first()
        else:
            found = None
        if found is None:
            raise Http404
        return found

    def _page(
        self,
        request: HttpRequest,
        interview: Interview,
        name: str,
        context: dict[str, Any],
    ) -> HttpResponse:
        return TemplateResponse(
            request,
            f"admin/interviews/interview/{name}.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "interview": interview,
                "title": _("Revisions of %(headline)s") % {"headline": interview},
                "may_restore": self.has_change_permission(request, interview),
                **context,
            },
        )

"""The site of the desk: Django's own, opening on what needs this person now."""

from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from interviews import desk
from newsroom.accounts.sign_in import SignInForm


class DeskSite(AdminSite):
    site_header = site_title = settings.SITE_NAME
    index_title = _("The desk")
    login_form = SignInForm
    index_template = "admin/home.html"
    # The desk's home lists everything; lists and forms need the width.
    enable_nav_sidebar = False

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        waiting = desk.waiting_for(request.user)  # type: ignore[arg-type]
        return super().index(request, {**(extra_context or {}), "waiting": waiting})

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """Complete what a form of the desk lets one search, and nothing else.

        Django answers for every relation between two models that the desk knows.
        """
        asked = [request.GET.get(name) for name in ("app_label", "model_name")]
        name = request.GET.get("field_name", "")
        forms = [
            form
            for admin in self._registry.values()
            for form in (admin, *admin.inlines)
            if [form.model._meta.app_label, form.model._meta.model_name] == asked
        ]
        if not any(name in form.autocomplete_fields for form in forms):
            raise PermissionDenied
        return super().autocomplete_view(request)

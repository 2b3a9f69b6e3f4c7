"""The site of the desk: Django's own, opening on what needs this person now."""

from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from interviews import desk
from newsroom.sign_in import SignInForm


class DeskSite(AdminSite):
    site_header = site_title = settings.SITE_NAME
    index_title = _("The desk")
    login_form = SignInForm
    index_template = "admin/home.html"

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        waiting = desk.waiting_for(request.user)  # type: ignore[arg-type]
        return super().index(request, {**(extra_context or {}), "waiting": waiting})

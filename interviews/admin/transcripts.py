"""The pages of the desk on which an interview is a transcript."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

from interviews.admin.text import text_view
from interviews.importing.views import import_view
from newsroom.desk import DeskAdmin


class TranscriptPages(DeskAdmin):
    def get_urls(self) -> Any:
        begin = "interviews_interview"
        return [
            path(
                "import/",
                self.admin_site.admin_view(self.import_page),
                name=f"{begin}_import",
            ),
            path(
                "<int:pk>/text/",
                self.admin_site.admin_view(self.text_page),
                name=f"{begin}_text",
            ),
            *super().get_urls(),
        ]

    def import_page(self, request: HttpRequest) -> HttpResponse:
        return import_view(request, self)

    def text_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        return text_view(request, pk, self)

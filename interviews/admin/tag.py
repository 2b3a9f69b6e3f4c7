"""Tags on the desk, with how often each is used."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from taggit import admin as _taggit_admin  # noqa: F401 -- registers what we replace
from taggit.models import Tag

from newsroom.addresses import OldSlug
from newsroom.desk import DeskAdmin

# Its inline and its merging know only a table of tagged things that we do not use.
admin.site.unregister(Tag)


@admin.register(Tag)
class TagAdmin(DeskAdmin):
    list_display = ["name", "slug", "uses"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    ordering = ["name", "pk"]
    fields = ["name", "slug"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        uses = Count("interviews_taggedinterview_items")
        return Tag.objects.annotate(use_total=uses)  # type: ignore[no-any-return]

    def save_model(
        self, request: HttpRequest, obj: Any, form: ModelForm, change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        if change and "slug" in form.changed_data:
            OldSlug.objects.remember(obj, form.initial["slug"], obj.slug)

    @admin.display(description=_("interviews"), ordering="use_total")
    def uses(self, tag: Any) -> int:
        return int(tag.use_total)

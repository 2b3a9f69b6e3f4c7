"""The desk: publications and people."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from newsroom.models import Person, Publication
from newsroom.pictures import PictureField

admin.site.site_header = _("The desk")
admin.site.site_title = _("The desk")
admin.site.index_title = _("What would you like to do?")


@admin.register(Publication)
class PublicationAdmin(admin.ModelAdmin):
    list_display = [
        "name",
        "language",
        "label_style",
        "rating_policy",
        "interview_count",
    ]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    formfield_overrides = {
        Publication.logo.field.__class__: {"form_class": PictureField}
    }
    fieldsets = [
        (None, {"fields": ["name", "slug", "tagline", "logo", "accent"]}),
        (
            _("Where and in what language"),
            {"fields": ["language", "home_place", "time_zone"]},
        ),
        (_("On the page"), {"fields": ["label_style", "rating_policy"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Publication]:
        return Publication.objects.annotate(interview_total=Count("interviews"))

    @admin.display(description=_("interviews"), ordering="interview_total")
    def interview_count(self, publication: Any) -> int:
        return int(publication.interview_total)


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin):
    list_display = ["name", "honorific", "post", "country"]
    list_filter = ["country"]
    search_fields = ["name", "post", "country"]
    prepopulated_fields = {"slug": ["name"]}
    formfield_overrides = {
        Person.portrait.field.__class__: {"form_class": PictureField}
    }
    fieldsets = [
        (None, {"fields": ["name", "slug", "honorific", "post", "country", "bio"]}),
        (_("Portrait"), {"fields": ["portrait", "portrait_alt"]}),
    ]

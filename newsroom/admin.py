"""The desk: publications, people, and who may sit at it."""

import datetime
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from newsroom.accounts.acts import Act
from newsroom.accounts.second_factor import forget
from newsroom.desk import DeskAdmin, UsedFilter, plain
from newsroom.models import Page, Person, Publication

admin.site.unregister([User, Group, TOTPDevice, StaticDevice])


class OwnPasswordForm(AdminPasswordChangeForm):
    """Django's, noted in the log."""

    def save(self, commit: bool = True) -> Any:
        user = super().save(commit)
        Act.objects.record(Act.Verb.PASSWORD, by=user, on=user)
        return user


admin.site.password_change_form = OwnPasswordForm


@admin.register(Publication)
class PublicationAdmin(DeskAdmin):
    list_display = [
        "name",
        "language",
        "label_style",
        "rating_policy",
        "interview_count",
    ]
    search_fields = ["name", "tagline"]
    search_help_text = _("Search by name or tagline.")
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (None, {"fields": ["name", "slug", "tagline", "logo", "accent"]}),
        (
            _("Where and in what language"),
            {"fields": ["language", "home_place", "time_zone"]},
        ),
        (
            _("On the page"),
            {
                "fields": [
                    "label_style",
                    "rating_policy",
                    "held_words",
                    "alert_moderators",
                ]
            },
        ),
        (_("Who we are"), {"fields": ["about", "masthead"]}),
    ]

    def view_on_site(self, publication: Publication) -> str:
        return publication.get_absolute_url()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Publication]:
        return Publication.objects.annotate(
            interview_total=Count("interviews", filter=Q(interviews__deleted_at=None))
        )

    @admin.display(description=_("interviews"), ordering="interview_total")
    def interview_count(self, publication: Any) -> int:
        return int(publication.interview_total)


class CountryFilter(UsedFilter):
    title = _("country")
    parameter_name = column = "country"


@admin.register(Person)
class PersonAdmin(DeskAdmin):
    list_display = ["name", "honorific", "post", "country"]
    list_filter = [CountryFilter]
    search_fields = ["name", "post", "country"]
    search_help_text = _("Search by name, post or country.")
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (None, {"fields": ["name", "slug", "honorific", "post", "country", "bio"]}),
        (
            _("Portrait"),
            {
                "fields": [
                    "portrait",
                    "portrait_alt",
                    ("portrait_focus_x", "portrait_focus_y"),
                ]
            },
        ),
    ]


@admin.register(Page)
class PageAdmin(DeskAdmin):
    list_display = ["title", "slug", "language", "updated"]
    search_fields = ["title", "slug"]
    search_help_text = _("Search by title or address.")
    fields = ["title", "slug", "language", "body"]

    def view_on_site(self, page: Page) -> str:
        return page.get_absolute_url()


@admin.register(User)
class StaffAdmin(DeskAdmin, UserAdmin):
    """Django's own, on lists that withstand any address. What a person may follows from
    their groups alone, so that it can be read there."""

    fieldsets = [
        (name, {"fields": [f for f in part["fields"] if f != "user_permissions"]})
        for name, part in UserAdmin.fieldsets or []
    ]
    actions = ["forget_second_factor"]

    @admin.action(
        description=_("Forget the second factor, for a lost phone"),
        permissions=["change"],
    )
    def forget_second_factor(
        self, request: HttpRequest, queryset: QuerySet[User]
    ) -> None:
        for user in queryset:
            forget(user, by=request.user)
        done = _("They sign in by password alone, and can set up a new one.")
        self.message_user(request, done, messages.SUCCESS)


@admin.register(Group)
class StaffGroupAdmin(DeskAdmin, GroupAdmin):
    """Django's own, on lists that withstand any address."""


class WhoFilter(UsedFilter):
    title = _("who")
    parameter_name = column = "who"


@admin.register(Act)
class ActAdmin(DeskAdmin):
    """To be read. Nobody adds, changes or deletes here, whatever they may elsewhere."""

    list_display = ["when", "who", "verb", "title", "note"]
    list_display_links = ["when"]
    list_filter = ["verb", WhoFilter]
    search_fields = ["who", "title", "note"]
    search_help_text = _("Search by person, headline or name, or note.")
    date_hierarchy = "at"
    readonly_fields = ["when", "who", "verb", "title", "note", "changed"]
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: Act | None = None
    ) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: Act | None = None
    ) -> bool:
        return False

    @admin.display(description=_("when"), ordering="at")
    def when(self, act: Act) -> str:
        return f"{act.at.astimezone(datetime.UTC):%Y-%m-%d %H:%M:%S} UTC"

    @admin.display(description=_("what changed"))
    def changed(self, act: Act) -> str:
        return format_html_join(
            "", "<p>{}: {} → {}</p>", (map(plain, row) for row in act.changes)
        )

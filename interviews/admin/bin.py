"""The bin: what was deleted, to be put back whole or deleted for good."""

from contextlib import suppress
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from interviews.models import BinnedInterview, SavedMeanwhile
from interviews.models.tag import TaggedInterview, UnusedTags
from newsroom.desk import DeskAdmin


@admin.register(BinnedInterview)
class BinAdmin(DeskAdmin):
    list_display = ["headline", "publication", "status", "deleted_at"]
    list_select_related = ["publication"]
    search_fields = ["headline"]
    search_help_text = _("Search by headline.")
    fields = ["headline", "publication", "status", "deleted_at"]
    readonly_fields = ["headline", "publication", "status", "deleted_at"]
    actions = ["put_back"]
    buttons = {"put_back": _("Put it back")}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return BinnedInterview.objects.in_bin().order_by("-deleted_at", "-pk")

    # Who may delete may look into the bin, empty it and take things out.

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_delete_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("interviews.delete_interview")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_delete_permission(request)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """All that is its own goes with it, whatever one may delete by itself."""
        shown, counts, _lacking, protected = super().get_deleted_objects(objs, request)
        return shown, counts, set(), protected

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        rows = TaggedInterview.objects.filter(content_object__in=queryset)
        tags = set(rows.values_list("tag", flat=True))
        super().delete_queryset(request, queryset)
        UnusedTags().drop(tags)

    @admin.action(description=_("Put back"), permissions=["view"])
    def put_back(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        done = 0
        for interview in queryset:
            with suppress(SavedMeanwhile):  # a colleague was faster
                interview.put_back(by=request.user)
                done += 1
        sentence = ngettext("%d interview is back.", "%d interviews are back.", done)
        self.message_user(request, sentence % done, messages.SUCCESS)

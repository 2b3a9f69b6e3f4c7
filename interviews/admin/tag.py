"""Tags on the desk, with how often each is used; several of one meaning become one."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from taggit import admin as _taggit_admin  # noqa: F401 -- registers what we replace
from taggit.models import Tag

from interviews.models import TagMerge
from interviews.models.search import retagged
from newsroom.addresses import OldSlug
from newsroom.desk import DeskAdmin

A_PAGE = 50

# Its inline and its merging know only a table of tagged things that we do not use.
admin.site.unregister(Tag)


class Kept(forms.ModelChoiceField):
    def label_from_instance(self, tag: Any) -> str:
        used = ngettext("%d interview", "%d interviews", tag.use_total) % tag.use_total
        return f"{tag} · {used}"


class MergeForm(forms.Form):
    """Which of the chosen tags stays: the one that is used most, unless told."""

    def __init__(self, chosen: QuerySet[Tag], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tags = chosen.order_by("-use_total", "pk")
        self.fields["kept"] = Kept(
            tags,
            label=_("The tag that stays"),
            initial=tags.first(),
            empty_label=None,
            widget=forms.RadioSelect,
        )


@admin.register(Tag)
class TagAdmin(DeskAdmin):
    list_display = ["name", "slug", "uses"]
    search_fields = ["name"]
    search_help_text = _("Search by name.")
    prepopulated_fields = {"slug": ["name"]}
    ordering = ["name", "pk"]
    fields = ["name", "slug"]
    actions = ["merge"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        uses = Count("interviews_taggedinterview_items")
        return Tag.objects.annotate(use_total=uses)  # type: ignore[no-any-return]

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("merges/", view(require_safe(self.merges)), name="taggit_tag_merges"),
            path(
                "merges/<int:pk>/undo/",
                view(require_POST(self.undo_merge)),
                name="taggit_tag_undo_merge",
            ),
            *super().get_urls(),
        ]

    def save_model(
        self, request: HttpRequest, obj: Any, form: ModelForm, change: bool
    ) -> None:
        with retagged([obj.pk] if "name" in form.changed_data else []):
            super().save_model(request, obj, form, change)
        if change and "slug" in form.changed_data:
            OldSlug.objects.remember(obj, form.initial["slug"], obj.slug)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        with retagged([obj.pk]):
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        with retagged([tag.pk for tag in queryset]):
            super().delete_queryset(request, queryset)

    @admin.display(description=_("interviews"), ordering="use_total")
    def uses(self, tag: Any) -> int:
        return int(tag.use_total)

    # Merging

    @admin.action(description=_("Merge into one"), permissions=["delete"])
    def merge(self, request: HttpRequest, queryset: QuerySet[Tag]) -> Any:
        """Ask which one stays, then merge."""
        chosen = self.get_queryset(request).filter(pk__in=queryset.values("pk"))
        if chosen.count() < 2:
            message = _("Choose two or more tags that mean the same.")
            self.message_user(request, message, messages.WARNING)
            return None
        form = MergeForm(chosen, request.POST if "kept" in request.POST else None)
        if not form.is_valid():
            return self._page(
                request,
                "merge",
                _("Merge into one"),
                form=form,
                chosen=chosen.order_by("pk"),
                checkbox=ACTION_CHECKBOX_NAME,
            )
        user: Any = request.user
        merge = TagMerge.objects.make(chosen, form.cleaned_data["kept"], by=user)
        said = _("Merged into “%(kept)s”: %(names)s.")
        words = said % {"names": merge.names, "kept": merge.kept_name}
        self.message_user(request, words, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:taggit_tag_merges"))

    def merges(self, request: HttpRequest) -> HttpResponse:
        """List what was merged, each with a way back."""
        self._refuse_others(request)
        page = Paginator(TagMerge.objects.all(), A_PAGE).get_page(request.GET.get("p"))
        return self._page(request, "merges", _("Merged tags"), merges=page)

    def undo_merge(self, request: HttpRequest, pk: int) -> HttpResponse:
        self._refuse_others(request)
        merge = get_object_or_404(TagMerge, pk=pk)
        try:
            merge.undo(by=request.user)  # type: ignore[arg-type]
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        else:
            said = _("Back as before: %(names)s.") % {"names": merge.names}
            self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:taggit_tag_merges"))

    def _refuse_others(self, request: HttpRequest) -> None:
        if not self.has_delete_permission(request):
            raise PermissionDenied

    def _page(
        self, request: HttpRequest, name: str, title: Any, **context: Any
    ) -> HttpResponse:
        context |= {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
        }
        return TemplateResponse(request, f"admin/taggit/tag/{name}.html", context)

"""What every list and form of the desk has in common."""

import contextlib
import datetime
import functools
import operator
import re
from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import ActionLocation, IncorrectLookupParameters
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.contrib.admin.widgets import AdminFileWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import connection, transaction
from django.db.models import ImageField, ManyToManyField, Model, Q, QuerySet, SlugField
from django.forms import (
    CheckboxSelectMultiple,
    ModelChoiceField,
    ModelMultipleChoiceField,
)
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch
from django.utils.functional import Promise
from django.utils.text import capfirst, smart_split, unescape_string_literal
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from newsroom import pages
from newsroom.accounts.acts import Act
from newsroom.addresses import OldSlug
from newsroom.history import Entry, entry
from newsroom.images import renditions
from newsroom.images.pictures import PictureField, prepare
from newsroom.serving import turns

LONGEST_SEARCH = 200
MOST_TERMS = 6
LARGEST_KEY = 2**63 - 1
LONGEST_VALUE = 500
HISTORY_PAGE = 100


class DeskList(ChangeList):
    """A list whose damaged address leads to the plain list, never to a fault."""

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        try:
            super().__init__(request, *args, **kwargs)
        except (OverflowError, ValueError) as error:  # a year that no calendar has
            raise IncorrectLookupParameters from error

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        """Take an order by no column of the list for none; Django's is then by key."""
        if not any(map(self._orders, self.params.get(ORDER_VAR, "").split("."))):
            self.params.pop(ORDER_VAR, None)
        return super().get_ordering(request, queryset)

    def _orders(self, part: str) -> bool:
        try:
            column = self.list_display[int(part.rpartition("-")[2])]
        except (IndexError, ValueError):
            return False
        return bool(self.get_ordering_field(column))


class UsedFilter(admin.SimpleListFilter):
    """The values that ``column`` has somewhere, each as ``names`` says it."""

    column = ""
    names: dict[str, str] = {}

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        rows = model_admin.model._default_manager.exclude(**{self.column: ""})
        used = rows.order_by(self.column).values_list(self.column, flat=True)
        return [(value, self.names.get(value, value)) for value in used.distinct()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return queryset.filter(**{self.column: value}) if value else queryset


class RowsField(ModelMultipleChoiceField):
    """Django's asks the database for keys that are too large for it."""

    def clean(self, value: Any) -> Any:
        for key in value or []:
            if not is_key(str(key)):
                said = self.error_messages["invalid_choice"]
                raise ValidationError(said, "invalid_choice", {"value": str(key)[:50]})
        return super().clean(value)


class PictureInput(AdminFileWidget):
    use_fieldset = False  # a label of its own, not a legend without one


UNFIT_ADDRESS = {
    "invalid": gettext_lazy("Use letters, digits and hyphens, and no spaces.")
}


class DeskAdmin(admin.ModelAdmin):
    """The base of every model on the desk.

    ``buttons`` maps an action to the words on a button of the change form, which saves
    first and acts then: Django's own actions there would drop what was typed.
    """

    formfield_overrides = {
        ImageField: {"form_class": PictureField, "widget": PictureInput},
        SlugField: {"widget": AdminTextInputWidget, "error_messages": UNFIT_ADDRESS},
        # Django's picker of two lists has no names for those who hear it.
        ManyToManyField: {"form_class": RowsField, "widget": CheckboxSelectMultiple},
    }
    list_per_page = 50
    # Counting what each filter would show reads every row once a filter.
    show_facets = admin.ShowFacets.NEVER
    view_on_site: Any = False
    buttons: dict[str, "str | Promise"] = {}
    object_history_template = "admin/acts.html"

    # Lists and forms that withstand any address and any selection

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        """Take an empty ``_to_field`` for none; Django looks for a column without a name."""
        return super().get_object(request, object_id, from_field or None)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = capfirst(self.opts.verbose_name_plural)
        context = {"title": title, **(extra_context or {})}
        return super().changelist_view(request, context)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return DeskList

    def lookup_allowed(
        self, lookup: str, value: str, request: HttpRequest | None = None
    ) -> bool:
        """Allow what the list itself offers; patterns and ranges made up by hand could
        read hidden columns or fail in the database."""
        names = [getattr(each, "parameter_name", each) for each in self.list_filter]
        ends = ("", "__exact", "__id__exact", "__isnull")
        offered = {f"{name}{end}" for name in names for end in ends}
        parts = ("year", "month", "day") if self.date_hierarchy else ()
        return lookup in offered | {f"{self.date_hierarchy}__{part}" for part in parts}

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search in a query of its own: joined to the columns of a list, every row would
        come once a match and be compared whole, several times a page."""
        sought = terms(search_term)
        if not sought or not self.get_search_fields(request):
            return queryset, False
        found = self.model._default_manager.order_by()
        if connection.vendor == "sqlite" and not search_term.isascii():
            found = found.filter(*self._folded(request, sought))
        else:
            found, _twice = super().get_search_results(request, found, " ".join(sought))
        return queryset.filter(pk__in=found.values("pk")), False

    def _folded(self, request: HttpRequest, sought: list[str]) -> Iterator[Q]:
        """Yield what a row must match where the database knows no capitals but A to Z."""
        fields = [field.lstrip("^=@") for field in self.get_search_fields(request)]
        for term in sought:
            quoted = len(term) > 1 and term[0] == term[-1] and term[0] in "\"'"
            pattern = re.escape(unescape_string_literal(term) if quoted else term)
            matches = [Q((f"{field}__iregex", pattern)) for field in fields]
            yield functools.reduce(operator.or_, matches)

    def response_action(
        self,
        request: HttpRequest,
        queryset: QuerySet[Any],
        action_location: ActionLocation = ActionLocation.CHANGE_LIST,
    ) -> Any:
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if not all(is_key(key) for key in chosen):
            message = _("Choose rows of this list. Nothing was changed.")
            self.message_user(request, message, messages.WARNING)
            return None
        if request.POST.get("action") in self._kept_from(request):
            return None
        response = super().response_action(request, queryset, action_location)
        self.drop_pages(None)
        return response

    # Pictures are worked on before the transaction that saves them

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        if "_saveasnew" in request.POST:
            # Django heeds it where no form offers it, and then shows a row without key.
            sent = request.POST.copy()
            del sent["_saveasnew"]
            request.POST = sent  # type: ignore[assignment]
        may = self.has_add_permission(request) or self.has_change_permission(request)
        if request.method == "POST" and may:
            for field in self.opts.concrete_fields:
                upload = request.FILES.get(field.name)
                if upload and isinstance(field, ImageField):
                    drawn = isinstance(field, renditions.RenditionsField)
                    prepare(upload, renditions=drawn)
        with _turn(request):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        with _turn(request):
            return super().delete_view(request, object_id, extra_context)

    # Readers' pages follow whatever is saved here

    def drop_pages(self, obj: Any, *, remove: bool = False) -> None:
        """Drop the pages that may show ``obj``; None stands for what an action did."""
        pages.changed(remove=remove)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        renditions.remove_later(renditions.replaced(form))
        self.drop_pages(form.instance)

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        renditions.remove_later(renditions.left([obj]))
        OldSlug.objects.leave([obj])
        super().delete_model(request, obj)
        self.drop_pages(obj, remove=True)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        renditions.remove_later(renditions.left(queryset))
        OldSlug.objects.leave(queryset)
        super().delete_queryset(request, queryset)
        self.drop_pages(None, remove=True)

    # The log: every act through the desk leaves one entry

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """Return ``{"before", "after"}`` for the log instead of names of fields."""
        return changes(form)

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        return Act.objects.record("add", by=request.user, on=obj, **message)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        if not message["after"]:
            return None  # saved as it was
        verb = "password" if "password" in message["after"] else "change"
        return Act.objects.record(verb, by=request.user, on=obj, **message)

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        return [
            Act.objects.record("delete", by=request.user, on=obj) for obj in queryset
        ]

    def history_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        acts = Act.objects.about(self.opts.label_lower, unquote(object_id))
        page = Paginator(acts, HISTORY_PAGE).get_page(request.GET.get("p"))
        entries = [self.tell(act) for act in page]
        context = {**(extra_context or {}), "acts": page, "entries": entries}
        return super().history_view(request, object_id, context)

    def tell(self, act: Act) -> Entry:
        """Return what an act on a row of this model changed, for people to read."""
        return entry(act, self.model)

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        Act.objects.denied(request)
        return super()._get_obj_does_not_exist_redirect(request, opts, object_id)  # type: ignore[misc, no-any-return]

    def get_view_on_site_url(self, obj: Model | None = None) -> Any:
        """No link from a form that was refused for an address that leads nowhere."""
        with contextlib.suppress(NoReverseMatch):
            return super().get_view_on_site_url(obj)
        return None

    # Buttons that save and then act

    def buttons_for(self, obj: Any) -> list[str]:
        """Return the names of the actions that make sense now; None is a new row."""
        return []

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> Any:
        obj = kwargs.get("obj")
        if self.has_change_permission(request, obj):
            allowed = self.get_actions(request)
            context["buttons"] = [
                (name, self.buttons[name])
                for name in self.buttons_for(obj)
                if name in allowed
            ]
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        self._press(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        self._press(request, obj)
        return super().response_change(request, obj)

    def _press(self, request: HttpRequest, obj: Model) -> None:
        """Do what the pressed button says, if this person may, and stay on the form."""
        name = request.POST.get("_act", "")
        if name not in self.buttons or name in self._kept_from(request):
            return
        action: Any = self.get_actions(request)[name]
        action.func(self, request, self.get_queryset(request).filter(pk=obj.pk))
        data = request.POST.copy()
        data["_continue"] = "1"
        request.POST = data  # type: ignore[assignment]

    def _kept_from(self, request: HttpRequest) -> set[str]:
        """Return the actions that this person may not do, noted where they ask for one:
        no page of theirs offers it. What else they sent is kept."""
        there = {"delete_selected", *(str(name) for name in self.actions or [])}
        kept = there - set(self.get_actions(request))
        if {request.POST.get("action", ""), request.POST.get("_act", "")} & kept:
            Act.objects.denied(request)
            self.message_user(request, _("You may not do that."), messages.ERROR)
        return kept


def _turn(request: HttpRequest) -> contextlib.AbstractContextManager[None]:
    """Let a form wait its turn where only one can be saved at once, on SQLite.

    Django begins the transaction before it reads the form, and SQLite lets those who
    come later pass one that waits: of twenty at once somebody waited in vain.
    """
    if request.method == "POST" and connection.vendor == "sqlite":
        return turns.writing(0)
    return contextlib.nullcontext()


def changes(form: Any) -> dict[str, dict[str, Any]]:
    """Return what this form changes as the log keeps it, secrets left out."""
    before, after = {}, {}
    for name in form.changed_data:
        if "password" in name:
            before["password"] = after["password"] = "…"  # noqa: S105
            continue
        field, value = form.fields[name], form.cleaned_data.get(name)
        was = form.get_initial_for_field(field, name)
        if isinstance(field, ModelChoiceField) and not isinstance(was, Model | list):
            was = field.to_python(was)
        before[name], after[name] = plain(was), plain(value)
    return {"before": before, "after": after}


def plain(value: Any) -> Any:
    """Return the value as JSON knows it, long text cut."""
    match value:
        case None | bool() | int() | float():
            return value
        case datetime.datetime():
            return value.astimezone(datetime.UTC).isoformat()
        case list() | tuple() | set() | QuerySet():
            return [plain(each) for each in value]
        case _:
            return str(value)[:LONGEST_VALUE]


def terms(text: str) -> list[str]:
    """Return what a search looks for, each once; what is too much is cut."""
    parts = dict.fromkeys(smart_split(text[:LONGEST_SEARCH]))
    return [part for part in parts if part not in ("''", '""')][:MOST_TERMS]


def is_key(text: str) -> bool:
    """Say whether any database could hold a row by this key."""
    return text.isdecimal() and len(text) < 20 and int(text) <= LARGEST_KEY


@staff_member_required
@require_POST
def speak(request: HttpRequest) -> HttpResponse:
    """Keep the language that a person chose for the desk, and go back to their page."""
    return set_language(request)


def no_shortcut(request: HttpRequest, address: str) -> HttpResponse:
    """Close Django's redirect from a key to a page: it asks for no permission."""
    raise Http404

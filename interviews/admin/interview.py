"""Interviews on the desk: contributors write their own, editors publish."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from interviews.admin.forms import (
    InterviewForm,
    PersonSelect,
    QuestionFormSet,
    SpeakerFormSet,
)
from interviews.models import Interview, Question, Rating, Speaker
from newsroom.desk import DeskAdmin, UsedFilter
from newsroom.languages import LANGUAGE_CHOICES

# Columns that follow from what the form writes.
DERIVED = ["slug", "intro_html", "closing_html", "updated", "version"]
DERIVED += ["picture_width", "picture_height"]


class PartOfInterview(admin.options.InlineModelAdmin):
    """A part may be changed by those who may change its interview."""

    extra = 0

    def _may_change(self, request: HttpRequest, interview: Interview | None) -> bool:
        whole = self.admin_site.get_model_admin(Interview)
        return interview is None or whole.has_change_permission(request, interview)

    def has_add_permission(
        self, request: HttpRequest, obj: Interview | None = None
    ) -> bool:
        allowed = super().has_add_permission(request, obj)
        return allowed and self._may_change(request, obj)

    def has_change_permission(
        self, request: HttpRequest, obj: Interview | None = None
    ) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and self._may_change(request, obj)

    def has_delete_permission(
        self, request: HttpRequest, obj: Interview | None = None
    ) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and self._may_change(request, obj)


class SpeakerInline(PartOfInterview, admin.TabularInline):
    model = Speaker
    formset = SpeakerFormSet
    fields = ["position", "name", "honorific", "post", "role", "label", "person"]
    autocomplete_fields = ["person"]

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name == "person":
            kwargs["widget"] = PersonSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class QuestionInline(PartOfInterview, admin.StackedInline):
    model = Question
    formset = QuestionFormSet
    fields = [
        ("number", "section"),
        "asked_by",
        "text",
        "answered_by",
        "answer",
        "position",
    ]


class LanguageFilter(UsedFilter):
    title = _("language")
    parameter_name = "language__exact"
    column = "language"
    names = dict(LANGUAGE_CHOICES)


@admin.register(Interview)
class InterviewAdmin(DeskAdmin):
    form = InterviewForm
    list_display = [
        "headline",
        "state",
        "publication",
        "speaker_names",
        "question_count",
        "rating",
        "publish_at",
    ]
    list_filter = ["status", "publication", LanguageFilter]
    list_select_related = ["publication", "rating_summary"]
    search_fields = ["headline", "speakers__name", "tags__name"]
    search_help_text = _("Search by headline, speaker or tag.")
    date_hierarchy = "publish_at"
    readonly_fields = ["state"]
    inlines = [SpeakerInline, QuestionInline]
    actions = ["publish", "submit", "withdraw"]
    buttons = {
        "submit": _("Save and hand in for review"),
        "publish": _("Save and publish"),
        "withdraw": _("Save and withdraw"),
    }
    fieldsets = [
        (
            _("Story"),
            {
                "fields": [
                    ("publication", "language"),
                    "headline",
                    "standfirst",
                    "byline",
                    ("dateline_place", "dateline_date"),
                    "intro",
                    "closing",
                    "tags",
                ]
            },
        ),
        (
            _("Picture"),
            {
                "classes": ["collapse"],
                "fields": [
                    "picture",
                    "picture_alt",
                    "picture_caption",
                    "picture_credit",
                ],
            },
        ),
        (
            _("How it was held"),
            {
                "classes": ["collapse"],
                "fields": ["held", "held_language", "interpreted", "edited_for_length"],
            },
        ),
        (_("Publishing"), {"fields": ["state", "publish_at", "slug"]}),
    ]

    # Who sees what

    def get_queryset(self, request: HttpRequest) -> QuerySet[Interview]:
        user: Any = request.user
        interviews = Interview.objects.order_by("-created", "-pk")
        if not user.has_perm("interviews.moderate_rating"):
            interviews = interviews.editable_by(user)
        # Its own query: the joins of a search would count a question several times.
        asked = (
            Question.objects.filter(interview=OuterRef("pk"))
            .exclude(text="")
            .order_by()
            .values("interview")
            .values(total=Count("pk"))
        )
        return interviews.prefetch_related("speakers").annotate(
            asked=Coalesce(Subquery(asked), 0)
        )

    def has_change_permission(
        self, request: HttpRequest, obj: Interview | None = None
    ) -> bool:
        if not super().has_change_permission(request, obj):
            return False
        if obj is None or self.has_publish_permission(request):
            return True
        unpublished = (Interview.Status.DRAFT, Interview.Status.IN_REVIEW)
        return obj.created_by_id == request.user.pk and obj.status in unpublished

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("interviews.publish_interview")

    def get_readonly_fields(
        self, request: HttpRequest, obj: Interview | None = None
    ) -> Any:
        """Only editors choose the moment of publication."""
        fields = list(super().get_readonly_fields(request, obj))
        if not self.has_publish_permission(request):
            fields.append("publish_at")
        return fields

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Ratings go with their interview, though nobody deletes one by itself."""
        shown, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return shown, counts, lacking - {Rating._meta.verbose_name}, protected

    def view_on_site(self, interview: Interview) -> str | None:
        return interview.get_absolute_url() if interview.is_public else None

    # What the list shows

    @admin.display(description=_("status"), ordering="status")
    def state(self, interview: Interview) -> str:
        name, label = interview.status, interview.get_status_display()
        if interview.is_scheduled:
            name, label = "scheduled", _now("Scheduled")
        return format_html('<span class="state state--{}">{}</span>', name, label)

    @admin.display(description=_("speakers"))
    def speaker_names(self, interview: Interview) -> str:
        return ", ".join(speaker.name for speaker in interview.speakers.all()) or "–"

    @admin.display(description=_("questions"), ordering="asked")
    def question_count(self, interview: Any) -> int:
        return int(interview.asked)

    @admin.display(description=_("rating"))
    def rating(self, interview: Interview) -> str:
        summary = getattr(interview, "rating_summary", None)
        if not summary or not summary.count:
            return "–"
        return f"{summary.figure} ({summary.count})"

    # Saving

    def save_model(
        self,
        request: HttpRequest,
        obj: Interview,
        form: ModelForm,
        change: bool,
    ) -> None:
        obj.updated = timezone.now()
        if not change:
            obj.created_by = request.user  # type: ignore[assignment]
            obj.save()
            return
        obj.version += 1
        # Only these: the status is the verbs', anchors are the questions'.
        columns = {field.name for field in Interview._meta.concrete_fields}
        obj.save(update_fields=columns & form.cleaned_data.keys() | set(DERIVED))

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        form.instance.mirror_publish_at()

    # Verbs

    def buttons_for(self, obj: Interview | None) -> list[str]:
        if obj is None or obj.status == Interview.Status.DRAFT:
            return ["submit", "publish"]
        published = obj.status == Interview.Status.PUBLISHED
        return ["withdraw"] if published else ["publish"]

    @admin.action(description=_("Publish, or schedule"), permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Interview]) -> None:
        done = self._each(request, queryset, _publish)
        sentence = ngettext("%d interview published.", "%d interviews published.", done)
        self._say(request, sentence, done)

    @admin.action(description=_("Hand in for review"), permissions=["change"])
    def submit(self, request: HttpRequest, queryset: QuerySet[Interview]) -> None:
        done = self._each(request, queryset, _submit)
        sentence = ngettext("%d draft handed in.", "%d drafts handed in.", done)
        self._say(request, sentence, done)

    @admin.action(description=_("Withdraw from readers"), permissions=["publish"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Interview]) -> None:
        done = self._each(request, queryset, _withdraw)
        sentence = ngettext("%d interview withdrawn.", "%d interviews withdrawn.", done)
        self._say(request, sentence, done)

    def _each(
        self,
        request: HttpRequest,
        queryset: QuerySet[Interview],
        verb: Callable[[Interview, User], str],
    ) -> int:
        """Apply the verb to each, say which were refused, return how many were not."""
        done = 0
        for interview in queryset.order_by("pk"):
            try:
                with transaction.atomic():
                    if not self.has_change_permission(request, interview):
                        raise ValidationError(_("You may not change it."))
                    said = verb(interview, request.user)  # type: ignore[arg-type]
                    self.log_change(request, interview, said)
            except ValidationError as error:
                reasons = " ".join(error.messages)
                self.message_user(request, f"{interview}: {reasons}", messages.ERROR)
                continue
            done += 1
        return done

    def _say(self, request: HttpRequest, sentence: str, done: int) -> None:
        if done:
            self.message_user(request, sentence % done, messages.SUCCESS)


# Each verb of the model, refused where it would do nothing; it returns what the
# history says.


def _publish(interview: Interview, by: User) -> str:
    if interview.is_public:
        raise ValidationError(_("It is published already."))
    due = interview.publish_at
    later = due if due and due > timezone.now() else None
    interview.publish(by=by, at=later)
    return _now("Scheduled.") if interview.is_scheduled else _now("Published.")


def _submit(interview: Interview, by: User) -> str:
    if interview.status != Interview.Status.DRAFT:
        raise ValidationError(_("It is no draft any more."))
    interview.submit(by=by)
    return _now("Handed in for review.")


def _withdraw(interview: Interview, by: User) -> str:
    if interview.status != Interview.Status.PUBLISHED:
        raise ValidationError(_("It is not published."))
    interview.withdraw(by=by)
    return _now("Withdrawn.")

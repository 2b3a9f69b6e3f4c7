"""Interviews on the desk: contributors write their own, editors publish."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from interviews.models import Interview, Question, Speaker
from newsroom.pictures import PictureField


class SpeakerInline(admin.TabularInline):
    model = Speaker
    extra = 0
    fields = ["position", "name", "honorific", "post", "role", "label", "person"]
    autocomplete_fields = ["person"]


class QuestionInline(admin.StackedInline):
    model = Question
    extra = 0
    fields = [
        ("position", "number", "section"),
        ("asked_by", "text"),
        ("answered_by", "answer"),
    ]

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Offer only this interview's own speakers."""
        if db_field.name in ("asked_by", "answered_by"):
            match = request.resolver_match
            pk = match.kwargs.get("object_id") if match else None
            of_this = int(pk) if pk and str(pk).isdecimal() else 0
            kwargs["queryset"] = Speaker.objects.filter(interview_id=of_this)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Interview)
class InterviewAdmin(admin.ModelAdmin):
    list_display = [
        "headline",
        "state",
        "publication",
        "question_count",
        "rating",
        "publish_at",
    ]
    list_filter = [
        "status",
        "publication",
        ("language", admin.AllValuesFieldListFilter),
    ]
    list_select_related = ["publication", "rating_summary"]
    list_per_page = 50
    search_fields = ["headline", "speakers__name"]
    date_hierarchy = "publish_at"
    readonly_fields = ["state"]
    inlines = [SpeakerInline, QuestionInline]
    actions = ["publish", "submit", "withdraw"]
    formfield_overrides = {
        Interview.picture.field.__class__: {"form_class": PictureField}
    }
    fieldsets = [
        (
            _("Story"),
            {
                "fields": [
                    "publication",
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
        (_("Publishing"), {"fields": ["state", "publish_at", "language", "slug"]}),
    ]

    # Who sees what

    def get_queryset(self, request: HttpRequest) -> QuerySet[Interview]:
        interviews = Interview.objects.all().order_by("-created", "-pk")
        asked = Count("questions", filter=~Q(questions__text=""))
        if not request.user.has_perm("interviews.view_interview"):
            return interviews.none()
        if not _moderates_only(request.user):
            interviews = interviews.editable_by(request.user)  # type: ignore[arg-type]
        return interviews.annotate(asked=asked)

    def has_change_permission(
        self, request: HttpRequest, obj: Interview | None = None
    ) -> bool:
        if not super().has_change_permission(request, obj):
            return False
        if obj is None or request.user.has_perm("interviews.publish_interview"):
            return True
        own = obj.created_by_id == request.user.pk
        return own and obj.status in (
            Interview.Status.DRAFT,
            Interview.Status.IN_REVIEW,
        )

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("interviews.publish_interview")

    def get_readonly_fields(
        self, request: HttpRequest, obj: Interview | None = None
    ) -> Any:
        """Only editors choose the moment of publication."""
        fields = list(super().get_readonly_fields(request, obj))
        return (
            fields if self.has_publish_permission(request) else [*fields, "publish_at"]
        )

    # What the list shows

    @admin.display(description=_("status"), ordering="status")
    def state(self, interview: Interview) -> str:
        label = (
            _("Scheduled") if interview.is_scheduled else interview.get_status_display()
        )
        return format_html(
            '<span class="state state--{}">{}</span>', interview.status, label
        )

    @admin.display(description=_("questions"), ordering="asked")
    def question_count(self, interview: Any) -> int:
        return int(interview.asked)

    @admin.display(description=_("rating"))
    def rating(self, interview: Interview) -> str:
        summary = getattr(interview, "rating_summary", None)
        return (
            f"{summary.figure} ({summary.count})" if summary and summary.count else "–"
        )

    # Saving

    def save_model(
        self,
        request: HttpRequest,
        obj: Interview,
        form: ModelForm,
        change: bool,
    ) -> None:
        obj.updated = timezone.now()
        if change:
            obj.version += 1
        else:
            obj.created_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        form.instance.mirror_publish_at()

    # Verbs

    @admin.action(
        description=_("Publish (at its time, if that is to come)"),
        permissions=["publish"],
    )
    def publish(self, request: HttpRequest, queryset: QuerySet[Interview]) -> None:
        def publish(interview: Interview, by: User) -> None:
            due = interview.publish_at
            later = due if due and due > timezone.now() else None
            interview.publish(by=by, at=later)

        done = self._each(request, queryset, publish)
        sentence = ngettext("%d interview published.", "%d interviews published.", done)
        self._say(request, sentence, done)

    @admin.action(description=_("Hand in for review"), permissions=["change"])
    def submit(self, request: HttpRequest, queryset: QuerySet[Interview]) -> None:
        drafts = queryset.filter(status=Interview.Status.DRAFT)
        done = self._each(
            request, drafts, lambda interview, by: interview.submit(by=by)
        )
        sentence = ngettext("%d draft handed in.", "%d drafts handed in.", done)
        self._say(request, sentence, done)

    @admin.action(description=_("Withdraw from readers"), permissions=["publish"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Interview]) -> None:
        done = self._each(
            request, queryset, lambda interview, by: interview.withdraw(by=by)
        )
        sentence = ngettext("%d interview withdrawn.", "%d interviews withdrawn.", done)
        self._say(request, sentence, done)

    def _each(
        self,
        request: HttpRequest,
        queryset: QuerySet[Interview],
        verb: Callable[[Interview, User], None],
    ) -> int:
        """Apply the verb to each, say which were refused, return how many were not."""
        done = 0
        for interview in queryset.order_by("pk"):
            try:
                verb(interview, request.user)  # type: ignore[arg-type]
            except ValidationError as error:
                reasons = " ".join(error.messages)
                self.message_user(request, f"{interview}: {reasons}", messages.ERROR)
                continue
            self.log_change(request, interview, verb.__name__)
            done += 1
        return done

    def _say(self, request: HttpRequest, sentence: str, done: int) -> None:
        if done:
            self.message_user(request, sentence % done, messages.SUCCESS)


def _moderates_only(user: Any) -> bool:
    """Moderators look at every interview and change none."""
    return user.has_perm("interviews.moderate_rating") and not user.has_perm(
        "interviews.change_interview"
    )

"""The verbs of an interview as the desk offers them: in the list and on the form."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from interviews.models import Interview, SavedMeanwhile
from interviews.writing import checks
from newsroom.accounts.acts import Act
from newsroom.desk import DeskAdmin

Verb = Callable[[Interview, User], None]


class InterviewActions(DeskAdmin):
    actions = ["publish", "publish_now", "submit", "withdraw", "join"]
    buttons = {
        "submit": _("Save and hand in for review"),
        "publish": _("Save and publish"),
        "publish_now": _("Save and publish now"),
        "withdraw": _("Save and withdraw"),
    }

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("interviews.publish_interview")

    def buttons_for(self, obj: Interview | None) -> list[str]:
        if obj is None or obj.status == Interview.Status.DRAFT:
            return ["submit", "publish"]
        if obj.is_scheduled:
            return ["publish_now", "withdraw"]
        return ["withdraw"] if obj.is_public else ["publish"]

    @admin.action(description=_("Publish, or schedule"), permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Interview]) -> None:
        self._publish_each(request, queryset, _publish)

    @admin.action(
        description=_("Publish now, whatever its time"), permissions=["publish"]
    )
    def publish_now(self, request: HttpRequest, queryset: QuerySet[Interview]) -> None:
        self._publish_each(request, queryset, _publish_now)

    @admin.action(description=_("Hand in for review"), permissions=["change"])
    def submit(self, request: HttpRequest, queryset: QuerySet[Interview]) -> None:
        done = len(self._each(request, queryset, _submit))
        sentence = ngettext("%d draft handed in.", "%d drafts handed in.", done)
        self._say(request, sentence, done)

    @admin.action(description=_("Withdraw from readers"), permissions=["publish"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Interview]) -> None:
        done = len(self._each(request, queryset, _withdraw))
        sentence = ngettext("%d interview withdrawn.", "%d interviews withdrawn.", done)
        self._say(request, sentence, done)

    @admin.action(
        description=_("Join as language versions of one"), permissions=["publish"]
    )
    def join(self, request: HttpRequest, queryset: QuerySet[Interview]) -> None:
        rows = Interview.objects.filter(
            pk__in=list(queryset.values_list("pk", flat=True))
        )
        if len(rows) < 2:
            message = _("Choose two or more interviews, each in another language.")
            self.message_user(request, message, messages.WARNING)
            return
        try:
            rows.join_as_versions(by=request.user)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return
        sentence = ngettext(
            "%d interview is a version of others now.",
            "%d interviews are versions of each other now.",
            len(rows),
        )
        self._say(request, sentence, len(rows))

    def _publish_each(
        self, request: HttpRequest, queryset: QuerySet[Interview], verb: Verb
    ) -> None:
        done = self._each(request, queryset, verb)
        later = sum(interview.is_scheduled for interview in done)
        out = len(done) - later
        sentence = ngettext("%d interview published.", "%d interviews published.", out)
        self._say(request, sentence, out)
        sentence = ngettext(
            "%d interview scheduled.", "%d interviews scheduled.", later
        )
        self._say(request, sentence, later)
        self._warn_of_open_checks(request, queryset.filter(status="published"))

    def _each(
        self, request: HttpRequest, queryset: QuerySet[Interview], verb: Verb
    ) -> list[Interview]:
        """Apply the verb to each, say which were refused, return those that were not."""
        done = []
        for interview in queryset.order_by("pk"):
            try:
                with transaction.atomic():
                    if not self.has_change_permission(request, interview):
                        raise PermissionDenied(_("You may not change it."))
                    self._refuse_unseen(request, interview)
                    verb(interview, request.user)  # type: ignore[arg-type]
            except PermissionDenied as error:
                Act.objects.denied(request)
                self.message_user(request, f"{interview}: {error}", messages.ERROR)
                continue
            except ValidationError as error:
                reasons = " ".join(error.messages)
                self.message_user(request, f"{interview}: {reasons}", messages.ERROR)
                continue
            done.append(interview)
        return done

    def _refuse_unseen(self, request: HttpRequest, interview: Interview) -> None:
        """Refuse to act on words that somebody else saved since the list was shown."""
        seen = request.POST.get(f"seen_{interview.pk}", "")
        if not seen.isdecimal() or len(seen) > 9 or int(seen) >= interview.version:
            return
        since = interview.revisions.filter(version__gt=int(seen))
        if since.exclude(by=request.user.pk).exists():
            raise SavedMeanwhile

    def _warn_of_open_checks(
        self, request: HttpRequest, queryset: QuerySet[Interview]
    ) -> None:
        for interview in queryset.filter(open_checks__gt=0).order_by("pk"):
            found = " ".join(each.sentence for each in checks.report(interview))
            self.message_user(request, f"{interview}: {found}", messages.WARNING)

    # Deleting is putting into the bin

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Nothing else goes with it: it is only put out of sight."""
        return [str(each) for each in objs], {}, set(), []

    def delete_model(self, request: HttpRequest, obj: Interview) -> None:
        self.delete_queryset(request, Interview.objects.filter(pk=obj.pk))

    def delete_queryset(
        self, request: HttpRequest, queryset: QuerySet[Interview]
    ) -> None:
        for interview in queryset.order_by("pk"):
            with suppress(SavedMeanwhile):  # a colleague has binned it already
                interview.bin(by=request.user)  # type: ignore[arg-type]

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        """``Interview.bin`` notes it."""

    def _say(self, request: HttpRequest, sentence: str, done: int) -> None:
        if done:
            self.message_user(request, sentence % done, messages.SUCCESS)


# Each verb of the model, refused where it would do nothing.


def _publish(interview: Interview, by: User) -> None:
    if interview.is_public:
        raise ValidationError(_("It is published already."))
    due = interview.publish_at
    later = due if due and due > timezone.now() else None
    interview.publish(by=by, at=later)


def _publish_now(interview: Interview, by: User) -> None:
    if interview.is_public:
        raise ValidationError(_("It is published already."))
    interview.publish(by=by)


def _submit(interview: Interview, by: User) -> None:
    if interview.status != Interview.Status.DRAFT:
        raise ValidationError(_("It is no draft any more."))
    interview.submit(by=by)


def _withdraw(interview: Interview, by: User) -> None:
    if interview.status != Interview.Status.PUBLISHED:
        raise ValidationError(_("It is not published."))
    interview.withdraw(by=by)

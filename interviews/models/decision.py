"""What moderators decided: one row an act, on one rating or on hundreds, for ever."""

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from interviews.models.rating import Rating, RatingQuerySet
from interviews.models.rating_summary import RatingSummary
from interviews.models.review import Report
from newsroom import pages
from newsroom.accounts.acts import Act

if TYPE_CHECKING:
    from django.contrib.auth.models import User

STATUS = {
    "approve": Rating.Status.APPROVED,
    "reject": Rating.Status.REJECTED,
    "spam": Rating.Status.SPAM,
}


class DecisionQuerySet(models.QuerySet["Decision"]):
    def newest(self) -> "DecisionQuerySet":
        """Order by time, and say of each in ``total`` how many ratings it was about.

        The order is named: Django drops the model's own where rows are counted.
        """
        return self.annotate(total=models.Count("items")).order_by("-at", "-pk")

    @transaction.atomic
    def make(
        self,
        verb: str,
        ratings: RatingQuerySet,
        *,
        by: "User | None",
        seen: dict[int, int] | None = None,
        reason: str = "",
        note: str = "",
        reply: str = "",
    ) -> "Decision":
        """Decide on all of these in one act; ``seen`` has the version that was read.

        What cannot be decided on (words changed since, withdrawn) is left alone and
        named in ``refused`` of the result; ValidationError when nothing is left.
        """
        from interviews.reviewing import letters

        decision = Decision(verb=verb, by=by)
        after: dict[str, Any] = {"reply": reply}
        if verb != "reply":
            after = {"status": STATUS[verb], "reason": reason, "note": note}
            after |= {"moderated_by_id": by and by.pk, "moderated_at": decision.at}
        changes = {}
        for rating in _held(ratings):
            refusal = rating.refusal(verb, (seen or {}).get(rating.pk))
            if refusal:
                decision.refused.append(f"{rating}: {refusal}")
            else:
                changes[rating] = after
        decision.carry_out(changes)
        letters.decided(decision, list(changes))
        return decision


class Decision(models.Model):
    """One act of a moderator. It is never changed; undoing it is an act of its own."""

    class Verb(models.TextChoices):
        APPROVE = "approve", _("Approved")
        REJECT = "reject", _("Rejected")
        SPAM = "spam", _("Marked as spam")
        REPLY = "reply", _("Replied")
        UNDO = "undo", _("Undone")

    verb = models.CharField(_("act"), max_length=8, choices=Verb)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    undoes = models.OneToOneField(
        "self",
        models.CASCADE,
        null=True,
        related_name="undone_by",
        verbose_name=_("takes back"),
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at", "-id"], name="decision_newest")]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refused: list[str] = []

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {self.at:%Y-%m-%d %H:%M}"

    @transaction.atomic
    def undo(self, *, by: "User | None") -> "Decision":
        """Put each rating back exactly as it was before this act.

        What the reader or another moderator changed since stays and is named in
        ``refused`` of the result.
        """
        held = Decision.objects.select_for_update().get(pk=self.pk)
        if Decision.objects.filter(undoes=held).exists():
            raise ValidationError(_("This has been undone already."))
        undoing = Decision(verb=self.Verb.UNDO, by=by, undoes=held)
        items = {item.rating_id: item for item in held.items.all()}
        changes = {}
        for rating in _held(Rating.objects.filter(pk__in=items)):
            item = items[rating.pk]
            if (rating.version, state(rating)) == (item.version, item.state_after()):
                changes[rating] = item.state_before()
            else:
                undoing.refused.append(
                    f"{rating}: " + str(_("It has changed since, and stays."))
                )
        undoing.carry_out(changes)
        return undoing

    def carry_out(self, changes: dict[Rating, dict[str, Any]]) -> None:
        """Write these columns to these locked ratings, move the figures, keep both."""
        if not changes:
            raise ValidationError(self.refused or [_("There is nothing to decide on.")])
        self.save()
        items: list[DecidedRating] = []
        moves: dict[int, Counter[int]] = {}
        shown = set()  # interviews of which readers saw what they see no more
        staff = _existing_staff(changes)
        for rating, columns in changes.items():
            before, counted = state(rating), rating.counts_as
            for name, value in columns.items():
                setattr(rating, name, value)
            if rating.moderated_by_id not in staff:
                rating.moderated_by_id = None
            item = DecidedRating(decision=self, rating=rating, version=rating.version)
            item.before, item.after = _as_text(before), _as_text(state(rating))
            items.append(item)
            if counted is None and rating.counts_as is None:
                continue  # readers never saw it and do not now
            move = moves.setdefault(rating.interview_id, Counter())
            if counted:
                move[counted] -= 1
            if counted and (rating.counts_as is None or before["reply"]):
                shown.add(rating.interview_id)
            if rating.counts_as:
                move[rating.counts_as] += 1
        self._write(list(changes))
        DecidedRating.objects.bulk_create(items, batch_size=500)
        RatingSummary.objects.move_many(moves)
        for interview_id in moves:
            pages.changed(interview_id, remove=interview_id in shown)
        Report.objects.open().filter(rating__in=changes).update(closed=self.at)
        self._record(items)

    def _record(self, items: "list[DecidedRating]") -> None:
        """Add one entry to the log, however many ratings it was about.

        Of replies it holds how many letters they have: the log outlives what a reader
        asks us to forget, whom a reply may name.
        """
        is_reply = self.verb == self.Verb.REPLY

        def told(kept: dict[str, Any]) -> Any:
            return len(kept["reply"]) if is_reply else kept["status"]

        Act.objects.record(
            self.verb,
            by=self.by,
            on=items[0].rating if len(items) == 1 else self,
            before={str(item.rating_id): told(item.before) for item in items},
            after={str(item.rating_id): told(item.after) for item in items},
        )

    def _write(self, ratings: list[Rating]) -> None:
        """Save the ratings; alike ones in one statement, hundreds are as quick as one."""
        alike: dict[tuple[Any, ...], list[int]] = {}
        for rating in ratings:
            alike.setdefault(tuple(state(rating).values()), []).append(rating.pk)
        for values, pks in alike.items():
            columns = dict(zip(STATE, values, strict=True))
            for start in range(0, len(pks), 500):
                batch = Rating.objects.filter(pk__in=pks[start : start + 500])
                batch.update(**columns)


STATE = ("status", "reason", "note", "moderated_by_id", "moderated_at", "reply")


def state(rating: Rating) -> dict[str, Any]:
    """Return what decisions change of a rating."""
    return {name: getattr(rating, name) for name in STATE}


def _held(ratings: RatingQuerySet) -> RatingQuerySet:
    """Return the ratings, locked in one order: two moderators never wait crosswise."""
    held = ratings.select_related("interview").select_for_update(of=("self",))
    return held.order_by("interview_id", "pk")


def _existing_staff(changes: dict[Rating, dict[str, Any]]) -> set[int | None]:
    """Return who of those named there has not been deleted meanwhile."""
    named = {columns.get("moderated_by_id") for columns in changes.values()}
    named |= {rating.moderated_by_id for rating in changes}
    users = get_user_model().objects.filter(pk__in=[pk for pk in named if pk])
    return {None, *users.values_list("pk", flat=True)}


class DecidedRating(models.Model):
    """What an act made of one rating: its state before and after."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="items")
    rating = models.ForeignKey(Rating, models.CASCADE, related_name="decided")
    version = models.PositiveIntegerField()
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        verbose_name = _("decided rating")
        verbose_name_plural = _("decided ratings")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.rating_id}: {self.decision_id}"

    def both_sides(self) -> list[list[tuple[str, str]]]:
        """Return what is read in the history: before and after."""
        return [_told(self.before), _told(self.after)]

    def state_before(self) -> dict[str, Any]:
        return _with_time(self.before)

    def state_after(self) -> dict[str, Any]:
        return _with_time(self.after)


def _told(kept: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the columns that say something, under their names."""
    names = {name: name.removesuffix("_id") for name in STATE}
    return [
        (str(Rating._meta.get_field(names[name]).verbose_name), str(value))  # type: ignore[union-attr]
        for name, value in kept.items()
        if value not in ("", None) and not name.startswith("moderated")
    ]


def _as_text(kept: dict[str, Any]) -> dict[str, Any]:
    at = kept["moderated_at"]
    return {**kept, "moderated_at": at.isoformat() if at else None}


def _with_time(kept: dict[str, Any]) -> dict[str, Any]:
    at = kept["moderated_at"]
    return {**kept, "moderated_at": parse_datetime(at) if at else None}

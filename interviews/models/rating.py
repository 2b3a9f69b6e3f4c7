"""Readers' ratings: what a reader does with theirs, what a moderator decides on it.

Each change moves the figures by the difference, in the same transaction.
"""

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interviews.models.interview import Interview
from newsroom.models import Publication

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from interviews.models.decision import Decision

SCORES = (1, 2, 3, 4, 5)
REVIEW_ORDERS = {
    "newest": ("-created", "-id"),
    "highest": ("-score", "-id"),
    "lowest": ("score", "-id"),
    "helpful": ("-helpful", "-id"),
}


class RatingQuerySet(models.QuerySet["Rating"]):
    def approved(self) -> "RatingQuerySet":
        return self.filter(status=Rating.Status.APPROVED)

    def reviews(self, order: str = "newest") -> "RatingQuerySet":
        """Return approved ratings with words, in one of ``REVIEW_ORDERS``."""
        return self.approved().exclude(review="").order_by(*REVIEW_ORDERS[order])

    def waiting(self) -> "RatingQuerySet":
        waiting = self.filter(status=Rating.Status.PENDING, interview__deleted_at=None)
        return waiting.order_by("updated", "pk")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete rows and take them out of the figures."""
        from interviews.models.rating_summary import RatingSummary

        with transaction.atomic():
            # In one order, so that two of these never wait for each other.
            for rating in self.order_by("interview_id", "pk").select_for_update():
                RatingSummary.objects.move(rating.interview_id, rating.counts_as, None)
            return super().delete()

    def rate(
        self,
        interview: Interview,
        reader_key: str,
        met: dict[str, str],
        words: dict[str, Any],
        *,
        new: bool,
    ) -> "Rating":
        """Create or change the one rating of this reader; see ``Interview.rate``."""
        try:
            return self._rate(interview, reader_key, met, words, new)
        except IntegrityError:
            # The same reader's other request came first: change the row it made.
            return self._rate(interview, reader_key, met, words, new=False)

    @transaction.atomic
    def _rate(
        self,
        interview: Interview,
        reader_key: str,
        met: dict[str, str],
        words: dict[str, Any],
        new: bool,
    ) -> "Rating":
        from interviews.models.rating_summary import RatingSummary

        own = {"interview": interview, "reader_key": reader_key}
        rating = None
        if not new:
            rating = Rating.objects.select_for_update().filter(**own).first()
        rating = rating or Rating(**own)
        if rating.says(**words):
            return rating
        before = rating.counts_as
        status = rating.status_for(interview.publication, met["held_for"], **words)
        rating.change(status, **words, **met)
        RatingSummary.objects.move(interview.pk, before, rating.counts_as)
        return rating


class Rating(models.Model):
    """One reader's stars, and words if they wrote any: those make it a review."""

    class Status(models.TextChoices):
        PENDING = "pending", _("Waiting")
        APPROVED = "approved", _("Approved")
        REJECTED = "rejected", _("Rejected")
        SPAM = "spam", _("Spam")
        WITHDRAWN = "withdrawn", _("Withdrawn by the reader")

    class Reason(models.TextChoices):
        OFF_TOPIC = "off_topic", _("Not about this interview")
        OFFENSIVE = "offensive", _("Offensive or hateful")
        PERSONAL = "personal", _("Attacks or exposes a person")
        UNFOUNDED = "unfounded", _("States what is not true")
        ADVERTISING = "advertising", _("Advertises something")
        REPEATED = "repeated", _("Said already")
        OTHER = "other", _("Another reason")

    class HeldFor(models.TextChoices):
        TRAP = "trap", _("Filled in like a program")
        BURST = "burst", _("Came in a burst")

    interview = models.ForeignKey(
        Interview,
        models.CASCADE,
        related_name="ratings",
        verbose_name=_("interview"),
        db_index=False,  # the constraint below begins with it
    )
    score = models.PositiveSmallIntegerField(
        _("stars"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    # A keyed hash of the reader's cookie: it tells readers apart and nothing more.
    reader_key = models.CharField(max_length=64, editable=False)
    name = models.CharField(_("name"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    review = models.TextField(_("review"), blank=True, max_length=5000)
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.PENDING
    )
    moderated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("moderated by"),
        db_index=False,  # asked for only when a member of staff is deleted
    )
    moderated_at = models.DateTimeField(_("moderated at"), null=True, editable=False)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason, blank=True)
    note = models.TextField(
        _("note to the writer"),
        blank=True,
        max_length=1000,
        help_text=_("The writer reads it beside their review, and by mail."),
    )
    reply = models.TextField(
        _("editor's reply"),
        blank=True,
        max_length=3000,
        help_text=_("Everyone reads it under the review."),
    )
    held_for = models.CharField(
        _("held because it"), max_length=8, choices=HeldFor, blank=True, editable=False
    )
    # A keyed hash of the network it came from, blank once the key's time is over.
    network = models.CharField(max_length=24, blank=True, editable=False)
    helpful = models.PositiveIntegerField(_("found helpful"), default=0, editable=False)
    created = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    updated = models.DateTimeField(_("changed"), default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    DECIDED = ("status", "reason", "note", "moderated_by", "moderated_at")

    # Whether the last change named an address that was not there before.
    addressed_anew = False

    objects = RatingQuerySet.as_manager()

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings and reviews")
        ordering = ["-created", "-pk"]
        permissions = [
            ("moderate_rating", _("Can approve and reject ratings")),
            ("erase_reader", _("Can hand out and erase what is kept of a reader")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "reader_key"], name="rating_one_a_reader"
            ),
            models.CheckConstraint(
                name="rating_score_1_to_5",
                condition=models.Q(score__gte=1, score__lte=5),
                violation_error_message=_("Choose one to five stars."),
            ),
            models.CheckConstraint(
                name="rating_status_known",
                condition=models.Q(
                    status__in=["pending", "approved", "rejected", "spam", "withdrawn"]
                ),
            ),
        ]
        indexes = [
            # An interview's reviews in each order that readers may choose.
            *(
                models.Index(
                    fields=["interview", *order],
                    name=f"rating_reviews_{name}",
                    condition=models.Q(status="approved") & ~models.Q(review=""),
                )
                for name, order in REVIEW_ORDERS.items()
            ),
            # What came when: bursts, and the moderators' figures.
            models.Index(fields=["interview", "created"], name="rating_by_time"),
            # The moderators' queue, oldest first.
            models.Index(
                fields=["updated", "id"],
                name="rating_queue",
                condition=models.Q(status="pending"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score}/5 · {self.interview_id}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:detail", args=[self.pk])

    @property
    def counts_as(self) -> int | None:
        """The score it adds to the figures, None while it does not count."""
        return self.score if self.status == self.Status.APPROVED else None

    @property
    def was_refused(self) -> bool:
        """Whether the last decision was a refusal, whatever the reader did since."""
        if self.status in (self.Status.REJECTED, self.Status.SPAM):
            return True
        return self.status != self.Status.APPROVED and self.moderated_at is not None

    @property
    def shown_status(self) -> str:
        """What its reader is told: a trap is no decision, a moderator may yet look."""
        trapped = self.status == self.Status.SPAM and self.moderated_by_id is None
        return self.Status.PENDING if trapped else self.status

    def says(self, *, score: int, review: str, name: str, email: str) -> bool:
        """Say whether this very rating stands here already (a form sent twice)."""
        stands = self.status in (self.Status.PENDING, self.Status.APPROVED)
        said = (self.score, self.review, self.name, self.email)
        return stands and said == (score, review, name, email)

    def status_for(
        self,
        publication: Publication,
        held_for: str,
        *,
        score: int,
        review: str,
        name: str,
        email: str,
    ) -> str:
        """Return the status that these words would have.

        New or changed words wait; stars alone count, but not after a refusal.
        """
        if held_for == self.HeldFor.TRAP:
            return self.Status.SPAM
        if held_for:
            return self.Status.PENDING
        if publication.rating_policy == Publication.RatingPolicy.HOLD_ALL:
            return self.Status.PENDING
        if self.was_refused:
            return self.Status.PENDING
        approved = self.status == self.Status.APPROVED
        read = approved and (review, name) == (self.review, self.name)
        return self.Status.PENDING if review and not read else self.Status.APPROVED

    @property
    def is_review(self) -> bool:
        """Whether others read it now."""
        return self.status == self.Status.APPROVED and bool(self.review)

    # What the reader does

    def change(self, status: str, **columns: Any) -> None:
        """Take other words from the reader; the caller moves the figures."""
        self._keep_words(columns)
        self.addressed_anew = bool(columns["email"]) and columns["email"] != self.email
        for field, value in columns.items():
            setattr(self, field, value)
        self.updated = timezone.now()
        self._leave_for(status)
        if status == self.Status.SPAM:
            self.moderated_at = self.updated  # by the trap, without a moderator
        written = [*columns, "updated", *self.DECIDED, "version"]
        self.save(update_fields=written if self.pk else None)

    def _keep_words(self, columns: dict[str, Any]) -> None:
        """Keep what moderators read, or would have, before other words replace it."""
        from interviews.models.earlier_words import EarlierWords

        read = ("review", "name")
        if (
            self.pk
            and self.review
            and any(columns[name] != getattr(self, name) for name in read)
        ):
            EarlierWords.objects.keep(self)

    @transaction.atomic
    def withdraw(self) -> None:
        """Take it back, as its reader."""
        from interviews.models.rating_summary import RatingSummary

        before = self._lock().counts_as
        self.updated = timezone.now()
        self._leave_for(self.Status.WITHDRAWN)
        self.save(update_fields=["updated", *self.DECIDED, "version"])
        RatingSummary.objects.move(self.interview_id, before, None)

    def _leave_for(self, status: str) -> None:
        """An approval is for what was read and ends here; a refusal is remembered."""
        if self.status == self.Status.APPROVED != status:
            self.moderated_by = self.moderated_at = None
            self.reason = self.note = ""
        self.status = status
        self.version += 1

    # What moderators do. With ``version``: refused with a ValidationError when the
    # reader changed the words since the moderator saw them.

    def approve(self, *, by: "User | None", version: int | None = None) -> "Decision":
        """Let it count and be read."""
        return self._decide("approve", by, version)

    def reject(
        self,
        *,
        by: "User | None",
        reason: str = "",
        note: str = "",
        version: int | None = None,
    ) -> "Decision":
        """Keep it from readers; ``note`` is for its writer."""
        return self._decide("reject", by, version, reason=reason, note=note)

    def mark_spam(self, *, by: "User | None", version: int | None = None) -> "Decision":
        return self._decide("spam", by, version)

    def answer(
        self, reply: str, *, by: "User | None", version: int | None = None
    ) -> "Decision":
        """Write the editor's reply, or take it away by an empty one."""
        return self._decide("reply", by, version, reply=reply)

    def _decide(
        self, verb: str, by: "User | None", version: int | None, **said: str
    ) -> "Decision":
        from interviews.models.decision import Decision

        seen = {} if version is None else {self.pk: version}
        ratings = Rating.objects.filter(pk=self.pk)
        decision = Decision.objects.make(verb, ratings, by=by, seen=seen, **said)
        self.refresh_from_db(fields=[*self.DECIDED, "reply"])
        return decision

    def refusal(self, verb: str, seen: int | None) -> str:
        """Return why this verb cannot be done, for the moderator; empty if it can."""
        if seen is not None and self.version != seen:
            return str(_("The reader has changed this review since. Read it again."))
        if self.status == self.Status.WITHDRAWN:
            return str(_("The reader has withdrawn this rating."))
        return ""

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        return Rating.objects.filter(pk=self.pk).delete()

    def _lock(self) -> Self:
        """Read the row as it is now and hold it until the transaction ends."""
        rows = Rating.objects.select_for_update()
        self.refresh_from_db(from_queryset=rows)  # type: ignore[arg-type] # Self
        return self

"""Readers' ratings and the figures made of them.

``RatingSummary.objects.move`` is the one writer of the figures: every change of a
rating goes through it, by the difference, in the transaction that changes the rating.
"""

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interviews.models.interview import Interview
from newsroom import pages
from newsroom.models import Publication

if TYPE_CHECKING:
    from django.contrib.auth.models import User

SCORES = (1, 2, 3, 4, 5)
COUNTS = {
    f"score_{score}": models.Count("pk", filter=models.Q(score=score))
    for score in SCORES
}


class RatingQuerySet(models.QuerySet["Rating"]):
    def approved(self) -> "RatingQuerySet":
        return self.filter(status=Rating.Status.APPROVED)

    def reviews(self) -> "RatingQuerySet":
        """Return approved ratings with words, newest first."""
        return self.approved().exclude(review="").order_by("-created", "-pk")

    def waiting(self) -> "RatingQuerySet":
        return self.filter(status=Rating.Status.PENDING).order_by("updated", "pk")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete rows and take them out of the figures."""
        with transaction.atomic():
            # In one order, so that two of these never wait for each other.
            for rating in self.order_by("interview", "pk").select_for_update():
                RatingSummary.objects.move(rating.interview_id, rating.counts_as, None)
            return super().delete()

    def rate(
        self, interview: Interview, reader_key: str, *, trapped: bool, **words: Any
    ) -> "Rating":
        """Create or change the one rating of this reader; see ``Interview.rate``."""
        try:
            return self._rate(interview, reader_key, trapped, words)
        except IntegrityError:
            # The same reader's other request came first: change the row it made.
            return self._rate(interview, reader_key, trapped, words)

    @transaction.atomic
    def _rate(
        self,
        interview: Interview,
        reader_key: str,
        trapped: bool,
        words: dict[str, Any],
    ) -> "Rating":
        own = {"interview": interview, "reader_key": reader_key}
        rating = Rating.objects.select_for_update().filter(**own).first()
        rating = rating or Rating(**own)
        if rating.says(**words):
            return rating
        before = rating.counts_as
        status = rating.status_for(interview.publication, **words)
        rating.change(Rating.Status.SPAM if trapped else status, **words)
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

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="ratings")
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
    )
    moderated_at = models.DateTimeField(_("moderated at"), null=True, editable=False)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    reply = models.TextField(_("editor's reply"), blank=True)
    created = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    updated = models.DateTimeField(_("changed"), default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    DECIDED = ("status", "reason", "moderated_by", "moderated_at")

    objects = RatingQuerySet.as_manager()

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings and reviews")
        ordering = ["-created", "-pk"]
        permissions = [("moderate_rating", _("Can approve and reject ratings"))]
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
            # An interview's reviews, newest first.
            models.Index(
                fields=["interview", "-created", "-id"],
                name="rating_reviews_newest",
                condition=models.Q(status="approved") & ~models.Q(review=""),
            ),
            # The moderators' queue, oldest first.
            models.Index(
                fields=["updated", "id"],
                name="rating_queue",
                condition=models.Q(status="pending"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score}/5 · {self.interview_id}"

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
        *,
        score: int,
        review: str,
        name: str,
        email: str,
    ) -> str:
        """Return the status that these words would have.

        New or changed words wait; stars alone count, but not after a refusal.
        """
        if publication.rating_policy == Publication.RatingPolicy.HOLD_ALL:
            return self.Status.PENDING
        if self.was_refused:
            return self.Status.PENDING
        approved = self.status == self.Status.APPROVED
        read = approved and (review, name) == (self.review, self.name)
        return self.Status.PENDING if review and not read else self.Status.APPROVED

    # What the reader does

    def change(self, status: str, **words: Any) -> None:
        """Take other words from the reader; the caller moves the figures."""
        for field, value in words.items():
            setattr(self, field, value)
        self.updated = timezone.now()
        self._leave_for(status)
        if status == self.Status.SPAM:
            self.moderated_at = self.updated  # by the trap, without a moderator
        columns = [*words, "updated", *self.DECIDED, "version"]
        self.save(update_fields=columns if self.pk else None)

    @transaction.atomic
    def withdraw(self) -> None:
        """Take it back, as its reader."""
        before = self._lock().counts_as
        self._leave_for(self.Status.WITHDRAWN)
        self.save(update_fields=[*self.DECIDED, "version"])
        RatingSummary.objects.move(self.interview_id, before, None)

    def _leave_for(self, status: str) -> None:
        """An approval is for what was read and ends here; a refusal is remembered."""
        if self.status == self.Status.APPROVED != status:
            self.moderated_by = self.moderated_at = None
            self.reason = ""
        self.status = status
        self.version += 1

    # What moderators do. With ``version``: refused with a ValidationError when the
    # reader changed the words since the moderator saw them.

    def approve(self, *, by: "User", version: int | None = None) -> None:
        """Let it count and be read."""
        self._decide(self.Status.APPROVED, by, version)

    def reject(
        self, *, by: "User", reason: str = "", version: int | None = None
    ) -> None:
        self._decide(self.Status.REJECTED, by, version, reason)

    def mark_spam(self, *, by: "User", version: int | None = None) -> None:
        self._decide(self.Status.SPAM, by, version)

    @transaction.atomic
    def _decide(
        self, status: str, by: "User", version: int | None, reason: str = ""
    ) -> None:
        before = self._lock().counts_as
        if version is not None and self.version != version:
            raise ValidationError(
                _("The reader has changed this review since. Read it again.")
            )
        if self.status == self.Status.WITHDRAWN:
            raise ValidationError(_("The reader has withdrawn this rating."))
        self.status, self.reason = status, reason
        self.moderated_by, self.moderated_at = by, timezone.now()
        self.save(update_fields=self.DECIDED)
        RatingSummary.objects.move(self.interview_id, before, self.counts_as)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        return Rating.objects.filter(pk=self.pk).delete()

    def _lock(self) -> Self:
        """Read the row as it is now and hold it until the transaction ends."""
        rows = Rating.objects.select_for_update()
        self.refresh_from_db(from_queryset=rows)  # type: ignore[arg-type] # Self
        return self


class RatingSummaryManager(models.Manager["RatingSummary"]):
    def move(self, interview_id: int, before: int | None, after: int | None) -> None:
        """Take ``before`` out of the figures and put ``after`` in; None is no score.

        Call it in the transaction that changes the rating: the row's lock makes
        parallel moves wait for each other, and both happen or neither. The interview's
        stored pages are dropped with it, for words may have changed though no score did.
        """
        if before is not None or after is not None:
            pages.changed(interview_id, remove=before is not None)
        if before == after:
            return
        changes = {}
        if before is not None:
            changes[f"score_{before}"] = models.F(f"score_{before}") - 1
        if after is not None:
            changes[f"score_{after}"] = models.F(f"score_{after}") + 1
        if not self.filter(interview_id=interview_id).update(**changes):
            row = RatingSummary(interview_id=interview_id)
            self.bulk_create([row], ignore_conflicts=True)
            self.filter(interview_id=interview_id).update(**changes)

    def differences(self) -> tuple[int, list[dict[str, Any]]]:
        """Return how many interviews have figures or ratings, and where they differ.

        Each problem is ``{"kind", "id", "expected", "found"}``: the interview, the
        numbers of one to five stars as counted and as kept. Both sides come from one
        statement, so from one moment, however many readers rate meanwhile.
        """
        columns = [f"score_{score}" for score in SCORES]
        rows = Rating.objects.approved().order_by().values("interview")
        counted = rows.annotate(**COUNTS, side=models.Value("expected"))
        kept = self.annotate(side=models.Value("found"))
        sides: dict[int, dict[str, list[int]]] = {}
        both = counted.values_list("interview", "side", *columns).union(
            kept.values_list("interview", "side", *columns), all=True
        )
        for pk, side, *numbers in both.order_by():
            sides.setdefault(pk, {})[side] = numbers
        nothing = {side: [0] * len(SCORES) for side in ("expected", "found")}
        problems = [
            {"kind": "rating_summary", "id": pk, **nothing, **found}
            for pk, found in sorted(sides.items())
            if (nothing | found)["expected"] != (nothing | found)["found"]
        ]
        return len(sides), problems

    @transaction.atomic
    def repair(self, interview_id: int) -> None:
        """Write the figures counted from the rows; nobody moves them meanwhile."""
        row = RatingSummary(interview_id=interview_id)
        self.bulk_create([row], ignore_conflicts=True)
        held = self.select_for_update().get(interview_id=interview_id)
        rows = Rating.objects.approved().filter(interview_id=interview_id)
        counted = rows.order_by().aggregate(**COUNTS)
        self.filter(pk=held.pk).update(**counted)
        pages.changed(interview_id)


class RatingSummary(models.Model):
    """How many approved ratings of each score an interview has.

    Its own table, so that a vote never touches the article's row. Average and count
    are derived from these integers and never stored.
    """

    interview = models.OneToOneField(
        Interview, models.CASCADE, primary_key=True, related_name="rating_summary"
    )
    score_1 = models.PositiveIntegerField(default=0)
    score_2 = models.PositiveIntegerField(default=0)
    score_3 = models.PositiveIntegerField(default=0)
    score_4 = models.PositiveIntegerField(default=0)
    score_5 = models.PositiveIntegerField(default=0)

    objects = RatingSummaryManager()

    class Meta:
        verbose_name = _("rating figures")
        verbose_name_plural = _("rating figures")

    def __str__(self) -> str:
        return f"{self.figure or '–'} ({self.count})"

    @property
    def scores(self) -> tuple[int, ...]:
        """How many ratings of one star, of two, … of five."""
        return (self.score_1, self.score_2, self.score_3, self.score_4, self.score_5)

    @property
    def count(self) -> int:
        return sum(self.scores)

    @property
    def total(self) -> int:
        return sum(score * n for score, n in zip(SCORES, self.scores, strict=True))

    @property
    def tenths(self) -> int | None:
        """The average in tenths, rounded half up, in whole numbers: 43 is 4.3."""
        if not self.count:
            return None
        return (20 * self.total + self.count) // (2 * self.count)

    @property
    def figure(self) -> float | None:
        """The average with the one decimal that is shown everywhere, None at zero."""
        return None if self.tenths is None else self.tenths / 10

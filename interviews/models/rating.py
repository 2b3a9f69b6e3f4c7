"""Readers' ratings and the figures made of them.

``RatingSummary.objects.move`` is the one writer of the figures: every change of a
rating goes through it, by the difference, in the transaction that changes the rating.
"""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interviews.models.interview import Interview
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
        """Delete one by one, so that the figures follow."""
        with transaction.atomic():
            for rating in self.select_for_update():
                RatingSummary.objects.move(rating.interview_id, rating.counts_as, None)
            return super().delete()

    def rate(self, interview: Interview, reader_key: str, **words: Any) -> "Rating":
        """Create or change the one rating of this reader; see ``Interview.rate``."""
        try:
            return self._rate(interview, reader_key, **words)
        except IntegrityError:
            # The same reader's other request came first: change the row it made.
            return self._rate(interview, reader_key, **words)

    @transaction.atomic
    def _rate(self, interview: Interview, reader_key: str, **words: Any) -> "Rating":
        rows = Rating.objects.select_for_update().filter(interview=interview)
        existing = rows.filter(reader_key=reader_key).first()
        before = existing.counts_as if existing else None
        rating = existing or Rating(interview=interview, reader_key=reader_key)
        if existing and existing.says(**words):
            return existing
        rating.status = rating.status_for(interview.publication, **words)
        for field, value in words.items():
            setattr(rating, field, value)
        rating.updated = timezone.now()
        rating.version += 1
        rating.save()
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

    def says(self, *, score: int, review: str, name: str, email: str) -> bool:
        """Say whether this very rating stands here already (a form sent twice)."""
        return self.status != self.Status.WITHDRAWN and (
            self.score,
            self.review,
            self.name,
            self.email,
        ) == (score, review, name, email)

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
        held = publication.rating_policy == Publication.RatingPolicy.HOLD_ALL
        refused = self.status in (self.Status.REJECTED, self.Status.SPAM)
        new_words = bool(review) and (review, name) != (self.review, self.name)
        kept_words = bool(review) and not new_words
        if held or refused or new_words:
            return self.Status.PENDING
        if kept_words and self.status != self.Status.APPROVED:
            return self.Status.PENDING
        return self.Status.APPROVED

    # What moderators and the reader do

    def approve(self, *, by: "User", version: int | None = None) -> None:
        """Let it count and be read. With ``version``: refused with a ValidationError
        when the reader changed the words since the moderator saw them."""
        self._decide(self.Status.APPROVED, by=by, version=version)

    def reject(
        self, *, by: "User", reason: str = "", version: int | None = None
    ) -> None:
        self._decide(self.Status.REJECTED, by=by, reason=reason, version=version)

    def mark_spam(self, *, by: "User", version: int | None = None) -> None:
        self._decide(self.Status.SPAM, by=by, version=version)

    def withdraw(self) -> None:
        """Take it back, as its reader."""
        self._move(self.Status.WITHDRAWN)

    def _decide(
        self, status: str, *, by: "User", reason: str = "", version: int | None = None
    ) -> None:
        self._move(
            status,
            version=version,
            moderated_by=by,
            moderated_at=timezone.now(),
            reason=reason,
        )

    @transaction.atomic
    def _move(self, status: str, *, version: int | None = None, **columns: Any) -> None:
        now = Rating.objects.select_for_update().get(pk=self.pk)
        if version is not None and now.version != version:
            raise ValidationError(
                _("The reader has changed this review since. Read it again.")
            )
        if by_staff := "moderated_by" in columns:
            if now.status == self.Status.WITHDRAWN:
                raise ValidationError(_("The reader has withdrawn this rating."))
        else:
            columns["version"] = now.version + 1
        before = now.counts_as
        columns["status"] = status
        for model in (now, self):
            for column, value in columns.items():
                setattr(model, column, value)
        now.save(update_fields=list(columns))
        if not by_staff:
            self.version = now.version
        RatingSummary.objects.move(self.interview_id, before, now.counts_as)


class RatingSummaryManager(models.Manager["RatingSummary"]):
    def move(self, interview_id: int, before: int | None, after: int | None) -> None:
        """Take ``before`` out of the figures and put ``after`` in; None is no score.

        Call it in the transaction that changes the rating: the row's lock makes
        parallel moves wait for each other, and both happen or neither.
        """
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
        numbers of one to five stars as counted and as kept. Two queries in all.
        """
        rows = Rating.objects.approved().order_by().values("interview")
        columns = [f"score_{score}" for score in SCORES]
        counted = {
            pk: numbers
            for pk, *numbers in rows.annotate(**COUNTS).values_list(
                "interview", *columns
            )
        }
        kept = {row.pk: list(row.scores) for row in self.all()}
        nothing = [0] * len(SCORES)
        problems: list[dict[str, Any]] = []
        for pk in sorted(counted.keys() | kept.keys()):
            expected, found = counted.get(pk, nothing), kept.get(pk, nothing)
            if expected != found:
                kind = "rating_summary"
                problems.append(
                    {"kind": kind, "id": pk, "expected": expected, "found": found}
                )
        return len(counted.keys() | kept.keys()), problems

    def repair(self, interview_id: int) -> None:
        """Write the figures counted from the rows."""
        rows = Rating.objects.approved().filter(interview_id=interview_id)
        self.update_or_create(
            interview_id=interview_id, defaults=rows.order_by().aggregate(**COUNTS)
        )


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

"""The figures made of readers' ratings, whole numbers that move with them.

``RatingSummary.objects.move`` is the one writer: every change of a rating goes through
it, by the difference, in the transaction that changes the rating.
"""

from collections import Counter
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from interviews.models import recount
from interviews.models.interview import Interview
from interviews.models.rating import SCORES, Rating
from newsroom import pages

COUNTS = {
    f"score_{score}": models.Count("pk", filter=models.Q(score=score))
    for score in SCORES
}
# The order of lists by rating: each interview stands as if it had ten more ratings of
# 3.5 stars, so that one five does not beat a hundred fours. Fixed, and said on the page.
PRIOR_COUNT = 10
PRIOR_TOTAL = 35


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
        moves: Counter[int] = Counter()
        if before is not None:
            moves[before] -= 1
        if after is not None:
            moves[after] += 1
        self.move_many({interview_id: moves})

    def move_many(self, moves: dict[int, Counter[int]]) -> None:
        """Move the figures of several interviews, ``{interview: {score: change}}``.

        The caller drops their stored pages.
        """
        for interview_id in sorted(moves):  # in one order: none waits for another
            changes = {
                f"score_{score}": models.F(f"score_{score}") + change
                for score, change in moves[interview_id].items()
                if change
            }
            if changes and not self.filter(pk=interview_id).update(**changes):
                row = RatingSummary(interview_id=interview_id)
                self.bulk_create([row], ignore_conflicts=True)
                self.filter(pk=interview_id).update(**changes)

    def differences(self) -> tuple[int, list[dict[str, Any]]]:
        """Hold the figures against the approved ratings; see ``recount``.

        The numbers are those of one to five stars, the id is the interview's.
        """
        columns = [f"score_{score}" for score in SCORES]
        rows = Rating.objects.approved().order_by().values("interview")
        counted = rows.annotate(**COUNTS, side=models.Value("expected"))
        kept = self.annotate(side=models.Value("found"))
        return recount.differences(
            "rating_summary",
            counted.values_list("interview", "side", *columns),
            kept.values_list("interview", "side", *columns),
            len(SCORES),
        )

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


def _sum(weights: tuple[int, ...], more: int = 0) -> Any:
    """Return the columns' sum, each as often as ``weights`` says."""
    total: Any = models.Value(more)
    for score, weight in zip(SCORES, weights, strict=True):
        total += models.F(f"score_{score}") * weight
    return total


class RatingSummary(models.Model):
    """How many approved ratings of each score an interview has.

    Its own table, so that a vote never touches the article's row. Average and count
    are derived from these integers and never stored; the two orders of the lists by
    rating are the database's own derivation, for their indexes.
    """

    interview = models.OneToOneField(
        Interview, models.CASCADE, primary_key=True, related_name="rating_summary"
    )
    score_1 = models.PositiveIntegerField(default=0)
    score_2 = models.PositiveIntegerField(default=0)
    score_3 = models.PositiveIntegerField(default=0)
    score_4 = models.PositiveIntegerField(default=0)
    score_5 = models.PositiveIntegerField(default=0)
    by_count = models.GeneratedField(
        expression=_sum((1, 1, 1, 1, 1)),
        output_field=models.IntegerField(),
        db_persist=True,
    )
    by_average = models.GeneratedField(
        expression=_sum(SCORES, PRIOR_TOTAL) * 1.0 / _sum((1, 1, 1, 1, 1), PRIOR_COUNT),
        output_field=models.FloatField(),
        db_persist=True,
    )

    objects = RatingSummaryManager()

    class Meta:
        verbose_name = _("rating figures")
        verbose_name_plural = _("rating figures")
        indexes = [
            models.Index(fields=["-by_average", "interview"], name="summary_best"),
            models.Index(fields=["-by_count", "interview"], name="summary_most"),
        ]

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

    @property
    def breakdown(self) -> list[tuple[int, int, int]]:
        """Return ``(score, ratings, hundredths of all)`` from five stars to one.

        The hundredths sum to 100: what rounding leaves goes to the largest remainders.
        """
        if not self.count:
            return [(score, 0, 0) for score in reversed(SCORES)]
        parts = [divmod(100 * n, self.count) for n in self.scores]
        left = 100 - sum(whole for whole, _rest in parts)
        order = sorted(range(5), key=lambda place: -parts[place][1])
        more = set(order[:left])
        return [
            (score, self.scores[score - 1], parts[score - 1][0] + (score - 1 in more))
            for score in reversed(SCORES)
        ]

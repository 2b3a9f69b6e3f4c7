"""What other readers do with a review: find it helpful, or report it."""

from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interviews.models import recount
from interviews.models.rating import Rating
from newsroom import pages


class HelpfulVoteManager(models.Manager["HelpfulVote"]):
    @transaction.atomic
    def vote(self, review: Rating, reader_key: str) -> bool:
        """Count this reader's one vote; say whether it is a new one."""
        # The review first, as everyone locks it: then the votes below cannot cross.
        held = Rating.objects.select_for_update().filter(pk=review.pk)
        if not held.exists() or review.reader_key == reader_key:
            return False
        _vote, made = self.get_or_create(rating=review, reader_key=reader_key)
        if made:
            held.update(helpful=models.F("helpful") + 1)
            pages.changed(review.interview_id)
        return made

    def differences(self) -> tuple[int, list[dict[str, Any]]]:
        """Hold the reviews' counts against the votes; see ``recount``."""
        votes = self.order_by().values("rating").annotate(n=models.Count("pk"))
        counted = votes.annotate(side=models.Value("expected"))
        kept = Rating.objects.filter(helpful__gt=0).order_by()
        return recount.differences(
            "helpful",
            counted.values_list("rating", "side", "n"),
            kept.annotate(side=models.Value("found")).values_list(
                "pk", "side", "helpful"
            ),
        )

    @transaction.atomic
    def repair(self, rating_id: int) -> None:
        """Write the count of the votes; nobody votes meanwhile."""
        for review in Rating.objects.select_for_update().filter(pk=rating_id):
            votes = self.filter(rating=review).count()
            Rating.objects.filter(pk=review.pk).update(helpful=votes)
            pages.changed(review.interview_id)


class HelpfulVote(models.Model):
    """A reader found a review helpful: once, whatever they press."""

    rating = models.ForeignKey(
        Rating, models.CASCADE, related_name="helpful_votes", db_index=False
    )
    reader_key = models.CharField(max_length=64)
    created = models.DateTimeField(default=timezone.now)

    objects = HelpfulVoteManager()

    class Meta:
        verbose_name = _("helpful vote")
        verbose_name_plural = _("helpful votes")
        constraints = [
            models.UniqueConstraint(
                fields=["rating", "reader_key"], name="helpful_vote_one_a_reader"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rating_id}"


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> "ReportQuerySet":
        return self.filter(closed=None)


class Report(models.Model):
    """A reader asks a moderator to look at a review; any decision closes it."""

    class Reason(models.TextChoices):
        OFFENSIVE = "offensive", _("It is offensive or hateful")
        PERSONAL = "personal", _("It attacks or exposes a person")
        UNTRUE = "untrue", _("It states what is not true")
        ADVERTISING = "advertising", _("It advertises something")
        OTHER = "other", _("Another reason")

    rating = models.ForeignKey(
        Rating, models.CASCADE, related_name="reports", db_index=False
    )
    reader_key = models.CharField(max_length=64)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason)
    words = models.TextField(_("words"), blank=True, max_length=1000)
    created = models.DateTimeField(_("received"), default=timezone.now)
    closed = models.DateTimeField(_("closed"), null=True, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["created", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rating", "reader_key"], name="report_one_a_reader"
            )
        ]
        indexes = [
            models.Index(
                fields=["rating"],
                name="report_open",
                condition=models.Q(closed__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.get_reason_display()

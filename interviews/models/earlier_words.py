"""What a review said before its reader changed it: for moderators, never shown."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from interviews.models.rating import Rating

MOST_KEPT = 20  # of one rating; a reader may change theirs for ever


class EarlierWordsManager(models.Manager["EarlierWords"]):
    def keep(self, rating: Rating) -> None:
        """Keep what the rating says now, in the transaction that changes it."""
        self.create(
            rating=rating,
            score=rating.score,
            name=rating.name,
            review=rating.review,
            written=rating.updated,
        )
        of_rating = self.filter(rating=rating).order_by("-pk")
        if old := list(of_rating.values_list("pk", flat=True)[MOST_KEPT:]):
            self.filter(pk__in=old).delete()


class EarlierWords(models.Model):
    """One earlier wording of a review. It goes with its rating."""

    rating = models.ForeignKey(Rating, models.CASCADE, related_name="earlier_words")
    score = models.PositiveSmallIntegerField(_("stars"))
    name = models.CharField(_("name"), max_length=80, blank=True)
    review = models.TextField(_("review"))
    written = models.DateTimeField(_("written"))

    objects = EarlierWordsManager()

    class Meta:
        verbose_name = _("earlier words")
        verbose_name_plural = _("earlier words")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.rating_id}, {self.written:%Y-%m-%d %H:%M}"

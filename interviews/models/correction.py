from typing import Any, Self

from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interviews.models.interview import Interview
from interviews.models.question import Question


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def public(self) -> Self:
        """What readers may see now: those of published interviews."""
        interview = Interview.objects.published().filter(pk=OuterRef("interview"))
        return self.filter(Exists(interview))


class Correction(models.Model):
    """What was wrong or has changed since, told to the readers.

    It stands at its question's answer and at the top of the page, or at the top only
    where it concerns the whole. The date readers and machines are given for the last
    change of the interview (``Interview.modified``) moves with it.
    """

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        CLARIFICATION = "clarification", _("Clarification")
        UPDATE = "update", _("Update")
        RETRACTION = "retraction", _("Retraction")

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="corrections")
    question = models.ForeignKey(
        Question,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name=_("question"),
        help_text=_("Left empty, it concerns the whole interview."),
    )
    kind = models.CharField(
        _("kind"), max_length=13, choices=Kind, default=Kind.CORRECTION
    )
    date = models.DateField(_("date"), default=timezone.localdate)
    text = models.TextField(
        _("text"), help_text=_("What was wrong, and what is right. Readers see it.")
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["date", "pk"]
        constraints = [
            models.CheckConstraint(
                name="correction_has_text",
                condition=~models.Q(text=""),
                violation_error_message=_("Write what is corrected."),
            )
        ]
        # The page of all corrections, newest first.
        indexes = [models.Index(fields=["-date", "-id"], name="correction_newest")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:80]}"

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        self.interview.touch()

    def get_absolute_url(self) -> str:
        page = self.interview.get_absolute_url()
        return f"{page}#q{self.question.anchor}" if self.question else page

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self.interview.touch()
        return super().delete(*args, **kwargs)

"""The log of what was purged, handed out and erased: counts, never an address."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PrivacyRun(models.Model):
    class Verb(models.TextChoices):
        PURGE = "purge", _("Purged what was past its time")
        EXPORT = "export", _("Handed out a reader's data")
        ERASE = "erase", _("Erased a reader's data")

    verb = models.CharField(_("act"), max_length=8, choices=Verb)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    counts = models.JSONField(_("rows"))

    class Meta:
        verbose_name = _("privacy log entry")
        verbose_name_plural = _("privacy log")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {self.at:%Y-%m-%d}"

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interviews.models.interview import Interview

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class RevisionQuerySet(models.QuerySet["Revision"]):
    def at(self, version: int) -> "Revision | None":
        """Return the words that stood at this version of the interview."""
        return self.filter(version__lte=version).order_by("-version").first()

    def newest_first(self) -> Self:
        return self.order_by("-version")


class Revision(models.Model):
    """The words of an interview after one save: who, when, why. None is ever changed."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField(_("revision"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    created = models.DateTimeField(_("when"), default=timezone.now)
    note = models.CharField(_("note"), max_length=200, blank=True)
    words = models.JSONField()

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "version"], name="revision_once_a_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.interview_id}/{self.version}"

    def restore(self, *, by: "User") -> None:
        """Make the interview say these words again, as a new revision."""
        self.interview.rewrite(
            self.words,
            by=by,
            verb="restore_revision",
            note=_("As in revision %(number)d") % {"number": self.version},
        )

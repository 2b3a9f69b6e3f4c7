"""An interview's life: draft, in review, published or scheduled, withdrawn."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom import pages
from newsroom.acts import Act

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class Workflow(models.Model):
    """The state of an interview and the verbs that move it.

    One instant decides what readers see: *scheduled* is the name of published with a
    moment to come, and no job makes it public.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT
    )
    publish_at = models.DateTimeField(_("publish at"), null=True, blank=True)

    updated = models.DateTimeField(_("updated"), default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    if TYPE_CHECKING:  # what the interview brings

        def missing(self) -> list[str]: ...
        def get_absolute_url(self) -> str: ...
        def relist(self) -> None: ...

    @property
    def is_public(self) -> bool:
        return (
            self.status == self.Status.PUBLISHED
            and self.publish_at is not None
            and self.publish_at <= timezone.now()
        )

    @property
    def is_scheduled(self) -> bool:
        return self.status == self.Status.PUBLISHED and not self.is_public

    # What happens to it

    def submit(self, *, by: "User | None") -> None:
        """Hand a draft to the editors."""
        self._move(Act.Verb.SUBMIT, self.Status.IN_REVIEW, self.publish_at, by)

    def publish(self, *, by: "User | None", at: datetime | None = None) -> None:
        """Publish now, or at a moment; ValidationError says what is missing."""
        if problems := self.missing():
            raise ValidationError(problems)
        at = at or timezone.now()
        self._move(Act.Verb.PUBLISH, self.Status.PUBLISHED, at, by)
        pages.warm(reverse("newsroom:home"), self.get_absolute_url())

    def withdraw(self, *, by: "User | None") -> None:
        """Take it from the readers, its text and ratings kept."""
        self._move(Act.Verb.WITHDRAW, self.Status.WITHDRAWN, self.publish_at, by)

    @transaction.atomic
    def _move(
        self, verb: str, status: str, publish_at: datetime | None, by: "User | None"
    ) -> None:
        was_public, before = self.is_public, self._standing()
        self.status, self.publish_at = status, publish_at
        self.updated = timezone.now()
        self.save(update_fields=["status", "publish_at", "updated"])
        self.relist()
        Act.objects.record(verb, by=by, on=self, before=before, after=self._standing())
        pages.changed(remove=was_public and not self.is_public)

    def _standing(self) -> dict[str, str | None]:
        """Return what the verbs move, as the log keeps it."""
        at = self.publish_at
        due = at.astimezone(UTC).isoformat() if at else None
        return {"status": self.status, "publish_at": due}

"""An interview's life: draft, in review, published or scheduled, withdrawn, binned."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom import pages
from newsroom.accounts.acts import Act
from newsroom.times import written

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from newsroom.models import Publication


class SavedMeanwhile(ValidationError):  # noqa: N818 -- a state, not a fault
    """Somebody saved, published or binned it since this version was read."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody has saved it since you opened it. Look at it again."),
            code="saved_meanwhile",
        )


class Workflow(models.Model):
    """The state of an interview and the verbs that move it.

    One instant decides what readers see: *scheduled* is the name of published with a
    moment to come, and no job makes it public. Each verb goes from the version that was
    read to the next one and raises SavedMeanwhile when somebody was there before.
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
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, editable=False)
    updated = models.DateTimeField(_("updated"), default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    if TYPE_CHECKING:  # what the interview brings
        publication: models.ForeignKey[Publication, Publication]

        def missing(self) -> list[str]: ...
        def get_absolute_url(self) -> str: ...
        def relist(self) -> None: ...
        def claim(self, version: int | None = None) -> None: ...
        def keep(self, *, by: "User | None", verb: str = "") -> None: ...

    @property
    def is_public(self) -> bool:
        return (
            self.status == self.Status.PUBLISHED
            and self.deleted_at is None
            and self.publish_at is not None
            and self.publish_at <= timezone.now()
        )

    @property
    def is_scheduled(self) -> bool:
        return self.status == self.Status.PUBLISHED and not self.is_public

    @property
    def is_under_embargo(self) -> bool:
        return self.embargo_until is not None and self.embargo_until > timezone.now()

    # What happens to it

    def submit(self, *, by: "User | None") -> None:
        """Hand a draft to the editors."""
        self._move(Act.Verb.SUBMIT, self.Status.IN_REVIEW, self.publish_at, by)

    def publish(self, *, by: "User | None", at: datetime | None = None) -> None:
        """Publish now, or at a moment; ValidationError says what is missing."""
        at = at or timezone.now()
        problems = self.missing()
        if problem := self.refused_by_embargo(at):
            problems.append(problem)
        if problems:
            raise ValidationError(problems)
        self._move(Act.Verb.PUBLISH, self.Status.PUBLISHED, at, by)
        pages.warm(reverse("newsroom:home"), self.get_absolute_url())

    def withdraw(self, *, by: "User | None") -> None:
        """Take it from the readers, its text and ratings kept."""
        self._move(Act.Verb.WITHDRAW, self.Status.WITHDRAWN, self.publish_at, by)

    def refused_by_embargo(self, at: datetime) -> str:
        """Return why it must not be public at this moment; "" if it may."""
        if self.embargo_until is None or at >= self.embargo_until:
            return ""
        until = written(self.embargo_until, self.publication.time_zone)
        return str(_("It is under embargo until %(until)s.") % {"until": until})

    @transaction.atomic
    def _move(
        self, verb: str, status: str, publish_at: datetime | None, by: "User | None"
    ) -> None:
        was_public = self.is_public
        self.claim()
        self.status, self.publish_at = status, publish_at
        self.save(update_fields=["status", "publish_at"])
        self.relist()
        self.keep(by=by, verb=verb)
        pages.changed(remove=was_public and not self.is_public)

    # The bin: out of sight for everybody, and back exactly as it was

    @transaction.atomic
    def bin(self, *, by: "User | None") -> None:
        rows = type(self)._default_manager.filter(pk=self.pk, deleted_at=None)
        self._be_binned(rows, timezone.now())
        Act.objects.record(Act.Verb.BIN, by=by, on=self)

    @transaction.atomic
    def put_back(self, *, by: "User | None") -> None:
        rows = type(self)._default_manager.filter(pk=self.pk, deleted_at__isnull=False)
        self._be_binned(rows, None)
        Act.objects.record(Act.Verb.RESTORE, by=by, on=self)

    def _be_binned(self, rows: models.QuerySet, at: datetime | None) -> None:
        if not rows.update(deleted_at=at):
            raise SavedMeanwhile
        self.deleted_at = at
        self.relist()
        pages.changed(remove=at is not None)

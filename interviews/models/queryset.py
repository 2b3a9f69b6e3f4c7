"""Sets of interviews."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from interviews.models.workflow import Workflow

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from interviews.models.interview import Interview  # noqa: F401


class InterviewQuerySet(models.QuerySet["Interview"]):
    def published(self) -> Self:
        """What readers may see now. Scheduling needs no job: it is this comparison."""
        return self.filter(
            status=Workflow.Status.PUBLISHED, publish_at__lte=timezone.now()
        )

    def drafts(self) -> Self:
        return self.filter(status=Workflow.Status.DRAFT)

    def in_review(self) -> Self:
        return self.filter(status=Workflow.Status.IN_REVIEW)

    def scheduled(self) -> Self:
        """What becomes public at a moment to come."""
        return self.filter(
            status=Workflow.Status.PUBLISHED, publish_at__gt=timezone.now()
        )

    def next_moment(self, after: float) -> float | None:
        """Return when the clock next publishes one, both in seconds since 1970."""
        later = self.filter(
            status=Workflow.Status.PUBLISHED,
            publish_at__gt=datetime.fromtimestamp(after, UTC),
        )
        moments = later.order_by("publish_at").values_list("publish_at", flat=True)
        moment = moments.first()
        return moment.timestamp() if moment else None

    def withdrawn(self) -> Self:
        return self.filter(status=Workflow.Status.WITHDRAWN)

    def newest_first(self) -> Self:
        return self.order_by("-publish_at", "-pk")

    def newest_of_each_publication(self, count: int) -> Self:
        """Return up to ``count`` of every publication."""
        place = Window(
            RowNumber(),
            partition_by="publication",
            order_by=["-publish_at", "-pk"],
        )
        ranked = self.annotate(place=place).filter(place__lte=count)
        return self.filter(pk__in=ranked.values("pk"))

    def editable_by(self, user: "User") -> Self:
        """Return what the admin shows ``user``: contributors have their own drafts."""
        if user.has_perm("interviews.publish_interview"):
            return self
        return self.filter(created_by=user)

"""Sets of interviews."""

import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from interviews.models.workflow import Workflow
from newsroom import pages
from newsroom.accounts.acts import Act, Actor
from newsroom.models import Publication

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from interviews.models.interview import Interview  # noqa: F401


class InterviewQuerySet(models.QuerySet["Interview"]):
    def published(self) -> Self:
        """What readers may see now. Scheduling needs no job: it is this comparison."""
        return self.filter(
            status=Workflow.Status.PUBLISHED,
            publish_at__lte=timezone.now(),
            deleted_at=None,
        )

    def present(self) -> Self:
        """All that is not in the bin."""
        return self.filter(deleted_at=None)

    def in_bin(self) -> Self:
        return self.exclude(deleted_at=None)

    def drafts(self) -> Self:
        return self.filter(status=Workflow.Status.DRAFT)

    def in_review(self) -> Self:
        return self.filter(status=Workflow.Status.IN_REVIEW)

    def scheduled(self) -> Self:
        """What becomes public at a moment to come."""
        return self.filter(
            status=Workflow.Status.PUBLISHED, publish_at__gt=timezone.now()
        )

    def failing(self) -> Self:
        """What was handed in, is due or is public, and still fails a check."""
        begun = [Workflow.Status.IN_REVIEW, Workflow.Status.PUBLISHED]
        return self.filter(open_checks__gt=0, status__in=begun)

    def next_moment(self, after: float) -> float | None:
        """Return when the clock next publishes one, both in seconds since 1970."""
        later = self.filter(
            status=Workflow.Status.PUBLISHED,
            publish_at__gt=datetime.fromtimestamp(after, UTC),
            deleted_at=None,
        )
        moments = later.order_by("publish_at").values_list("publish_at", flat=True)
        moment = moments.first()
        return moment.timestamp() if moment else None

    def withdrawn(self) -> Self:
        return self.filter(status=Workflow.Status.WITHDRAWN)

    def newest_first(self) -> Self:
        return self.order_by("-publish_at", "-pk")

    def newest_of_each_publication(self, count: int) -> Self:
        """Return up to ``count`` of every publication; asks for their keys at once.

        Each is looked up by itself in the index: to rank them, the database would read
        every interview there is.
        """
        rows = self.filter(publication=OuterRef("pk")).newest_first().values("pk")
        places = {f"place_{n}": Subquery(rows[n : n + 1]) for n in range(count)}
        found = Publication.objects.annotate(**places).values_list(*places)
        return self.filter(pk__in=[key for keys in found for key in keys if key])

    @transaction.atomic
    def join_as_versions(self, *, by: "Actor") -> None:
        """Make these the language versions of one interview, with all that are versions
        of any of them already; ValidationError for two of one language."""
        known = {row.translation_group for row in self if row.translation_group}
        rows = self.model.objects.filter(
            models.Q(pk__in=[row.pk for row in self])
            | models.Q(translation_group__in=known)
        )
        languages = [row.language for row in rows]
        if len(set(languages)) < len(languages):
            raise ValidationError(
                _("Two of them are in the same language: these are no versions.")
            )
        group = next(iter(known), None) or uuid.uuid4()
        for row in rows:
            others = [each for each in rows if each != row]
            before = [
                str(each)
                for each in others
                if row.translation_group
                and each.translation_group == row.translation_group
            ]
            after = [str(each) for each in others]
            if before != after:
                Act.objects.record(
                    Act.Verb.CHANGE,
                    by=by,
                    on=row,
                    before={"versions": before},
                    after={"versions": after},
                )
        rows.update(translation_group=group)
        pages.changed()

    def editable_by(self, user: "User") -> Self:
        """Return what ``user`` writes: contributors have their own drafts."""
        if user.has_perm("interviews.publish_interview"):
            return self.present()
        return self.present().filter(created_by=user)

    def seen_by(self, user: "User") -> Self:
        """Return what the admin lists for ``user``: moderators look at everything."""
        if user.has_perm("interviews.moderate_rating"):
            return self.present()
        return self.editable_by(user)

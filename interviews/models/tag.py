from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag, TaggedItemBase

from newsroom.accounts.acts import Act


class TaggedInterview(TaggedItemBase):  # type: ignore[misc] # taggit has no types
    """A tag on an interview. ``publish_at`` is the interview's once it is published, so
    that a tag's page reads this one index however many interviews there are."""

    tag = models.ForeignKey(
        Tag,
        models.CASCADE,
        related_name="interviews_taggedinterview_items",
        db_index=False,  # tagged_newest begins with it
    )
    content_object = models.ForeignKey(
        "interviews.Interview", models.CASCADE, related_name="tagged_items"
    )
    publish_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_object"], name="tagged_interview_once"
            )
        ]
        indexes = [
            # The page of a tag, newest first.
            models.Index(
                fields=["tag", "-publish_at", "-content_object"], name="tagged_newest"
            )
        ]


class UnusedTags:
    """Tags that no interview has, none had in a revision, and no act at the desk made:
    they came from nowhere, for ``check_consistency``."""

    def differences(self) -> tuple[int, list[dict[str, Any]]]:
        problems = [
            {"kind": "unused_tag", "id": tag.pk, "expected": "", "found": tag.name}
            for tag in self._among(Tag.objects.all())
        ]
        return Tag.objects.count(), problems

    def repair(self, pk: int) -> None:
        self.drop([pk])

    def drop(self, keys: Iterable[int]) -> None:
        """Delete those of these tags, when the last interview that had them is gone."""
        for tag in self._among(Tag.objects.filter(pk__in=keys)):
            tag.delete()

    def _among(self, tags: models.QuerySet[Tag]) -> list[Tag]:
        unused = list(tags.filter(interviews_taggedinterview_items=None))
        known = self._known() if unused else set()
        return [
            tag
            for tag in unused
            if tag.name not in known
            and not Act.objects.about("taggit.tag", tag.pk).exists()
        ]

    def _known(self) -> set[str]:
        from interviews.models.revision import Revision

        tags = Revision.objects.values_list("words__tags", flat=True)
        return {name for names in tags.iterator() for name in names or []}

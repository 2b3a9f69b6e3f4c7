from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag, TaggedItemBase


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

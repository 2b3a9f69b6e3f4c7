"""Several tags that mean the same, made one; and each taken apart again as it was."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from interviews.models.search import retagged
from interviews.models.tag import TaggedInterview
from newsroom import pages
from newsroom.accounts.acts import Act
from newsroom.addresses import OldSlug

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class TagMergeManager(models.Manager["TagMerge"]):
    @transaction.atomic
    def make(self, tags: QuerySet[Tag], into: Tag, *, by: "User | None") -> "TagMerge":
        """Give the interviews of ``tags`` the tag ``into`` instead of them, and lead
        readers of their pages to its page."""
        # By key: the desk's tags come with counts, and PostgreSQL locks no sums.
        keys = [tag.pk for tag in tags if tag.pk != into.pk]
        others = Tag.objects.filter(pk__in=keys).order_by("pk").select_for_update()
        merged = [_part(tag, into) for tag in others]
        if not merged:
            raise ValidationError(_("Choose two or more tags that mean the same."))
        with retagged(keys):
            for part in merged:
                TaggedInterview.objects.filter(pk__in=part["moved"]).update(tag=into)
                OldSlug.objects.lead([part["slug"], *part["old_slugs"]], into)
            Tag.objects.filter(pk__in=keys).delete()
        merge = self.create(kept=into.pk, kept_name=into.name, merged=merged)
        names = ", ".join(part["name"] for part in merged)
        Act.objects.record(Act.Verb.MERGE, by=by, on=into, note=names)
        pages.changed(remove=True)
        return merge


class TagMerge(models.Model):
    """What has to be known to take one merge back.

    ``merged`` is a list of ``{"pk", "name", "slug", "old_slugs", "moved", "spare"}``:
    ``moved`` are keys of taggings that went to the kept tag, ``spare`` pairs of such a
    key and its interview's, which had the kept tag already.
    """

    kept = models.BigIntegerField()
    kept_name = models.CharField(_("tag that stayed"), max_length=100)
    merged = models.JSONField(default=list)
    at = models.DateTimeField(_("when"), default=timezone.now)

    objects = TagMergeManager()

    class Meta:
        verbose_name = _("merge of tags")
        verbose_name_plural = _("merges of tags")
        ordering = ["-at", "-pk"]
        default_permissions = []

    def __str__(self) -> str:
        return f"{self.names} → {self.kept_name}"

    @property
    def names(self) -> str:
        return ", ".join(part["name"] for part in self.merged)

    @transaction.atomic
    def undo(self, *, by: "User | None") -> None:
        """Bring the tags back, on the interviews that have the kept tag still."""
        kept = Tag.objects.filter(pk=self.kept).first()
        if kept is None:
            raise ValidationError(
                _("“%(tag)s” is gone: take back what became of it first.")
                % {"tag": self.kept_name}
            )
        with retagged([kept.pk]):
            for part in self.merged:
                self._bring_back(part, kept)
        Act.objects.record(Act.Verb.UNDO, by=by, on=kept, note=self.names)
        self.delete()
        pages.changed(remove=True)

    def _bring_back(self, part: dict[str, Any], kept: Tag) -> None:
        """A tag that was made under its slug meanwhile takes its place."""
        tag = Tag.objects.filter(slug=part["slug"]).first()
        if tag is None:
            tag = Tag.objects.create(
                pk=part["pk"], name=part["name"], slug=part["slug"]
            )
        OldSlug.objects.lead(part["old_slugs"], tag)
        OldSlug.objects.forget(tag)
        rows = TaggedInterview.objects.filter(tag=kept)
        again = TaggedInterview.objects.filter(tag=tag).values("content_object")
        moved = rows.filter(pk__in=part["moved"]).exclude(content_object__in=again)
        moved.update(tag=tag)
        keys = {interview: key for key, interview in part["spare"]}
        both = rows.filter(content_object__in=keys).exclude(content_object__in=again)
        TaggedInterview.objects.bulk_create(
            TaggedInterview(
                pk=keys[row.content_object_id],
                tag=tag,
                content_object_id=row.content_object_id,
                publish_at=row.publish_at,
            )
            for row in both
        )


def _part(tag: Tag, into: Tag) -> dict[str, Any]:
    rows = TaggedInterview.objects.filter(tag=tag).order_by("pk")
    had = TaggedInterview.objects.filter(tag=into).values("content_object")
    spare = rows.filter(content_object__in=had)
    moved = rows.exclude(content_object__in=had)
    return {
        "pk": tag.pk,
        "name": tag.name,
        "slug": tag.slug,
        "old_slugs": OldSlug.objects.of(tag),
        "moved": [*moved.values_list("pk", flat=True)],
        "spare": [*map(list, spare.values_list("pk", "content_object"))],
    }

"""Addresses that stay: a row is found under every slug it ever had."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import IntegrityError, models, transaction

from newsroom.slugs import make_slug, make_unlike_any


class OldSlugManager(models.Manager["OldSlug"]):
    def remember(self, row: models.Model, old: str, new: str) -> None:
        """Note that ``row`` was at ``old`` and is now at ``new``.

        Each old slug leads to the row itself, not to the next slug, so that one
        redirect is enough after any number of names, and none of them goes in circles.
        """
        self.filter(kind=row._meta.model_name, slug=new).delete()
        self.lead([old], row)

    def of(self, row: models.Model) -> list[str]:
        """Return the slugs that the row had before."""
        rows = self.filter(kind=row._meta.model_name, target=row.pk).order_by("slug")
        return list(rows.values_list("slug", flat=True))

    def lead(self, slugs: list[str], row: models.Model) -> None:
        """Lead readers who come by any of these slugs to ``row``."""
        for slug in slugs:
            self.update_or_create(
                kind=row._meta.model_name, slug=slug, defaults={"target": row.pk}
            )

    def forget(self, row: models.Model) -> None:
        """Lead nobody away from where ``row`` is now."""
        slug = row.slug  # type: ignore[attr-defined]
        self.filter(kind=row._meta.model_name, slug=slug).delete()

    def target(self, model: type[models.Model], slug: str) -> int | None:
        """Return the key of the row that last left ``slug``."""
        rows = self.filter(kind=model._meta.model_name, slug=slug)
        return rows.values_list("target", flat=True).first()


class OldSlug(models.Model):
    """A slug that a row had before; a row that has it now comes first."""

    kind = models.CharField(max_length=20)  # the model's name
    slug = models.CharField(max_length=100)
    target = models.BigIntegerField()

    objects = OldSlugManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="old_slug_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"


class Addressed(models.Model):
    """Gets a slug from its name when it has none, and remembers the ones it had."""

    NAMED_BY: ClassVar[str] = "name"
    if TYPE_CHECKING:
        slug: models.SlugField[str, str]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self._save_with_a_slug(*args, **kwargs)
            return
        written = kwargs.get("update_fields")
        if self._state.adding or (written is not None and "slug" not in written):
            super().save(*args, **kwargs)
            return
        with transaction.atomic():
            rows: models.QuerySet[Any] = type(self)._base_manager.filter(pk=self.pk)
            old = rows.values_list("slug", flat=True).first()
            super().save(*args, **kwargs)
            if old and old != self.slug:
                OldSlug.objects.remember(self, old, self.slug)

    def _save_with_a_slug(self, *args: Any, **kwargs: Any) -> None:
        name = getattr(self, self.NAMED_BY)
        # A freed slug still leads readers somewhere: only a person gives it away.
        left = OldSlug.objects.filter(kind=self._meta.model_name)
        self.slug = make_slug(name, self._taken(), left)
        try:
            with transaction.atomic():
                super().save(*args, **kwargs)
        except IntegrityError:
            # Another process took it between the look and the write.
            if not self._taken().filter(slug=self.slug).exists():
                raise
            self.slug = make_unlike_any(name)
            super().save(*args, **kwargs)

    def _taken(self) -> "models.QuerySet[Any]":
        return type(self)._base_manager.exclude(pk=self.pk)

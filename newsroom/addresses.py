"""Addresses that stay: a row is found under every slug it ever had."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from django.apps import apps
from django.db import IntegrityError, models, transaction

from newsroom import pages
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

    def leave(self, rows: Iterable[models.Model]) -> None:
        """Lead nobody to these rows any more: they are deleted for good."""
        for row in rows:
            self.filter(kind=row._meta.model_name, target=row.pk).delete()

    def differences(self) -> tuple[int, list[dict[str, Any]]]:
        """Name the slugs that lead nowhere, for ``check_consistency``."""
        lost = self.order_by("pk")
        for model in moving():
            there = model._base_manager.filter(pk=models.OuterRef("target"))
            found = models.Q(kind=model._meta.model_name) & models.Exists(there)
            lost = lost.exclude(found)
        problems = [
            {"kind": "old_slug", "id": pk, "expected": f"{kind} {target}", "found": ""}
            for pk, kind, target in lost.values_list("pk", "kind", "target")
        ]
        return self.count(), problems

    def repair(self, pk: int) -> None:
        self.filter(pk=pk).delete()


def moving() -> list[type[models.Model]]:
    """Return what readers find by a slug that may change."""
    named = [m for m in apps.get_models() if issubclass(m, Addressed)]
    return [*(m for m in named if not m._meta.proxy), apps.get_model("taggit.tag")]


class NoSlug:
    """Rows that lost theirs, so that no page can link to them."""

    def differences(self) -> tuple[int, list[dict[str, Any]]]:
        problems = [
            {"kind": "slug", "id": f"{label}:{pk}", "expected": "a slug", "found": ""}
            for label, rows in self._rows()
            for pk in rows.filter(slug="").order_by("pk").values_list("pk", flat=True)
        ]
        return sum(rows.count() for _label, rows in self._rows()), problems

    def repair(self, row: str) -> None:
        label, _, pk = row.partition(":")
        one = apps.get_model(label)._base_manager.get(pk=pk)
        one.save(update_fields=["slug"])
        pages.changed()

    def _rows(self) -> "Iterator[tuple[str, models.QuerySet[Any]]]":
        for model in moving():
            if issubclass(model, Addressed):
                yield model._meta.label_lower, model._base_manager.all()


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

"""Renditions: a stored picture again in the widths and formats that pages ask for.

They lie beside the original, in its folder: ``<folder>/800.avif``. The column
``<picture>_tone`` names a colour like the picture's own; empty says that the
renditions have not been made yet, and pages show the original.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models.fields.files import ImageFieldFile

if TYPE_CHECKING:
    from newsroom.images.drawing import Drawn

WIDTHS = (400, 800, 1200, 1600)
KINDS = ("avif", "webp", "jpg")  # best first


class Rendition(NamedTuple):
    width: int  # pixels
    url: str


class RenditionsFile(ImageFieldFile):
    """A picture that brings its renditions with it wherever it is saved."""

    def save(self, name: str, content: Any, save: bool = True) -> None:
        super().save(name, content, save=False)
        try:
            self.make_renditions(getattr(content, "drawn", None))
        except OSError:  # the disk is full
            self.remove()
            raise
        if save:
            self.instance.save()

    def make_renditions(self, drawn: "Drawn | None" = None) -> None:
        """Write the files and say so in the tone, which the caller saves."""
        from newsroom.images import drawing  # rarely needed, and 4 MB of every worker

        if drawn is None:
            with self.storage.open(str(self.name)) as source:
                drawn = drawing.drawn(source)
        folder = str(self.name).rpartition("/")[0]
        for name, content in drawn.files.items():
            self.storage.delete(f"{folder}/{name}")
            self.storage.save(f"{folder}/{name}", ContentFile(content))
        setattr(self.instance, f"{self.field.name}_tone", drawn.tone)

    def remove(self) -> None:
        """Take the folder away with all that lies in it."""
        folder = str(self.name).rpartition("/")[0]
        if not folder or not self.storage.exists(folder):
            return
        for name in self.storage.listdir(folder)[1]:
            self.storage.delete(f"{folder}/{name}")
        self.storage.delete(folder)

    def renditions(self) -> Iterator[tuple[str, list[Rendition]]]:
        """Yield the kinds, best first, each with its renditions, narrowest first."""
        # A preview's picture is not stored yet.
        if not self.is_stored or not self.of("tone"):
            return
        for kind in KINDS:
            yield (
                kind,
                [
                    Rendition(width, self.storage.url(self._beside(width, kind)))
                    for width in widths(self.of("width"))
                ],
            )

    @property
    def is_stored(self) -> bool:
        return bool(self and vars(self)["_committed"])

    def of(self, what: str) -> Any:
        """Return the picture's ``width``, ``tone`` and so on from the row's columns."""
        return getattr(self.instance, f"{self.field.name}_{what}")

    def _beside(self, width: int, kind: str) -> str:
        return f"{str(self.name).rpartition('/')[0]}/{width}.{kind}"


class RenditionsField(models.ImageField):
    """A column of pictures; ``_width``, ``_height``, ``_tone``, ``_focus_x`` and
    ``_focus_y`` columns of the same name go with it."""

    attr_class = RenditionsFile


def left(rows: Iterable[models.Model]) -> list[RenditionsFile]:
    """Return the pictures that go when these rows do."""
    return [
        file
        for row in rows
        for field in row._meta.concrete_fields
        if isinstance(field, RenditionsField) and (file := getattr(row, field.name))
    ]


def replaced(form: Any) -> list[RenditionsFile]:
    """Return the pictures that the saved form's row names no more."""
    return [
        file
        for name in form.changed_data
        if isinstance(file := form.initial.get(name), RenditionsFile) and file
    ]


def remove_later(files: list[RenditionsFile]) -> None:
    """Remove them once the rows that let them go are committed."""
    for file in files:
        transaction.on_commit(file.remove)


def widths(width: int) -> list[int]:
    """Return those that a picture of this width has: never wider than itself."""
    return sorted({each for each in WIDTHS if each < width} | {min(width, max(WIDTHS))})

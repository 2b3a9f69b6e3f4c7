"""Renditions: a stored picture again in the widths and formats that pages ask for.

They lie beside the original, in its folder: ``<folder>/800.avif``. The column
``<picture>_tone`` names a colour like the picture's own; empty says that the
renditions have not been made yet, and pages show the original.
"""

import io
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models.fields.files import ImageFieldFile
from PIL import Image

WIDTHS = (400, 800, 1200, 1600)
# Best first. AVIF at speed 8 takes a quarter of the time of speed 6 at the same size.
KINDS: dict[str, tuple[str, dict[str, int]]] = {
    "avif": ("AVIF", {"quality": 60, "speed": 8}),
    "webp": ("WEBP", {"quality": 78}),
    "jpg": ("JPEG", {"quality": 80}),
}
# What stands in the picture's place while it loads; static/css/components/picture.css.
TONES = {
    "black": "#1c1c1c",
    "slate": "#4b5058",
    "grey": "#8c8c8c",
    "mist": "#c8ccd0",
    "white": "#f2f0ec",
    "red": "#8e2f2f",
    "rose": "#d69a94",
    "brown": "#6b4630",
    "sand": "#cdb28c",
    "amber": "#d08a3c",
    "cream": "#ecdcc6",
    "moss": "#5d6b3c",
    "sage": "#a9b99a",
    "teal": "#2f5d62",
    "sky": "#93b4cc",
    "navy": "#2b3a5e",
    "plum": "#5c4568",
    "lilac": "#b7abc6",
}
CLEAR = "clear"  # parts of the picture are transparent: nothing may shine through


class Rendition(NamedTuple):
    width: int  # pixels
    url: str


class RenditionsFile(ImageFieldFile):
    """A picture that brings its renditions with it wherever it is saved."""

    def save(self, name: str, content: Any, save: bool = True) -> None:
        super().save(name, content, save=False)
        try:
            self.make_renditions()
        except OSError:  # the disk is full
            self.remove()
            raise
        if save:
            self.instance.save()

    def make_renditions(self) -> None:
        """Write the files and say so in the tone, which the caller saves."""
        with self.storage.open(str(self.name)) as source, Image.open(source) as file:
            mode = "RGBA" if file.has_transparency_data else "RGB"
            picture = file.convert(mode)
        picture.info = {}  # profiles and the like, which writers would pass on
        for width in widths(picture.width):
            height = max(1, round(picture.height * width / picture.width))
            smaller = picture.resize((width, height), Image.Resampling.LANCZOS)
            for kind in KINDS:
                name = self._beside(width, kind)
                self.storage.delete(name)
                self.storage.save(name, ContentFile(_encoded(smaller, kind)))
        setattr(self.instance, f"{self.field.name}_tone", tone(picture))

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


def tone(picture: Image.Image) -> str:
    """Return the name of the tone next to the colour that most of the picture has."""
    if picture.mode == "RGBA" and picture.getchannel("A").getextrema() != (255, 255):
        return CLEAR
    small = picture.convert("RGB").resize((32, 32), Image.Resampling.BOX)
    few = small.quantize(8, Image.Quantize.MEDIANCUT)
    place = max(few.getcolors() or [(0, 0)])[1]
    colour = (few.getpalette() or [])[3 * int(str(place)) :][:3]
    return min(TONES, key=lambda name: _distance(TONES[name], colour))


def _distance(tone: str, colour: list[int]) -> int:
    channels = [int(tone[start : start + 2], 16) for start in (1, 3, 5)]
    return sum((a - b) ** 2 for a, b in zip(channels, colour, strict=True))


def _encoded(picture: Image.Image, kind: str) -> bytes:
    name, options = KINDS[kind]
    if name == "JPEG" and picture.mode == "RGBA":  # which JPEG cannot keep
        ground = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(ground, picture).convert("RGB")
    out = io.BytesIO()
    picture.save(out, name, **options)
    return out.getvalue()

"""The drawing of renditions: a picture opened, scaled, encoded, and its tone named."""

import io
from dataclasses import dataclass
from typing import IO, Any

from PIL import Image

from newsroom.images.renditions import KINDS, widths

# AVIF at speed 9 takes a quarter of the time of speed 8; at 62 it looks like 60 there.
FORMATS: dict[str, tuple[str, dict[str, int]]] = {
    "avif": ("AVIF", {"quality": 62, "speed": 9}),
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


@dataclass(frozen=True)
class Drawn:
    """What is made of one picture: renditions by the names of their files, its tone."""

    files: dict[str, bytes]
    tone: str


def drawn(source: IO[Any]) -> Drawn:
    picture, files = opened(source), {}
    for width in widths(picture.width):
        smaller = scaled(picture, width)
        for kind in KINDS:
            files[f"{width}.{kind}"] = encoded(smaller, kind)
    return Drawn(files, tone(picture))


def opened(source: IO[Any]) -> Image.Image:
    with Image.open(source) as file:
        picture = file.convert("RGBA" if file.has_transparency_data else "RGB")
    picture.info = {}  # profiles and the like, which writers would pass on
    return picture


def scaled(picture: Image.Image, width: int) -> Image.Image:
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS)


def encoded(picture: Image.Image, kind: str) -> bytes:
    name, options = FORMATS[kind]
    if name == "JPEG" and picture.mode == "RGBA":  # which JPEG cannot keep
        ground = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(ground, picture).convert("RGB")
    out = io.BytesIO()
    picture.save(out, name, **options)
    return out.getvalue()


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

"""Draw a portrait for an invented person: flat shapes, a palette of its own."""

import hashlib
import io

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

WIDTH, HEIGHT = 800, 1000
SCALE = 2  # drawn larger and reduced, so that edges are smooth
GROUNDS = ("#cfd9d2", "#e3d3bd", "#c9d4e2", "#e2cbc8", "#d8d3e0", "#d9dcc0")
SKINS = ("#8d5a3c", "#c58c63", "#e0b08c", "#6b4430", "#d29b74", "#f0c8a8")
HAIRS = ("#2b2320", "#5a3b26", "#8a8680", "#3a2a35", "#c9c4ba", "#70452c")
COATS = ("#24475b", "#7a2f3d", "#3f5b34", "#4d3a66", "#8a5a1f", "#2f3b46")


def portrait(name: str) -> "ContentFile[bytes]":
    """Return a JPEG; the same name always gives the same face."""
    dice = hashlib.sha256(name.encode()).digest()
    image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), _pick(GROUNDS, dice[0]))
    draw = ImageDraw.Draw(image)
    skin, hair, coat = (
        _pick(colours, roll)
        for colours, roll in ((SKINS, dice[1]), (HAIRS, dice[2]), (COATS, dice[3]))
    )
    _hair_behind(draw, hair, dice[4])
    _ellipse(draw, 80, 760, 720, 1500, coat)
    _polygon(draw, [(320, 640), (480, 640), (500, 830), (400, 880), (300, 830)], skin)
    _ellipse(draw, 235, 210, 565, 690, skin)
    _hair_front(draw, hair, dice[5])
    _face(draw, hair, dice[6])
    out = io.BytesIO()
    small = image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    small.save(out, "JPEG", quality=82)
    return ContentFile(out.getvalue(), name="portrait.jpg")


def _pick(colours: tuple[str, ...], roll: int) -> str:
    return colours[roll % len(colours)]


def _ellipse(
    draw: ImageDraw.ImageDraw, left: int, top: int, right: int, bottom: int, colour: str
) -> None:
    box = (left * SCALE, top * SCALE, right * SCALE, bottom * SCALE)
    draw.ellipse(box, fill=colour)


def _polygon(
    draw: ImageDraw.ImageDraw, points: list[tuple[int, int]], colour: str
) -> None:
    draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)


def _hair_behind(draw: ImageDraw.ImageDraw, colour: str, roll: int) -> None:
    if roll % 3:
        _ellipse(draw, 195, 150, 605, 640 + (roll % 2) * 220, colour)


def _hair_front(draw: ImageDraw.ImageDraw, colour: str, roll: int) -> None:
    box = tuple(value * SCALE for value in (215, 150, 585, 560))
    start, end = ((180, 360), (195, 330), (210, 372))[roll % 3]
    draw.chord(box, start, end, fill=colour)


def _face(draw: ImageDraw.ImageDraw, colour: str, roll: int) -> None:
    ink = "#2a2320"
    for x in (325, 475):
        _ellipse(draw, x - 13, 432, x + 13, 458, ink)
        draw.line(
            [((x - 34) * SCALE, 398 * SCALE), ((x + 34) * SCALE, 394 * SCALE)],
            fill=colour,
            width=9 * SCALE,
        )
    mouth = tuple(value * SCALE for value in (350, 545, 450, 605))
    draw.arc(mouth, 20, 160, fill=ink, width=7 * SCALE)
    if roll % 3 == 0:
        for x in (325, 475):
            ring = tuple(value * SCALE for value in (x - 52, 398, x + 52, 492))
            draw.ellipse(ring, outline=ink, width=6 * SCALE)
        bridge = [(377 * SCALE, 445 * SCALE), (423 * SCALE, 445 * SCALE)]
        draw.line(bridge, fill=ink, width=6 * SCALE)

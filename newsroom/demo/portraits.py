"""Draw a portrait of an invented person: flat shapes in few colours."""

import io

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

WIDTH, HEIGHT = 800, 1000
SCALE = 2  # drawn larger and reduced, so that edges are smooth

# By the colour of the coat: ground, the disc behind the head, coat and collar.
PALETTES = {
    "teal": ("#d9e2dc", "#f2c57c", "#2f5d62", "#24474b"),
    "slate": ("#ecdcc6", "#d98e73", "#3b4a6b", "#2d3853"),
    "wine": ("#cfdbe6", "#f4ead5", "#8a3b46", "#6c2e37"),
    "plum": ("#e8d5d0", "#8fa998", "#4b3f63", "#3a304d"),
    "moss": ("#dcd7e4", "#e8b04b", "#54683f", "#414f31"),
    "amber": ("#dfe3c8", "#7f9fb3", "#a0612f", "#7e4c25"),
}
SKINS = {
    "pale": "#f1d0b5",
    "fair": "#e3b18d",
    "tan": "#c98f66",
    "umber": "#9a6543",
    "dark": "#6f4630",
}
HAIRS = {
    "black": "#262226",
    "brown": "#573a29",
    "red": "#a4522c",
    "grey": "#8d8a86",
    "white": "#e9e4da",
}
CLOTHS = {"indigo": "#33406e", "rose": "#b2586a"}  # of a scarf or a cap
INK = "#2a2426"

type Point = tuple[float, float]


def portrait(look: str) -> "ContentFile[bytes]":
    """Return a JPEG of 800 × 1000; the same look gives the same picture.

    ``look`` is words: ``short``, ``long``, ``bun``, ``curls``, ``bald``, ``scarf`` or
    ``cap``, colours of coat, skin, hair and cloth, ``glasses``, ``beard``.
    """
    out = io.BytesIO()
    drawn = _Portrait(set(look.split())).draw()
    drawn.reduce(SCALE).save(out, "JPEG", quality=85)
    return ContentFile(out.getvalue(), name="portrait.jpg")


class _Portrait:
    def __init__(self, look: set[str]) -> None:
        self.look = look
        self.ground, self.disc, self.coat, self.collar = _named(PALETTES, look, "teal")
        self.skin = _named(SKINS, look, "fair")
        self.hair = _named(HAIRS, look, "brown")
        self.cloth = _named(CLOTHS, look, "indigo")
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), self.ground)
        self.pen = ImageDraw.Draw(self.image)

    def draw(self) -> Image.Image:
        self.oval(400, 430, 330, 330, self.disc)
        self.behind()
        self.bust()
        self.head()
        self.front()
        self.face()
        return self.image

    def behind(self) -> None:
        """Draw the hair that falls behind the shoulders."""
        if "long" in self.look:
            self.oval(400, 400, 206, 228, self.hair)
            self.block(194, 400, 606, 780, 60, self.hair)
        elif "bun" in self.look:
            self.oval(400, 168, 82, 78, self.hair)
        elif "curls" in self.look:
            for x, y in ((228, 380), (250, 270), (550, 270), (572, 380)):
                self.oval(x, y, 84, 84, self.hair)
        elif "scarf" in self.look:
            self.oval(400, 420, 214, 250, self.cloth)
            self.block(214, 420, 586, 800, 120, self.cloth)

    def bust(self) -> None:
        self.block(90, 755, 710, 1300, 190, self.coat)
        self.shape([(300, 757), (400, 905), (500, 757)], self.collar)
        self.block(330, 600, 470, 800, 60, self.shade())
        self.oval(400, 775, 70, 55, self.shade())

    def head(self) -> None:
        if "scarf" not in self.look:
            for x in (238, 562):
                self.oval(x, 455, 26, 40, self.shade())
        self.oval(400, 440, 162, 216, self.skin)

    def front(self) -> None:
        """Draw what lies over the forehead, and a beard."""
        if "beard" in self.look:
            self.half(400, 500, 163, 190, 0, 180, self.hair)
            self.oval(400, 500, 122, 52, self.skin)
        if "scarf" in self.look:
            self.block(322, 560, 478, 850, 70, self.cloth)
            self.oval(400, 432, 188, 240, self.cloth)
            self.oval(400, 468, 143, 186, self.skin)
        elif "cap" in self.look:
            self.half(400, 335, 178, 160, 180, 360, self.cloth)
            self.block(222, 318, 578, 358, 20, self.collar)
        elif "curls" in self.look:
            for x, y in ((300, 245), (370, 215), (440, 215), (505, 245)):
                self.oval(x, y, 76, 72, self.hair)
        elif "bald" not in self.look:
            parting = 11 if "short" in self.look else -14
            self.half(400, 415, 172, 208, 190 + parting, 350 + parting, self.hair)

    def face(self) -> None:
        brow = INK if "white" in self.look or "grey" in self.look else self.hair
        for x in (332, 468):
            self.line([(x - 32, 408), (x + 32, 408)], brow, 8)
            self.arc(x, 440, 26, 20, 20, 160)
        self.line([(402, 440), (418, 520), (392, 522)], self.shade(), 9)
        hidden = {"beard", "black"} <= self.look
        self.arc(400, 562, 46, 26, 25, 155, self.skin if hidden else INK)
        if "glasses" in self.look:
            for x in (332, 468):
                self.arc(x, 450, 56, 50, 0, 360)
            self.line([(388, 446), (412, 446)], INK, 7)

    def shade(self) -> str:
        """Return the skin's colour a little darker."""
        red, green, blue = bytes.fromhex(self.skin[1:])
        return f"#{red * 85 // 100:02x}{green * 83 // 100:02x}{blue * 82 // 100:02x}"

    # Shapes, in the picture's own units

    def oval(self, x: int, y: int, across: int, down: int, colour: str) -> None:
        self.pen.ellipse(_box(x, y, across, down), fill=colour)

    def half(
        self, x: int, y: int, across: int, down: int, start: int, end: int, colour: str
    ) -> None:
        self.pen.chord(_box(x, y, across, down), start, end, fill=colour)

    def arc(
        self,
        x: int,
        y: int,
        across: int,
        down: int,
        start: int,
        end: int,
        colour: str = INK,
    ) -> None:
        box = _box(x, y, across, down)
        self.pen.arc(box, start, end, fill=colour, width=7 * SCALE)

    def block(
        self, left: int, top: int, right: int, bottom: int, radius: int, colour: str
    ) -> None:
        box = (left * SCALE, top * SCALE, right * SCALE, bottom * SCALE)
        self.pen.rounded_rectangle(box, radius * SCALE, fill=colour)

    def shape(self, points: list[Point], colour: str) -> None:
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)

    def line(self, points: list[Point], colour: str, width: int) -> None:
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self.pen.line(scaled, fill=colour, width=width * SCALE, joint="curve")


def _named[T](colours: dict[str, T], look: set[str], default: str) -> T:
    return next((colours[word] for word in colours if word in look), colours[default])


def _box(x: int, y: int, across: int, down: int) -> tuple[int, int, int, int]:
    left, top, right, bottom = x - across, y - down, x + across, y + down
    return left * SCALE, top * SCALE, right * SCALE, bottom * SCALE

"""The picture of an interview that other sites show beside a link to it."""

import hashlib
import secrets
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from interviews.models import Interview

SIZE = (1200, 630)
MARGIN = 80
BAR = 28
GROUND, INK, SOFT = "#fbf8f2", "#22201c", "#5b564d"
# The accents of static/css/tokens.css on a light ground; a test holds them alike.
ACCENTS = {
    "ink": INK,
    "teal": "#0b5f63",
    "madder": "#9b2335",
    "cobalt": "#1f4e9e",
    "moss": "#46601e",
    "plum": "#6d2f6b",
}
FONTS = settings.BASE_DIR / "static" / "fonts"
FACES = [FONTS / "NotoSerif-SemiBold.ttf", FONTS / "Amiri-Bold.ttf"]
HEADLINE_SIZES = range(84, 35, -4)
HEADLINE_HEIGHT = 330
DESIGN = 1  # raised when the drawing changes, so that kept pictures are drawn anew
NOWHERE = "\U0010fffd"  # a sign that no font has


def path(interview: Interview) -> Path:
    """Return the file of the picture, drawn if it is not there in these words yet."""
    words = [
        str(DESIGN),
        interview.language,
        interview.headline,
        interview.publication.name,
        interview.publication.accent,
        guests(interview),
    ]
    digest = hashlib.sha256("\0".join(words).encode()).hexdigest()[:32]
    folder = settings.DATA_DIR / "cards"
    file: Path = folder / f"{interview.pk}-{digest}.png"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(f".{secrets.token_hex(4)}.part")
        draw(interview).save(part, "PNG", optimize=True)
        part.replace(file)
        for other in folder.glob(f"{interview.pk}-*.png"):
            if other != file:
                other.unlink(missing_ok=True)
    return file


def guests(interview: Interview) -> str:
    return ", ".join(guest.name for guest in interview.guests())


def draw(interview: Interview) -> Image.Image:
    """Draw publication, headline and guests; words in a script that the fonts lack are
    left out rather than drawn as boxes."""
    image = Image.new("RGB", SIZE, GROUND)
    canvas = ImageDraw.Draw(image)
    accent = ACCENTS[interview.publication.accent]
    right = interview.direction == "rtl"
    bar = SIZE[0] - BAR if right else 0
    canvas.rectangle((bar, 0, bar + BAR, SIZE[1]), fill=accent)
    page = Page(canvas, right)
    page.line(MARGIN, interview.publication.name, 38, accent)
    page.block(MARGIN + 80, interview.headline)
    page.line(SIZE[1] - MARGIN - 50, guests(interview), 40, SOFT)
    return image


class Page:
    """Sets lines within the margins, from the side where its script begins."""

    def __init__(self, canvas: ImageDraw.ImageDraw, right: bool) -> None:
        self.canvas, self.right = canvas, right
        self.width = SIZE[0] - 2 * MARGIN - BAR
        self.edge = SIZE[0] - MARGIN - BAR if right else MARGIN + BAR

    def line(self, top: int, text: str, size: int, colour: str) -> None:
        if font := face(text, size):
            self._set(top, self._cut(text, font), font, colour)

    def block(self, top: int, text: str) -> None:
        """Set the text as large as its height allows, cut at the smallest size."""
        font = face(text, HEADLINE_SIZES[0])
        if font is None:
            return
        for size in HEADLINE_SIZES:
            font = font.font_variant(size=size)
            lines, step = self._wrap(text, font), round(size * 1.25)
            if len(lines) * step <= HEADLINE_HEIGHT:
                break
        shown = lines[: HEADLINE_HEIGHT // step]
        if len(shown) < len(lines):
            shown[-1] += " …"
        for number, words in enumerate(shown):
            self._set(top + number * step, self._cut(words, font), font, INK)

    def _set(
        self, top: int, text: str, font: ImageFont.FreeTypeFont, colour: str
    ) -> None:
        anchor = "ra" if self.right else "la"
        where = (self.edge, top)
        self.canvas.text(where, text, fill=colour, font=font, anchor=anchor)

    def _wrap(self, text: str, font: ImageFont.FreeTypeFont) -> list[str]:
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and font.getlength(longer) <= self.width:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def _cut(self, text: str, font: ImageFont.FreeTypeFont) -> str:
        if font.getlength(text) <= self.width:
            return text
        while text and font.getlength(f"{text}…") > self.width:
            text = text[:-1]
        return f"{text.rstrip()}…"


def face(text: str, size: int) -> ImageFont.FreeTypeFont | None:
    """Return the first font that has every sign of the text, None if there is none."""
    signs = {sign for sign in text if not sign.isspace()}
    for file in FACES:
        font = ImageFont.truetype(file, size)
        if signs and all(_has(font, sign) for sign in signs):
            return font
    return None


def _has(font: ImageFont.FreeTypeFont, sign: str) -> bool:
    return bytes(font.getmask(sign)) != bytes(font.getmask(NOWHERE))

"""Every colour of words on every ground, as WCAG 2.2 counts contrast."""

import re

import pytest
from django.conf import settings

from newsroom.models import Publication

PAIR = r"light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)"
TOKENS = (settings.BASE_DIR / "static/css/tokens.css").read_text()
COLOURS = {name: pair for name, *pair in re.findall(rf"--(\w+): {PAIR}", TOKENS)}
ACCENTS = {
    name: pair for name, *pair in re.findall(rf'"(\w+)"\] {{ --accent: {PAIR}', TOKENS)
} | {"ink": COLOURS["ink"]}
WASHES = {
    name: pair
    for name, *pair in re.findall(rf'"(\w+)"\] {{ --accent: .+ --wash: {PAIR}', TOKENS)
} | {"ink": COLOURS["raised"]}


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb``, 0 to 1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_every_accent_a_publication_can_choose_has_its_colours() -> None:
    assert set(ACCENTS) == set(Publication.Accent.values) == set(WASHES)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["ground", "raised"])
@pytest.mark.parametrize(
    "colours",
    [*ACCENTS.values(), COLOURS["ink"], COLOURS["soft"], COLOURS["error"]],
    ids=[*ACCENTS, "text", "soft", "error"],
)
def test_words_can_be_read_on_every_ground(
    colours: list[str], ground: str, scheme: int
) -> None:
    assert contrast(colours[scheme], COLOURS[ground][scheme]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("name", Publication.Accent.values)
def test_words_and_stars_can_be_seen_on_every_tint(name: str, scheme: int) -> None:
    wash = WASHES[name][scheme]
    for colour in (ACCENTS[name], COLOURS["ink"], COLOURS["soft"], COLOURS["error"]):
        assert contrast(colour[scheme], wash) >= 4.5
    assert contrast(COLOURS["star"][scheme], wash) >= 3


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_marked_words_can_be_read(scheme: int) -> None:
    for colour in (COLOURS["ink"], COLOURS["soft"]):
        assert contrast(colour[scheme], COLOURS["mark"][scheme]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_stars_can_be_seen(scheme: int) -> None:
    assert contrast(COLOURS["star"][scheme], COLOURS["ground"][scheme]) >= 3

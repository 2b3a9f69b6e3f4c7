"""The drawn card: of public interviews, in the words they have now."""

import io
import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image, features

from interviews.page import card_image
from newsroom.models import Publication
from tests.factories import make_draft, make_interview, make_speaker

pytestmark = pytest.mark.django_db


def fetch(client: Client, interview: Any) -> Image.Image:
    response = client.get(f"{interview.get_absolute_url()}card.png")
    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    return Image.open(io.BytesIO(response.content))


def inked(image: Image.Image, box: tuple[int, int, int, int]) -> bool:
    """Say whether something dark is drawn within the box."""
    return image.convert("L").crop(box).getextrema()[0] < 100  # type: ignore[operator]


HEADLINE = (120, 150, 1100, 450)
GUESTS = (120, 490, 1100, 570)


@pytest.mark.parametrize(
    ("language", "headline"),
    [
        ("en", "The tide clock"),
        ("ru", "Ледник и ёлка"),
        ("kk", "Әңгіме: өнім, қайық, ұлы һәм ғылым"),
        ("fr", "Où naît l’œuvre"),
        ("ar", "البحر ومدينة Aarhus"),
    ],
)
def test_the_card_holds_headline_and_guest(
    client: Client, language: str, headline: str
) -> None:
    interview = make_draft(headline=headline, language=language)
    make_speaker(interview, name=headline[:20])
    interview.publish(by=None)
    image = fetch(client, interview)
    assert image.size == (1200, 630)
    assert inked(image, HEADLINE) and inked(image, GUESTS)


def test_a_script_without_letters_here_is_left_out(client: Client) -> None:
    image = fetch(client, make_interview(headline="東京の時計", language="ja"))
    assert not inked(image, HEADLINE)


def test_a_headline_of_any_length_stays_within(client: Client) -> None:
    image = fetch(client, make_interview(headline="Mmmm " * 59 + "W" * 5))
    ground = Image.new("RGB", image.size, card_image.GROUND)
    right = (1200 - card_image.MARGIN + 1, 0, 1200, 630)
    assert image.crop(right).tobytes() == ground.crop(right).tobytes()
    assert not inked(image, (120, 580, 1200, 630))


def test_the_picture_is_kept_until_the_words_change(client: Client) -> None:
    interview = make_interview(headline="Before")
    folder = settings.DATA_DIR / "cards"
    etags = []
    for headline in ("Before", "Before", "After"):
        interview.headline = headline
        interview.save()
        etags.append(client.get(f"{interview.get_absolute_url()}card.png")["ETag"])
        assert len(list(folder.glob(f"{interview.pk}-*"))) == 1
    assert etags[0] == etags[1] != etags[2]


def test_who_has_the_picture_is_told_so(client: Client) -> None:
    address = f"{make_interview().get_absolute_url()}card.png"
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


def test_there_is_no_card_of_what_is_hidden(client: Client) -> None:
    interview = make_interview()
    fetch(client, interview)
    interview.withdraw(by=None)
    hidden = client.get(f"{interview.get_absolute_url()}card.png")
    never = client.get("/interviews/never/card.png")
    assert (hidden.status_code, hidden.content) == (404, never.content)


def test_the_accents_are_those_of_the_pages() -> None:
    css = (settings.BASE_DIR / "static/css/tokens.css").read_text()
    found = dict(
        re.findall(r'\[data-accent="(\w+)"\] { --accent: light-dark\((#\w+)', css)
    )
    ink = re.search(r"--ink: light-dark\((#\w+)", css)
    assert ink is not None
    assert found | {"ink": ink[1]} == card_image.ACCENTS
    assert set(card_image.ACCENTS) == set(Publication.Accent.values)


def test_arabic_letters_are_joined_on_this_machine() -> None:
    assert features.check("raqm")

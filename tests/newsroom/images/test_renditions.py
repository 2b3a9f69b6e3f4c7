"""Renditions: which are made, how pages show them, and who may see them."""

import contextlib
import io
import re
import resource
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.template import Context, Template
from django.test import Client
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from interviews.models import Interview
from newsroom.images import renditions
from newsroom.images.drawing import TONES, tone
from newsroom.images.renditions import widths
from newsroom.models import Person
from tests.factories import make_draft, make_person, make_speaker, make_staff

pytestmark = pytest.mark.django_db


def drawn(width: int = 900, height: int = 600, colour: Any = "teal") -> ContentFile:
    out = io.BytesIO()
    mode = "RGBA" if isinstance(colour, tuple) and len(colour) == 4 else "RGB"
    Image.new(mode, (width, height), colour).save(out, "PNG")
    return ContentFile(out.getvalue(), name="picture.png")


def make_pictured(**fields: Any) -> Interview:
    fields.setdefault("picture", drawn())
    return make_draft(picture_alt="A quay in the morning", **fields)


def folder(interview: Interview) -> Path:
    return Path(settings.MEDIA_ROOT, interview.picture.name).parent


def shown(interview: Interview, **context: Any) -> LexborHTMLParser:
    source = (
        "{% load pictures %}"
        "{% picture file name='lead' alt='<A quay>' sizes='50vw' eager=eager %}"
    )
    values = {"file": interview.picture, "eager": False, **context}
    return LexborHTMLParser(Template(source).render(Context(values)))


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (1, [1]),
        (400, [400]),
        (401, [400, 401]),
        (900, [400, 800, 900]),
        (1600, [400, 800, 1200, 1600]),
        (2400, [400, 800, 1200, 1600]),
    ],
)
def test_no_picture_is_made_wider_than_it_is(width: int, expected: list[int]) -> None:
    assert widths(width) == expected


def test_a_saved_picture_has_its_renditions_beside_it() -> None:
    interview = make_pictured()
    found = {}
    for file in folder(interview).iterdir():
        with Image.open(file) as picture:
            found[file.name] = (picture.format, *picture.size)
    kinds = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}
    sizes = {400: 267, 800: 533, 900: 600}
    assert found == {"picture.png": ("PNG", 900, 600)} | {
        f"{width}.{ending}": (kind, width, height)
        for ending, kind in kinds.items()
        for width, height in sizes.items()
    }
    interview.refresh_from_db()
    assert interview.picture_tone == "teal"


def test_transparency_stays_and_stands_on_white_in_a_jpeg() -> None:
    interview = make_pictured(picture=drawn(colour=(0, 0, 0, 0)))
    assert interview.picture_tone == "clear"
    for ending, pixel in (("avif", 0), ("webp", 0), ("jpg", 255)):
        with Image.open(folder(interview) / f"400.{ending}") as picture:
            assert picture.getpixel((9, 9))[-1] == pixel  # type: ignore[index]


@pytest.mark.parametrize("name", TONES)
def test_a_tone_is_the_colour_that_most_of_the_picture_has(name: str) -> None:
    picture = Image.new("RGB", (90, 90), TONES[name])
    picture.paste("lime", (0, 0, 30, 90))
    assert tone(picture) == name


def test_the_stylesheet_has_every_tone_and_every_step_of_the_focus() -> None:
    css = (settings.BASE_DIR / "static/css/components/picture.css").read_text()
    tones = dict(re.findall(r'\[data-tone="(\w+)"\] { background: (#\w+); }', css))
    assert tones == TONES
    for axis in "xy":
        steps = re.findall(rf'\[data-focus-{axis}="(\d+)"\]', css)
        assert [int(step) for step in steps] == list(range(11))


def test_a_page_offers_every_kind_and_width() -> None:
    interview = make_pictured(picture_focus_x=26, picture_focus_y=0)
    html = shown(interview)
    at = interview.picture.url.rpartition("/")[0]
    frame, image = html.css_first("picture"), html.css_first("img")
    assert frame is not None and image is not None
    assert frame.attributes == {
        "class": "lead",
        "data-tone": "teal",
        "data-focus-x": "3",
        "data-focus-y": "0",
    }

    def srcset(kind: str) -> str:
        return ", ".join(f"{at}/{width}.{kind} {width}w" for width in (400, 800, 900))

    assert [source.attributes for source in html.css("source")] == [
        {"type": f"image/{kind}", "srcset": srcset(kind), "sizes": "50vw"}
        for kind in ("avif", "webp")
    ]
    assert image.attributes == {
        "src": f"{at}/800.jpg",
        "srcset": srcset("jpg"),
        "sizes": "50vw",
        "alt": "<A quay>",
        "width": "900",
        "height": "600",
        "loading": "lazy",
        "decoding": "async",
    }


def test_the_first_picture_of_a_page_does_not_wait() -> None:
    image = shown(make_pictured(), eager=True).css_first("img")
    assert image is not None
    assert image.attributes["fetchpriority"] == "high"
    assert "loading" not in image.attributes


def forget(interview: Interview) -> None:
    """Leave the picture as an earlier release stored it."""
    for file in folder(interview).iterdir():
        if file.name != "picture.png":
            file.unlink()
    Interview.objects.filter(pk=interview.pk).update(picture_tone="")
    interview.refresh_from_db()


def test_a_picture_without_renditions_is_shown_itself() -> None:
    interview = make_pictured()
    forget(interview)
    html = shown(interview)
    image = html.css_first("img")
    assert image is not None and not html.css("source")
    assert image.attributes["src"] == interview.picture.url
    assert "srcset" not in image.attributes


def test_the_command_makes_what_is_missing_once(capsys: Any) -> None:
    interview = make_pictured()
    forget(interview)
    lost = make_person(portrait_alt="Lost")
    columns = {"portrait": "nowhere/a.png", "portrait_width": 9, "portrait_height": 9}
    Person.objects.filter(pk=lost.pk).update(**columns)
    call_command("renditions")
    said = capsys.readouterr()
    assert "Pictures with new renditions: 1." in said.out
    assert f"Person {lost.pk}: " in said.err
    interview.refresh_from_db()
    assert interview.picture_tone == "teal"
    assert len(list(folder(interview).iterdir())) == 10
    call_command("renditions")
    assert capsys.readouterr().out == ""


def test_a_second_run_leaves_no_second_file() -> None:
    interview = make_pictured()
    interview.picture.make_renditions()
    assert len(list(folder(interview).iterdir())) == 10


def addresses(interview: Interview) -> list[str]:
    at = interview.picture.url.rpartition("/")[0]
    return [f"{at}/{file.name}" for file in folder(interview).iterdir()]


def statuses(client: Client, interview: Interview, **headers: str) -> set[int]:
    found = set()
    for address in addresses(interview):
        response = client.get(address, headers=headers)
        found.add(response.status_code)
        assert b"".join(response)
    return found


@pytest.mark.parametrize("headers", [{}, {"Range": "bytes=0-9"}])
def test_renditions_are_as_public_as_their_interview(
    client: Client, headers: dict[str, str]
) -> None:
    interview = make_pictured()
    assert len(addresses(interview)) == 10
    assert statuses(client, interview, **headers) == {404}
    interview.publish(by=None)
    assert statuses(client, interview, **headers) == {200}
    interview.withdraw(by=None)
    assert statuses(client, interview, **headers) == {404}


def test_renditions_of_a_portrait_are_as_public_as_its_interviews(
    client: Client,
) -> None:
    person = Person.objects.create(name="A", portrait=drawn(), portrait_alt="A")
    address = person.portrait.url.replace("picture.png", "400.avif")
    draft = make_draft()
    make_speaker(draft, person=person)
    assert client.get(address).status_code == 404
    draft.publish(by=None)
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "image/avif")
    assert b"".join(response)


def test_staff_see_renditions_before(client: Client) -> None:
    client.force_login(make_staff("Editor"))
    assert statuses(client, make_pictured()) == {200}


@pytest.mark.parametrize(
    ("ending", "kind"),
    [("avif", "image/avif"), ("webp", "image/webp"), ("jpg", "image/jpeg")],
)
def test_a_rendition_is_nothing_but_a_picture(
    client: Client, ending: str, kind: str
) -> None:
    interview = make_pictured()
    interview.publish(by=None)
    response = client.get(interview.picture.url.replace("picture.png", f"400.{ending}"))
    assert response["Content-Type"] == kind
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == (
        "default-src 'none'; frame-ancestors 'none'; sandbox"
    )
    assert response["Cache-Control"] == "private, max-age=300"
    assert b"".join(response)


@pytest.mark.parametrize(
    "name", ["", "401.jpg", "400.html", "400", "picture.PNG", "%", "_"]
)
def test_a_folder_has_nothing_else(client: Client, name: str) -> None:
    interview = make_pictured()
    interview.publish(by=None)
    (folder(interview) / "400.html").write_text("never served")
    at = interview.picture.url.rpartition("/")[0]
    for who in ("reader", "Editor"):
        if who == "Editor":
            client.force_login(make_staff(who))
        assert client.get(f"{at}/{name}").status_code == 404


def test_signs_of_a_pattern_match_no_folder(client: Client) -> None:
    make_pictured().publish(by=None)
    for token in ("_" * 32, "-", "_"):
        assert client.get(f"/media/{token}/400.jpg").status_code == 404


def test_names_are_ours_and_nobody_guesses_them() -> None:
    tokens = {folder(make_pictured(picture=drawn(4, 4))).name for _n in range(20)}
    assert len(tokens) == 20
    assert {len(token) for token in tokens} == {32}  # 192 bits


def test_renditions_carry_no_metadata() -> None:
    exif = Image.Exif()
    exif[0x010E] = "SECRET-PLACE"
    out = io.BytesIO()
    Image.new("RGB", (500, 300)).save(
        out, "JPEG", exif=exif, comment=b"SECRET-COMMENT", icc_profile=b"SECRET-ICC"
    )
    assert out.getvalue().count(b"SECRET") == 3
    # A picture stored as it came, as an import of old files may have done.
    interview = make_pictured(picture=ContentFile(out.getvalue(), name="old.jpg"))
    made = [file for file in folder(interview).iterdir() if file.stem.isdigit()]
    assert len(made) == len(renditions.KINDS) * 2
    for file in made:
        assert b"SECRET" not in file.read_bytes()


@contextlib.contextmanager
def room_for(size: int) -> Iterator[None]:
    """Let no file of this process grow larger, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("of_the_original", [0.5, 1])
def test_a_full_disk_keeps_nothing_of_a_picture(
    of_the_original: float, tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    interview, picture = make_draft(), drawn()
    room = room_for(int(picture.size * of_the_original))
    with room, pytest.raises(OSError, match="too large"):
        interview.picture.save("picture.png", picture, save=False)
    assert [*tmp_path.iterdir()] == []

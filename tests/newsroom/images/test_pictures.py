"""Uploaded pictures: what is taken, what becomes of it, what is refused."""

import io
import struct
import zlib
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

from newsroom.images import pictures, pictures_child
from newsroom.images.pictures import PictureField, cleaned


def upload(content: bytes, name: str = "picture.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def drawn(kind: str, picture: Image.Image | None = None, **options: Any) -> bytes:
    out = io.BytesIO()
    (picture or Image.new("RGB", (40, 20), "teal")).save(out, kind, **options)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(cleaned(upload(content)).read()))


def claiming(width: int, height: int) -> bytes:
    """Return a small PNG whose header claims these measures."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    body = chunk(b"IHDR", header) + chunk(b"IDAT", b"x") + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize(
    ("kind", "stored"),
    [
        ("JPEG", "JPEG"),
        ("PNG", "PNG"),
        ("WEBP", "WEBP"),
        ("GIF", "PNG"),
        ("AVIF", "WEBP"),
        ("MPO", "JPEG"),
    ],
)
def test_known_formats_are_taken_by_their_content(kind: str, stored: str) -> None:
    picture = opened(drawn(kind))
    assert (picture.format, picture.size) == (stored, (40, 20))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16", "RGBA"])
def test_every_kind_of_pixel_is_taken(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert opened(drawn(kind, Image.new(mode, (4, 4)))).size == (4, 4)


def test_deep_grey_keeps_its_tone() -> None:
    grey = Image.new("I;16", (4, 4), 32768)
    assert opened(drawn("PNG", grey)).convert("L").getpixel((1, 1)) == 128


def test_transparency_is_kept() -> None:
    for mode in ("RGBA", "P"):
        clear = Image.new("RGBA", (4, 4), (0, 0, 0, 0)).convert(mode)
        options = {"transparency": clear.getpixel((0, 0))} if mode == "P" else {}
        picture = opened(drawn("PNG", clear, **options)).convert("RGBA")
        assert picture.getpixel((1, 1))[3] == 0  # type: ignore[index]


def test_metadata_goes_and_the_orientation_is_kept() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif[0x010E] = "Taken at home"
    exif[0x8825] = {1: "N", 2: (43.0, 14.0, 0.0)}
    content = drawn("JPEG", exif=exif, comment=b"secret")
    assert b"Taken at home" in content and b"secret" in content
    clean = cleaned(upload(content)).read()
    picture = Image.open(io.BytesIO(clean))
    assert picture.size == (20, 40)
    assert not picture.getexif()
    assert b"Taken at home" not in clean and b"secret" not in clean


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG"])
def test_profiles_and_what_is_hidden_behind_a_picture_go(kind: str) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = drawn(kind, icc_profile=profile) + b"<script>alert(1)</script>"
    clean = cleaned(upload(content)).read()
    assert b"script" not in clean
    assert "icc_profile" not in Image.open(io.BytesIO(clean)).info


def test_a_damaged_profile_is_no_reason_to_refuse() -> None:
    assert opened(drawn("JPEG", icc_profile=b"no profile")).size == (40, 20)


def test_large_pictures_are_made_smaller() -> None:
    wide = Image.new("RGB", (5000, 1000))
    assert opened(drawn("JPEG", wide)).size == (pictures_child.WIDEST, 480)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "RGBA", "GIF"])
def test_large_pictures_of_every_kind_keep_their_colour(mode: str) -> None:
    deep, kind = mode == "I;16", "GIF" if mode == "GIF" else "PNG"
    half = Image.new("I" if deep else "L", (5000, 1001), 65535 if deep else 255)
    half.paste(0, (0, 0, 2500, 1001))
    half = half if kind == "GIF" else half.convert(mode)
    picture = opened(drawn(kind, half)).convert("L")
    assert picture.size == (pictures_child.WIDEST, 481)
    assert [picture.getpixel((x, 470)) for x in (100, 2300)] == [0, 255]


def test_a_progressive_picture_of_nearly_the_cap_is_taken() -> None:
    content = drawn("JPEG", Image.new("RGB", (7000, 7000), "teal"), progressive=True)
    assert opened(content).size == (pictures_child.WIDEST, pictures_child.WIDEST)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a",
        b"GIF89a<script>alert(1)</script>",
        b"\xff\xd8\xff\xe0",
        b"%PDF-1.7",
        drawn("BMP"),
        drawn("TIFF"),
        drawn("ICO"),
        drawn("JPEG", Image.effect_noise((400, 400), 90))[:4000],
        drawn("PNG", Image.effect_noise((400, 400), 90))[:4000],
        drawn("AVIF", Image.effect_noise((400, 400), 90))[:4000],
        claiming(100, 100),
        claiming(0, 0),
    ],
)
def test_anything_else_is_refused_politely(content: bytes) -> None:
    with pytest.raises(ValidationError, match="This is no picture we can read."):
        cleaned(upload(content))


def test_a_webp_that_cannot_be_opened_may_be_too_large() -> None:
    cut = drawn("WEBP", Image.effect_noise((400, 400), 90))[:4000]
    with pytest.raises(ValidationError, match="damaged or too large to open"):
        cleaned(upload(cut))


@pytest.mark.parametrize(
    ("width", "height"), [(7072, 7072), (10_000, 10_000), (60_000, 60_000)]
)
def test_too_many_pixels_are_refused_before_decoding(width: int, height: int) -> None:
    with pytest.raises(ValidationError, match="more than 50 megapixels"):
        cleaned(upload(claiming(width, height)))


def test_too_many_bytes_are_refused_unread() -> None:
    large = upload(b"x")
    large.size = pictures.MOST_BYTES + 1
    with pytest.raises(ValidationError, match="larger than 20 MB"):
        cleaned(large)


def test_the_field_forgets_the_uploaders_name() -> None:
    field = PictureField(max_length=100)
    name = "a" * 200 + ".php.jpg"
    assert field.clean(upload(drawn("PNG"), name)).name == "picture.png"

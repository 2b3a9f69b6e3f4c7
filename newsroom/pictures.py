"""Uploaded pictures: known formats, decoded with a cap, stored without metadata."""

import io
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps

FORMATS = ["JPEG", "PNG", "WEBP", "GIF", "AVIF"]
MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 50_000_000
WIDEST = 2400

TOO_MANY_PIXELS = _("The picture has more than 50 megapixels. Save a smaller one.")
UNREADABLE = _("This is no picture we can read. Use JPEG, PNG, WebP, GIF or AVIF.")


class PictureField(forms.FileField):
    """A form field that gives a clean picture file whatever was uploaded."""

    widget = forms.ClearableFileInput

    def __init__(self, *, max_length: int | None = None, **kwargs: Any) -> None:
        # The uploader's file name is not kept, so its length does not matter.
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = ".jpg,.jpeg,.png,.webp,.gif,.avif"

    def to_python(self, data: Any) -> Any:
        upload = super().to_python(data)
        return None if upload is None else cleaned(upload)


def cleaned(upload: Any) -> "ContentFile[bytes]":
    """Return the picture upright, in sRGB, at most ``WIDEST`` pixels wide and high,
    and without metadata; only its pixels are the uploader's.

    ``upload`` is an open file with ``size``. ValidationError says what to do when it
    is no picture, or has more than ``MOST_BYTES`` bytes or ``MOST_PIXELS`` pixels.
    """
    if upload.size > MOST_BYTES:
        raise ValidationError(
            _("The picture is larger than 20 MB. Save a smaller one.")
        )
    try:
        return _encoded(*_decoded(upload))
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(TOO_MANY_PIXELS) from error
    except Exception as error:  # Pillow raises many kinds for damaged files
        raise ValidationError(UNREADABLE) from error


def _decoded(upload: Any) -> tuple[Image.Image, str]:
    """Return the first frame and the format that its bytes have."""
    with Image.open(upload, formats=FORMATS) as file:
        if file.width * file.height > MOST_PIXELS:
            raise ValidationError(TOO_MANY_PIXELS)
        # Smaller first: a JPEG is then decoded at a fraction of its size.
        file.thumbnail((WIDEST, WIDEST))
        return _in_srgb(ImageOps.exif_transpose(file)), str(file.format)


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Return the picture as RGB or RGBA; the profile it came with is used up."""
    if picture.mode.startswith("I"):  # 16 bits of grey, which Pillow would clip
        picture = picture.convert("I").point(lambda level: level / 256).convert("L")
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "RGBA", "CMYK"):
        try:
            return ImageCms.profileToProfile(
                picture,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode=mode,
            ) or picture.convert(mode)
        except (ImageCms.PyCMSError, OSError):
            return picture.convert(mode)
    return picture.convert(mode)


def _encoded(picture: Image.Image, kind: str) -> "ContentFile[bytes]":
    plain = Image.new(picture.mode, picture.size)
    plain.paste(picture)
    out = io.BytesIO()
    if kind in ("PNG", "GIF"):
        ending = "png"
        plain.save(out, "PNG", optimize=True)
    elif kind in ("WEBP", "AVIF"):
        ending = "webp"
        plain.save(out, "WEBP", quality=85)
    else:  # JPEG, and the JPEG with several pictures that cameras write
        ending = "jpg"
        plain.save(out, "JPEG", quality=85)
    return ContentFile(out.getvalue(), name=f"picture.{ending}")

"""Uploaded pictures: known formats, decoded with a cap, stored without metadata."""

import io
import warnings
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "png", "AVIF": "webp"}
MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 50_000_000
WIDEST = 2400


class PictureField(forms.FileField):
    """A form field that gives a clean picture file whatever was uploaded."""

    widget = forms.ClearableFileInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = ".jpg,.jpeg,.png,.webp,.gif,.avif"

    def to_python(self, data: Any) -> Any:
        upload = super().to_python(data)
        return None if upload is None else cleaned(upload)


def cleaned(upload: Any) -> "ContentFile[bytes]":
    """Return the picture re-encoded upright and without metadata.

    ValidationError says what to do for anything that is no small enough picture.
    """
    if upload.size > MOST_BYTES:
        raise ValidationError(
            _("The picture is larger than 20 MB. Save a smaller one.")
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(upload, formats=list(FORMATS))
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError(
                    _("The picture has more than 50 megapixels. Save a smaller one.")
                )
            kind = str(picture.format)
            upright = ImageOps.exif_transpose(picture)
    except ValidationError:
        raise
    except Exception as error:  # Pillow raises many kinds for damaged files
        raise ValidationError(
            _("This is no picture we can read. Use JPEG, PNG, WebP, GIF or AVIF.")
        ) from error
    upright.thumbnail((WIDEST, WIDEST))
    return _encoded(upright, FORMATS[kind])


def _encoded(picture: Image.Image, ending: str) -> "ContentFile[bytes]":
    out = io.BytesIO()
    mode = "RGB" if ending == "jpg" or "A" not in picture.getbands() else "RGBA"
    plain = Image.new(mode, picture.size)
    plain.paste(picture.convert(mode))
    options: dict[str, Any] = {"quality": 85} if ending != "png" else {"optimize": True}
    plain.save(out, {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}[ending], **options)
    return ContentFile(out.getvalue(), name=f"picture.{ending}")

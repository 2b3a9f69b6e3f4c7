"""Uploaded pictures: known formats, decoded within bounds, stored without metadata."""

import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 20 * 1024 * 1024
LONGEST_WAIT = 20  # seconds, on a machine that is busy

# A program, and not imported: a worker that meets no picture does without Pillow.
CHILD = Path(__file__).with_name("pictures_child.py")
UNREADABLE = _("This is no picture we can read. Use JPEG, PNG, WebP, GIF or AVIF.")
REFUSALS = {  # by the status that the child exits with
    3: UNREADABLE,
    4: _("The picture has more than 50 megapixels. Save a smaller one."),
    6: _(
        "This WebP picture is damaged or too large to open. Save it smaller, or as JPEG."
    ),
}
TOO_MUCH_WORK = _("The picture takes too much work to open. Save it smaller, as JPEG.")

# What several uploads at once may use is bounded too.
_turns = threading.BoundedSemaphore(2)


class PictureField(forms.FileField):
    """A form field that gives a clean picture file whatever was uploaded."""

    widget = forms.ClearableFileInput

    def __init__(self, *, max_length: int | None = None, **kwargs: Any) -> None:
        # The uploader's file name is not kept, so its length does not matter.
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = ".jpg,.jpeg,.png,.webp,.gif,.avif"

    def to_python(self, data: Any) -> Any:
        upload = super().to_python(data)
        if upload is None:
            return None
        ready = getattr(upload, "ready", None) or cleaned(upload)
        if isinstance(ready, ValidationError):
            raise ready
        return ready


def prepare(upload: Any, *, renditions: bool) -> None:
    """Do the work that an upload takes and leave what comes of it at ``upload.ready``.

    A form of the desk is cleaned and saved in one transaction, and while that is open
    SQLite lets nobody else write: seconds of decoding and drawing come before it.
    """
    try:
        ready: Any = cleaned(upload)
        if renditions:
            from newsroom.images import drawing  # as in renditions.py

            ready.drawn = drawing.drawn(ready)
    except ValidationError as error:
        ready = error
    upload.ready = ready


def cleaned(upload: Any) -> "ContentFile[bytes]":
    """Return what ``pictures_child.clean`` makes of the upload, under our own name.

    ``upload`` is an open file with ``size``. ValidationError says what to do when it
    is no picture, or more than ``MOST_BYTES``, or breaks one of the child's bounds.
    """
    if upload.size > MOST_BYTES:
        raise ValidationError(
            _("The picture is larger than 20 MB. Save a smaller one.")
        )
    with tempfile.TemporaryFile() as file, _turns:
        shutil.copyfileobj(upload, file)
        file.seek(0)
        try:
            child = subprocess.run(  # noqa: S603 # nothing of the upload is in it
                [sys.executable, "-I", CHILD],
                stdin=file,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={},
                timeout=LONGEST_WAIT,
            )
        except subprocess.TimeoutExpired as error:
            raise ValidationError(TOO_MUCH_WORK) from error
    if child.returncode:
        raise ValidationError(REFUSALS.get(child.returncode, TOO_MUCH_WORK))
    ending, content = child.stdout.split(b"\n", 1)
    return ContentFile(content, name=f"picture.{ending.decode()}")

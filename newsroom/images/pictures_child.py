"""Decode one uploaded picture in a process of its own, with bounds on what it may use.

``python newsroom/images/pictures_child.py < upload > picture``: the first line written is the
ending of the file's name, the rest its bytes. The exit status says why not. Pillow
alone is imported, so that the process starts fast and knows no secret.
"""

import contextlib
import io
import resource
import sys
from typing import IO

from PIL import Image, ImageCms, ImageOps

FORMATS = ["JPEG", "PNG", "WEBP", "GIF", "AVIF"]
MOST_PIXELS = 50_000_000
WIDEST = 2400
STRIP = 100  # lines of the smaller picture
MOST_MEMORY = 280 * 1024 * 1024  # of data; Python's own code is 20 MB more
MOST_SECONDS = 3  # of the processor

UNREADABLE, TOO_MANY_PIXELS, TOO_MUCH_WORK, UNREADABLE_WEBP = 3, 4, 5, 6


class TooManyPixelsError(Exception):
    """The header claims more than ``MOST_PIXELS``."""


def clean(upload: IO[bytes]) -> tuple[str, bytes]:
    """Return ending and bytes of the picture upright, in sRGB, at most ``WIDEST`` wide
    and high, and without metadata; only its pixels are the uploader's."""
    with Image.open(upload, formats=FORMATS) as file:
        if file.width * file.height > MOST_PIXELS:
            raise TooManyPixelsError
        kind = str(file.format)
        # Smaller first: a JPEG is then decoded at a fraction of its size, and of others
        # the whole is let go before the fine resizing asks for memory of its own.
        file.draft(None, (WIDEST, WIDEST))
        picture = _reduced(file)
    del file
    picture.thumbnail((WIDEST, WIDEST))
    return _encoded(_in_srgb(ImageOps.exif_transpose(picture)), kind)


def _reduced(file: Image.Image) -> Image.Image:
    """Return the picture at the smallest whole fraction not below ``WIDEST``."""
    factor = max(1, max(file.size) // WIDEST)
    if file.mode not in ("1", "P", "I;16"):
        return file.reduce(factor)
    # Their pixels have no mean, and as colours the whole is too large: strip by strip.
    colours = "RGBA" if file.has_transparency_data else "RGB"
    mode = "I" if file.mode == "I;16" else colours
    small = Image.new(mode, (-(-file.width // factor), -(-file.height // factor)))
    for top in range(0, small.height, STRIP):
        end = min(file.height, (top + STRIP) * factor)
        strip = file.crop((0, top * factor, file.width, end))
        small.paste(strip.convert(mode).reduce(factor), (0, top))
    small.info = {key: each for key, each in file.info.items() if key != "transparency"}
    return small


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Return the picture as RGB or RGBA; the profile it came with is used up."""
    if picture.mode.startswith("I"):  # 16 bits of grey, which Pillow would clip
        picture = picture.convert("I").point(lambda level: level / 256).convert("L")
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "RGBA", "CMYK"):
        with contextlib.suppress(ImageCms.PyCMSError, OSError):
            return ImageCms.profileToProfile(
                picture,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode=mode,
            ) or picture.convert(mode)
    return picture.convert(mode)


def _encoded(picture: Image.Image, kind: str) -> tuple[str, bytes]:
    plain = Image.new(picture.mode, picture.size)
    plain.paste(picture)
    out = io.BytesIO()
    if kind in ("PNG", "GIF"):
        ending = "png"
        # A third of the time of level 6, and 3 % more bytes.
        plain.save(out, "PNG", compress_level=4)
    elif kind in ("WEBP", "AVIF"):
        ending = "webp"
        plain.save(out, "WEBP", quality=85)
    else:  # JPEG, and the JPEG with several pictures that cameras write
        ending = "jpg"
        plain.save(out, "JPEG", quality=85)
    return ending, out.getvalue()


def _is_webp(upload: IO[bytes]) -> bool:
    """Pillow tells a damaged WebP picture from one too large for memory by nothing."""
    upload.seek(0)
    return upload.read(12)[8:] == b"WEBP"


def main() -> int:
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        ending, content = clean(sys.stdin.buffer)
    except (TooManyPixelsError, Image.DecompressionBombError):
        return TOO_MANY_PIXELS
    except MemoryError:
        return TOO_MUCH_WORK
    except Exception:  # Pillow raises many kinds for damaged files
        return UNREADABLE_WEBP if _is_webp(sys.stdin.buffer) else UNREADABLE
    sys.stdout.buffer.write(ending.encode() + b"\n" + content)
    return 0


if __name__ == "__main__":
    sys.exit(main())

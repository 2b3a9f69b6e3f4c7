"""Pictures made to hurt: refused politely, or taken without what was hidden in them."""

import io
import resource
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

from newsroom.images import pictures, pictures_child
from newsroom.images.pictures import cleaned

MARK = b"alert(1)"


def upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("picture.jpg", content)


def drawn(kind: str, picture: Image.Image | None = None) -> bytes:
    out = io.BytesIO()
    (picture or Image.effect_noise((40, 20), 60).convert("RGB")).save(out, kind)
    return out.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + check


def png(width: int, height: int, rows: bytes, *chunks: bytes) -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    data = chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + data


def zeros(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    block = bytes(1024 * 1024)
    parts = [packer.compress(block) for _n in range(megabytes)]
    return b"".join(parts) + packer.flush()


def small(*chunks: bytes) -> bytes:
    return png(4, 4, zlib.compress(bytes(5 * 4)), *chunks)


def moving(frames: int) -> bytes:
    """Return an APNG of one frame again and again."""
    control = struct.pack(">IIIIIHHBB", 0, 4, 4, 0, 0, 1, 25, 0, 0)
    rows = zlib.compress(bytes(5 * 4))
    parts = [chunk(b"acTL", struct.pack(">II", frames, 0)), chunk(b"fcTL", control)]
    content = png(4, 4, rows, *parts)
    later = b"".join(
        chunk(b"fcTL", struct.pack(">I", 2 * n - 1) + control[4:])
        + chunk(b"fdAT", struct.pack(">I", 2 * n) + rows)
        for n in range(1, frames)
    )
    end = chunk(b"IEND", b"")
    return content.removesuffix(end) + later + end


@pytest.mark.parametrize(
    "content",
    [
        png(60_000, 60_000, zeros(10)),
        png(12_000, 12_000, zlib.compress(b"")),
    ],
)
def test_measures_beyond_the_cap_are_refused(content: bytes) -> None:
    with pytest.raises(ValidationError, match="more than 50 megapixels"):
        cleaned(upload(content))


@pytest.mark.parametrize(
    "content",
    [
        small(chunk(b"zTXt", b"Comment\0\0" + zeros(200))),
        small(*[chunk(b"zTXt", b"C\0\0" + zlib.compress(bytes(2**20)))] * 80),
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nshowpage\n",
        b"8BPS\0\1\0\0\0\0\0\0\0\3\0\0\0\x09\0\0\0\x09\0\x08\0\3",
        b"SIMPLE  =                    T" + b" " * 2850,
        drawn("TIFF"),
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"\xff\xd8\xff<html><script>alert(1)</script>",
        b"GIF89a=1;alert(1)//",
    ],
    ids="ztxt ztxts eps psd fits tiff svg html gif".split(),
)
def test_bombs_and_foreign_formats_are_refused(content: bytes) -> None:
    with pytest.raises(ValidationError, match="This is no picture we can read."):
        cleaned(upload(content))


def test_a_bomb_in_a_profile_does_not_go_off() -> None:
    bomb = small(chunk(b"iCCP", b"profile\0\0" + zeros(200)))
    try:
        assert len(cleaned(upload(bomb)).read()) < 200
    except ValidationError as error:
        assert error.messages == ["This is no picture we can read. " + KINDS]


KINDS = "Use JPEG, PNG, WebP, GIF or AVIF."


def test_of_a_moving_picture_only_the_first_frame_is_read() -> None:
    with Image.open(io.BytesIO(cleaned(upload(moving(5000))).read())) as picture:
        assert picture.size == (4, 4)
        assert getattr(picture, "n_frames", 1) == 1


@pytest.mark.parametrize("kind", ["GIF", "PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize(
    "tail", [b"<script>alert(1)</script>", b"*/=1;alert(1)//", b"PK\3\4alert(1)"]
)
def test_nothing_that_runs_is_left_in_a_picture(kind: str, tail: bytes) -> None:
    content = drawn(kind) + tail
    assert MARK in content
    assert MARK not in cleaned(upload(content)).read()


def test_words_inside_a_picture_go() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "<script>alert(1)</script>")
    out = io.BytesIO()
    Image.new("RGB", (9, 9)).save(out, "PNG", pnginfo=words)
    assert MARK in out.getvalue()
    assert MARK not in cleaned(upload(out.getvalue())).read()


def run(content: bytes) -> tuple[int, int, float]:
    """Return the child's exit status, its peak in bytes and its processor time."""
    code = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run([sys.executable, '-I', sys.argv[1]], env={},"
        " stdin=sys.stdin, stdout=subprocess.DEVNULL)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(done.returncode, used.ru_maxrss * 1024, used.ru_utime + used.ru_stime)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, pictures_child.__file__],
        input=content,
        capture_output=True,
        check=True,
    ).stdout.split()
    return int(told[0]), int(told[1]), float(told[2])


def test_the_largest_picture_stays_within_the_bounds() -> None:
    picture = Image.new("RGB", (7000, 7000), "teal")
    status, memory, seconds = run(drawn("PNG", picture))
    assert status == 0
    assert memory < 300 * 1024 * 1024
    assert seconds < pictures_child.MOST_SECONDS + 1


def child(monkeypatch: pytest.MonkeyPatch, folder: Path, code: str) -> None:
    """Put other code in the child's place."""
    file = folder / "child.py"
    file.write_text(code)
    monkeypatch.setattr(pictures, "CHILD", file)


@pytest.mark.parametrize(
    "code",
    [
        "import os, signal; os.kill(os.getpid(), signal.SIGXCPU)",
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "import time; time.sleep(60)",
    ],
    ids=["out of time", "killed", "hangs"],
)
def test_a_child_that_does_not_come_back_is_a_refusal(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str
) -> None:
    child(monkeypatch, tmp_path, code)
    monkeypatch.setattr(pictures, "LONGEST_WAIT", 1)
    with pytest.raises(ValidationError, match="takes too much work to open"):
        cleaned(upload(drawn("PNG")))


def test_the_child_knows_no_secret(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SECRET_KEY", "SECRET")
    code = "import os; print('txt'); print(sorted(os.environ.values()))"
    child(monkeypatch, tmp_path, code)
    assert b"SECRET" not in cleaned(upload(drawn("PNG"))).read()


def test_the_bounds_hold_for_the_child_alone() -> None:
    before = resource.getrlimit(resource.RLIMIT_DATA)
    cleaned(upload(drawn("PNG")))
    assert resource.getrlimit(resource.RLIMIT_DATA) == before

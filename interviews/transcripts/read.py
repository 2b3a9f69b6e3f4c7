"""Read bytes or text into blocks, whatever the format."""

import re

from interviews.transcripts import limits
from interviews.transcripts.readers.building import is_blank
from interviews.transcripts.readers.captions import is_captions, read_captions
from interviews.transcripts.readers.docx import read_docx
from interviews.transcripts.readers.encoding import decode, is_mangled, wreck_warning
from interviews.transcripts.readers.html import is_html, read_html
from interviews.transcripts.readers.markdown import is_markdown, read_markdown
from interviews.transcripts.readers.text import read_text
from interviews.transcripts.source import Block, Source, Unreadable, Warning

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OTHERS = (
    (b"%PDF", "This is a PDF; copy its text and paste it, or send it as .docx."),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "This is an old Word file or one with a password; save it as .docx without"
        " a password.",
    ),
    (b"{\\rtf", "This is an RTF file; save it as .docx."),
    (b"\x89PNG", "This is a picture; send the transcript as text."),
    (b"\xff\xd8\xff", "This is a picture; send the transcript as text."),
    (b"GIF8", "This is a picture; send the transcript as text."),
    (b"RIFF", "This is a picture or a recording; send the transcript as text."),
    (b"ID3", "This is a recording; send its transcript."),
    (b"OggS", "This is a recording; send its transcript."),
    (b"fLaC", "This is a recording; send its transcript."),
    (b"\x1f\x8b", "This file is compressed; unpack it first."),
    (b"7z\xbc\xaf\x27\x1c", "This file is compressed; unpack it first."),
    (b"Rar!", "This file is compressed; unpack it first."),
)
_BLANK = "There is no text in it."
_NO_CONTROL = {*range(0x20), 0x7F} - {*b"\t\n\v\f\r\x1b\x1c\x1d\x1e"}


def read(data: bytes | str, name: str = "") -> Source:
    """Return the blocks of a transcript; Unreadable says what the editor can do.

    The content decides what format it is; ``name``, the file's, helps where it does
    not.
    """
    warnings: tuple[Warning, ...] = ()
    encoding = "utf-8"
    if len(data) > limits.BYTES:
        raise Unreadable("The file is larger than 10 MB; send the text alone.")
    if isinstance(data, bytes):
        if data.startswith(_ZIP):
            blocks, warnings = read_docx(data)
            return _source(blocks, "docx", encoding, warnings)
        _refuse_others(data)
        data, encoding, warnings = decode(data)
    content = data.removeprefix("\ufeff")
    if len(content) > limits.CHARACTERS:  # a page, or too long: known before the work
        limits.check_tags(content.count("<"))
        if "<" not in content:
            limits.check_characters(len(content))
    _refuse_blank(content)
    _refuse_binary(content)
    if is_mangled(content[: limits.CHARACTERS]):
        warnings = (*warnings, wreck_warning())
    form, blocks = _blocks(content, name.casefold())
    return _source(blocks, form, encoding, warnings)


def _source(
    blocks: tuple[Block, ...], form: str, encoding: str, warnings: tuple[Warning, ...]
) -> Source:
    if not blocks:
        raise Unreadable(_BLANK)
    return Source(blocks, form, encoding, warnings)


def _refuse_others(data: bytes) -> None:
    for start, message in _OTHERS:
        if data.startswith(start):
            raise Unreadable(message)


def _refuse_blank(content: str) -> None:
    if is_blank(content):
        raise Unreadable(_BLANK)


def _refuse_binary(content: str) -> None:
    controls = sum(content.count(chr(code)) for code in _NO_CONTROL)
    halves = re.search("[\ud800-\udfff]", content)  # of UTF-16; no database takes them
    if "\0" in content or halves or controls * 100 > len(content):
        raise Unreadable(
            "The file holds binary data; save the transcript as .txt or .docx."
        )


def _blocks(content: str, name: str) -> tuple[str, tuple[Block, ...]]:
    named = name.endswith((".html", ".htm", ".xhtml")) and "<" in content
    if named or is_html(content):
        return "html", read_html(content)
    limits.check_characters(len(content))
    if is_captions(content) or name.endswith((".vtt", ".srt")):
        return read_captions(content)
    if is_markdown(content, by_name=name.endswith((".md", ".markdown"))):
        return "markdown", read_markdown(content)
    return "text", read_text(content)

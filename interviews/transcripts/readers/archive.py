"""A Word file's archive, opened only after its sizes were checked."""

import io
import itertools
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Protocol
from xml.parsers import expat

from interviews.transcripts import limits
from interviews.transcripts.source import Unreadable

_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x07"
_END_FORMAT = struct.Struct("<4s4H2LH")
_LONGEST_COMMENT = 0xFFFF
_LOCAL_HEADER = 30  # bytes, without the name
_ENCRYPTED = 0x1
_CHUNK = 64 * 1024
_FORBIDDEN = tuple(
    mark.encode(encoding)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)

_DAMAGED = "This Word file is damaged; open it in Word and save it again as .docx."
_TOO_LARGE = "This Word file is too large; copy its text and paste it."
_LOCKED = "This Word file has a password; save it without one."
_OTHER = "This is no Word file; save the transcript as .docx."

_NAMESPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
}


class Handler(Protocol):
    """What is told of the elements of a part, under names such as ``w:p``."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...


class _Names(dict[str, str]):
    def __missing__(self, full: str) -> str:
        uri, _, local = full.rpartition(" ")
        self[full] = f"{_NAMESPACES.get(uri, '')}:{local}"
        return self[full]


def attribute(attributes: dict[str, str], name: str) -> str:
    """Return the value of the attribute ``name``, whatever its namespace."""
    for full, value in attributes.items():
        if full == name or full.endswith(f" {name}"):
            return value
    return ""


class Archive:
    """The parts of a Word file by name. Unreadable if it is none or not to be trusted.

    All its XML is unpacked once to check sizes and sums before any of it is parsed.
    """

    def __init__(self, data: bytes) -> None:
        _check_directory(data)
        self._file = _trying(lambda: zipfile.ZipFile(io.BytesIO(data)))
        entries = self._file.infolist()
        self.names = frozenset(entry.filename for entry in entries)
        _check_kind(self.names)
        _check_entries(entries)
        self._check_parts(entries)

    def parse(self, name: str, handler: Handler) -> None:
        """Tell ``handler`` what is in the part ``name``, if there is one."""
        if name not in self.names:
            return
        names = _Names()
        depth = 0

        def start(full: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            limits.check_depth(depth)
            handler.start(names[full], attributes)

        def end(full: str) -> None:
            nonlocal depth
            depth -= 1
            handler.end(names[full])

        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = handler.text
        parser.StartDoctypeDeclHandler = _refuse_doctype
        for chunk in self._chunks(name):
            _trying(lambda chunk=chunk: parser.Parse(chunk, False))  # type: ignore[misc]
        _trying(lambda: parser.Parse(b"", True))

    def _chunks(self, name: str) -> Iterator[bytes]:
        part = _trying(lambda: self._file.open(name))
        while chunk := _trying(lambda: part.read(_CHUNK)):
            yield chunk

    def _check_parts(self, entries: list[zipfile.ZipInfo]) -> None:
        unpacked = tags = 0
        for entry in entries:
            if not entry.filename.lower().endswith((".xml", ".rels")):
                continue
            seam = b""
            for chunk in self._chunks(entry.filename):
                unpacked += len(chunk)
                tags += chunk.count(b"<")
                if unpacked > limits.UNPACKED or tags > limits.WORD_TAGS:
                    raise Unreadable(_TOO_LARGE)
                joined = seam + chunk
                if any(mark in joined for mark in _FORBIDDEN):
                    raise Unreadable(_DAMAGED)
                seam = chunk[-18:]


def _check_directory(data: bytes) -> None:
    """Check the table of contents before it is read: it may hold 65,000 entries."""
    at = data.rfind(_END, max(0, len(data) - _LONGEST_COMMENT - _END_FORMAT.size))
    if at < 0 or at + _END_FORMAT.size > len(data):
        raise Unreadable(_DAMAGED)
    _, _, _, _, entries, size, _, _ = _END_FORMAT.unpack_from(data, at)
    if _END_64 in data[max(0, at - 20) : at]:  # would overrule these numbers
        raise Unreadable(_TOO_LARGE)
    if entries > limits.ENTRIES or size > limits.DIRECTORY:
        raise Unreadable(_TOO_LARGE)


def _check_kind(names: frozenset[str]) -> None:
    if "mimetype" in names and "content.xml" in names:
        raise Unreadable("This is an OpenDocument file; save it as .docx.")
    if "[Content_Types].xml" not in names:
        raise Unreadable(_OTHER)


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > limits.ENTRIES:
        raise Unreadable(_TOO_LARGE)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise Unreadable(_LOCKED)
    if sum(entry.file_size for entry in entries) > limits.UNPACKED or any(
        entry.file_size > limits.RATIO * max(1, entry.compress_size)
        for entry in entries
    ):
        raise Unreadable(_TOO_LARGE)
    known = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    if any(entry.compress_type not in known for entry in entries):
        raise Unreadable(_DAMAGED)
    if len({entry.filename for entry in entries}) < len(entries):
        raise Unreadable(_DAMAGED)
    in_order = sorted(entries, key=lambda entry: entry.header_offset)
    for entry, after in itertools.pairwise(in_order):
        end = entry.header_offset + _LOCAL_HEADER + entry.compress_size
        if end > after.header_offset:
            raise Unreadable(_DAMAGED)


def _refuse_doctype(*declaration: object) -> None:
    raise Unreadable(_DAMAGED)


def _trying[Result](work: Callable[[], Result]) -> Result:
    """Do ``work``; whatever a broken archive does to it becomes one sentence."""
    try:
        return work()
    except Unreadable:
        raise
    except (
        EOFError,
        LookupError,  # an XML encoding that does not exist
        NotImplementedError,
        OSError,
        RuntimeError,  # encrypted
        ValueError,
        expat.ExpatError,
        struct.error,
        zipfile.BadZipFile,
        zlib.error,
    ):
        raise Unreadable(_DAMAGED) from None

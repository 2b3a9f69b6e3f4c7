"""Read bytes or text into blocks, whatever the format."""

from interviews.transcripts import text
from interviews.transcripts.encoding import decode
from interviews.transcripts.source import Source, Unreadable

MOST_BYTES = 10 * 1024 * 1024
MOST_CHARACTERS = 2 * 1024 * 1024
NO_TEXT = (
    b"PK\x03\x04",
    b"%PDF",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
)


def read(data: bytes | str, name: str = "") -> Source:
    """Return the blocks of a transcript; Unreadable says what the editor can do."""
    if isinstance(data, bytes):
        if len(data) > MOST_BYTES:
            raise Unreadable("The file is larger than 10 MB; send the text alone.")
        if data.startswith(NO_TEXT):
            raise Unreadable(
                "This is no plain text; save the transcript as .txt first."
            )
        content, encoding, warnings = decode(data)
    else:
        content, encoding, warnings = data, "utf-8", ()
    if "\0" in content:
        raise Unreadable(
            "The file holds binary data; save the transcript as .txt first."
        )
    if len(content) > MOST_CHARACTERS:
        raise Unreadable(
            "The text is longer than 2 million characters; cut it in parts."
        )
    if not content.strip():
        raise Unreadable("There is no text in it.")
    form, blocks = text.read_text(content)
    return Source(blocks, form, encoding, warnings)

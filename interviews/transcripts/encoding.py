"""Guess how bytes became text; a guess is said to be one."""

from interviews.transcripts.source import Unreadable, Warning

_CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5")
_COMMON = frozenset("оеаинтсрвлкмдпуяыьгзбчйхОЕАИНТСВП")


def decode(data: bytes) -> tuple[str, str, tuple[Warning, ...]]:
    """Return (text, encoding, warnings); Unreadable for what is no text at all."""
    for mark, encoding in (
        (b"\xff\xfe\0\0", "utf-32"),
        (b"\0\0\xfe\xff", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
        (b"\xef\xbb\xbf", "utf-8-sig"),
    ):
        if data.startswith(mark):
            return _decoded(data, encoding), encoding, ()
    try:
        return data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError:
        pass
    encoding = _guess(data)
    sentence = f"The file does not say how it is written; it was read as {encoding}."
    return _decoded(data, encoding), encoding, (Warning("encoding_guessed", sentence),)


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(
            "The letters of this file cannot be made out; save it as UTF-8."
        ) from None


def _guess(data: bytes) -> str:
    """Return the Cyrillic page whose letters are commonest, else Windows-1252."""
    high = sum(byte >= 0x80 for byte in data)
    best, encoding = max(
        (sum(letter in _COMMON for letter in data.decode(page, "replace")), page)
        for page in _CYRILLIC
    )
    return encoding if high > len(data) * 0.2 and best > high * 0.6 else "cp1252"

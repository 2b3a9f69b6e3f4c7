"""Turn bytes into text. What is guessed is said to be guessed."""

import codecs
import re
import unicodedata
from collections.abc import Iterator

from interviews.transcripts.messages import warning
from interviews.transcripts.source import Unreadable, Warning

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_NAMES = {
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
    "cp1252": "Windows-1252 (Western European)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "kz1048": "KZ-1048 (Kazakh)",
    "ptcp154": "PTCP154 (Kazakh)",
    "koi8-r": "KOI8-R (Cyrillic)",
    "cp866": "DOS code page 866 (Cyrillic)",
    "iso8859-5": "ISO 8859-5 (Cyrillic)",
}
_CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5")
_KAZAKH = ("kz1048", "ptcp154")

# What a page may say of itself, by the label browsers know it under.
_DECLARED = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "windows-1252": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "cp950",
    "shift_jis": "cp932",
    "euc-jp": "euc-jp",
    "euc-kr": "cp949",
    "koi8-r": "koi8-r",
    "koi8-u": "koi8-u",
    "ibm866": "cp866",
    **{f"iso-8859-{part}": f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 13, 15)},
    **{f"windows-125{page}": f"cp125{page}" for page in (0, 1, 3, 4, 5, 6, 7, 8)},
}
_DECLARATION = re.compile(
    rb"<meta\s[^>]{0,300}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w-]{2,40})",
    re.IGNORECASE,
)

# Letters per thousand in Russian prose; Kazakh and its neighbours are near enough.
_COMMON = dict(
    zip(
        "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
        (110, 85, 80, 74, 67, 63, 55, 47, 45, 44, 35, 32, 30, 28, 26, 20, 19, 17)
        + (17, 16, 16, 14, 12, 10, 9, 7, 6, 5, 4, 3, 3, 1, 1),
        strict=True,
    )
)
_SAMPLE = 64 * 1024  # bytes that a guess looks at
_PLAUSIBLE = 30  # mean of _COMMON over the letters; Russian has about 55

# Traces of a text that was read in the wrong encoding once before it came here.
_WRECK = (
    re.compile("\ufffd"),
    re.compile(
        "[âÃÂÐÑØÙ][\x80-\x9f€™œšž‚ƒ„†‡ˆ‰‹¦©«»®°±²³´µ¶·¸¹º¼½¾¿]"
    ),  # UTF-8 as Western
    re.compile("(?:[РС][\u0400-\u045f\xa0-\xbf\u2010-\u2122]){4}"),  # UTF-8 as Cyrillic
    re.compile("[À-ÖØ-öø-ÿ]{5}"),  # Cyrillic as Western
    re.compile(r"(?<!\w)[а-я][А-Я]{2}"),  # KOI8-R as Windows-1251
)
_FEW = 2  # such traces may be chance
# Within a word, or for a quotation mark, one is enough.
_SURE = re.compile("[a-z]Ã[¡-¿€™šžƒ„†‡ˆ‰‹]|Ã[¡-¿€™šžƒ„†‡ˆ‰‹][a-z]|â€[™œ˜“”¦]")


def decode(data: bytes) -> tuple[str, str, tuple[Warning, ...]]:
    """Return (text, encoding, warnings); Unreadable for what is no text at all."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding), encoding, ()
    if b"\0" in data:
        text, encoding = _wide(data)
        return text, encoding, (_guessed(encoding),)
    try:
        return data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError as error:
        first = max(0, error.start - _SAMPLE // 2)
    if said := _as_declared(data):
        return *said, ()
    if _is_nearly_utf8(data[first : first + _SAMPLE]):
        return data.decode("utf-8", "replace"), "utf-8", ()
    encoding = _guess(data)
    text = data.decode(encoding, "replace")
    if is_wrecked(text):
        raise Unreadable(_NO_LETTERS)
    return text, encoding, (_guessed(encoding),)


def is_wrecked(text: str) -> bool:
    """Say whether a text was damaged by a wrong encoding, here or before."""
    return "\ufffd" in text or any(
        sum(1 for _ in _up_to(_FEW + 1, trace.finditer(text))) > _FEW
        for trace in _WRECK[1:]
    )


def is_mangled(text: str) -> bool:
    """Say whether a text was damaged before it came here, though it reads as it is."""
    lost = text.count("?") * 3 > len(text)  # a letter each
    return lost or is_wrecked(text) or bool(_SURE.search(text))


def wreck_warning() -> Warning:
    return warning("encoding_damaged")


_NO_LETTERS = "The letters of this file cannot be made out; save it as UTF-8."
_BINARY = "The file holds binary data; save the transcript as .txt or .docx."


def _up_to(count: int, found: Iterator[re.Match[str]]) -> Iterator[re.Match[str]]:
    return (match for _, match in zip(range(count), found, strict=False))


def _guessed(encoding: str) -> Warning:
    return warning("encoding_guessed", encoding=_NAMES[encoding])


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(_NO_LETTERS) from None


def _wide(data: bytes) -> tuple[str, str]:
    """Return (text, encoding) of UTF-16 or UTF-32 without a byte order mark."""
    found = []
    for encoding in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and _is_assigned(text[:4000]):
            found.append((sum(text.count(sign) for sign in " \n\r.,e"), text, encoding))
    if not found or _is_narrow(data):
        raise Unreadable(_BINARY)
    _, text, encoding = max(found)
    return text, encoding


def _is_narrow(data: bytes) -> bool:
    """Say whether the text is of single bytes, with NULs strewn in."""
    rest = data.replace(b"\0", b"")
    return (len(data) - len(rest)) * 4 < len(data) and not re.search(
        rb"[\x01-\x08\x0e-\x1f\x7f-\xff]", rest
    )


def _is_assigned(text: str) -> bool:
    odd = sum(
        unicodedata.category(sign) in ("Cc", "Cn", "Co") and not sign.isspace()
        for sign in text
    )
    return odd * 50 <= len(text)


def _as_declared(data: bytes) -> tuple[str, str] | None:
    """Return (text, encoding) if it is a page that truly says its encoding."""
    said = _DECLARATION.search(data[:4096])
    encoding = _DECLARED.get(said[1].decode("ascii").lower()) if said else None
    if not encoding:
        return None
    text = data.decode(encoding, "replace")
    return None if is_wrecked(text) else (text, encoding)


def _is_nearly_utf8(sample: bytes) -> bool:
    """Say whether only a few of the letters are no UTF-8."""
    text = sample.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    return damaged * 10 <= sum(sign > "\x7f" for sign in text) - damaged


def _guess(data: bytes) -> str:
    """Return the likeliest single-byte encoding.

    Cyrillic words are unbroken runs of high bytes, Western words are not. Which of the
    Cyrillic pages it is shows in how common the letters are and where the capitals
    stand.
    """
    sample = data[:_SAMPLE]
    high = sum(byte >= 0x80 for byte in sample) or 1
    in_runs = sum(map(len, re.findall(rb"[\x80-\xff]{3,}", sample)))
    if in_runs * 2 < high:
        return "cp1252"
    likelihood, encoding = max((_likelihood(sample, page), page) for page in _CYRILLIC)
    if likelihood < _PLAUSIBLE:
        raise Unreadable(_NO_LETTERS)
    return _kazakh(sample) or encoding if encoding == "cp1251" else encoding


def _likelihood(sample: bytes, page: str) -> float:
    text = sample.decode(page, "replace")
    letters = [letter for letter in text if letter > "\x7f"]
    common = sum(_COMMON.get(letter.lower(), -20) for letter in letters)
    odd = len(re.findall(r"[а-яё][А-ЯЁ]", text))
    small = sum("а" <= letter <= "я" for letter in letters)
    return (common - 100 * odd + small) / max(1, len(letters))


def _kazakh(sample: bytes) -> str | None:
    """Return the page whose Kazakh letters the text has, if it has the common ones."""
    found = []
    for page in _KAZAKH:
        text = sample.decode(page, "replace").lower()
        if "қ" in text and "і" in text:
            found.append((sum(map(text.count, "әғқңөұүһі")), page))
    return max(found)[1] if found else None

"""Texts made comparable. Only for matching: what is kept is always the text as typed.

``fold`` maps typographic signs one to one to plain ones and leaves out marks without
width, so a position in the folded text leads back to one in the text as typed.
"""

import re
import unicodedata
from functools import lru_cache

_SIGNS = {
    "'": "‘’‚‛ʼ′＇",
    '"': "“”„‟«»‹›″＂「」『』",
    "-": "‐‑‒–—―−－﹣─",
    ":": "：﹕︰∶",
    " ": "\xa0\u202f\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u205f",
    "?": "؟？",
    "!": "！",
    ",": "،，、",
    ".": "．。｡",
    ";": "；؛",
    "(": "（",
    ")": "）",
    "[": "［【〔",
    "]": "］】〕",
}
_UNSEEN = (
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2066\u2067\u2068\u2069\u061c\ufeff\xad"
)


def _table() -> dict[int, str | None]:
    table: dict[int, str | None] = {ord(mark): None for mark in _UNSEEN}
    for plain, signs in _SIGNS.items():
        table.update({ord(sign): plain for sign in signs})
    for code in (
        *range(0xFF10, 0xFF1A),
        *range(0xFF21, 0xFF3B),
        *range(0xFF41, 0xFF5B),
    ):
        table[code] = unicodedata.normalize("NFKC", chr(code))
    for zero in (0x0660, 0x06F0, 0x0966):  # Arabic, Persian, Devanagari digits
        table.update({zero + digit: str(digit) for digit in range(10)})
    return table


_TABLE = _table()
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Return ``text`` with plain signs, each character in its place but for unseen."""
    return text if text.isascii() else text.translate(_TABLE)


def original(text: str, position: int) -> int:
    """Return the position in ``text`` of position ``position`` in ``fold(text)``."""
    if text.isascii():
        return position
    for index, character in enumerate(text):
        if character in _UNSEEN:
            continue
        if position == 0:
            return index
        position -= 1
    return len(text)


def key(text: str) -> str:
    """Return what two spellings of one label or line have in common."""
    folded = fold(text).strip().casefold()
    return folded if folded.isalnum() else _SPACES.sub(" ", folded)


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """Return ``key`` of a label: few of them, asked for again and again."""
    return key(name)


def words(text: str) -> list[str]:
    """Return the words of ``text`` in order, folded and without case."""
    return _WORD.findall(fold(text).casefold())


_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


def is_wide(character: str) -> bool:
    """Say whether a character belongs to a script written without spaces."""
    return bool(_WIDE.match(character))


def length(text: str) -> int:
    """Return the number of words, counting two wide characters as one."""
    wide = len(_WIDE.findall(text)) if not text.isascii() else 0
    return len(text.split()) + wide // 2


_CLOSERS = "\"')]*_ \t’”»"


def asks(text: str) -> bool:
    """Say whether a folded text ends in a question mark."""
    tail = text[-12:].rstrip(_CLOSERS)
    return tail.endswith(("?", "か.", "吗.", "呢.", "か"))


def is_ended(text: str) -> bool:
    """Say whether a folded text ends as a sentence does."""
    tail = text[-8:].rstrip(_CLOSERS)
    return tail.endswith((".", "!", "?", "…", ":", ";", "।", "。")) or not tail

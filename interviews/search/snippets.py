"""The words around what was found, with the words themselves marked."""

import re
import unicodedata
from dataclasses import dataclass
from html import unescape

from interviews.search.folding import MARKS, SINGLE, fold
from interviews.search.query import Query

WORDS_SHOWN = 36
WORDS_BEFORE = 6
TAG = re.compile(r"</?[a-z][^>]*>")
# A word as it is written, with the accents that stand by themselves.
WRITTEN = re.compile(rf"[{SINGLE}]|[^\W_{SINGLE}](?:[^\W_{SINGLE}]|{MARKS.pattern})*")


@dataclass(frozen=True)
class Piece:
    text: str
    found: bool


def plain(html: str) -> str:
    """Return the text of HTML that our own markup made, as one paragraph."""
    return " ".join(unescape(TAG.sub(" ", html)).split())


def mark(text: str, query: Query) -> list[Piece]:
    """Return the whole text in pieces, marked where the query's words are."""
    text = unicodedata.normalize("NFC", text)
    pieces, end = [], 0
    for word in WRITTEN.finditer(text):
        if not _is_found(word[0], query):
            continue
        if word.start() > end:
            pieces.append(Piece(text[end : word.start()], found=False))
        pieces.append(Piece(word[0], found=True))
        end = word.end()
    if end < len(text):
        pieces.append(Piece(text[end:], found=False))
    return pieces


def snippet(text: str, query: Query) -> list[Piece]:
    """Return the part of the text with most of the query's words, marked."""
    text = unicodedata.normalize("NFC", text)
    words = list(WRITTEN.finditer(text))
    hits = [n for n, word in enumerate(words) if _is_found(word[0], query)]
    best = max(
        hits,
        key=lambda n: len(
            {fold(words[m][0]) for m in hits if n <= m < n + WORDS_SHOWN - WORDS_BEFORE}
        ),
        default=0,
    )
    # Near the end of the text, more of what stands before.
    first = max(0, min(best - WORDS_BEFORE, len(words) - WORDS_SHOWN))
    last = min(len(words), first + WORDS_SHOWN) - 1
    if not words:
        return []
    start = words[first].start() if first else 0
    end = words[last].end() if last + 1 < len(words) else len(text)
    pieces = mark(text[start:end], query)
    if start:
        pieces.insert(0, Piece("… ", found=False))
    if end < len(text):
        pieces.append(Piece(" …", found=False))
    return pieces


def _is_found(written: str, query: Query) -> bool:
    for word in fold(written).split():
        if word in query.words:
            return True
        if query.beginning and word.startswith(query.beginning):
            return True
    return False

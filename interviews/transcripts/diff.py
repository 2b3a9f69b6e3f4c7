"""What a later version changed, turn by turn and word by word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from interviews.transcripts.align import Turn, align

Kind = Literal["same", "added", "removed", "changed"]
MOST_PAIRS = 4_000_000  # of words that are compared; longer turns by paragraph


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: "same", "added" or "removed"."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one turn; ``before`` and ``after`` are its places, from 0."""

    kind: Kind
    asks: bool
    before: int | None
    after: int | None
    pieces: list[Piece]


def changes(before: Sequence[Turn], after: Sequence[Turn]) -> list[Change]:
    """Return every turn of both versions in the order of the later one; what was removed
    stands behind what stood above it."""
    matches = align(before, after)
    kept = set(matches)
    found: list[Change] = []
    reached = 0
    for at, (turn, match) in enumerate(zip(after, matches, strict=True)):
        if match is not None and match >= reached:
            found += _removed(before, kept, range(reached, match))
            reached = match + 1
        found.append(_change(before, turn, match, at))
    return found + _removed(before, kept, range(reached, len(before)))


def _change(before: Sequence[Turn], turn: Turn, match: int | None, at: int) -> Change:
    if match is None:
        return Change("added", turn.asks, None, at, [Piece("added", turn.body)])
    old = before[match]
    if old.body == turn.body:
        return Change("same", turn.asks, match, at, [Piece("same", turn.body)])
    return Change("changed", turn.asks, match, at, words(old.body, turn.body))


def _removed(
    before: Sequence[Turn], kept: set[int | None], places: range
) -> list[Change]:
    return [
        Change(
            "removed", before[at].asks, at, None, [Piece("removed", before[at].body)]
        )
        for at in places
        if at not in kept
    ]


def words(before: str, after: str) -> list[Piece]:
    """Return both texts as one, each run of words marked by what became of it."""
    old, new = _tokens(before), _tokens(after)
    if len(old) * len(new) > MOST_PAIRS:
        old, new = re.split(r"(\n\n)", before), re.split(r"(\n\n)", after)
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(old[a:b])))
            continue
        if a < b:
            pieces.append(Piece("removed", "".join(old[a:b])))
        if c < d:
            pieces.append(Piece("added", "".join(new[c:d])))
    return pieces


def _tokens(text: str) -> list[str]:
    return re.findall(r"[^\S\n]*\S+|\s+", text)

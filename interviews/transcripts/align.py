"""Which turn of a later version is which turn of the version before."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Protocol

LIKE = 0.4  # share of words in common from which two turns are one, edited
LONGEST = 200  # words of a turn that are compared
MOST_PAIRS = (
    50_000  # of turns that are compared; for more, the lists are cut into parts
)


class Turn(Protocol):
    asks: bool
    body: str


def align(before: Sequence[Turn], after: Sequence[Turn]) -> list[int | None]:
    """Return for each turn of ``after`` its index in ``before``, None if it is new.

    A turn whose words are unchanged keeps its match wherever it has moved to. Changed
    turns are matched in order by the words they share, and a reply written anew by the
    question it still follows. Questions match questions only, and no turn is matched
    twice.
    """
    matches: list[int | None] = [None] * len(after)
    _match_runs(before, after, matches)
    _match_moved(before, after, matches)
    _match_changed(before, after, matches)
    _match_replies(before, after, matches)
    return matches


def _key(turn: Turn) -> tuple[bool, str]:
    return turn.asks, turn.body


def _match_runs(
    before: Sequence[Turn], after: Sequence[Turn], matches: list[int | None]
) -> None:
    old, new = [_key(turn) for turn in before], [_key(turn) for turn in after]
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        matches[start] = start
        start += 1
    runs = SequenceMatcher(None, old[start:], new[start:]).get_matching_blocks()
    for run in runs:
        for at in range(run.size):
            matches[start + run.b + at] = start + run.a + at


def _match_moved(
    before: Sequence[Turn], after: Sequence[Turn], matches: list[int | None]
) -> None:
    places = defaultdict(list)
    for at in _unmatched(before, matches):
        places[_key(before[at])].append(at)
    for at, turn in enumerate(after):
        if matches[at] is None and turn.body and (found := places[_key(turn)]):
            matches[at] = found.pop(0)


def _match_changed(
    before: Sequence[Turn], after: Sequence[Turn], matches: list[int | None]
) -> None:
    for asks in (True, False):
        old = [at for at in _unmatched(before, matches) if before[at].asks == asks]
        new = [
            at for at, match in enumerate(matches)
            if match is None and after[at].asks == asks
        ]  # fmt: skip
        for old_part, new_part in _parts(old, new):
            for old_at, new_at in _best(before, after, old_part, new_part):
                matches[new_at] = old_at


def _match_replies(
    before: Sequence[Turn], after: Sequence[Turn], matches: list[int | None]
) -> None:
    free = set(_unmatched(before, matches))
    for at in range(1, len(after)):
        question = matches[at - 1]
        if matches[at] is None and question is not None and question + 1 in free:
            sides = (after[at - 1].asks, after[at].asks, before[question + 1].asks)
            if sides == (True, False, False):
                matches[at] = question + 1


def _unmatched(before: Sequence[Turn], matches: list[int | None]) -> list[int]:
    taken = set(matches)
    return [at for at in range(len(before)) if at not in taken]


def _parts(old: list[int], new: list[int]) -> list[tuple[list[int], list[int]]]:
    """Cut two lists into as many parts as keep the work in bounds."""
    count = 1 + len(old) * len(new) // MOST_PAIRS

    def part(all_of: list[int], n: int) -> list[int]:
        return all_of[len(all_of) * n // count : len(all_of) * (n + 1) // count]

    return [(part(old, n), part(new, n)) for n in range(count)]


def _best(
    before: Sequence[Turn], after: Sequence[Turn], old: list[int], new: list[int]
) -> list[tuple[int, int]]:
    """Return the pairs in order whose likeness is greatest in all."""
    old_words = [_words(before[at]) for at in old]
    new_words = [_words(after[at]) for at in new]
    like = [[_likeness(a, b) for b in new_words] for a in old_words]
    total = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            total[i][j] = max(
                total[i + 1][j], total[i][j + 1], total[i + 1][j + 1] + like[i][j]
            )
    pairs = []
    i = j = 0
    while i < len(old) and j < len(new):
        if like[i][j] and total[i][j] == total[i + 1][j + 1] + like[i][j]:
            pairs.append((old[i], new[j]))
            i, j = i + 1, j + 1
        elif total[i][j] == total[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _words(turn: Turn) -> Counter[str]:
    return Counter(turn.body.casefold().split()[:LONGEST])


def _likeness(a: Counter[str], b: Counter[str]) -> float:
    """Return the share of words in common, 0 below what makes two turns one."""
    total = a.total() + b.total()
    if not total or 2 * min(a.total(), b.total()) < LIKE * total:
        return 0.0
    share = 2 * (a & b).total() / total
    return share if share >= LIKE else 0.0

"""What a reader typed, as words to look for."""

import re
from dataclasses import dataclass

from interviews.search.folding import SINGLE, fold

LONGEST_QUERY = 200
MOST_TERMS = 12
SHORTEST_BEGINNING = 3  # letters from which the last word may go on
QUOTES = str.maketrans(dict.fromkeys("“”„«»‟", '"'))
PART = re.compile(r'"([^"]*)"?|([^\s"]+)')
ENDS_IN_A_SIGN = re.compile(rf"[{SINGLE}]$")


@dataclass(frozen=True)
class Query:
    """Terms that all must be there; one of several words is a phrase.

    ``beginning`` is the last word where it may be the beginning of a longer one, else
    "". It is the last word of the last term.
    """

    terms: tuple[tuple[str, ...], ...]
    beginning: str = ""

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def words(self) -> frozenset[str]:
        return frozenset(word for term in self.terms for word in term)


def parse(text: str) -> Query:
    """Read words and "phrases in quotes"; what is too long is cut, never refused.

    A word that is several to the index, such as ``e-mail`` or 東京, is a phrase.
    """
    terms: list[tuple[str, ...]] = []
    quoted = False
    for part in PART.finditer(text[:LONGEST_QUERY].translate(QUOTES)):
        phrase = tuple(fold(part[1] if part[1] is not None else part[2]).split())
        if phrase and len(terms) < MOST_TERMS:
            quoted = part[1] is not None
            terms = [term for term in terms if term != phrase] + [phrase]
    last = terms[-1][-1] if terms and not quoted else ""
    open_end = len(last) >= SHORTEST_BEGINNING and not ENDS_IN_A_SIGN.search(last)
    return Query(tuple(terms), last if open_end else "")

"""Find the day an interview was held, in the shapes newsrooms write it."""

import datetime
import re
import unicodedata
from dataclasses import dataclass

from interviews.transcripts.grammar.words import MONTHS

# A word with its marks: letters of scripts with vowel signs are no \w.
_TOKEN = re.compile(r"\d+|[^\W\d_][^\s\d.,;:()\-/|•·]*|[^\s\w]")
_DIGITS = (
    re.compile(
        r"(?<!\d)(?P<y>(?:19|20)\d\d)([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?!\d)"
    ),
    re.compile(
        r"(?P<y>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일号號]"
    ),
    re.compile(
        r"(?<!\d)(?P<d>\d{1,2})([./-])(?P<m>\d{1,2})\2(?P<y>(?:19|20)\d\d)(?!\d)"
    ),
)
_FILLERS = frozenset(
    "de del do of the . , ' - st nd rd th er º ª le e di a ого ші".split()
)
_YEAR_WORDS = frozenset(
    "года год г г. жылғы жылдын жылы жыл ж ж. року рік р р. yil yili yilning jylğy jyly jylgy "
    "जी سنة م عام יולי".split()
)


@dataclass(frozen=True, slots=True)
class Day:
    """A date in a folded text: ISO form and the positions it takes."""

    iso: str
    start: int
    end: int


def find(plain: str) -> Day | None:
    """Return the first date in a folded text, None without one."""
    if not any(character.isdigit() for character in plain):
        return None
    found = [day for day in (_in_digits(plain), _in_words(plain)) if day]
    return min(found, key=lambda day: day.start, default=None)


def _in_digits(plain: str) -> Day | None:
    for shape in _DIGITS:
        for match in shape.finditer(plain):
            year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
            iso = _iso(year, month, day) or _iso(year, day, month)
            if iso:
                return Day(iso, match.start(), match.end())
    return None


def _in_words(plain: str) -> Day | None:
    tokens = [(m[0].casefold(), m.start(), m.end()) for m in _TOKEN.finditer(plain)]
    for index, (word, _, _) in enumerate(tokens):
        if (month := _month(word)) and (day := _around(tokens, index, month)):
            return day
    return None


_Tokens = list[tuple[str, int, int]]


def _around(tokens: _Tokens, index: int, month: int) -> Day | None:
    """Return the date made of a month's name and the numbers around it."""
    before = _numbers(tokens, index, -1)
    after = _numbers(tokens, index, 1)
    years = [at for at in (*after, *before) if _is_year(tokens[at][0])]
    days = [at for at in (*before, *after) if len(tokens[at][0]) < 3]
    if not years or not days:
        return None
    year, day = years[0], days[0]
    iso = _iso(int(tokens[year][0]), month, int(tokens[day][0]))
    if iso is None:
        return None
    first, last = min(year, day, index), max(year, day, index)
    while last + 1 < len(tokens) and _is_year_word(tokens[last + 1][0]):
        last += 1
        if (
            last + 1 < len(tokens)
            and tokens[last + 1][0] == "."
            and tokens[last][0] in "гжр"
        ):
            last += 1
    return Day(iso, tokens[first][1], tokens[last][2])


def _month(word: str) -> int | None:
    """Return a month by its name, written with or without accents."""
    if word.isascii():
        return MONTHS.get(word)
    bare = word[1:] if word[0] in "בל" and len(word) > 3 else word  # “in” June
    return MONTHS.get(word) or MONTHS.get(bare) or MONTHS.get(plain_letters(word))


def plain_letters(word: str) -> str:
    """Return a word without accents: ``jylǵy`` as ``jylgy``."""
    parts = unicodedata.normalize("NFD", word)
    return "".join(part for part in parts if not unicodedata.combining(part))


def _is_year_word(word: str) -> bool:
    return word in _YEAR_WORDS or plain_letters(word) in _YEAR_WORDS


def _numbers(tokens: _Tokens, index: int, step: int) -> list[int]:
    """Return up to two numbers next to the month, with only small words between."""
    found: list[int] = []
    at = index + step
    skipped = 0
    while 0 <= at < len(tokens) and len(found) < 2 and skipped < 4:
        word = tokens[at][0]
        if word.isdigit():
            found.append(at)
            skipped = 0
        elif word in _FILLERS or _is_year_word(word):
            skipped += 1
        else:
            break
        at += step
    return found


def _is_year(word: str) -> bool:
    return len(word) == 4 and word[:2] in ("18", "19", "20")


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None

"""Find the day an interview was held, in the shapes newsrooms write it."""

import datetime
import re

from interviews.transcripts.matching import folded
from interviews.transcripts.words import MONTHS

_MONTH = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        r"\b(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})\b",
        r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日",
        rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.|er)?\s+(?:de\s+)?(?P<m>{_MONTH})\.?,?\s+(?:de\s+)?(?P<y>\d{{4}})\b",
        rf"\b(?P<m>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})\b",
        rf"\b(?P<y>\d{{4}})\s+(?:жылғы|жылы)\s+(?P<d>\d{{1,2}})\s+(?P<m>{_MONTH})",
        r"\b(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>\d{4})\b",
    )
)
_AROUND = re.compile(
    r"^[\s,.–—-]*(?:le|год[а]?|года|г\.|жыл|on|the|mon|tue|wed|thu|fri|sat|sun)?[\s,.–—-]*$"
)


def find(text: str) -> tuple[str, str, str] | None:
    """Return (ISO date, folded text before it, folded text after it), or None."""
    line = folded(text)
    for shape in _SHAPES:
        if match := shape.search(line):
            month = match["m"]
            number = MONTHS.get(month) or int(month)
            try:
                day = datetime.date(int(match["y"]), number, int(match["d"]))
            except ValueError:
                continue
            return day.isoformat(), line[: match.start()], line[match.end() :]
    return None

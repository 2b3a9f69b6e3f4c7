"""What stands after the last turn: thanks, credits, notes, the publication."""

import re
from dataclasses import dataclass, field

from interviews.transcripts.grammar import dates
from interviews.transcripts.grammar.cutting import (
    is_italic,
)
from interviews.transcripts.grammar.lines import Line
from interviews.transcripts.grammar.matching import (
    asks,
    fold,
    key,
    length,
)
from interviews.transcripts.grammar.notes import (
    is_about,
    is_author_note,
    is_credit,
    is_edited_note,
    is_named_first,
    is_thanks,
    is_title,
)
from interviews.transcripts.grammar.words import (
    NOTICES,
    OUTLETS,
)
from interviews.transcripts.source import Kind


@dataclass(slots=True)
class Ending:
    """The lines after the last answer, in order."""

    closing: list[Line] = field(default_factory=list)
    publication: Line | None = None
    unsure: bool = False  # taken for what it says alone


def ending(
    lines: list[Line], people: set[str], outlets: set[str], ruled: int | None = None
) -> Ending:
    """Take closing and publication off the end of the last turn's lines.

    ``people`` are the folded names of the document, ``outlets`` those of them that may
    be no person's. ``ruled`` is where the last rule across the page stands: what comes
    behind it is of the page. The first line stays.
    """
    found = Ending()
    taken = _publication(lines, people, outlets)
    while len(lines) > 1:
        line = lines[-1]
        text = line.key
        note = _is_note(text, people)
        note = note or text in people or is_author_note(line) or _is_notice(text)
        under = ruled is not None and line.place > ruled
        note = note or (under and is_named_first(text, people))
        thanks = is_thanks(text) and not found.unsure  # the interviewer's come last
        if taken is None and not found.closing and not (note or thanks):
            break
        if not (note or thanks or _is_signed(line)):
            break
        found.unsure = found.unsure or (thanks and not note)
        found.closing.insert(0, lines.pop())
    found.publication = taken
    return found


def _is_note(text: str, people: set[str]) -> bool:
    return is_credit(text) or is_edited_note(text) or is_about(text, people)


def _is_notice(text: str) -> bool:
    return (
        length(text) < 25 and not asks(text) and any(word in text for word in NOTICES)
    )


def source_day(lines: list[Line]) -> str | None:
    """Return the date of a line that names the source, as ISO."""
    for line in lines:
        text = line.key.lstrip("([")
        day = dates.find(line.plain) if text.startswith(("source", "quelle")) else None
        if day is not None:
            return day.iso
    return None


def _publication(lines: list[Line], people: set[str], outlets: set[str]) -> Line | None:
    """Take the publication's name off the end, or from above the credits."""
    for back in (1, 2, 3):
        if len(lines) - back < 1:
            return None
        line = lines[-back]
        above = lines[-back - 1].key if len(lines) > back else ""
        title = is_title(line.plain) and line.kind != Kind.HEADING
        text = line.key
        apart = line.gap or is_thanks(above) or _is_note(above, people)
        title = title and (apart or not OUTLETS.isdisjoint(text.split()))
        if title and (text not in people or text in outlets) and not is_credit(text):
            return lines.pop(-back)
        if not (is_credit(text) or is_edited_note(text)):
            return None
    return None


def _is_signed(line: Line) -> bool:
    return is_italic(line.text) and line.kind == Kind.PARAGRAPH


_ARTICLES = frozenset(("the", "la", "le", "el", "il", "de", "het", "der", "die", "das"))


_FULL_NAME = re.compile(
    r"[^\W\d_a-zа-я][\w'-]+"
    r"(?: (?:(?!by |par |con |mit |met )[a-z]{2,3} )?[^\W\d_a-zа-я][\w'-]+){1,2}"
)


def people_in(text: str) -> set[str]:
    """Return the folded names a text may hold: two or three words with capitals."""
    found: set[str] = set()
    for match in _FULL_NAME.finditer(fold(text)):
        words = key(match[0]).split()
        if words[0] in _ARTICLES or OUTLETS & set(words):
            continue
        found |= {" ".join(words), " ".join(words[1:])}
        found |= {" ".join(words[:2]), words[-1]}
    return {name for name in found if len(name) > 2}

"""What stands before the first turn and after the last."""

import re
from dataclasses import dataclass, field

from interviews.transcripts.grammar import dates
from interviews.transcripts.grammar.cutting import after, before, cut, is_italic
from interviews.transcripts.grammar.lines import Line
from interviews.transcripts.grammar.matching import (
    asks,
    fold,
    is_ended,
    key,
    length,
    original,
)
from interviews.transcripts.grammar.words import (
    ABOUT_PERSON,
    AUTHORS,
    BYLINE,
    CREDITS,
    EDITED,
    NOTICES,
    OUTLETS,
    PARTICLES,
    SECTIONS,
    THANKS,
    WISHES,
)
from interviews.transcripts.source import Kind, Text

_CREDIT_HEADS: dict[str, tuple[str, ...]] = {}
for _credit in CREDITS:
    _CREDIT_HEADS[_credit[:2]] = (*_CREDIT_HEADS.get(_credit[:2], ()), _credit)


@dataclass(slots=True)
class Opening:
    """The lines before the first turn, sorted. ``dated`` is the dateline as typed."""

    headline: Text = field(default_factory=Text)
    place: str | None = None
    day: str | None = None
    dated: list[Line] = field(default_factory=list)
    intro: list[Line] = field(default_factory=list)
    repeated: list[Line] = field(default_factory=list)  # the headline once more
    publication: str | None = None


def opening(lines: list[Line], titled: bool = True) -> Opening:
    """Return headline, dateline and intro from the lines before the first turn.

    ``titled`` says that the format can have a headline; captions have none.
    """
    found = Opening()
    rest = list(lines)
    head = _headline(rest) if titled else None
    if head is not None:
        found.headline = head.text
        rest.remove(head)
        found.repeated = [line for line in rest if _same(line, head)]
        rest = [line for line in rest if not _same(line, head)]
    _take_dateline(found, rest)
    found.intro = rest
    return found


def _same(line: Line, head: Line) -> bool:
    return line.key.strip("# ") == head.key.strip("# ")


def _headline(lines: list[Line]) -> Line | None:
    tops = [line for line in lines if line.kind == Kind.HEADING]
    if tops:
        level = min(line.level for line in tops)
        if level > 1 and tops[0] is not lines[0] and _can_be_headline(lines[0], lines):
            return lines[0]  # headings of parts under a title that is none
        return next(line for line in tops if line.level == level)
    for line in lines[:3]:
        if is_dateline(line.plain) and len(lines) > 1:
            continue
        return line if _can_be_headline(line, lines) else None
    return None


def _can_be_headline(line: Line, lines: list[Line]) -> bool:
    plain = line.plain.strip()
    text = key(plain)
    if line.stamp or line.kind in (Kind.CELL, Kind.TERM, Kind.DEFINITION):
        return False
    if length(plain) > 45:
        return False
    if is_edited_note(text) or text.startswith(BYLINE[:2]) or is_dateline(plain):
        return False
    sentences = len(re.findall(r"[.!?]\s+[^\W\d_a-zа-я]", plain))
    if plain.endswith(".") and not plain.endswith("..."):
        return sentences == 0 and length(plain) < 14
    return sentences < 3


# ------------------------------------------------------------------ dateline
_CLOCK = r"(?:\d{1,2}[:.]\d\d(?::\d\d)?\s?(?:[ap]\.?\s?m\.?)?)"
_REST = re.compile(
    rf"[\s,.|•·\-/()]*(?:{_CLOCK}|\b(?:[a-z]{{2,5}}t|gmt|utc|msk|uhr|ч|часов|at|à|um|в|et|ct|pt|mt|cet|ist)\b|[\s,.|•·\-/()])*"
)
_LEADS = re.compile(
    r"[\s,.|•·\-(]*\b(?:le|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|on|am|im|den|der"
    r"|il|el|op|pe|em|a|mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lunes|martes"
    r"|miércoles|jueves|viernes|sábado|domingo|segunda-feira|terça-feira|quarta-feira"
    r"|quinta-feira|sexta-feira|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
    r"|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|понедельник|вторник|среда"
    r"|четверг|пятница|суббота|воскресенье|дүйсенбі|сейсенбі|сәрсенбі|бейсенбі|жұма|сенбі"
    r"|жексенбі|الأحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|في|بتاريخ)\.?"
    r"[\s,.|•·\-(]*$",
    re.IGNORECASE,
)
_LABELS = re.compile(
    r"^(?:published|posted|date|released|issued|publié|veröffentlicht|stand|publicado"
    r"|pubblicato|gepubliceerd|опубликовано|дата|жарияланған|күні|نشر|发布时间|时间|日期|公開日"
    r"|발행일|입력)(?:\s(?:on|le|am|il|el|em|op))?\s?:?\s*$",
    re.IGNORECASE,
)
_TOWN = re.compile(
    r"^(?:г\.|город|қ\.|м\.)\s*|\s*(?:қаласы|қ\.|qalas[yıi]|шаары|шаҳри|市|시)$",
    re.IGNORECASE,
)
_RUN_IN = re.compile(r"\s*[)\]]?\s*(?:-{1,2})\s+|\s*:\s+|\.\s+-\s+")


def _take_dateline(found: Opening, lines: list[Line]) -> None:
    """Find the dateline among the lines and take it out."""
    for at, line in enumerate(lines):
        day = dates.find(line.plain)
        if day is None:
            continue
        if _is_field(lines, at):
            if found.day is None and _DATED.search(line.key):
                found.day = day.iso  # the programme's header stays in the intro
            continue
        rest = line.plain[day.end :]
        if _REST.fullmatch(rest.casefold()):
            place = _place(line, day.start)
            if place is None:
                continue
            _use(found, line, day, place)
            above = lines[at - 1] if at and not line.gap else None
            if not place and above and _is_place_line(above):
                found.place = _town(str(above.text))
                found.dated.insert(0, above)
                lines.remove(above)
            elif not place and at + 1 < len(lines) and _is_bare_town(lines, at + 1):
                found.place = _town(str(lines[at + 1].text))
                found.dated.append(lines.pop(at + 1))
            lines.remove(line)
            return
        run_in = _RUN_IN.match(rest)
        if run_in and length(line.plain[: day.start]) < 7:
            place = _place(line, day.start)
            if place is not None:
                end = day.end + run_in.end()
                taken = Line(before(line.text, end), line.plain[:end], line.place)
                _use(found, taken, day, place)
                line.become(after(line.text, end))
                return
        if place := _place_after(line, day):
            _use(found, line, day, place)
            lines.remove(line)
            return


_TOWN_AFTER = re.compile(
    rf"[\s,.|•·-]*(?:at\s)?(?:{_CLOCK})?[\s,.|•·-]+(?P<town>[^\W\d_][^\d.!?:;|]{{1,50}}?)\s*",
    re.IGNORECASE,
)


_DATED = re.compile(
    r"^[^:]{0,20}(?:date|datum|fecha|data|дата|күні|تاريخ|日期|時間|时间|放送日)[^:]{0,12}:"
)
_FIELD = re.compile(r"[^\W\d_][^:\d]{1,24}:\s?\S")


def _is_field(lines: list[Line], at: int) -> bool:
    """Say whether a line is one of several ``Field: value`` lines."""
    near = lines[max(0, at - 1) : at] + lines[at + 1 : at + 2]
    return bool(_FIELD.match(lines[at].plain)) and any(
        _FIELD.match(line.plain) for line in near
    )


def _place_after(line: Line, day: dates.Day) -> str | None:
    """Return the place that follows the date: ``May 3, 2021 14:20 Port Alder``."""
    if _place(line, day.start) != "":
        return None
    match = _TOWN_AFTER.fullmatch(line.plain, day.end)
    if match is None or length(match["town"]) > 6 or is_ended(match["town"]):
        return None
    words = match["town"].split()
    if not all(word[:1].isupper() or word.casefold() in PARTICLES for word in words):
        return None
    text = str(line.text)
    start, end = match.span("town")
    return text[original(text, start) : original(text, end)].strip()


def _use(found: Opening, line: Line, day: dates.Day, place: str) -> None:
    found.day = day.iso
    found.place = _town(place) or None
    found.dated.append(line)


def is_dateline(plain: str) -> bool:
    day = dates.find(plain) if len(plain) < 120 else None
    if day is None or not _REST.fullmatch(plain[day.end :].casefold()):
        return False
    return length(plain[: day.start]) < 7


def _place(line: Line, end: int) -> str | None:
    """Return what is written before the date as a place; None if it is more than that."""
    head = line.plain[:end]
    while match := _LEADS.search(head):
        if match.end() == match.start():
            break
        head = head[: match.start()]
    head = _LABELS.sub("", head.strip(" ,.-|•·(")).strip(" ,-|•·(:")
    if not head:
        return ""
    if length(head) > 6 or asks(head) or ":" in head or len(head) > 60:
        return None
    if key(head).startswith(BYLINE):
        return None
    start = line.plain.find(head)
    text = str(line.text)
    return text[original(text, start) : original(text, start + len(head))].strip()


def _is_place_line(line: Line) -> bool:
    plain = line.plain.strip()
    return (
        length(plain) < 7
        and not is_ended(plain)
        and line.kind == Kind.PARAGRAPH
        and not key(plain).startswith(BYLINE)
        and not any(character.isdigit() for character in plain)
    )


def _is_bare_town(lines: list[Line], at: int) -> bool:
    line = lines[at]
    most = 1 if line.gap else 3  # two words apart may be who wrote it
    return length(line.plain) <= most and _is_place_line(line)


def _town(text: str) -> str:
    name = _TOWN.sub("", text.strip()).strip(" ,")
    loud = name.isupper() and len(name) > 3
    return name.title() if loud else name


# ------------------------------------------------------------------ what a line is
def is_credit(text: str) -> bool:
    """Say whether a folded, caseless line tells who made the interview."""
    bare = text.lstrip('*_-([" ')
    if length(text) > 45:
        return False
    heads = (*_CREDIT_HEADS.get(bare[:2], ()), *_CREDIT_HEADS.get(text[:2], ()))
    return any(bare.startswith(head) or text.startswith(head) for head in heads)


def is_edited_note(text: str) -> bool:
    """Say whether a folded, caseless line tells that the interview was shortened."""
    return length(text) < 60 and any(word in text for word in EDITED)


def is_thanks(text: str) -> bool:
    """Say whether a folded, caseless paragraph thanks or takes leave and asks nothing."""
    if asks(text) or length(text) > 60:
        return False
    return any(word in text for word in THANKS) or any(word in text for word in WISHES)


def is_about(text: str, people: set[str]) -> bool:
    """Say whether a line speaks of a person of the document: ``X is a staff writer``."""
    words = text.replace("'s ", " 's ").split()
    for size in (1, 2, 3, 4):
        if " ".join(words[:size]) in people and len(words) > size:
            return words[size].strip(",") in ABOUT_PERSON or words[size] in ("'s", ",")
    return False


_STRANGER = re.compile(
    r"(?:[^\W\d_a-zа-я][\w.'-]+ ){2,4}(?:is|was|writes|works|edits|teaches|reports|covers|lives"  # noqa: E501
    r"|est|écrit|vit|dirige|enseigne|collabore|ist|schreibt|arbeitet|lebt|es|escribe|trabaja|vive"
    r"|é|escreve|trabalha|è|scrive|lavora|schrijft|werkt|woont|пишет|работает|ведёт|ведет|живёт|-)\s"
)


def is_author_note(line: Line) -> bool:
    """Say whether a line by itself tells who an author is."""
    if not _STRANGER.match(line.plain) or length(line.plain) > 40:
        return False
    return bool(AUTHORS & set(line.key.replace(",", " ").replace(".", " ").split()))


def is_title(plain: str) -> bool:
    """Say whether a line is a name like ``The Tidewater Gazette``."""
    words = plain.split()
    if not words or length(plain) > 7 or is_ended(plain) or plain[-1:] in ",-":
        return False
    if any(character.isdigit() for character in plain) or plain[:1] in "([\"'-":
        return False
    own = [word for word in words if word.casefold() not in PARTICLES]
    cased = [word for word in own if word[:1].lower() != word[:1].upper()]
    if not cased:
        return False
    return all(word[:1].isupper() for word in cased)


# ------------------------------------------------------------------ closing
@dataclass(slots=True)
class Ending:
    """The lines after the last answer, in order."""

    closing: list[Line] = field(default_factory=list)
    publication: Line | None = None
    unsure: bool = False  # taken for what it says alone


def ending(
    lines: list[Line], people: set[str], outlets: set[str], spare: int
) -> Ending:
    """Take closing and publication off the end of the last turn's lines.

    ``people`` are the folded names of the document, ``outlets`` those of them that may
    be no person's. The first ``spare`` lines stay.
    """
    found = Ending()
    taken = _publication(lines, spare, people, outlets)
    while len(lines) > spare:
        line = lines[-1]
        text = line.key
        note = is_credit(text) or is_edited_note(text) or is_about(text, people)
        note = note or text in people or is_author_note(line) or _is_notice(text)
        thanks = is_thanks(text)
        if taken is None and not found.closing and not (note or thanks):
            break
        if not (note or thanks or _is_signed(line, lines, people)):
            break
        found.unsure = found.unsure or (thanks and not note)
        found.closing.insert(0, lines.pop())
    found.publication = taken
    return found


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


def _publication(
    lines: list[Line], spare: int, people: set[str], outlets: set[str]
) -> Line | None:
    """Take the publication's name off the end, or from above the credits."""
    for back in (1, 2, 3):
        if len(lines) - back < spare:
            return None
        line = lines[-back]
        above = lines[-back - 1].key if len(lines) > back else ""
        title = is_title(line.plain) and line.kind != Kind.HEADING
        title = title and (line.gap or is_thanks(above))
        text = line.key
        if title and (text not in people or text in outlets) and not is_credit(text):
            return lines.pop(-back)
        if not (is_credit(text) or is_edited_note(text)):
            return None
    return None


def _is_signed(line: Line, lines: list[Line], people: set[str]) -> bool:
    return is_italic(line.text) and line.kind == Kind.PARAGRAPH


__all__ = ["Ending", "Opening", "cut", "ending", "fold", "opening"]


_COUNTED = re.compile(r"[(\[]?(?:\d{1,2}|[ivxIVX]{1,4})[)\].]\s+\S.*")


def is_counted(line: Line) -> bool:
    """Say whether a line is a heading with its number: ``(1) Visit to the Isles``."""
    plain = line.plain.strip()
    return (
        plain[:1] == "("
        and bool(_COUNTED.fullmatch(plain))
        and length(plain) < 12
        and not is_ended(plain)
    )


def is_section(line: Line, more: bool) -> bool:
    """Say whether the last line of a turn is a heading over the next one.

    ``more`` says that another heading stands under it.
    """
    if line.kind == Kind.HEADING or is_counted(line):
        return True
    plain = line.plain.strip()
    if is_credit(key(plain)):
        return False
    return (
        not more
        and line.gap
        and line.kind == Kind.PARAGRAPH
        and 1 < length(plain) < 9
        and not is_ended(plain)
        and plain[:1].isupper()
        and plain[-1:].isalnum()
    )


def sections_before(lines: list[Line]) -> list[Line]:
    """Return the headings right before the first turn, but for the headline."""
    found: list[Line] = []
    for line in reversed(lines[1:]):
        titled = is_section(line, more=False) and line.key in SECTIONS
        if line.kind != Kind.HEADING and not is_counted(line) and not titled:
            break
        found.insert(0, line)
    if found and not any(line.kind == Kind.HEADING for line in lines[: -len(found)]):
        tops = [line for line in found if line.kind == Kind.HEADING]
        if tops and tops[0].level == min(line.level for line in tops):
            return (
                [line for line in found if line is not tops[0]]
                if len(lines) == len(found)
                else found[found.index(tops[0]) + 1 :]
            )
    return found


_ARTICLES = frozenset(("the", "la", "le", "el", "il", "de", "het", "der", "die", "das"))
_FULL_NAME = re.compile(
    r"[^\W\d_a-zа-я][\w'-]+(?: (?:[a-z]{2,3} )?[^\W\d_a-zа-я][\w'-]+){1,2}"
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

"""The dateline: found among the lines before the first turn, and taken out."""

import re
from dataclasses import dataclass, field

from interviews.transcripts.grammar import dates
from interviews.transcripts.grammar.cutting import (
    after,
    before,
)
from interviews.transcripts.grammar.lines import Line
from interviews.transcripts.grammar.matching import (
    asks,
    is_ended,
    key,
    length,
    original,
)
from interviews.transcripts.grammar.words import (
    BYLINE,
    PARTICLES,
)
from interviews.transcripts.source import Kind


@dataclass(slots=True)
class Dateline:
    """Where and when: ``day`` is ISO, ``lines`` are those it was taken from, as typed."""

    place: str | None = None
    day: str | None = None
    lines: list[Line] = field(default_factory=list)


_CLOCK = r"(?:\d{1,2}[:.]\d\d(?::\d\d)?\s?(?:[ap]\.?\s?m\.?)?)"


_REST = re.compile(
    rf"[\s,.|•·\-/()]*(?:{_CLOCK}|\b(?:[a-z]{{1,2}}[sde]s?t|gmt|utc|msk|uhr|ч|часов|at|à|um|в|et|ct|pt|mt|cet|ist)\b|[\s,.|•·\-/()])*"
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


def take_dateline(found: Dateline, lines: list[Line]) -> None:
    """Find the dateline among the lines and take it out."""
    for at, line in enumerate(lines):
        day = dates.find(line.plain)
        if day is None:
            continue
        if is_field(lines, at):
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
                found.lines.insert(0, above)
                lines.remove(above)
            elif not place and at + 1 < len(lines) and _is_bare_town(lines, at + 1):
                found.place = _town(str(lines[at + 1].text))
                found.lines.append(lines.pop(at + 1))
            lines.remove(line)
            return
        if place := _place_after(line, day):
            _use(found, line, day, place)
            lines.remove(line)
            return
        if run := _run_in(line, day):
            place = _place(line, day.start)
            if place is not None:
                end = day.end + run
                taken = Line(before(line.text, end), line.plain[:end], line.place)
                _use(found, taken, day, place)
                line.become(after(line.text, end))
                if not line.text:
                    lines.remove(line)
                return


_GLUED = re.compile(r"\s+(?=[\"'(]?[^\W\d_a-zа-я])")
_POSTED = re.compile(
    r"\s+(?:by|von|par|por|di|door) (?:the )?(?:admin|administrator|webmaster|editors?"
    r"|staff)\s*$|\s+(?=by\s)"
)


def _run_in(line: Line, day: dates.Day) -> int:
    """Return how much stands between a date and the text that runs on from it."""
    head, rest = line.plain[: day.start], line.plain[day.end :]
    if match := _RUN_IN.match(rest):
        return match.end() if length(head) < 7 else 0
    match = _POSTED.match(rest) if head and _LABELS.match(head) else None
    if not any(letter.isalpha() for letter in line.plain[: day.end]):
        match = _GLUED.match(rest)
    return match.end() if match else 0


_TOWN_AFTER = re.compile(
    rf"[\s,.|•·-]*(?:at\s)?(?:{_CLOCK})?[\s,.|•·-]+(?P<town>[^\W\d_][^\d.!?:;|]{{1,50}}?)\s*",
    re.IGNORECASE,
)


_DATED = re.compile(
    r"^[^:]{0,20}(?:date|datum|fecha|data|дата|күні|تاريخ|日期|時間|时间|放送日)[^:]{0,12}:"
)


_FIELD = re.compile(r"[^\W\d_][^:\d]{1,24}:\s?\S")


def is_field(lines: list[Line], at: int) -> bool:
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


def _use(found: Dateline, line: Line, day: dates.Day, place: str) -> None:
    found.day = day.iso
    found.place = _town(place) or None
    found.lines.append(line)


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
        and len(plain) < 60
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

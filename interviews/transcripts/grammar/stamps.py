"""Time stamps of machine transcripts: taken off, and the speaker beside them kept."""

import re
from dataclasses import replace
from itertools import pairwise

from interviews.transcripts.grammar.cutting import after
from interviews.transcripts.grammar.labels import alone, is_name_like
from interviews.transcripts.grammar.lines import Line
from interviews.transcripts.grammar.matching import original
from interviews.transcripts.source import Kind, Text

_TIME = r"\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3})?"
_RANGE = re.compile(rf"\[?\(?{_TIME}\s?-{{1,3}}>?\s?{_TIME}\]?\)?")
_AFTER_NAME = re.compile(
    rf"(?P<name>[^:\d][^:]{{0,60}}?):?\s*[\[(]?(?P<time>{_TIME})[\])]?:?(?:\s+-\s+|\s*)"
)
_OF_DAY = r"\s?[ap]\.?\s?m\b"  # is said: ``At 8:15 a.m. the bell rang``
_BEFORE = re.compile(
    rf"[\[(]?(?P<time>(?>{_TIME}))(?!{_OF_DAY})[\])]?:?(?:\s*-(?=\s))?\s*",
    re.IGNORECASE,
)
_INSIDE = re.compile(rf"\s?[\[(]{_TIME}[\])]")
_NAME = re.compile(r"(?P<name>[^:]{1,60}):\s*")


def take_off(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Return (lines without stamps, lines that were nothing but one).

    A text is stamped when three lines or more begin with a time or a name and a time.
    """
    stamped = sum(_is_stamped(line) for line in lines)
    few = stamped < 2 or (stamped < 3 and stamped * 3 < len(lines))
    if few and not any(_is_run(line) for line in lines):
        return lines, []
    if _is_programme(lines):
        return lines, []
    content: list[Line] = []
    aside: list[Line] = []
    lines = _named_below(lines)
    for line in lines:
        found = _without(line)
        if found.text or found.voice:
            content.append(found)
        else:
            aside.append(line)
    return _voices_merged(content), aside


def _is_run(line: Line) -> bool:
    """Say whether a line begins with a bracketed time and has others inside."""
    plain = line.plain
    return plain[:1] in "[(" and bool(
        _BEFORE.match(plain) and _INSIDE.search(plain, plain.find(" "))
    )


def _is_programme(lines: list[Line]) -> bool:
    """Say whether the times are of the day, each before what happens then."""
    times = [match for line in lines if (match := _BEFORE.match(line.plain))]
    named = any(_AFTER_NAME.match(line.plain[:100]) for line in lines)
    if not times or named or any(match["time"].count(":") > 1 for match in times):
        return False
    return int(times[0]["time"].split(":")[0]) > 5


def _named_below(lines: list[Line]) -> list[Line]:
    """Let the names that stand alone under their times say who speaks."""
    below = [
        (line, after) for line, after in pairwise(lines)
        if is_bare(line) and not is_bare(after)
    ]  # fmt: skip
    named = [after for _, after in below if alone(0, after)]
    if len(named) < 2 or len(named) * 3 < len(below) * 2:
        return lines
    names = {id(after) for after in named}
    return [
        replace(line, voice=str(line.text).strip(), text=Text(), plain="", _key=None)
        if id(line) in names else line
        for line in lines
    ]  # fmt: skip


def is_bare(line: Line) -> bool:
    """Say whether a line is nothing but a time."""
    plain = line.plain.strip()
    return line.kind == Kind.ASIDE or bool(
        _RANGE.fullmatch(plain) or _BEFORE.fullmatch(plain)
    )


def _is_stamped(line: Line) -> bool:
    if ":" not in line.plain[:90]:
        return False
    head = line.plain[:100].lstrip()
    if _RANGE.match(head) or _BEFORE.match(head):
        return True
    match = _AFTER_NAME.match(head)
    return bool(match and _is_voice(match["name"]))


def _is_voice(name: str) -> bool:
    name = name.strip(" -,:")
    return bool(name) and len(name.split()) < 7 and is_name_like(name)


def _without(line: Line) -> Line:
    plain = line.plain
    start = len(plain) - len(plain.lstrip())
    if match := _RANGE.match(plain, start) or _BEFORE.match(plain, start):
        end = match.end()
        named = _NAME.match(plain, end)
        if named and _is_voice(named["name"]):
            found = _cut(line, named.end(), named["name"], plain[: named.end()])
            return _inner(found)
        return _inner(_cut(line, end, line.voice, plain[:end]))
    match = _AFTER_NAME.match(plain, start)
    if match and _is_voice(match["name"]):
        whole = match.end() >= len(plain.rstrip())
        bracketed = plain[match.start("time") - 1] in "(["
        if whole or bracketed:
            found = _cut(line, match.end(), match["name"], plain[: match.end()])
            return _inner(found)
    return _inner(line)


def _cut(line: Line, end: int, name: str, stamp: str) -> Line:
    name = name.strip(" -,:\t")
    rest = after(line.text, end)
    if name:
        at = line.plain.find(name)
        text = str(line.text)
        name = (
            text[original(text, at) : original(text, at + len(name))]
            if at >= 0
            else name
        )
    found = replace(line, text=rest, voice=name, stamp=stamp.strip())
    found.become(rest)
    return found


def _inner(line: Line) -> Line:
    """Take bracketed stamps out of the sentence they stand in."""
    if not _INSIDE.search(line.plain):
        return line
    spans = tuple(
        replace(span, text=_INSIDE.sub("", span.text)) for span in line.text.spans
    )
    gone = " ".join(_INSIDE.findall(line.plain))
    found = replace(line, stamp=f"{line.stamp} {gone}".strip())
    found.become(Text(tuple(span for span in spans if span.text)))
    return found


def _voices_merged(lines: list[Line]) -> list[Line]:
    """Give the lines under a name with a time to that name."""
    found: list[Line] = []
    for line in lines:
        last = found[-1] if found else None
        empty = last is not None and bool(last.voice) and not last.text
        if empty and last and not line.voice and line.kind == Kind.PARAGRAPH:
            last.become(line.text)
            last.stamp = f"{last.stamp} {line.stamp}".strip()
            continue
        found.append(line)
    return found

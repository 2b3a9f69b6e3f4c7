"""What stands before the first turn and after the last: headline, dateline, closing."""

import re

from interviews.transcripts import dates
from interviews.transcripts.matching import folded, words
from interviews.transcripts.source import Block, Kind, Text
from interviews.transcripts.transcript import Exchange, Transcript
from interviews.transcripts.words import CREDITS, THANKS

_RUN_IN = re.compile(r"^(?P<line>[^–—]{4,60}\d{4})\s+[–—]\s+")
_TOWN = re.compile(r"^(?:г\.|город|қ\.)\s*|\s*(?:қаласы|,)\s*$", re.IGNORECASE)
_AFTER = re.compile(
    r"^[\s,.•·-]*(?:года|год|г\.|жыл|\d{1,2}:\d{2}\s*(?:[ap]m)?|\d{1,2}:\d{2}(?::\d{2})?)?"
    r"[\s,.•·-]*(?:\d{1,2}:\d{2}(?::\d{2})?)?$"
)
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*$")


def opening(transcript: Transcript, blocks: list[Block]) -> None:
    """Take headline, dateline and intro from the blocks before the first turn."""
    rest = list(blocks)
    if rest:
        headings = [b for b in rest if b.kind == Kind.HEADING and b.level == 1]
        head = headings[0] if headings else rest[0]
        transcript.headline = str(head.text)
        rest.remove(head)
    for i, block in enumerate(rest):
        if _dateline(transcript, str(block.text)):
            before = rest[i - 1] if i and not block.gap else None
            if (
                before
                and not transcript.dateline_place
                and len(words(str(before.text))) < 5
            ):
                transcript.dateline_place = _town(str(before.text))
                rest[i - 1 : i + 1] = []
            else:
                rest.remove(block)
            break
        if run_in := _RUN_IN.match(str(block.text)):
            from interviews.transcripts.turns import cut

            if _dateline(transcript, run_in["line"]):
                rest[i] = cut(block, run_in.end())
                break
    transcript.intro = [block.text for block in rest]


def _dateline(transcript: Transcript, line: str) -> bool:
    """Take place and date from a line that holds nothing else."""
    found = dates.find(line)
    if found is None or len(line) > 80 or not _AFTER.match(found[2]):
        return False
    day, before, _ = found
    place = re.sub(r"[\s,.–—-]+(?:le|on|am|il|den)?[\s,.–—-]*$", "", before)
    if _WEEKDAY.match(place):
        place = ""
    if len(place.split()) > 5 or place[-1:] in "?!":
        return False
    transcript.dateline_date = day
    transcript.dateline_place = _town(line[: _length(line, place)]) or None
    return True


def _length(line: str, folded_place: str) -> int:
    """Return how many characters of the line fold into this place."""
    return (
        next((n for n in range(len(line) + 1) if folded(line[:n]) == folded_place), 0)
        if folded_place
        else 0
    )


def _town(text: str) -> str:
    name = _TOWN.sub("", text.strip()).strip(" ,")
    return name.title() if name.isupper() and len(name) > 3 else name


def ending(transcript: Transcript, after: list[Block]) -> list[int]:
    """Take publication and closing from the unlabelled blocks after the last label.

    ``after`` are the blocks of the last turn. Returns the places taken as closing.
    """
    last = transcript.exchanges[-1]
    taken: list[int] = []
    paragraphs = last.answers[-1].paragraphs if last.answers else last.question
    lines = {id(block.text): block for block in after}

    def closing_line(text: Text) -> bool:
        line = folded(str(text))
        credit = any(line.startswith(word) or word in line for word in CREDITS)
        thanks = len(line) < 400 and any(word in line for word in THANKS)
        return credit or thanks

    if len(paragraphs) > 1 and _is_title(str(paragraphs[-1])):
        transcript.publication = str(paragraphs.pop())
    closing: list[Text] = []
    while len(paragraphs) > 1 and id(paragraphs[-1]) in lines:
        text = paragraphs[-1]
        short = len(words(str(text))) < 12 and _wishes(str(text))
        if not (closing_line(text) or short):
            break
        closing.insert(0, paragraphs.pop())
        taken.append(lines[id(text)].line)
    transcript.closing = closing
    return taken


def last_thanks(transcript: Transcript) -> None:
    """A last labelled question that only thanks and has no reply is the closing."""
    last: Exchange = transcript.exchanges[-1]
    text = folded(" ".join(map(str, last.question)))
    asks = any(mark in text for mark in "?؟？")
    if not last.answers and not asks and any(word in text for word in THANKS):
        transcript.exchanges.pop()
        transcript.closing = last.question + transcript.closing


def _is_title(line: str) -> bool:
    """A name like ``The Tidewater Gazette``: short, no stop, every long word capital."""
    parts = line.split()
    long = [word for word in parts if len(word) > 3]
    return (
        1 < len(parts) < 7
        and line[-1] not in '.!?…:;,»”"'
        and bool(long)
        and all(word[:1].isupper() for word in long)
    )


def _wishes(line: str) -> bool:
    return folded(line).startswith(("thank", "we wish", "good luck", "спасибо"))

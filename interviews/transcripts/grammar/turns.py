"""Labelled lines to turns, turns to exchanges."""

import re
from dataclasses import replace

from interviews.transcripts.grammar.cutting import (
    after,
    join,
)
from interviews.transcripts.grammar.labels import (
    Mark,
    Role,
)
from interviews.transcripts.grammar.lines import Line
from interviews.transcripts.grammar.people import (
    is_asker,
    is_replier,
)
from interviews.transcripts.grammar.sections import JOINT
from interviews.transcripts.grammar.turn import Turn
from interviews.transcripts.transcript import Answer, Exchange

_STAGE = re.compile(r"[\[(][^\])]{1,80}[\])]\.?")


def split(lines: list[Line], marks: dict[int, Mark]) -> list[Turn]:
    """Return the turns in order; a line without a label belongs to the one before."""
    turns: list[Turn] = []
    for at, line in enumerate(lines):
        if mark := marks.get(at):
            turns.append(Turn(mark, line.place))
            if mark.end:
                rest = after(line.text, mark.end)
                if not rest:
                    continue
                line = replace(line, text=rest, plain=line.plain[mark.end :], _key=None)
        if turns:
            turns[-1].lines.append(line)
    return turns


def exchanges(turns: list[Turn], full: dict[str, str]) -> list[Exchange]:
    """Return the exchanges: every asker's turn opens one."""
    found: list[Exchange] = []
    no_question = not any(turn.asks for turn in turns)
    previous: Turn | None = None
    for at, turn in enumerate(turns):
        following = turns[at + 1] if at + 1 < len(turns) else None
        if turn.asks:
            if previous and _goes_on(previous, turn, full):
                found[-1].question += turn.paragraphs
            else:
                found.append(_opened(turn, following, full))
        else:
            if not found or (no_question and turn.mark.sign != "voice"):
                found.append(Exchange(place=turn.place, typed=turn.mark.number))
                if turn.mark.number:
                    found[-1].number = _integer(turn.mark.number)
            _reply(found[-1], turn, previous, full)
        if turn.headings:
            found[-1].section = JOINT.join(
                [*filter(None, [found[-1].section]), *turn.headings]
            )
        previous = turn
    return found


def _goes_on(previous: Turn, turn: Turn, full: dict[str, str]) -> bool:
    """Blocks of one person in a machine transcript are one question."""
    timed = turn.mark.sign == "voice" and previous.mark.sign == "voice"
    return (
        timed
        and previous.asks
        and turn.asks
        and _speaker(previous, full) == _speaker(turn, full)
    )


def _integer(number: str) -> int | None:
    digits = re.match(r"\d+", number)
    return int(digits[0]) if digits else None


def _speaker(turn: Turn, full: dict[str, str]) -> str | None:
    if not turn.mark.name or is_replier(turn.mark.name):
        return None
    return full.get(turn.name, turn.mark.name)


def _opened(turn: Turn, following: Turn | None, full: dict[str, str]) -> Exchange:
    number = turn.mark.number
    exchange = Exchange(
        number=_integer(number),
        typed=number,
        asked_by=None if is_asker(turn.mark.name) else _speaker(turn, full),
        question=turn.paragraphs,
        place=turn.place,
    )
    if turn.mark.role == Role.QUESTION and (following is None or following.asks):
        _unlabelled_answer(exchange, turn)
    return exchange


def _unlabelled_answer(exchange: Exchange, turn: Turn) -> None:
    """No answer label comes: the first unlabelled paragraph starts the answer."""
    if turn.mark.typed == "" and turn.mark.sign in ("bold", "form"):
        return
    for at, line in enumerate(turn.lines[1:], start=1):
        if not _STAGE.fullmatch(line.plain.strip()):
            exchange.question = turn.paragraphs[:at]
            exchange.answers = [Answer(None, turn.paragraphs[at:])]
            exchange.unlabelled = line.place
            return


def _reply(
    exchange: Exchange, turn: Turn, previous: Turn | None, full: dict[str, str]
) -> None:
    speaker = _speaker(turn, full)
    last = exchange.answers[-1] if exchange.answers else None
    if last and previous and not previous.asks and last.speaker == speaker:
        last.paragraphs += turn.paragraphs
    else:
        exchange.answers.append(Answer(speaker, turn.paragraphs))
    if exchange.number is None and turn.mark.number and not exchange.question:
        exchange.number = _integer(turn.mark.number)
        exchange.typed = turn.mark.number


def join_cues(exchanges: list[Exchange]) -> None:
    """Make one paragraph of each turn: a caption's cues break in mid-sentence."""
    for exchange in exchanges:
        exchange.question = [join(*exchange.question)] if exchange.question else []
        for answer in exchange.answers:
            answer.paragraphs = [join(*answer.paragraphs)]

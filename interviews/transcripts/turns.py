"""Labelled blocks to turns, turns to exchanges."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from interviews.transcripts.labels import Label, Role
from interviews.transcripts.matching import folded
from interviews.transcripts.source import Block, Span, Text
from interviews.transcripts.transcript import Answer, Exchange
from interviews.transcripts.words import ASKERS

_QUESTION_MARKS = "?؟？;"


@dataclass(slots=True)
class Turn:
    label: Label
    place: int
    blocks: list[Block] = field(default_factory=list)

    @property
    def name(self) -> str:
        return folded(self.label.name)

    @property
    def asks(self) -> bool:
        return any(mark in str(block.text) for block in self.blocks for mark in "?؟？")


def cut(block: Block, end: int) -> Block:
    """Return the block without its first ``end`` characters."""
    spans = []
    left = end
    for span in block.text.spans:
        kept = span.text[left:] if left < len(span.text) else ""
        left = max(0, left - len(span.text))
        if kept:
            spans.append(Span(kept, span.bold, span.italic, span.href))
    return Block(Text(tuple(spans)), block.kind, block.line, block.gap, block.level)


def turns(blocks: list[Block], labels: dict[int, Label]) -> list[Turn]:
    """Return the turns in order; unlabelled blocks belong to the one before."""
    spoken: list[Turn] = []
    for i, block in enumerate(blocks):
        if label := labels.get(i):
            if (
                label.role == Role.ANSWER
                and not label.number
                and _is_initial(spoken, block)
            ):
                spoken[-1].blocks.append(block)
                continue
            spoken.append(Turn(label, block.line))
            block = cut(block, label.end)
            if not block.text:
                continue
        spoken[-1].blocks.append(block)
    return spoken


def _is_initial(spoken: list[Turn], block: Block) -> bool:
    """``R. Molina`` inside an answer is a person, not a second answer label."""
    answering = bool(spoken) and spoken[-1].label.role == Role.ANSWER
    return answering and re.match(r"\w\.\s", str(block.text)) is not None


def askers(spoken: list[Turn]) -> set[str]:
    """Return the folded names that ask: known roles, or those whose turns hold ``?``."""
    names = Counter(turn.name for turn in spoken if turn.label.role == Role.NAME)
    generic = {turn.label.role for turn in spoken} & {Role.QUESTION, Role.ANSWER}
    if Role.QUESTION in generic:
        return {name for name in names if name in ASKERS}
    if Role.ANSWER in generic:
        return set(names)
    asking: dict[str, int] = defaultdict(int)
    for turn in spoken:
        asking[turn.name] += turn.asks
    known = {name for name in names if name in ASKERS}
    if len(names) == 2 and not known:
        first = spoken[0].name
        shares = {name: asking[name] / names[name] for name in names}
        other = next(name for name in names if name != first)
        return {other} if shares[other] > shares[first] + 0.3 else {first}
    answering = max(
        (name for name in names if name not in known),
        key=lambda name: (names[name] - 2 * asking[name], names[name]),
        default="",
    )
    return known | {
        name for name in names if name != answering and asking[name] * 2 >= names[name]
    }


def exchanges(spoken: list[Turn], full: dict[str, str]) -> list[Exchange]:
    """Return the exchanges: every asker's turn opens one; a statement has no question."""
    asking = askers(spoken)
    found: list[Exchange] = []
    for i, turn in enumerate(spoken):
        name = full.get(turn.name, turn.label.name) or None
        asks = turn.label.role == Role.QUESTION or (
            turn.label.role == Role.NAME and turn.name in asking
        )
        paragraphs = [block.text for block in turn.blocks]
        if asks:
            same = i and spoken[i - 1].name and spoken[i - 1].name == turn.name
            if same and found and not found[-1].answers:
                found[-1].question += paragraphs
            else:
                found.append(_opened(turn, name, paragraphs, spoken[i + 1 : i + 2]))
            continue
        if not found:
            found.append(Exchange(place=turn.place))
        answers = found[-1].answers
        if answers and answers[-1].speaker == name and (name or i and not asks):
            answers[-1].paragraphs += paragraphs
        else:
            answers.append(Answer(name, paragraphs))
    return found


def _opened(
    turn: Turn, name: str | None, paragraphs: list[Text], following: list[Turn]
) -> Exchange:
    typed = turn.label.number
    digits = re.match(r"\d+", typed)
    exchange = Exchange(
        number=int(digits[0]) if digits else None,
        typed=typed,
        asked_by=name,
        question=paragraphs,
        place=turn.place,
    )
    answer_comes = following and following[0].label.role != Role.QUESTION
    if turn.label.role == Role.QUESTION and not answer_comes and len(paragraphs) > 1:
        # No answer label comes: the first unlabelled paragraph starts the answer.
        exchange.question = paragraphs[:1]
        exchange.answers = [Answer(None, paragraphs[1:])]
    return exchange

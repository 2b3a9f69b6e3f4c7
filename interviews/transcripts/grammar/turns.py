"""Labelled lines to turns, turns to exchanges."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace

from interviews.transcripts.grammar.cutting import after, join
from interviews.transcripts.grammar.labels import Mark, Role
from interviews.transcripts.grammar.lines import Line
from interviews.transcripts.grammar.matching import asks, key, length, name_key
from interviews.transcripts.grammar.people import is_asker, is_nobody, is_replier
from interviews.transcripts.grammar.words import REQUESTS, SECOND_PERSON
from interviews.transcripts.source import Text
from interviews.transcripts.transcript import Answer, Exchange

_STAGE = re.compile(r"[\[(][^\])]{1,80}[\])]\.?")


@dataclass(slots=True)
class Turn:
    """What one person says at a stretch; the first of ``lines`` has lost its label."""

    mark: Mark
    place: int
    lines: list[Line] = field(default_factory=list)
    asks: bool = False
    headings: list[str] = field(default_factory=list)  # over it, taken off the text

    @property
    def name(self) -> str:
        return name_key(self.mark.name)

    @property
    def paragraphs(self) -> list[Text]:
        return [line.text for line in self.lines if line.text]


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


# ------------------------------------------------------------------ who asks
def find_askers(turns: list[Turn], full: dict[str, str], told: set[str]) -> set[str]:
    """Return the folded full names of those who ask, and set ``asks`` on each turn.

    ``told`` are those who ask as the legend says.
    """
    names = {turn.name: key(full.get(turn.name, turn.name)) for turn in turns}
    asking = _askers(turns, names, told)
    if is_one_for_both(turns, names):
        for at, turn in enumerate(turns):
            turn.asks = at % 2 == 0
        return set()
    set_askers(turns, full, asking)
    return asking


def set_askers(turns: list[Turn], full: dict[str, str], asking: set[str]) -> None:
    """Set ``asks`` on each turn, given the folded full names of those who ask."""
    for turn in turns:
        role = turn.mark.role
        name = name_key(full.get(turn.name, turn.name))
        turn.asks = role == Role.QUESTION or (role == Role.NAME and name in asking)


def is_one_for_both(turns: list[Turn], names: dict[str, str]) -> bool:
    """Say whether one name stands before questions and answers in turn."""
    if len(turns) < 4 or len(set(names.values())) != 1 or not turns[0].mark.name:
        return False
    if any(turn.mark.role != Role.NAME for turn in turns):
        return False
    right = sum(_begins_asking(turn) == (at % 2 == 0) for at, turn in enumerate(turns))
    return right * 4 >= len(turns) * 3 and _has_question(turns[0])


def _askers(turns: list[Turn], names: dict[str, str], told: set[str]) -> set[str]:
    spoken: dict[str, list[Turn]] = defaultdict(list)
    for turn in turns:
        if turn.mark.role == Role.NAME:
            spoken[names[turn.name]].append(turn)
    roles = {turn.mark.role for turn in turns}
    by_role = {name for name in spoken if is_asker(name) or name in told}
    if Role.QUESTION in roles:
        return {name for name in by_role if "audience" in name}
    if Role.ANSWER in roles:
        return set(spoken)
    repliers = {name for name in spoken if is_replier(name)}
    if by_role or repliers:
        asking = by_role | (
            set(spoken) - repliers if repliers and not by_role else set()
        )
        others = set(spoken) - asking - repliers
        return asking | {
            name for name in others
            if _share(spoken[name]) >= 0.5 and _are_answered(name, turns, names, asking)
        }  # fmt: skip
    if len(spoken) < 2:
        return set()
    if len(spoken) == 2:
        return {_asker_of_two(turns, names, spoken)}
    return _askers_of_many(turns, names, spoken)


def _share(turns: list[Turn]) -> float:
    """Return the share of turns that hold a question."""
    return sum(_has_question(turn) for turn in turns) / len(turns)


def _has_question(turn: Turn) -> bool:
    return any(asks(line.plain) for line in turn.lines)


def _begins_asking(turn: Turn) -> bool:
    return bool(turn.lines) and asks(turn.lines[0].plain)


def _weight(turns: list[Turn]) -> float:
    return sum(len(line.plain) for turn in turns for line in turn.lines) / len(turns)


def _asker_of_two(
    turns: list[Turn], names: dict[str, str], spoken: dict[str, list[Turn]]
) -> str:
    first, other = spoken
    shares = {name: _share(spoken[name]) for name in spoken}
    if abs(shares[first] - shares[other]) > 0.2:
        return max(shares, key=shares.__getitem__)
    nobody = [name for name in spoken if is_nobody(name)]
    if len(nobody) == 1 and max(shares.values()) > 0:
        return max(shares, key=shares.__getitem__)
    lengths = {name: _weight(spoken[name]) for name in spoken}
    if max(lengths.values()) > 2 * min(lengths.values()):
        return min(lengths, key=lengths.__getitem__)
    return first


def _askers_of_many(
    turns: list[Turn], names: dict[str, str], spoken: dict[str, list[Turn]]
) -> set[str]:
    shares = {name: _share(spoken[name]) for name in spoken}
    asking = {name for name, share in shares.items() if share >= 0.5}
    most = max(spoken, key=lambda name: len(spoken[name]))
    if len(spoken[most]) * 5 >= len(turns) * 2 and shares[most] < 0.5:
        # A press conference: one person replies, everybody else asks.
        follows: Counter[str] = Counter()
        for before, turn in zip(turns, turns[1:], strict=False):
            if names[turn.name] == most:
                follows[names[before.name]] += 1
        return asking | {
            name for name in spoken
            if name != most
            and follows[name] == len(spoken[name])
            and (shares[name] > 0 or len(spoken[name]) == 1)
        }  # fmt: skip
    if not asking:
        best = max(shares, key=shares.__getitem__)
        asking = {best} if shares[best] > 0 else {names[turns[0].name]}
    return asking


def _are_answered(
    name: str, turns: list[Turn], names: dict[str, str], asking: set[str]
) -> bool:
    """A guest who asks back is answered by who asked; an asker by somebody else."""
    answered = [
        names[following.name]
        for turn, following in zip(turns, turns[1:], strict=False)
        if names[turn.name] == name
    ]
    others = sum(other not in asking for other in answered)
    return bool(answered) and others * 2 > len(answered)


# ------------------------------------------------------------------ exchanges
def exchanges(turns: list[Turn], full: dict[str, str]) -> list[Exchange]:
    """Return the exchanges: every asker's turn opens one."""
    found: list[Exchange] = []
    no_question = not any(turn.asks for turn in turns)
    previous: Turn | None = None
    for at, turn in enumerate(turns):
        following = turns[at + 1] if at + 1 < len(turns) else None
        if turn.asks:
            if previous and _goes_on(previous, turn, full):
                found[-1].question += _flowing(found[-1].question, turn)
            else:
                found.append(_opened(turn, following, full))
        else:
            if not found or (no_question and not turn.mark.name):
                found.append(Exchange(place=turn.place, typed=turn.mark.number))
                if turn.mark.number:
                    found[-1].number = _integer(turn.mark.number)
            _reply(found[-1], turn, previous, full)
        if turn.headings:
            found[-1].section = " · ".join(
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


def _flowing(before: list[Text], turn: Turn) -> list[Text]:
    return turn.paragraphs


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


# ------------------------------------------------------------------ unlabelled questions
def add_questions(
    lines: list[Line], marks: dict[int, Mark], answers: set[int], asked: bool
) -> dict[int, Mark]:
    """Return marks for the unlabelled paragraphs that stand where a question must.

    ``answers`` are the lines at which a labelled answer begins, ``asked`` says that
    some questions do have a label.
    """
    found: dict[int, Mark] = {}
    order = sorted(marks)
    gaps = []
    previous = dict(zip(order[1:], order, strict=False))
    for at in sorted(answers):
        before = previous.get(at)
        if before is not None and before not in answers:
            continue
        first = 0 if before is None else before + 1
        if before is not None and marks[before].end >= len(lines[before].plain):
            first += 1  # the label stood alone, its words follow
        if at - 1 >= first:
            gaps.append((first, at))
    questions = [at for _, at in gaps if asks(lines[at - 1].plain)]
    regular = (
        not asked
        and len(gaps) * 3 >= len(answers) * 2
        and (len(questions) * 2 >= len(gaps))
    )
    before_of = previous
    for first, at in gaps:
        line = lines[at - 1]
        opening = first == 0
        same = not opening and marks[at].role == Role.ANSWER and asked
        if (
            asked
            and not opening
            and not same
            and not _is_same_person(marks, at, before_of)
        ):
            continue
        addressed = at > 1 and _addresses(line)
        if not (asks(line.plain) or (regular and (addressed or not opening)) or same):
            continue
        if length(line.plain) > 90:
            continue
        start = at - 1
        if (
            start - 1 >= first + opening
            and asks(line.plain)
            and asks(lines[start - 1].plain)
        ):
            start -= 1
        found[start] = Mark(start, Role.QUESTION, "", 0, sign="form")
    return found


def _is_same_person(marks: dict[int, Mark], at: int, before_of: dict[int, int]) -> bool:
    before = before_of.get(at)
    return before is not None and key(marks[before].name) == key(marks[at].name)


def _addresses(line: Line) -> bool:
    """Say whether a line speaks to somebody or asks for something."""
    words = set(line.key.replace(",", " ").replace(".", " ").split())
    return length(line.plain) < 30 and (
        bool(SECOND_PERSON & words) or line.key.startswith(REQUESTS)
    )


def join_cues(exchanges: list[Exchange]) -> None:
    """Make one paragraph of each turn: a caption's cues break in mid-sentence."""
    for exchange in exchanges:
        exchange.question = [join(*exchange.question)] if exchange.question else []
        for answer in exchange.answers:
            answer.paragraphs = [join(*answer.paragraphs)]

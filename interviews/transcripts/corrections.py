"""What an editor may correct on a proof, each by a verb and a few plain values.

A correction travels as a list, ``["split", 4, 1, 120]``, and a list of them is the whole
work done on a proof: applied in order they give the same state again. No word is lost
by any of them.
"""

from collections.abc import Callable
from typing import Any

from interviews.transcripts import limits
from interviews.transcripts.grammar.cutting import cut
from interviews.transcripts.proof import Paragraph, Proof, Turn
from interviews.transcripts.source import Text
from interviews.transcripts.transcript import Furniture, Speaker

MOST = 1000  # corrections of one proof


class Refused(ValueError):  # noqa: N818 -- a state of the input, read aloud
    """The correction does not fit the proof."""


def apply(proof: Proof, correction: list[Any]) -> None:
    """Correct the proof in place; Refused if the correction does not fit it."""
    verb, *values = correction or [""]
    correct = VERBS.get(verb) if isinstance(verb, str) else None
    if correct is None:
        raise Refused(f"unknown correction {verb!r}")
    try:
        correct(proof, *values)
    except (TypeError, IndexError, KeyError, AttributeError) as error:
        raise Refused(f"{verb} does not fit") from error


def _turn(proof: Proof, at: Any) -> Turn:
    if type(at) is not int or not 0 <= at < len(proof.turns):
        raise Refused("no such turn")
    return proof.turns[at]


def _paragraph(paragraphs: list[Paragraph], at: Any) -> Paragraph:
    if type(at) is not int or not 0 <= at < len(paragraphs):
        raise Refused("no such paragraph")
    return paragraphs[at]


def _name(name: Any) -> str:
    if not isinstance(name, str):
        raise Refused("no name")
    return " ".join(name.split())[: limits.NAME]


def _with_section(turn: Turn) -> list[Paragraph]:
    """Return the paragraphs of a turn that is none any more, its heading first."""
    heading = [Paragraph(Text.plain(turn.section), turn.place)] if turn.section else []
    return [*heading, *turn.paragraphs]


def _other_side(proof: Proof, at: int, asks: bool) -> str | None:
    """Return who asked, or answered, nearest to a turn."""
    by_distance = sorted(range(len(proof.turns)), key=lambda n: (abs(n - at), n > at))
    near = (proof.turns[n] for n in by_distance if n != at)
    return next((turn.speaker for turn in near if turn.asks == asks), None)


# ------------------------------------------------------------------ turns
def _merge(proof: Proof, at: int) -> None:
    turn = _turn(proof, at)
    before = proof.turns[at - 1].paragraphs if at else proof.intro
    before += _with_section(turn)
    del proof.turns[at]


def _split(proof: Proof, at: int, paragraph: int, offset: int = 0) -> None:
    turn = _turn(proof, at)
    first = _paragraph(turn.paragraphs, paragraph)
    kept, moved = turn.paragraphs[:paragraph], turn.paragraphs[paragraph:]
    if type(offset) is not int or not 0 <= offset < len(str(first.text)):
        raise Refused("no such letter")
    head, tail = cut(first.text, 0, offset), cut(first.text, offset)
    if head and tail:
        kept.append(Paragraph(head, first.place))
        moved[0] = Paragraph(tail, first.place)
    if not kept:
        raise Refused("nothing would be left above")
    asks = not turn.asks
    turn.paragraphs = kept
    proof.turns.insert(at + 1, Turn(asks, moved, _other_side(proof, at, asks)))


def _swap(proof: Proof, at: int) -> None:
    turn = _turn(proof, at)
    turn.speaker = _other_side(proof, at, not turn.asks)
    turn.asks, turn.begins = not turn.asks, False
    if not turn.asks:
        turn.number = ""


def _swap_from(proof: Proof, at: int) -> None:
    """Turn question and answer about from one turn to the end, each with its speaker."""
    _turn(proof, at)
    sides = {
        asks: next((t.speaker for t in proof.turns[at:] if t.asks == asks), None)
        for asks in (True, False)
    }
    for turn in proof.turns[at:]:
        turn.asks, turn.begins, turn.number = not turn.asks, False, ""
        if turn.speaker == sides[not turn.asks]:
            turn.speaker = sides[turn.asks]


def _to_intro(proof: Proof, at: int) -> None:
    """Everything up to a turn is intro."""
    _turn(proof, at)
    for turn in proof.turns[: at + 1]:
        proof.intro += _with_section(turn)
    del proof.turns[: at + 1]


def _to_closing(proof: Proof, at: int) -> None:
    """Everything from a turn on is closing."""
    _turn(proof, at)
    moved = [each for turn in proof.turns[at:] for each in _with_section(turn)]
    proof.closing[:0] = moved
    del proof.turns[at:]


def _from_intro(proof: Proof, paragraph: int) -> None:
    """The interview begins with a paragraph of the intro."""
    _paragraph(proof.intro, paragraph)
    moved = proof.intro[paragraph:]
    del proof.intro[paragraph:]
    asks = not (proof.turns and proof.turns[0].asks)
    proof.turns.insert(0, Turn(asks, moved, _other_side(proof, -1, asks)))


def _from_closing(proof: Proof, paragraph: int) -> None:
    """The last answer goes on to a paragraph of the closing."""
    _paragraph(proof.closing, paragraph)
    moved = proof.closing[: paragraph + 1]
    del proof.closing[: paragraph + 1]
    if proof.turns:
        proof.turns[-1].paragraphs += moved
    else:
        proof.turns.append(Turn(False, moved, begins=True))


# ------------------------------------------------------------------ set aside, back
def _aside(proof: Proof, part: int | str, paragraph: int) -> None:
    """Take a paragraph out of ``"intro"``, ``"closing"`` or a turn."""
    edges = {"intro": proof.intro, "closing": proof.closing}
    paragraphs = edges[part] if isinstance(part, str) else _turn(proof, part).paragraphs
    gone = _paragraph(paragraphs, paragraph)
    del paragraphs[paragraph]
    proof.aside.append(Furniture(str(gone.text), gone.place))
    proof.aside.sort(key=lambda line: line.place)
    if not isinstance(part, str) and not paragraphs:
        if heading := proof.turns[part].section:
            proof.aside.append(Furniture(heading, gone.place))
        del proof.turns[part]


def _restore(proof: Proof, at: int) -> None:
    """Bring a line that was set aside back to where it stood."""
    if type(at) is not int or not 0 <= at < len(proof.aside):
        raise Refused("no such line")
    line = proof.aside.pop(at)
    into, position = proof.intro, 0
    for part in proof.parts():
        for n, paragraph in enumerate(part, start=1):
            if 0 < paragraph.place <= line.place:
                into, position = part, n
    into.insert(position, Paragraph(Text.plain(line.text), line.place))


# ------------------------------------------------------------------ speakers
def _speaker(proof: Proof, at: int, name: str) -> None:
    """Say who speaks a turn; no name: nobody in particular."""
    turn, name = _turn(proof, at), _name(name)
    turn.speaker = name or None
    if name and all(speaker.name != name for speaker in proof.speakers):
        role = "interviewer" if turn.asks else "interviewee"
        proof.speakers.append(Speaker(name, role))


def _add(proof: Proof, name: str) -> None:
    """Add a speaker who has no turn yet."""
    if (name := _name(name)) and all(one.name != name for one in proof.speakers):
        proof.speakers.append(Speaker(name, "interviewee"))


def _rename(proof: Proof, old: str, new: str) -> None:
    """Write a speaker's name another way everywhere; two of one name become one.

    Who was but a word (``GUEST:``) gets the turns of that side, if nobody else has any.
    """
    new = _name(new)
    speaker = next(one for one in [*proof.speakers, None] if not one or one.name == old)
    if speaker is None or not new:
        raise Refused("no such speaker")
    same = [one for one in proof.speakers if one.name == new and one is not speaker]
    if same:
        proof.speakers.remove(speaker)
    else:
        speaker.label = speaker.label or old[:60]
        speaker.name = new
    for turn in proof.turns:
        turn.speaker = new if turn.speaker == old else turn.speaker
    side = [
        turn for turn in proof.turns if turn.asks == (speaker.role == "interviewer")
    ]
    if not any(turn.speaker for turn in side):
        for turn in side:
            turn.speaker = new
    if old in proof.people:
        proof.people.setdefault(new, proof.people.pop(old))


def _role(proof: Proof, name: str, role: str) -> None:
    """Say what somebody does in the talk; all turns of an interviewer are questions,
    those of an interviewee answers."""
    if role not in ("interviewer", "interviewee", "interpreter", "moderator"):
        raise Refused("no such role")
    for speaker in proof.speakers:
        if speaker.name == name:
            speaker.role = role
    if role not in ("interviewer", "interviewee"):
        return
    asks = role == "interviewer"
    for turn in proof.turns:
        if turn.speaker == name and turn.asks != asks:
            turn.asks, turn.begins = asks, False
            turn.number = turn.number if asks else ""


def _join(proof: Proof, name: str, person: int) -> None:
    """Say which person of the register a speaker is; 0: none."""
    if all(speaker.name != name for speaker in proof.speakers):
        raise Refused("no such speaker")
    if type(person) is not int or person < 0:
        raise Refused("no such person")
    proof.people[name] = person
    if not person:
        del proof.people[name]


VERBS: dict[str, Callable[..., None]] = {
    "merge": _merge,
    "split": _split,
    "swap": _swap,
    "swap-from": _swap_from,
    "to-intro": _to_intro,
    "to-closing": _to_closing,
    "from-intro": _from_intro,
    "from-closing": _from_closing,
    "aside": _aside,
    "restore": _restore,
    "speaker": _speaker,
    "add": _add,
    "rename": _rename,
    "role": _role,
    "join": _join,
}

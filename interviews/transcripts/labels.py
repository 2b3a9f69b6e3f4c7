"""Find the labels that open turns: generic words, numbers, and names that come back."""

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from interviews.transcripts.matching import folded, unmarked_length
from interviews.transcripts.source import Block, Kind
from interviews.transcripts.words import ANSWER_WORDS, ASKERS, NO_LABELS, QUESTION_WORDS


class Role(StrEnum):
    QUESTION = "question"
    ANSWER = "answer"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the start of a block: ``end`` is where the turn's words begin."""

    role: Role
    typed: str
    end: int
    number: str = ""
    name: str = ""
    signed: bool = True  # False: the sign after it is missing


def _table(words: dict[str, tuple[str, ...]]) -> set[str]:
    return {folded(word) for row in words.values() for word in row}


_QUESTIONS, _ANSWERS = _table(QUESTION_WORDS), _table(ANSWER_WORDS)
_GENERIC = re.compile(
    r"[\[(]?(?P<word>"
    + "|".join(sorted(map(re.escape, _QUESTIONS | _ANSWERS), key=len, reverse=True))
    + r")(?P<close>[\])])?"
    r"(?:\s?[-.]?\s?(?P<number>\d{1,3}[a-z]?)(?![\w:]))?"
    r"(?P<sign>\s?(?:-\s|[.:)]\s?[-]?)\s*)?",
)
_NAME = re.compile(r"(?P<name>[^\s:：][^:：]{0,58}?)\s?[:：](?!//)\s*")
_CLOCK = r"[(\[]?\d{1,2}:\d{2}(?::\d{2})?[)\]]?"
_STAMPED = re.compile(rf"(?P<name>\S.{{0,58}}?)(?:\s{{2,}}|:\s*|\s\(){_CLOCK}\)?:?\s*")
_NUMBERED = re.compile(r"(?P<number>\d{1,3})[.)]\s+")


def generic(block: Block) -> Label | None:
    """Return the label of the word list at the start of this block, if any."""
    text = str(block.text)
    start = unmarked_length(text)
    plain = _same_length(text)
    match = _GENERIC.match(plain, start)
    if match is None:
        return None
    word, number = match["word"], match["number"] or ""
    rest = text[match.end() :]
    signed = bool(match["sign"] or match["close"])
    if not signed and rest[:1].isalnum() and not rest[:1].isspace():
        return None
    if not signed and not number:
        bare_q = word == "q" and re.match(r"q(?:\s{2,}|\t)", plain[start:])
        if not (bare_q or not rest.strip() and len(word) > 1):
            return None
    role = Role.QUESTION if word in _QUESTIONS else Role.ANSWER
    end = match.end() + len(rest) - len(rest.lstrip())
    return Label(role, text[: match.end()].strip(), end, number=number, signed=signed)


def named(block: Block) -> Label | None:
    """Return what looks like a speaker's name at the start; it need not be one."""
    text = str(block.text)
    start = unmarked_length(text)
    match = _STAMPED.fullmatch(text, start) or _STAMPED.match(text, start)
    match = match or _NAME.match(text, start)
    if match is None:
        return None
    name = match["name"].strip()
    first = name.lstrip("([“\"'")[:1]
    if first.islower() or len(name.split()) > 6 or not any(map(str.isalpha, name)):
        return None
    if re.search(r"[!?;»”\"]|[.,]\s*$|\b\w{4,}\.\s", name) or folded(name) in NO_LABELS:
        return None
    return Label(Role.NAME, match[0].strip(), match.end(), name=name)


def alone(block: Block) -> Label | None:
    """Return a name in capitals on a line of its own (``INTERVIEWER``)."""
    text = str(block.text)
    if not block.gap or len(text) > 40 or text != text.upper() or not text[0].isalpha():
        return None
    if text[-1] in ".!?,;:" or not any(c.islower() for c in text.lower()):
        return None
    return Label(Role.NAME, text, len(text), name=text)


def numbered(block: Block) -> Label | None:
    if match := _NUMBERED.match(str(block.text)):
        return Label(
            Role.QUESTION, match[0].strip(), match.end(), number=match["number"]
        )
    return None


def find(blocks: list[Block]) -> dict[int, Label]:
    """Return the labels of these blocks by index: a name counts once it comes back."""
    found = {i: label for i, b in enumerate(blocks) if (label := generic(b))}
    questions = [label for label in found.values() if label.role == Role.QUESTION]
    answers = [label for label in found.values() if label.role == Role.ANSWER]
    if len(questions) < 2 and not (questions and answers):
        found = {}
    found |= _names(blocks, found)
    return found or _numbers(blocks)


def _names(blocks: list[Block], taken: dict[int, Label]) -> dict[int, Label]:
    seen = {
        i: label
        for i, block in enumerate(blocks)
        if i not in taken
        and block.kind not in (Kind.HEADING, Kind.RULE)
        and (label := named(block) or alone(block))
    }
    times = Counter(folded(label.name) for label in seen.values())
    back = {i: label for i, label in seen.items() if times[folded(label.name)] > 1}
    if not back:
        return {}
    # Once names are labels, one who speaks only once among them is a speaker too.
    first, last = min([*back, *taken]), max([*back, *taken])
    by_sign = {i for i, label in seen.items() if first - 1 <= i <= last + 1}
    for i in by_sign - back.keys():
        label = seen[i]
        title = label.name.istitle() or label.name.isupper() or label.name[:1].isupper()
        looks = len(label.name.split()) >= 2 and title
        if (looks and all(w[:1].isupper() for w in label.name.split())) or folded(
            label.name
        ) in ASKERS:
            back[i] = label
    return back


def _numbers(blocks: list[Block]) -> dict[int, Label]:
    """Numbers that ascend over the whole text are questions; a restart is a list."""
    found: dict[int, Label] = {}
    expected = 1
    for i, block in enumerate(blocks):
        label = numbered(block)
        if label and int(label.number) == expected:
            found[i] = label
            expected += 1
    return found if len(found) > 1 else {}


def _same_length(text: str) -> str:
    """Return it in lower case with plain signs, each character in its place."""
    plain = text.replace("：", ":").replace("\xa0", " ").replace("\u202f", " ")
    for dash in "‐‑–—":
        plain = plain.replace(dash, "-")
    lower = plain.lower()
    return lower if len(lower) == len(text) else plain

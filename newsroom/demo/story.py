"""Read the demo content from its text files.

A file begins with lines of ``field: value``; after an empty line come the turns, each
under a mark of its own, with empty lines between their paragraphs::

    headline: The headline          INTRO: Where it took place.
    language: en                    SECTION: A heading before the next question
    guest: Who answers              Q: The question?
    asker: Who asks                 A: The first guest's answer.
    days_ago: 4                     A (Another Guest): What another adds.
                                    PULL: A sentence of an answer, shown large
                                    CORRECTION (update): What has changed since
                                    CLOSING: Thanks.

``guest`` may be repeated, and ``guest: Name | post`` gives a post that was another on
the day. ``version_of`` names the file of the same interview in another language.
``people.txt`` has such heads only, a person each.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
MARK = re.compile(
    r"^(INTRO|CLOSING|SECTION|Q|A|PULL|CORRECTION)(?: \(([^)]+)\))?: ", re.MULTILINE
)

type Fields = dict[str, str]


@dataclass
class Turn:
    """One question; each answer is the name of a guest and what they say, in markup,
    and each correction a kind and its text."""

    section: str
    question: str
    answers: list[tuple[str, str]] = field(default_factory=list)
    quote: str = ""
    corrections: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Story:
    """One interview; ``fields`` are its head lines and ``guests`` the names in order,
    each with the post on the day or an empty string."""

    fields: Fields
    guests: dict[str, str]
    turns: list[Turn] = field(default_factory=list)
    intro: str = ""
    closing: str = ""


def stories() -> dict[str, Story]:
    """Return every interview by the name of its file, without the ending."""
    files = sorted((HERE / "interviews").glob("*.txt"))
    return {file.stem: read(file.read_text("utf-8")) for file in files}


def people() -> dict[str, Fields]:
    """Return post, country, bio, look and alt of everyone who speaks, by name."""
    blocks = (HERE / "people.txt").read_text("utf-8").strip().split("\n\n")
    heads = [dict(_pairs(block)) for block in blocks]
    return {head["name"]: head for head in heads}


def read(text: str) -> Story:
    head, _, body = text.partition("\n\n")
    pairs = _pairs(head)
    guests = [value.partition(" | ") for name, value in pairs if name == "guest"]
    story = Story(dict(pairs), {name: post for name, _, post in guests})
    section = ""
    _, *parts = MARK.split(body)
    for mark, name, words in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        text = words.strip()
        match mark:
            case "INTRO":
                story.intro = text
            case "CLOSING":
                story.closing = text
            case "SECTION":
                section = text
            case "Q":
                story.turns.append(Turn(section, text))
                section = ""
            case "A":
                guest = name or next(iter(story.guests))
                story.turns[-1].answers.append((guest, text))
            case "PULL":
                story.turns[-1].quote = text
            case "CORRECTION":
                story.turns[-1].corrections.append((name or "correction", text))
    return story


def _pairs(head: str) -> list[tuple[str, str]]:
    lines = (line.partition(": ") for line in head.splitlines())
    return [(name, value) for name, _, value in lines]

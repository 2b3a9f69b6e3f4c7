"""Read one demo interview from its text file."""

from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "interviews"


@dataclass
class Turn:
    section: str
    question: str
    # (name of the guest, "" for the only one; markup)
    answers: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Story:
    """``fields`` are the head lines; a guest is a name, a post and a country."""

    fields: dict[str, str]
    guests: list[tuple[str, str, str]]
    turns: list[Turn]
    intro: str = ""
    closing: str = ""


def stories() -> list[Story]:
    return [read(file.read_text("utf-8")) for file in sorted(FOLDER.glob("*.txt"))]


def read(text: str) -> Story:
    head, _, body = text.partition("\n\n")
    pairs = [line.split(": ", 1) for line in head.splitlines()]
    guests = [_guest(value) for name, value in pairs if name == "guest"]
    story = Story(dict(pairs), guests, [])
    section, target = "", None
    for paragraph in _paragraphs(body):
        mark, _, words = paragraph.partition(" ")
        if mark == "#":
            section = words
        elif mark == "INTRO:":
            story.intro = words
        elif mark == "CLOSING:":
            story.closing = words
        elif mark == "Q:":
            target = Turn(section, words)
            story.turns.append(target)
            section = ""
        elif mark == "A:" or (mark == "A" and ": " in words):
            name, _, answer = ("", "", words) if mark == "A:" else words.partition(": ")
            story.turns[-1].answers.append((name, answer))
        else:
            name, answer = story.turns[-1].answers[-1]
            story.turns[-1].answers[-1] = (name, f"{answer}\n\n{paragraph}")
    return story


def _paragraphs(body: str) -> list[str]:
    """Return the paragraphs; a turn begins one without an empty line before it."""
    lines = [line for line in body.splitlines() if line.strip()]
    return [line.strip() for line in lines]


def _guest(value: str) -> tuple[str, str, str]:
    name, post, country = (part.strip() for part in value.split("|"))
    return name, post, country

"""Words that pages put around an interview are kept where they are said in it."""

import random
from collections.abc import Callable

import pytest

from interviews.transcripts import parse, read

ASKED = "When did you see the {} and who told you about it that night?"
TOLD = (
    "My neighbour came running and said that the {} stood over the second step, but"
    " nobody believed him. We went to look at the boats and found the {} broken."
)
Shape = Callable[[list[list[str]]], tuple[str, str]]
TURNS = (ASKED, TOLD) * 3
WORDS = (
    "end", "The end", "Ende", "fin", "конец", "share", "Share", "print", "photo", "Photo",
    "read more", "page", "page 12", "12", "10:30", "comments", "Comments", "advertisement",
    "Advertisement", "menu", "Home", "more", "related", "popular", "contact us", "download",
    "Download", "video", "support us", "back to", "speakers", "3 comments", "facebook and x",
)  # fmt: skip


def lines_of(turn: str, word: str, width: int, chance: random.Random) -> list[str]:
    """Return a turn broken to a ragged width, the word alone on its lines."""
    lines: list[str] = []
    for at, part in enumerate(turn.split("{}")):
        lines += [word] if at else []
        line: list[str] = []
        for each in part.split():
            if line and len(" ".join(line)) > width - chance.randint(0, 8):
                lines.append(" ".join(line))
                line = []
            line.append(each)
        lines.append(" ".join(line))
    return lines


def broken(word: str) -> list[list[str]]:
    chance = random.Random(word)
    return [lines_of(turn, word, 40, chance) for turn in TURNS]


def as_typed(turns: list[list[str]]) -> tuple[str, str]:
    labelled = ["QA"[at % 2] + ": " + "\n".join(turn) for at, turn in enumerate(turns)]
    return "\n\n".join(["The flood at the mill", *labelled]), "flood.txt"


def as_page(turns: list[list[str]]) -> tuple[str, str]:
    labelled = [
        "QA"[at % 2] + ": " + "<br>".join(turn) for at, turn in enumerate(turns)
    ]
    return "<h1>The flood</h1>" + "".join(
        f"<p>{turn}</p>" for turn in labelled
    ), "a.html"


def as_captions(turns: list[list[str]]) -> tuple[str, str]:
    cues = [
        f"{'- ' if first else ''}{line}"
        for turn in turns
        for first, line in zip([True] + [False] * len(turn), turn, strict=False)
    ]
    timed = [
        f"{at}\n00:{at // 60:02}:{at % 60:02},000 --> 00:{at // 60:02}:{at % 60:02},900\n{cue}"
        for at, cue in enumerate(cues, start=1)
    ]
    return "\n\n".join(timed), "flood.srt"


def as_voices(turns: list[list[str]]) -> tuple[str, str]:
    cues = [
        f"00:00:00.000 --> 00:00:01.000\n<v {('Mara Holt', 'Ivo Brandt')[at % 2]}>{line}"
        for at, turn in enumerate(turns)
        for line in turn
    ]
    return "WEBVTT\n\n" + "\n\n".join(cues), "flood.vtt"


@pytest.mark.parametrize("shape", (as_typed, as_page, as_captions, as_voices))
@pytest.mark.parametrize("word", WORDS)
def test_a_word_alone_on_its_line_stays_in_its_sentence(
    word: str, shape: Shape
) -> None:
    made = parse(read(*shape(broken(word))))
    said = []
    for exchange in made.exchanges:
        said.append(" ".join(map(str, exchange.question)))
        answers = [text for one in exchange.answers for text in one.paragraphs]
        said.append(" ".join(map(str, answers)))
    assert said == [turn.replace("{}", word) for turn in TURNS]

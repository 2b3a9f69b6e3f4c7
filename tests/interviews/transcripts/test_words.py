"""Words in are words out: in the content, set aside, or in a label that was told.

Realistic transcripts are damaged at random, as they are on their way to a newsroom, and
every reader's blocks are compared with what the grammar made of them.
"""

import random
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.transcripts import Transcript, Unreadable, parse, read
from interviews.transcripts.source import Source
from tests.interviews.transcripts.documents import make_docx, paragraph

CASES = Path(__file__).parent / "cases"
ROUNDS = 3  # damaged copies of each case
UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff\xad]")

# One of each kind of line, beside the lines of the cases themselves.
FRAGMENTS = (
    "Q-1. Why?", "A-1. Because.", "Q:", "A: So.", "ADA LUND: Yes.", "Ada Lund: No.",
    "AL: Perhaps.", "1. First?", "2) Second", "- Dash?", "Port Ellis, 4 May 2023",
    "Average rating:", " 0 reviews", "Thank you very much.", "The Strait Courier",
    "“Quoted,” she said: “so.”", "Вопрос: Почему?", "س: لماذا؟", "问：为什么？", "[2]",
    "Ada Lund  0:03", "(00:21):", "(1) Locks", "* * *", "Interviewer: Ada Lund", "", " ",
)  # fmt: skip


def words(text: str) -> Counter[str]:
    """Count words; a number glued to a word is one of its own, as times are taken off."""
    folded = UNSEEN.sub("", unicodedata.normalize("NFKC", text).casefold())
    return Counter(re.findall(r"\d+|[^\W\d_]+", folded))


def words_in(source: Source) -> Counter[str]:
    parts = []
    for block in source.blocks:
        text = str(block.text)
        typed = source.format in ("text", "markdown") and not text.startswith(
            block.mark
        )
        parts += [block.voice, block.mark if typed else "", text]
    return words("\n".join(parts))


def words_out(transcript: Transcript) -> Counter[str]:
    parts: list[object] = [transcript.headline, transcript.dateline]
    parts += [*transcript.intro, *transcript.closing]
    for exchange in transcript.exchanges:
        parts += [exchange.section, *exchange.question]
        parts += [text for answer in exchange.answers for text in answer.paragraphs]
    aside = [line.text for line in (*transcript.furniture, *transcript.labels)]
    return words("\n".join(map(str, [*parts, *aside])))


def publication_words(transcript: Transcript) -> list[Counter[str]]:
    """Return what the publication's name may stand for in the source: printed once, or,
    where it is a speaker's too, known from a label that was counted already."""
    name = transcript.publication or ""
    labelled = any(one.name == name for one in transcript.speakers)
    return [words(name), Counter()] if labelled else [words(name)]


def difference(data: bytes | str, name: str = "") -> dict[str, int]:
    """Return the words that a source has more (or, below nought, less) than its result."""
    try:
        source = read(data, name)
    except Unreadable:
        return {}
    typed = words_in(source)
    if source.format == "text" and isinstance(data, str):
        typed |= words(data)  # the reader lost nothing either
    transcript = parse(source)
    typed.subtract(words_out(transcript))
    found = []
    for name in publication_words(transcript):
        left = typed.copy()
        left.subtract(name)
        found.append({word: count for word, count in left.items() if count})
    return min(found, key=len)


def damaged(lines: list[str], chance: random.Random) -> list[str]:
    """Return the lines after one to six accidents."""
    lines = list(lines)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(lines))
        line = lines[at]
        cut = chance.randrange(len(line) + 1)
        head = chance.choice(("- ", "– ", "1. ", "Q: ", "A. ", "> ", "[2] ", "00:12 "))
        tail = chance.choice((" —", "?", ".", ":", " -", "…", "”"))
        changes = (
            [], [line, line], [line[:cut], line[cut:]], [line.upper()], [head + line],
            [line.replace(":", "", 1)], [line + tail], [" ".join(line.split()[:2])],
            [line + " " + chance.choice(lines)], [chance.choice(FRAGMENTS), line],
        )  # fmt: skip
        lines[at : at + 1] = chance.choice(changes)
        if not lines or chance.random() < 0.05:
            chance.shuffle(lines)
        if chance.random() < 0.05:
            lines = [line for line in lines if line.strip()]
        lines = lines or [""]
    return lines


def typed_cases() -> list[Path]:
    endings = (".txt", ".html", ".vtt", ".srt")
    return sorted(case for case in CASES.iterdir() if case.suffix in endings)


@pytest.mark.parametrize("case", typed_cases(), ids=lambda case: case.stem)
def test_a_damaged_transcript_keeps_every_word(case: Path) -> None:
    text = case.read_bytes().decode("utf-8", errors="replace")
    for round_ in range(ROUNDS):
        chance = random.Random(f"{case.stem} {round_}")
        lines = damaged(text.splitlines(), chance)
        assert difference("\n".join(lines), case.name) == {}


@pytest.mark.parametrize(
    "case", sorted(CASES.glob("*.docx")), ids=lambda case: case.stem
)
def test_a_word_file_keeps_every_word(case: Path) -> None:
    assert difference(case.read_bytes(), case.name) == {}


LINES = st.lists(
    st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=40)), max_size=25
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(LINES)
def test_any_text_keeps_every_word(lines: list[str]) -> None:
    assert difference("\n".join(lines)) == {}


PLAIN = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=30
)
RUNS = st.lists(
    st.tuples(st.one_of(st.sampled_from(FRAGMENTS), PLAIN), st.booleans()), max_size=15
)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@settings(max_examples=100, deadline=None, derandomize=True)
@given(RUNS)
def test_any_word_file_keeps_every_word(runs: list[tuple[str, bool]]) -> None:
    body = "".join(paragraph(escaped(text), run="<w:b/>" * bold) for text, bold in runs)
    data = make_docx(body)
    assert difference(data) == {}
    typed = words("\n".join(text for text, _ in runs))
    try:
        assert words_in(read(data)) == typed
    except Unreadable:
        assert not typed


@settings(max_examples=100, deadline=None, derandomize=True)
@given(RUNS)
def test_any_page_keeps_every_word(runs: list[tuple[str, bool]]) -> None:
    page = "".join(
        f"<p>{f'<b>{escaped(text)}</b>' if bold else escaped(text)}</p>"
        for text, bold in runs
    )
    assert difference(page, "page.html") == {}
    typed = words("\n".join(text for text, _ in runs))
    try:
        assert words_in(read(page, "page.html")) == typed
    except Unreadable:
        assert not typed

"""What holds for any text: it is read, and nothing is invented."""

import re
import unicodedata
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.transcripts import Transcript, Unreadable, parse, read

FRAGMENTS = [
    "Q-1. Why?",
    "A-1. Because.",
    "Q:",
    "A: So.",
    "ADA LUND: Yes.",
    "Ada Lund: No.",
    "AL: Perhaps.",
    "1. First?",
    "2) Second",
    "- Dash?",
    "Port Ellis, 4 May 2023",
    "Average rating:",
    " 0 reviews",
    "Thank you very much.",
    "The Strait Courier",
    "“Quoted,” she said: “so.”",
    "**Bold?**",
    "Вопрос: Почему?",
    "س: لماذا؟",
    "问：为什么？",
    "",
    "   ",
]
LINES = st.lists(
    st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=40)), max_size=25
)


def words(text: str) -> Counter[str]:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return Counter(re.findall(r"[^\W_]+", folded))


def content(transcript: Transcript) -> str:
    made = transcript.as_dict()
    parts = [made["headline"] or "", made["publication"] or "", *made["intro"]]
    for exchange in made["exchanges"]:
        parts += exchange["question"]
        for answer in exchange["answers"]:
            parts += answer["paragraphs"]
    return "\n".join(parts + made["closing"] + made["furniture"])


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_any_lines_are_read_and_no_word_is_invented(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        transcript = parse(read(text))
    except Unreadable:
        return
    assert set(words(content(transcript))) <= set(words(text))


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_sentence(data: bytes) -> None:
    try:
        parse(read(data))
    except Unreadable as refusal:
        assert str(refusal).endswith((".", "?"))

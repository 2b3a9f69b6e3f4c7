"""A transcript written for the editor and read again is the same transcript."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.transcripts import Style, Transcript, parse, read, write
from interviews.transcripts.source import Span, Text
from interviews.transcripts.transcript import Answer, Exchange, Speaker

NAMES = (
    "Hester Blom",
    "Noor Abbasi",
    "Q",
    "H. B.",
    "Радио",
    "x y",
    "A: b",
    "*",
    "Ann {1}",
)
WORDS = (
    "A:", "Q:", "Q-1.", "A-2.", "1.", "- why", "# no", "## no", "---", "%", "%% a", "**",
    "*", "\\", "\\ ", "\\x20;", "[a](https://b.example/)", "[Laughs.]", "](", "{3}",
    "{ | b}", "Hester Blom:", "Noor Abbasi: no", "HB:", "“So?”", "why?", "\u2028", "\xa0",
    "<p>", "س:", "В:", "\u200f", "\ufeff", "x", "Question:", "https://example.org/(a)",
)  # fmt: skip

words = st.one_of(
    st.sampled_from(WORDS),
    st.text(string.ascii_letters + " .?:-*_[]()\\{}|#%>\n\t", min_size=1, max_size=12),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6),
)
phrases = st.lists(words, min_size=1, max_size=4).map(" ".join)
names = st.sampled_from(NAMES)
links = st.sampled_from(
    ["", "", "https://example.org/", "mailto:a@b.example", "https://a.example/(b)c"]
)
spans = st.builds(Span, phrases, st.booleans(), st.booleans(), links)


def _merged(found: list[Span]) -> Text:
    """Join neighbours in one style, as readers do."""
    joined: list[Span] = []
    for span in found:
        last = joined[-1] if joined else None
        if last and (last.bold, last.italic, last.href) == (
            span.bold,
            span.italic,
            span.href,
        ):
            joined[-1] = Span(last.text + span.text, span.bold, span.italic, span.href)
        else:
            joined.append(span)
    return Text(tuple(joined))


texts = st.one_of(
    phrases.map(Text.plain), st.lists(spans, min_size=1, max_size=4).map(_merged)
)
paragraphs = st.lists(texts, max_size=3)
answers = st.builds(Answer, st.one_of(st.none(), names), paragraphs)


@st.composite
def exchanges(draw: st.DrawFn) -> Exchange:
    number = draw(st.one_of(st.none(), st.integers(0, 999)))
    typed = "" if number is None else str(number) + draw(st.sampled_from(["", "a"]))
    return Exchange(
        number=number,
        typed=typed,
        section=draw(st.one_of(st.just(""), phrases)),
        asked_by=draw(st.one_of(st.none(), names)),
        question=draw(paragraphs),
        answers=draw(st.lists(answers, max_size=3)),
    )


speakers = st.lists(
    st.builds(
        Speaker,
        names,
        st.sampled_from(["interviewer", "interviewee", "interpreter", "moderator"]),
        st.sampled_from(["", "HB", "NA"]),
        st.one_of(st.just(""), phrases),
    ),
    max_size=4,
)
transcripts = st.builds(
    Transcript,
    headline=st.one_of(st.just(""), phrases),
    dateline_place=st.one_of(st.none(), phrases),
    dateline_date=st.one_of(st.none(), st.just("2022-01-11")),
    publication=st.one_of(st.none(), phrases),
    dateline=st.one_of(st.just(""), phrases),
    language=st.sampled_from(["", "en", "fr", "ru", "kk", "ar", "zh", "hi"]),
    intro=paragraphs,
    exchanges=st.lists(exchanges(), max_size=4),
    closing=paragraphs,
    speakers=speakers,
)


def _same(made: Transcript, wanted: Transcript) -> None:
    for exchange in made.exchanges:
        exchange.place = 0
    for field in (
        "headline",
        "dateline_place",
        "dateline_date",
        "dateline",
        "publication",
        "language",
        "intro",
        "exchanges",
        "closing",
        "speakers",
    ):
        assert getattr(made, field) == getattr(wanted, field), field


@settings(max_examples=300, deadline=None)
@given(transcripts, st.sampled_from(list(Style)))
def test_text_out_and_in_again_changes_nothing(
    transcript: Transcript, style: Style
) -> None:
    text = write(transcript, style)
    made = parse(read(text))
    _same(made, transcript)
    assert made.style == style
    assert write(made, style) == text


@pytest.mark.parametrize(
    ("style", "label", "reply"),
    [
        (Style.NUMBERED, "Q-1. Why?", "A-1. Because."),
        (Style.LETTERS, "Q: {1} Why?", "A: Because."),
        (Style.NAMES, "Hester Blom: {1} Why?", "Noor Abbasi: Because."),
        (Style.INITIALS, "HB: {1} Why?", "NA: Because."),
    ],
)
def test_labels_are_printed_in_the_style(style: Style, label: str, reply: str) -> None:
    transcript = Transcript(
        language="en",
        exchanges=[
            Exchange(
                1,
                "1",
                asked_by="Hester Blom",
                question=[Text.plain("Why?")],
                answers=[Answer("Noor Abbasi", [Text.plain("Because.")])],
            )
        ],
        speakers=[
            Speaker("Hester Blom", "interviewer"),
            Speaker("Noor Abbasi", "interviewee"),
        ],
    )
    lines = write(transcript, style).splitlines()
    assert label in lines
    assert reply in lines


def test_a_bold_question_needs_no_label() -> None:
    transcript = Transcript(
        exchanges=[
            Exchange(
                question=[Text.plain("Why?")],
                answers=[Answer(None, [Text.plain("Because."), Text.plain("A: b")])],
            )
        ]
    )
    text = write(transcript, Style.BOLD)
    assert text.split("\n\n")[1:] == ["**Why?**", "Because.", "\\A: b\n"]
    assert parse(read(text)).exchanges[0].answers == transcript.exchanges[0].answers


def test_labels_follow_the_language() -> None:
    exchange = Exchange(
        2,
        "2",
        question=[Text.plain("Когда?")],
        answers=[Answer(None, [Text.plain("Да")])],
    )
    text = write(Transcript(language="ru", exchanges=[exchange]), Style.NUMBERED)
    assert "В-2. Когда?" in text
    assert "О-2. Да" in text

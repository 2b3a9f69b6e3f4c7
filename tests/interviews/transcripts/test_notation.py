"""An interview written as a text and read again is the same interview."""

import string

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from interviews.transcripts.notation import Labels, Script, Turn, read, tidy, write
from interviews.transcripts.styles import Style, letters

NAMES = {
    "Hester Blom": True,
    "Noor Abbasi": False,
    "HB": True,
    "Q": True,
    "A: b": False,
}
PIECES = (
    "A:", "Q:", "Q-1.", "A-2.", "- why", "# no", "## no", "---", "**", "*", "\\", "\\A: x",
    "\\\\---", "**So?**", "\\**So?**", "[a](https://b.example/)", "Hester Blom:", "HB: no",
    "Noor Abbasi: no", "A (Noor Abbasi): x", "why?", "\u2028", "\xa0", "> said", "1. one",
    "\n", "\n\n", "\r\n", " ", "\t", "\n\n\x85",
)  # fmt: skip
pieces = st.one_of(
    st.sampled_from(PIECES),
    st.text(string.ascii_letters + " .?:-*\\()#>\n\r", min_size=1, max_size=8),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=4),
)
bodies = st.lists(pieces, max_size=6).map("".join)
turns = st.builds(
    Turn,
    st.booleans(),
    bodies,
    st.sampled_from(["", "1", "3a", "12 b", "-", "IV"]),
    st.sampled_from(["", *NAMES, "Ann (1)", "Somebody Else"]),
    st.one_of(st.just(""), bodies),
)
scripts = st.builds(Script, bodies, st.lists(turns, max_size=5), bodies)
styles = st.sampled_from(list(Style))


def labels(style: str, language: str = "en") -> Labels:
    return Labels(style, letters(language), NAMES)


@settings(max_examples=400, deadline=None)
@given(scripts, styles)
@example(Script(turns=[Turn(False, "One.\n\n\x85two")]), Style.LETTERS)
@example(Script(turns=[Turn(True, "So\nQ:")]), Style.BOLD)
def test_text_out_and_in_again_keeps_every_part(script: Script, style: Style) -> None:
    text = write(script, labels(style))
    made = read(text, labels(style))
    assert made.intro == tidy(script.intro)
    assert made.closing == tidy(script.closing)
    assert made.left_over == []
    assert [(turn.asks, turn.body) for turn in made.turns] == [
        (turn.asks, tidy(turn.body)) for turn in script.turns
    ]
    assert [turn.section for turn in made.turns] == [
        " ".join(turn.section.split()) for turn in script.turns
    ]
    for turn, written in zip(script.turns, made.turns, strict=True):
        assert written.name in ("", turn.name)
        assert written.number in ("", turn.number)
    assert read(write(made, labels(style)), labels(style)) == made


@settings(max_examples=200, deadline=None)
@given(bodies, styles)
def test_any_text_can_be_read_and_no_word_is_lost(text: str, style: Style) -> None:
    made = read(text, labels(style))
    said = [made.intro, made.closing, *made.left_over]
    said += [part for turn in made.turns for part in (turn.section, turn.body)]
    words = "".join(said)
    for word in ("why", "said", "one"):
        assert words.count(word) == text.count(word)


@pytest.mark.parametrize(
    ("style", "text"),
    [
        (Style.NUMBERED, "Q-1. Why?\n\nA-1. Because.\n\nAnd so."),
        (Style.LETTERS, "Q: Why?\n\nA: Because.\n\nAnd so."),
        (Style.NAMES, "Hester Blom: Why?\n\nNoor Abbasi: Because.\n\nAnd so."),
        (Style.BOLD, "**Why?**\n\nBecause.\n\nAnd so."),
    ],
)
def test_the_text_reads_as_a_transcript_of_its_style(style: Style, text: str) -> None:
    number = "1" if style == Style.NUMBERED else ""
    names = ("Hester Blom", "Noor Abbasi") if style == Style.NAMES else ("", "")
    script = Script(
        turns=[
            Turn(True, "Why?", number, names[0]),
            Turn(False, "Because.\n\nAnd so.", number, names[1]),
        ]
    )
    assert write(script, labels(style)) == text
    assert read(text, labels(style)) == script


def test_a_line_that_only_looks_like_a_label_gets_a_backslash() -> None:
    script = Script(turns=[Turn(True, "Why?"), Turn(False, "One.\n\nQ: is a letter")])
    text = write(script, labels(Style.LETTERS))
    assert text == "Q: Why?\n\nA: One.\n\n\\Q: is a letter"
    assert read(text, labels(Style.LETTERS)) == script


def test_labels_follow_the_language() -> None:
    script = Script(turns=[Turn(True, "Когда?", "2"), Turn(False, "Да.", "2")])
    text = write(script, labels(Style.NUMBERED, "ru"))
    assert text == "В-2. Когда?\n\nО-2. Да."


def test_a_section_opens_with_the_turn_below_it() -> None:
    text = "Intro.\n\n## The kiln\n\nQ: Why?\n\n---\n\nThank you."
    made = read(text, labels(Style.LETTERS))
    assert (made.intro, made.closing) == ("Intro.", "Thank you.")
    assert made.turns == [Turn(True, "Why?", section="The kiln")]


def test_a_heading_without_a_turn_is_reported() -> None:
    assert read("Q: Why?\n\n## Nothing", labels(Style.LETTERS)).left_over == ["Nothing"]

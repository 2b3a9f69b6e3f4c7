"""A proof is the transcript it was made of, and no correction loses a word."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.transcripts import parse, read
from interviews.transcripts.corrections import Refused, apply
from interviews.transcripts.packing import pack, unpack
from interviews.transcripts.proof import Proof
from interviews.transcripts.transcript import Transcript
from tests.interviews.transcripts.test_cases import sources

TEXT = """Clay remembers everything

Port Alder, 7 March 2023

A first paragraph of the introduction, with a few words in it.

Hester Blom: Why clay, of all things?

Noor Abbasi: Because it was under my feet. And then I stayed with it.

It dries as it likes.

Hester Blom: And the kiln?

Noor Abbasi: My uncle built it.

Share this article
"""


def make_proof(text: str = TEXT) -> Proof:
    source = read(text)
    return Proof.of(parse(source), source)


def outline(proof: Proof) -> list[tuple[str, str | None, list[str]]]:
    return [
        (
            "Q" if turn.asks else "A",
            turn.speaker,
            [str(paragraph.text) for paragraph in turn.paragraphs],
        )
        for turn in proof.turns
    ]


def without_places(transcript: Transcript) -> Transcript:
    for exchange in transcript.exchanges:
        exchange.place = 0
    return transcript


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.name)
def test_a_proof_gives_its_transcript_back(path: Any) -> None:
    source = read(path.read_bytes(), path.name)
    transcript = parse(source)
    assert unpack(pack(source)) == source
    made = Proof.of(transcript, source).transcript()
    assert without_places(made) == without_places(transcript)


def test_a_turn_that_goes_on_in_the_next_line_begins_on_its_first() -> None:
    cue = "{0}\n00:00:0{0},000 --> 00:00:0{0},900\n{1}\n\n"
    said = ("ADA: Is it?", "BO: It is.\nMostly so.", "ADA: And now?", "BO: No.")
    source = read("".join(cue.format(n, line) for n, line in enumerate(said, start=1)))
    turns = Proof.of(parse(source), source).turns
    assert [turn.place for turn in turns] == [3, 7, 12, 16]


def test_who_was_but_a_word_gets_the_turns_of_that_side_with_a_name() -> None:
    proof = make_proof("HOST: Is it?\n\nGUEST: It is.\n\nHOST: And now?\n\nGUEST: No.")
    assert [turn.speaker for turn in proof.turns] == [None] * 4
    apply(proof, ["rename", "GUEST", "Ada Lund"])
    assert [turn.speaker for turn in proof.turns] == [None, "Ada Lund"] * 2
    apply(proof, ["add", "Bo Strand"])
    apply(proof, ["rename", "Bo Strand", "Bo Berg"])
    assert [turn.speaker for turn in proof.turns] == [None, "Ada Lund"] * 2


def test_each_turn_knows_its_place_in_the_source() -> None:
    proof = make_proof()
    assert [turn.place for turn in proof.turns] == [7, 9, 13, 15]
    assert [each.place for each in proof.turns[1].paragraphs] == [9, 11]
    assert [each.place for each in proof.intro] == [5]


Q1 = ("Q", "Hester Blom", ["Why clay, of all things?"])
FEET = "Because it was under my feet. And then I stayed with it."
A1 = ("A", "Noor Abbasi", [FEET, "It dries as it likes."])
Q2 = ("Q", "Hester Blom", ["And the kiln?"])
A2 = ("A", "Noor Abbasi", ["My uncle built it."])


@pytest.mark.parametrize(
    ("correction", "wanted"),
    [
        (
            ["merge", 2],
            [Q1, ("A", "Noor Abbasi", [*A1[2], "And the kiln?"]), A2],
        ),
        (
            ["split", 1, 1],
            [Q1, ("A", A1[1], [FEET]), ("Q", Q1[1], ["It dries as it likes."]), Q2, A2],
        ),
        (
            ["split", 1, 0, 30],
            [
                Q1,
                ("A", "Noor Abbasi", ["Because it was under my feet."]),
                (
                    "Q",
                    "Hester Blom",
                    ["And then I stayed with it.", "It dries as it likes."],
                ),
                Q2,
                A2,
            ],
        ),
        (["swap", 2], [Q1, A1, ("A", "Noor Abbasi", ["And the kiln?"]), A2]),
        (
            ["swap-from", 2],
            [
                Q1,
                A1,
                ("A", "Noor Abbasi", ["And the kiln?"]),
                ("Q", "Hester Blom", ["My uncle built it."]),
            ],
        ),
        (["to-intro", 1], [Q2, A2]),
        (["to-closing", 2], [Q1, A1]),
        (["speaker", 3, "Mara Lind"], [Q1, A1, Q2, ("A", "Mara Lind", A2[2])]),
        (["speaker", 3, ""], [Q1, A1, Q2, ("A", None, A2[2])]),
        (["aside", 1, 0], [Q1, ("A", "Noor Abbasi", [A1[2][1]]), Q2, A2]),
        (["aside", 3, 0], [Q1, A1, Q2]),
        (
            ["rename", "Noor Abbasi", "N. Abbasi"],
            [Q1, ("A", "N. Abbasi", A1[2]), Q2, ("A", "N. Abbasi", A2[2])],
        ),
    ],
)
def test_a_correction_does_what_it_says(correction: list[Any], wanted: Any) -> None:
    proof = make_proof()
    apply(proof, correction)
    assert outline(proof) == wanted


def test_what_is_taken_to_the_edges_can_come_back() -> None:
    proof = make_proof()
    apply(proof, ["to-intro", 1])
    apply(proof, ["to-closing", 1])
    assert [str(each.text) for each in proof.closing] == ["My uncle built it."]
    apply(proof, ["from-closing", 0])
    apply(proof, ["from-intro", 1])
    assert len(proof.intro) == 1
    assert [turn[2] for turn in outline(proof)] == [
        ["Why clay, of all things?", *A1[2]],
        ["And the kiln?", "My uncle built it."],
    ]


def test_a_line_set_aside_comes_back_where_it_stood() -> None:
    proof = make_proof()
    assert [line.text for line in proof.aside] == ["Share this article"]
    apply(proof, ["restore", 0])
    assert outline(proof)[-1][2] == ["My uncle built it.", "Share this article"]
    assert proof.aside == []


def test_two_speakers_of_one_name_become_one() -> None:
    proof = make_proof()
    apply(proof, ["join", "Noor Abbasi", 7])
    apply(proof, ["rename", "Noor Abbasi", "Hester Blom"])
    assert [speaker.name for speaker in proof.speakers] == ["Hester Blom"]
    assert proof.people == {"Hester Blom": 7}


def test_a_renamed_speaker_keeps_the_short_form_as_label() -> None:
    proof = make_proof()
    apply(proof, ["rename", "Noor Abbasi", "Noor A. Abbasi"])
    assert [speaker.label for speaker in proof.speakers] == ["", "Noor Abbasi"]


@pytest.mark.parametrize(
    "correction",
    [
        [],
        ["explode", 1],
        [["merge"], 1],
        ["merge", 99],
        ["merge", -1],
        ["merge", True],
        ["merge", "1"],
        ["merge", 1, 2],
        ["split", 0, 0],
        ["split", 1, 0, 10_000],
        ["split", 1, 0, -1],
        ["aside", "nowhere", 0],
        ["rename", "Nobody", "Somebody"],
        ["rename", "Noor Abbasi", " "],
        ["rename", "Noor Abbasi", 5],
        ["role", "Noor Abbasi", "king"],
        ["role", "Noor Abbasi", []],
        ["join", "Nobody", 1],
        ["join", "Noor Abbasi", -1],
        ["join", [], 1],
        ["speaker", 0, None],
        ["speaker", 0, {}],
        ["restore", 9],
        ["restore", {}],
    ],
)
def test_a_correction_that_does_not_fit_is_refused(correction: list[Any]) -> None:
    with pytest.raises(Refused):
        apply(make_proof(), correction)


numbers = st.integers(0, 4)
names = st.sampled_from(["Hester Blom", "Noor Abbasi", "Mara Lind", ""])
asked = st.one_of(
    st.tuples(
        st.sampled_from(
            ["merge", "swap", "swap-from", "to-intro", "to-closing", "from-intro"]
        ),
        numbers,
    ),
    st.tuples(st.sampled_from(["from-closing", "restore"]), numbers),
    st.tuples(st.just("split"), numbers, numbers, st.integers(0, 40)),
    st.tuples(
        st.just("aside"),
        st.one_of(numbers, st.sampled_from(["intro", "closing"])),
        numbers,
    ),
    st.tuples(st.just("speaker"), numbers, names),
    st.tuples(st.just("rename"), names, names),
)


def every_word(proof: Proof) -> Counter[str]:
    texts = [str(paragraph.text) for part in proof.parts() for paragraph in part]
    texts += [line.text for line in proof.aside]
    texts += [turn.section for turn in proof.turns]
    # A cut may fall within a word: what counts is that no letter is lost.
    return Counter("".join("".join(texts).split()))


@settings(max_examples=150, deadline=None)
@given(st.lists(asked, max_size=12))
def test_no_correction_loses_a_word(corrections: list[tuple[Any, ...]]) -> None:
    text = TEXT.replace("Hester Blom: And", "## The kiln\n\nHester Blom: And")
    proof = make_proof(text)
    words = every_word(proof)
    for correction in corrections:
        try:
            apply(proof, list(correction))
        except Refused:
            continue
        assert every_word(proof) == words, correction
    assert proof.transcript() is not None


def test_a_role_makes_all_turns_of_somebody_questions_or_answers() -> None:
    proof = make_proof()
    apply(proof, ["role", "Noor Abbasi", "interviewer"])
    apply(proof, ["role", "Hester Blom", "interviewee"])
    assert [(turn.asks, turn.speaker) for turn in proof.turns] == [
        (False, "Hester Blom"),
        (True, "Noor Abbasi"),
        (False, "Hester Blom"),
        (True, "Noor Abbasi"),
    ]
    apply(proof, ["role", "Noor Abbasi", "interpreter"])  # may do either
    assert [turn.asks for turn in proof.turns] == [False, True, False, True]

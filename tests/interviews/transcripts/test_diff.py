"""Which turn of a later version is which, and what its words became."""

from interviews.transcripts.align import align
from interviews.transcripts.diff import Piece, changes, words
from interviews.transcripts.notation import Turn


def turns(*bodies: str) -> list[Turn]:
    return [Turn(body.endswith("?"), body) for body in bodies]


BEFORE = turns(
    "Why clay?",
    "It was under my feet and stayed there.",
    "And the kiln?",
    "My uncle built it of bricks.",
    "Yes?",
    "Yes.",
    "Yes?",
    "Yes.",
)


def test_the_same_turns_match_one_to_one() -> None:
    assert align(BEFORE, BEFORE) == list(range(8))


def test_a_turn_that_moved_keeps_its_match() -> None:
    after = [*BEFORE[2:4], *BEFORE[:2], *BEFORE[4:]]
    assert align(BEFORE, after) == [2, 3, 0, 1, 4, 5, 6, 7]


def test_an_edited_turn_matches_and_a_new_one_does_not() -> None:
    after = turns(
        "Why clay?",
        "It was under my feet and remained there.",
        "Did it hurt?",
        "Never.",
        "And the kiln?",
        "My uncle built it of bricks.",
    )
    assert align(BEFORE, after) == [0, 1, None, None, 2, 3]


def test_a_reply_written_anew_matches_by_its_question() -> None:
    after = turns("Why clay?", "No reason.", "And the kiln?", "It was a gift.")
    assert align(BEFORE, after) == [0, 1, 2, 3]


def test_a_question_never_matches_an_answer() -> None:
    assert align([Turn(True, "So it is")], [Turn(False, "So it is")]) == [None]


def test_many_turns_that_all_changed_are_matched_in_parts() -> None:
    before = turns(*(f"word{n} and other words of {n}?" for n in range(2000)))
    after = turns(*(f"word{n} and other words from {n}?" for n in range(2000)))
    matches = align(before, after)
    assert matches == list(range(2000))


def test_words_are_marked_by_what_became_of_them() -> None:
    assert words("My uncle built it.", "My aunt built it.") == [
        Piece("same", "My"),
        Piece("removed", " uncle"),
        Piece("added", " aunt"),
        Piece("same", " built it."),
    ]


def test_changes_come_in_the_order_of_the_later_version() -> None:
    after = [*BEFORE[:2], *turns("Who else?", "Nobody at all."), *BEFORE[4:]]
    found = [(one.kind, one.before, one.after) for one in changes(BEFORE, after)]
    assert found == [
        ("same", 0, 0),
        ("same", 1, 1),
        ("added", None, 2),
        ("added", None, 3),
        ("removed", 2, None),
        ("removed", 3, None),
        ("same", 4, 4),
        ("same", 5, 5),
        ("same", 6, 6),
        ("same", 7, 7),
    ]

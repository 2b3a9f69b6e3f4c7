"""What the editor is warned of, and where; a clean transcript is silent."""

import pytest

from interviews.transcripts import parse, read
from interviews.transcripts.messages import MESSAGES, told

CLEAN = """Rope and paint

Anna Bell: How long does a hull last?

Otto Reyes: Forty years, if you are kind to it.

Anna Bell: And if one is not?

Otto Reyes: Then four."""
QA = "Rope\n\nQ: Why?\n\nA: So.\n\nQ: When?\n\n"


def warned(text: str) -> set[tuple[str, int]]:
    return {(one.code, one.place) for one in parse(read(text)).warnings}


def test_a_clean_transcript_is_silent() -> None:
    assert warned(CLEAN) == set()


def test_plain_letters_say_only_that_nobody_is_named() -> None:
    assert warned(QA + "A: Now.") == {("no_speaker", 0)}


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("Q-1. Why?\n\nA-1. So.\n\nQ-2. When?\n\nA-2 Now.", "label_without_sign", 7),
        ("Q-1. Why?\n\nA-1. So.\n\nQ2) When?\n\nA-2. Now.", "label_shapes_differ", 5),
        ("Q1. Why?\n\nA1. So.\n\nQ3. When?\n\nA3. Now.", "number_missing", 5),
        ("Q1. Why?\n\nA1. So.\n\nQ1. When?\n\nA1. Now.", "number_doubled", 5),
        ("Q2. Why?\n\nA2. So.\n\nQ1. When?\n\nA1. Now.", "number_out_of_order", 5),
        (QA, "question_without_answer", 7),
        ("A: First.\n\n" + QA.partition("\n\n")[2] + "A: Now.", "answer_without_question", 1),
        (QA + "A: Now.\n\nThank you very much.", "closing_taken", 11),
        (QA + "A: Now.\n\nShare this article", "furniture_aside", 11),
        ("Talk\n\n– Why? – So. – When? – Now, perhaps.", "dashes_unclear", 3),
        ("Notes\n\nNothing was asked here.", "no_interview", 0),
        ("Frage: Wo?\n\nAntwort: Da.\n\nUnd wann?\n\nAntwort: Nie.", "question_unlabelled", 5),
        ("Antwort: Ja.\n\nAntwort: Nein, das nicht.\n\nAntwort: Gut.", "questions_lost", 1),
        ("Ba: Is it?\n\nBa: It is.\n\nBa: Was it?\n\nBa: It was.", "alternating_labels", 1),
    ],
    ids=lambda value: value if str(value).isidentifier() else "",
)  # fmt: skip
def test_a_doubt_is_told_at_its_place(text: str, code: str, place: int) -> None:
    assert (code, place) in warned(text)


def test_a_form_of_labels_without_signs_is_no_doubt() -> None:
    text = (
        "MS. OKORO: Hello.\n\nQ\tWhy?\n\nMS. OKORO: So.\n\nQ\tWhen?\n\nMS. OKORO: Now."
    )
    assert "label_without_sign" not in {code for code, _ in warned(text)}


def test_a_panel_is_told_once() -> None:
    asked = "HOST: And {0}?\n\nADA LUND: Yes.\n\nBO STRAND: No."
    text = "\n\n".join(asked.format(number) for number in ("this", "that", "it", "now"))
    codes = [one.code for one in parse(read(text)).warnings]
    assert codes.count("several_answer") == 1
    assert "two_speakers_in_block" not in codes


def test_every_sentence_can_be_told_in_another_language() -> None:
    warnings = parse(read("1. Why is it?\nSo.\n2. When was it?\nNow.")).warnings
    said = [
        told(one, lambda sentence: f"<{sentence}>")
        for one in warnings
        if one.code == "no_labels"
    ]
    form = "<their numbers>"
    assert said == [
        f"<There are no labels. Questions were told from answers by {form}.>"
    ]
    assert all(sentence.endswith((".", "?")) for sentence in MESSAGES.values())

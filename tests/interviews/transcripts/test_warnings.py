"""What the editor is warned of, and where; a clean transcript is silent."""

from gettext import NullTranslations

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
        ("Q1. Why?\n\nA1. So.\n\nQ2. When?\n\nA3. Now.", "answer_numbered_otherwise", 7),
        (QA, "question_without_answer", 7),
        ("A: First.\n\n" + QA.partition("\n\n")[2] + "A: Now.", "answer_without_question", 1),
        (QA + "A: Now.\n\nThank you very much.", "closing_taken", 11),
        (QA + "A: Now.\n\nShare this article", "furniture_aside", 11),
        ("Talk\n\n– Why? – So. – When? – Now, perhaps.", "dashes_unclear", 3),
        ("Notes\n\nNothing was asked here.", "no_interview", 0),
        ("Frage: Wo?\n\nAntwort: Da.\n\nUnd wann?\n\nAntwort: Nie.", "question_unlabelled", 5),
        ("Antwort: Ja.\n\nAntwort: Nein, das nicht.\n\nAntwort: Gut.", "questions_lost", 1),
        ("Ba: Is it?\n\nBa: It is.\n\nBa: Was it?\n\nBa: It was.", "alternating_labels", 1),
        (QA + "A: Now.\n\nMr. Abbasi senior: May I?", "label_maybe_name", 11),
    ],
    ids=lambda value: value if str(value).isidentifier() else "",
)  # fmt: skip
def test_a_doubt_is_told_at_its_place(text: str, code: str, place: int) -> None:
    assert (code, place) in warned(text)


def test_turns_that_are_counted_through_are_no_doubt() -> None:
    text = "Q1. Why?\n\nA2. So.\n\nQ3. When?\n\nA4. Now.\n\nQ5. Where?\n\nA6. Here."
    assert "answer_numbered_otherwise" not in {code for code, _ in warned(text)}


def test_a_form_of_labels_without_signs_is_no_doubt() -> None:
    text = (
        "MS. OKORO: Hello.\n\nQ\tWhy?\n\nMS. OKORO: So.\n\nQ\tWhen?\n\nMS. OKORO: Now."
    )
    assert "label_without_sign" not in {code for code, _ in warned(text)}


def test_initials_of_a_legend_are_known_without_their_sign() -> None:
    text = CLEAN.replace("Anna Bell:", "AB:").replace("Otto Reyes:", "OR:")
    key = "Rope and paint\n\nAB: Anna Bell\nOR: Otto Reyes"
    text = text.replace("Rope and paint", key).replace("OR: Then", "OR Then")
    transcript = parse(read(text))
    last = transcript.exchanges[-1].answers[0]
    assert (last.speaker, str(last.paragraphs[0])) == ("Otto Reyes", "Then four.")
    assert "label_without_sign" in {one.code for one in transcript.warnings}


def test_a_panel_is_told_once() -> None:
    asked = "HOST: And {0}?\n\nADA LUND: Yes.\n\nBO STRAND: No."
    text = "\n\n".join(asked.format(number) for number in ("this", "that", "it", "now"))
    codes = [one.code for one in parse(read(text)).warnings]
    assert codes.count("several_answer") == 1
    assert "two_speakers_in_block" not in codes


class Marking(NullTranslations):
    def gettext(self, message: str) -> str:
        return f"<{message}>"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"<{msgid1 if n == 1 else msgid2}>"


def test_every_sentence_can_be_told_in_another_language() -> None:
    text = "1. Why is it?\nSo.\n2. When was it?\nNow.\n\nShare this article"
    warnings = {one.code: one for one in parse(read(text)).warnings}
    assert told(warnings["no_labels"], Marking()) == (
        "<There are no labels. Questions were told from answers by <their numbers>.>"
    )
    assert told(warnings["furniture_aside"], Marking()) == (
        "<1 line was set aside as page furniture.>"
    )


def test_one_line_and_two_are_counted_as_one_says_them() -> None:
    two = parse(read(QA + "A: Now.\n\nShare this article\n\nRead more")).warnings
    assert "2 lines were set aside as page furniture." in {one.message for one in two}


def test_every_sentence_is_whole() -> None:
    for sentences in MESSAGES.values():
        for sentence in (sentences,) if isinstance(sentences, str) else sentences:
            assert sentence.endswith((".", "?"))


def test_a_heading_that_no_field_holds_stays_in_the_text() -> None:
    long = " ".join(["Ropes"] * 61)
    page = f"<h1>{long}</h1><p>Q: Why?</p><p>A: So.</p><h2>{long}</h2>" + (
        "<p>Q: When?</p><p>A: Now.</p>"
    )
    transcript = parse(read(page))
    assert transcript.headline == ""
    assert [str(text) for text in transcript.intro] == [long]
    first, second = transcript.exchanges
    assert [str(text) for text in first.answers[0].paragraphs] == ["So.", long]
    assert second.section == ""
    told_of = [one for one in transcript.warnings if one.code == "heading_too_long"]
    assert [(one.place, one.message) for one in told_of] == [
        (1, "This heading is longer than 300 letters. It was left in the text."),
        (4, "This heading is longer than 200 letters. It was left in the text."),
    ]


def test_headings_over_one_exchange_stay_within_its_section() -> None:
    heading = " ".join(["Ropes"] * 20)
    page = "<h1>Talk</h1><p>Q: Why?</p><p>A: So.</p>" + (
        f"<h2>{heading}</h2><h3>{heading}</h3><p>Q: When?</p><p>A: Now.</p>"
    )
    transcript = parse(read(page))
    first, second = transcript.exchanges
    assert second.section == heading
    assert [str(text) for text in first.answers[0].paragraphs] == ["So.", heading]
    assert ("headings_too_long", 4) in {
        (one.code, one.place) for one in transcript.warnings
    }


def test_questions_without_any_label_are_told_once() -> None:
    exchange = "――{0}はいつですか。\n\n中川　{0}は昨日です。"
    text = "\n\n".join(["話", *map(exchange.format, ("雨", "雪", "風"))])
    codes = [one.code for one in parse(read(text)).warnings]
    assert codes.count("question_unlabelled") == 1


def test_a_sentence_with_a_colon_is_no_name() -> None:
    text = QA + "A: Now.\n\nEin Brett: immer dabei.\n\nQ: Where?\n\nA: Here."
    assert "label_maybe_name" not in {code for code, _ in warned(text)}

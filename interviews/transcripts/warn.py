"""What the editor should look at: codes, sentences, places. All warnings are here."""

from collections import Counter
from itertools import pairwise

from interviews.transcripts.labels import Mark, Role
from interviews.transcripts.matching import key
from interviews.transcripts.readings import Reading
from interviews.transcripts.source import Warning
from interviews.transcripts.transcript import Exchange, Transcript

MESSAGES = {
    "no_labels": "There are no labels. Questions were told from answers by {form}.",
    "no_interview": "This does not look like an interview. Everything is kept as text.",
    "label_without_sign": "The label “{label}” has no sign after it.",
    "label_shapes_differ": "Labels are written in different shapes: {shapes}.",
    "colons_lost": "The colons after the names seem to be lost. Bold type was followed.",
    "label_once": "The label “{label}” comes only once. Is it a label?",
    "label_maybe_name": "“{label}” could be a label. It was left in the text.",
    "number_missing": "Number {number} is missing.",
    "number_doubled": "Number {number} is there twice.",
    "number_out_of_order": "Number {number} comes after {before}.",
    "question_without_answer": "This question has no answer.",
    "answer_without_question": "No question stands before this answer.",
    "two_speakers_in_block": "{count} people answer this question.",
    "one_label_for_both": "One name stands before questions and answers alike.",
    "shared_name": "“{label}” could be more than one person.",
    "closing_taken": "The last paragraph was taken as the closing.",
    "furniture_aside": "{count} lines were set aside as page furniture.",
    "text_repeated": "This paragraph occurs twice in the text.",
    "two_languages": "The text is in two languages.",
    "no_speaker": "The text names no speaker.",
    "no_dateline": "There are dates in the text, but none was taken as its date.",
    "words_joined": "Some words run into each other. Please read the text through.",
    "dashes_unclear": "Dashes may separate speakers inside a paragraph. Please cut it.",
    "encoding_wreck": "Letters of this text are damaged. Please find a better copy.",
    "lines_joined": "Turns stood in one line. They were parted at their labels.",
}

FORMS = {
    "bold": "bold type",
    "headings": "headings",
    "numbers": "their numbers",
    "questions": "question marks",
    "quotes": "quotation marks",
    "dashes": "dashes",
    "dashes before questions": "dashes",
    "dashes before answers": "dashes",
    "double dashes": "dashes",
    "table": "their place in the table",
}


def add(transcript: Transcript, code: str, place: int = 0, **values: object) -> None:
    """Add one warning in the editor's words."""
    message = MESSAGES[code].format(**values)
    transcript.warnings.append(Warning(code, message, place))


def about_labels(transcript: Transcript, reading: Reading, places: list[int]) -> None:
    """Warn of missing signs, shapes that differ, labels seen once."""
    marks = list(reading.marks.values())
    for mark in marks:
        if mark.sign in ("", " ") or (mark.word and mark.sign == "\t"):
            add(transcript, "label_without_sign", places[mark.at], label=mark.typed)
    for mark in reading.once:
        add(transcript, "label_once", places[mark.at], label=mark.typed)
    for mark in reading.doubtful:
        add(transcript, "label_maybe_name", places[mark.at], label=mark.typed)
    if any(mark.sign == "bold" for mark in marks):
        add(transcript, "colons_lost", places[marks[0].at])
    shapes = _shapes(marks)
    if len(shapes) > 1:
        listed = ", ".join(f"“{shape}”" for shape in list(shapes.values())[:4])
        second = list(shapes)[1]
        at = next(mark.at for mark in marks if _shape(mark) == second)
        add(transcript, "label_shapes_differ", places[at], shapes=listed)


def _shape(mark: Mark) -> str:
    return f"{mark.role}{mark.shape}"


def _shapes(marks: list[Mark]) -> dict[str, str]:
    """Return an example of each shape of generic label, of the role with most shapes."""
    found: dict[Role, dict[str, str]] = {Role.QUESTION: {}, Role.ANSWER: {}}
    for mark in marks:
        if mark.word and mark.role in found:
            found[mark.role].setdefault(_shape(mark), mark.typed)
    return max(found.values(), key=len)


def about_exchanges(transcript: Transcript) -> None:
    """Warn of numbers, and of questions and answers that miss each other."""
    exchanges = transcript.exchanges
    answered = [exchange for exchange in exchanges if exchange.answers]
    if exchanges and not answered:
        add(transcript, "question_without_answer", exchanges[0].place)
    for exchange in exchanges:
        if not exchange.answers and answered:
            add(transcript, "question_without_answer", exchange.place)
        if not exchange.question:
            add(transcript, "answer_without_question", exchange.place)
        speakers = {answer.speaker for answer in exchange.answers}
        if len(speakers) > 1:
            add(
                transcript, "two_speakers_in_block", exchange.place, count=len(speakers)
            )
    _about_numbers(transcript, exchanges)


def _about_numbers(transcript: Transcript, exchanges: list[Exchange]) -> None:
    numbered = [exchange for exchange in exchanges if exchange.number is not None]
    seen: Counter[int] = Counter()
    for exchange in numbered:
        number = exchange.number or 0
        seen[number] += 1
        if seen[number] == 2:
            add(transcript, "number_doubled", exchange.place, number=number)
    for before, exchange in pairwise(numbered):
        last, number = before.number or 0, exchange.number or 0
        if number > last + 1:
            add(transcript, "number_missing", exchange.place, number=last + 1)
        elif number < last and seen[number] == 1:
            add(
                transcript, "number_out_of_order", exchange.place,
                number=number, before=last,
            )  # fmt: skip
    if numbered and len(numbered) < len(exchanges):
        for exchange in exchanges:
            if exchange.number is None and exchange.question:
                add(transcript, "number_missing", exchange.place, number="")
                break


def about_text(transcript: Transcript) -> None:
    """Warn of repeated paragraphs."""
    seen: set[str] = set()
    for exchange in transcript.exchanges:
        paragraphs = [text for answer in exchange.answers for text in answer.paragraphs]
        for paragraph in (*exchange.question, *paragraphs):
            text = key(str(paragraph))
            if len(text) > 40 and text in seen:
                add(transcript, "text_repeated", exchange.place)
            seen.add(text)


def about_whole(transcript: Transcript, reading: Reading) -> None:
    """Warn of what concerns the document as a whole."""
    if not transcript.exchanges:
        add(transcript, "no_interview")
    elif reading.form in FORMS:
        add(
            transcript,
            "no_labels",
            transcript.exchanges[0].place,
            form=FORMS[reading.form],
        )
    if transcript.exchanges and not any(
        answer.speaker for one in transcript.exchanges for answer in one.answers
    ):
        add(transcript, "no_speaker")
    if transcript.furniture:
        first = transcript.furniture[0].place
        add(transcript, "furniture_aside", first, count=len(transcript.furniture))

"""What the editor should look at, in the editor's words, at its place."""

from interviews.transcripts.labels import Label, Role
from interviews.transcripts.source import Warning
from interviews.transcripts.transcript import Transcript


def about(transcript: Transcript, found: list[Label]) -> None:
    """Add the warnings on the whole and on each exchange."""
    add = transcript.warnings.append
    if not transcript.exchanges:
        add(
            Warning(
                "no_interview",
                "No questions and answers were found; everything is kept as text.",
            )
        )
    expected = None
    for exchange in transcript.exchanges:
        if exchange.question and not exchange.answers:
            add(Warning("question_without_answer", "Nobody answers.", exchange.place))
        if not exchange.question:
            add(
                Warning(
                    "answer_without_question",
                    "No question stands before.",
                    exchange.place,
                )
            )
        number = exchange.number
        if number is not None and expected is not None and number != expected:
            code = "number_doubled" if number == expected - 1 else "number_missing"
            message = f"Number {number} follows {expected - 1}."
            add(Warning(code, message, exchange.place))
        expected = number + 1 if number is not None else None
    if unsigned := [label.typed for label in found if not label.signed]:
        message = f"A label has no sign after it: {', '.join(unsigned[:5])}."
        add(Warning("label_without_sign", message))
    generic = [label for label in found if label.role != Role.NAME]
    if transcript.exchanges and len(generic) == len(found):
        add(Warning("no_speaker", "The text names no speaker; say who answers."))
    if transcript.furniture:
        message = f"{len(transcript.furniture)} lines were set aside as page furniture."
        add(Warning("furniture_aside", message, transcript.furniture[0].place))


def about_closing(transcript: Transcript, places: list[int]) -> None:
    for place in places:
        message = "This paragraph was taken as the closing."
        transcript.warnings.append(Warning("closing_taken", message, place))

"""What the editor is told: a sentence for each code, all of them here.

The package knows no Django, so the sentences are only marked for translation; the desk
says them in its own language with ``told``.
"""

from dataclasses import replace
from gettext import NullTranslations
from typing import Protocol

from interviews.transcripts.source import Warning


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for ``makemessages``."""
    return sentence


def ngettext(one: str, more: str) -> tuple[str, str]:
    """Mark a sentence that counts."""
    return one, more


_ = gettext_noop

MESSAGES: dict[str, str | tuple[str, str]] = {
    "no_labels": _("There are no labels. Questions were told from answers by {form}."),
    "no_interview": _(
        "This does not look like an interview. Everything is kept as text."
    ),
    "label_without_sign": _("The label “{label}” has no sign after it."),
    "label_shapes_differ": _("Labels are written in different shapes: {shapes}."),
    "colons_lost": _(
        "The colons after the names seem to be lost. Bold type was followed."
    ),
    "label_once": _("The label “{label}” comes only once. Is it a label?"),
    "label_maybe_name": _("“{label}” could be a label. It was left in the text."),
    "questions_lost": _("There are answers only. The questions seem to be lost."),
    "number_missing": _("Number {number} is missing."),
    "number_doubled": _("Number {number} is there twice."),
    "number_out_of_order": _("Number {number} comes after {before}."),
    "answer_numbered_otherwise": _("Answer {number} stands under question {asked}."),
    "question_without_answer": _("This question has no answer."),
    "answer_unlabelled": ngettext(
        "This answer has no label. It was told by its place.",
        "{count} answers have no label. They were told by their place.",
    ),
    "answer_without_question": _("No question stands before this answer."),
    "two_speakers_in_block": ngettext(
        "{count} person answers this question.", "{count} people answer this question."
    ),
    "alternating_labels": _("One name stands before questions and answers alike."),
    "ambiguous_speaker": _("“{label}” could be more than one person."),
    "closing_taken": _("The last paragraph was taken as the closing."),
    "furniture_aside": ngettext(
        "{count} line was set aside as page furniture.",
        "{count} lines were set aside as page furniture.",
    ),
    "text_repeated": _("This paragraph occurs twice in the text."),
    "two_languages": _("The text is in two languages."),
    "no_speaker": _("The text names no speaker."),
    "date_not_taken": _("There are dates in the text, but none was taken as its date."),
    "words_glued": _("Some words run into each other. Please read the text through."),
    "dashes_unclear": _(
        "Dashes may separate speakers inside this paragraph. Please cut it."
    ),
    "encoding_guessed": _(
        "The file does not say how its letters are stored; they were read as "
        "{encoding}. Check that they are right."
    ),
    "lines_joined": _("Turns stood in one line. They were parted at their labels."),
    "question_unlabelled": ngettext(
        "This question has no label. It was told by its place.",
        "{count} questions have no label. They were told by their place.",
    ),
    "several_answer": ngettext(
        "In {count} exchange more than one person answers.",
        "In {count} exchanges more than one person answers.",
    ),
    "heading_too_long": _(
        "This heading is longer than {most} letters. It was left in the text."
    ),
    "headings_too_long": _(
        "The headings here are together longer than {most} letters. "
        "This one was left in the text."
    ),
    "encoding_damaged": _(
        "Some letters were damaged before the text came here (“Ð”, “â€™”, “�”); "
        "ask for the file saved as UTF-8."
    ),
    "tracked_changes": _(
        "The Word file has tracked changes: insertions were taken, deletions left out."
    ),
    "hidden_text": _("Hidden text of the Word file was left out."),
    "notes_aside": _("The Word file has notes; they were set aside."),
    "part_left_out": _("The Word file holds another document inside; it was left out."),
}

# What stood in for labels: the ``form`` of ``no_labels``.
FORMS = {
    "bold": _("bold type"),
    "headings": _("headings"),
    "numbers": _("their numbers"),
    "questions": _("question marks"),
    "quotes": _("quotation marks"),
    "dashes": _("dashes"),
    "dashes before questions": _("dashes"),
    "dashes before answers": _("dashes"),
    "double dashes": _("dashes"),
    "table": _("their place in the table"),
}


def warning(code: str, place: int = 0, **values: object) -> Warning:
    """Return a warning with its sentence in English."""
    found = Warning(code, "", place, tuple(values.items()))
    return replace(found, message=told(found, NullTranslations()))


class Catalogue(Protocol):
    """What translates: a catalogue of gettext, or Django's translation."""

    def gettext(self, message: str, /) -> str: ...

    def ngettext(self, one: str, more: str, count: int, /) -> str: ...


def told(warning: Warning, catalogue: Catalogue) -> str:
    """Return the sentence of a warning in the language of a catalogue."""
    values = dict(warning.values)
    if "form" in values:
        values["form"] = catalogue.gettext(str(values["form"]))
    sentence = MESSAGES[warning.code]
    if isinstance(sentence, str):
        return catalogue.gettext(sentence).format(**values)
    count = int(str(values["count"]))
    return catalogue.ngettext(*sentence, count).format(**values)

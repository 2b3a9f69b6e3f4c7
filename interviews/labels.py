"""The labels a page prints before questions and answers, in the publication's style."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from interviews.models import Interview, Question
from newsroom.models import Publication

Style = Publication.LabelStyle

# What a language calls question and answer in one letter.
LETTERS = {
    "af": ("V", "A"),
    "ar": ("س", "ج"),
    "de": ("F", "A"),
    "es": ("P", "R"),
    "fa": ("س", "ج"),
    "fr": ("Q", "R"),
    "he": ("ש", "ת"),
    "it": ("D", "R"),
    "kk": ("С", "Ж"),
    "nl": ("V", "A"),
    "pt": ("P", "R"),
    "ru": ("В", "О"),
    "tr": ("S", "C"),
    "zh-hans": ("问", "答"),
}


@dataclass(frozen=True)
class AnswerShown:
    label: str
    speaker: str  # named beside the answer where the label does not say who speaks
    html: str


@dataclass
class ExchangeShown:
    """One exchange as the page prints it; ``place`` counts questions from 1."""

    anchor: int
    place: int
    section: str
    label: str
    html: str
    answers: list[AnswerShown] = field(default_factory=list)


def shown(interview: Interview) -> list[ExchangeShown]:
    """Return the exchanges with their labels; one query where nothing is prefetched."""
    style = interview.publication.label_style
    letters = LETTERS.get(interview.language, ("Q", "A"))
    exchanges = []
    for place, rows in enumerate(interview.exchanges(), start=1):
        first = rows[0]
        number = first.number or str(place)
        exchanges.append(
            ExchangeShown(
                anchor=first.anchor,
                place=place,
                section=first.section,
                label=_question_label(style, letters[0], number, first),
                html=first.text_html,
                answers=[
                    _answer(style, letters[1], number, row, several=len(rows) > 1)
                    for row in rows
                    if row.answer
                ],
            )
        )
    return exchanges


def _question_label(style: str, letter: str, number: str, row: Question) -> str:
    if style == Style.NUMBERED:
        return f"{letter}-{number}."
    if style == Style.BOLD:
        return ""
    if style != Style.LETTERS and row.asked_by:
        return _speaker_label(style, row.asked_by.name, row.asked_by.initials)
    return f"{letter}:"


def _answer(
    style: str, letter: str, number: str, row: Question, *, several: bool
) -> AnswerShown:
    speaker = row.answered_by
    if style == Style.NUMBERED:
        label = f"{letter}-{number}."
    elif style == Style.BOLD:
        label = ""
    elif style != Style.LETTERS and speaker:
        label = _speaker_label(style, speaker.name, speaker.initials)
        return AnswerShown(label, "", row.answer_html)
    else:
        label = f"{letter}:"
    return AnswerShown(
        label, speaker.name if several and speaker else "", row.answer_html
    )


def _speaker_label(style: str, name: str, initials: str) -> str:
    return f"{initials if style == Style.INITIALS else name}:"


def provenance(interview: Interview) -> str:
    """Return how the interview came about, as one sentence; "" if nothing is said."""
    parts = []
    if interview.held:
        parts.append(_("was held %(how)s") % {"how": interview.get_held_display()})
    if interview.held_language and interview.held_language != interview.language:
        language = interview.get_held_language_display()
        parts.append(_("was spoken in %(language)s") % {"language": language})
    if interview.interpreted:
        parts.append(_("went through an interpreter"))
    if interview.edited_for_length:
        parts.append(_("was edited for length and clarity"))
    if not parts:
        return ""
    *before, last = parts
    joined = (
        _("%(first)s and %(last)s")
        % {
            "first": ", ".join(before),
            "last": last,
        }
        if before
        else last
    )
    return _("This interview %(facts)s.") % {"facts": joined}

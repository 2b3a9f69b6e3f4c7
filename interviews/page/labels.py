"""The labels a page prints before questions and answers, in the publication's style."""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from interviews import markup
from interviews.models import Correction, Interview, Speaker
from interviews.transcripts import styles
from interviews.transcripts.styles import Style
from newsroom.templatetags.days import day

BRIEF_LENGTH = 80


@dataclass(frozen=True)
class AnswerShown:
    label: str
    speaker: str  # named beside the answer where the label does not say who speaks
    html: str
    by: str = ""  # who answers, whatever the label says

    @cached_property
    def words(self) -> str:
        return markup.plain(self.html)


@dataclass
class ExchangeShown:
    """One exchange as the page prints it.

    ``place`` counts questions from 1 and is 0 for a statement that nobody asked for;
    ``level`` is the question's in the outline, one deeper under a section heading;
    ``anchors`` are those of all its rows, and each of them leads here.
    """

    anchor: int
    place: int
    section: str
    level: int
    label: str
    html: str
    answers: list[AnswerShown] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)
    anchors: list[int] = field(default_factory=list)
    asker: str = ""

    @cached_property
    def words(self) -> str:
        """The question as plain words on one line."""
        return markup.plain(self.html)

    @property
    def brief(self) -> str:
        """The question's beginning in whole words, for a list of many."""
        return shortened(self.words, BRIEF_LENGTH)


def shortened(words: str, length: int) -> str:
    """Return at most ``length`` characters, of whole words where a script parts them."""
    if len(words) <= length:
        return words
    space = words.rfind(" ", length // 2, length)
    return words[: space if space > 0 else length - 1].rstrip(" ,;:") + "…"


def shown(interview: Interview) -> list[ExchangeShown]:
    """Return the exchanges with their labels; three queries, none where prefetched."""
    style = interview.publication.label_style
    corrections = list(interview.corrections.all())
    # Not by way of each question: that would be two more rows for every one of them.
    speakers: dict[int | None, Speaker] = {s.pk: s for s in interview.speakers.all()}
    question_letter, answer_letter = styles.letters(interview.language)
    exchanges = []
    asked, level = 0, 2
    for rows in interview.exchanges():
        first, keys = rows[0], {row.pk for row in rows}
        asker = speakers.get(first.asked_by_id)
        answers = [(row, speakers.get(row.answered_by_id)) for row in rows]
        asked += bool(first.text)
        level = 3 if first.section else level
        place = asked if first.text else 0
        number = first.number or str(place or "")
        exchanges.append(
            ExchangeShown(
                anchor=first.anchor,
                place=place,
                section=first.section,
                level=level,
                label=_label(style, question_letter, number, asker),
                html=first.text_html,
                answers=[
                    AnswerShown(
                        label=_label(style, answer_letter, number, speaker),
                        speaker=_beside(style, speaker, several=len(rows) > 1),
                        html=row.answer_html,
                        by=speaker.name if speaker else "",
                    )
                    for row, speaker in answers
                    if row.answer
                ],
                corrections=[each for each in corrections if each.question_id in keys],
                quotes=[row.quote for row in rows if row.quote],
                anchors=[row.anchor for row in rows],
                asker=asker.name if asker else "",
            )
        )
    return exchanges


def _label(style: str, letter: str, number: str, speaker: Speaker | None) -> str:
    named = speaker_label(style, speaker) if speaker else ""
    return styles.label(style, letter, number, named)


def speaker_label(style: str, speaker: Speaker) -> str:
    """Return what stands for a speaker in a label of this style."""
    return speaker.initials if style == Style.INITIALS else speaker.name


def _beside(style: str, speaker: Speaker | None, *, several: bool) -> str:
    said_by_label = style in (Style.NAMES, Style.INITIALS)
    return speaker.name if speaker and several and not said_by_label else ""


def provenance(interview: Interview) -> str:
    """Return how the interview came about, as one sentence; "" if nothing is said."""
    parts = []
    if interview.held or interview.held_place or interview.held_on:
        parts.append(_("was held %(how)s") % {"how": _held(interview)})
    if interview.held_language and interview.held_language != interview.language:
        language = interview.get_held_language_display()
        parts.append(_("was spoken in %(language)s") % {"language": language})
    if interview.questions_sent:
        parts.append(_("answered questions sent before"))
    if interview.interpreted:
        parts.append(_("went through an interpreter"))
    if interview.edited_for_length:
        parts.append(_("was edited for length and clarity"))
    if not parts:
        return ""
    *before, last = parts
    if before:
        last = _("%(first)s and %(last)s") % {"first": ", ".join(before), "last": last}
    # Some dates end in a full stop of their own.
    return _("This interview %(facts)s.") % {"facts": last.removesuffix(".")}


def _held(interview: Interview) -> str:
    """Return ``in person in Astana on 3 May 2026``, or what of it is known."""
    parts = [str(interview.get_held_display())] if interview.held else []
    if interview.held_place:
        parts.append(_("in %(place)s") % {"place": interview.held_place})
    if interview.held_on:
        on = day(interview.held_on, get_language() or "en")
        parts.append(_("on %(day)s") % {"day": on})
    return " ".join(parts)

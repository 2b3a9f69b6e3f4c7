"""What a finished interview should have: one function a rule.

Two rules block publication, for without a headline or any answer there is nothing to
publish; all others warn.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from newsroom.models import Publication

if TYPE_CHECKING:
    from interviews.models import Interview, Question, Speaker

LONGEST = {"headline": 60, "standfirst": 155}  # letters
LONGEST_PARAGRAPH = 250  # words
TO_COME = re.compile(r"\bTK(?:TK)*\b|\bXXX+\b")


@dataclass(frozen=True)
class Finding:
    """What one rule found; ``place`` is the name of the field in the desk's form."""

    code: str
    sentence: str
    place: str
    blocking: bool = False


@dataclass(frozen=True)
class Text:
    """The interview with its rows in the order of the form."""

    interview: "Interview"
    questions: "list[Question]"
    speakers: "list[Speaker]"

    def named(self) -> Iterator[tuple[str, str]]:
        """Yield each field's name in the form and its words."""
        for name in ("headline", "standfirst", "intro", "closing"):
            yield name, getattr(self.interview, name)
        for n, question in enumerate(self.questions):
            yield f"questions-{n}-text", question.text
            yield f"questions-{n}-answer", question.answer


type Rule = Callable[[Text], Iterator[Finding]]
RULES: list[Rule] = []


def rule(function: Rule) -> Rule:
    RULES.append(function)
    return function


def report(interview: "Interview") -> list[Finding]:
    """Return what is found, what blocks first; two queries."""
    text = Text(
        interview,
        list(interview.questions.order_by("position", "pk")),
        list(interview.speakers.order_by("position", "pk")),
    )
    found = [finding for each in RULES for finding in each(text)]
    return sorted(found, key=lambda finding: not finding.blocking)


@rule
def no_headline(text: Text) -> Iterator[Finding]:
    if not text.interview.headline.strip():
        yield Finding("no_headline", _("It has no headline."), "headline", True)


@rule
def no_answer(text: Text) -> Iterator[Finding]:
    if not any(question.answer.strip() for question in text.questions):
        place = "questions-0-answer"
        yield Finding("no_answer", _("It has no answer."), place, True)


@rule
def no_standfirst(text: Text) -> Iterator[Finding]:
    if not text.interview.standfirst.strip():
        yield Finding("no_standfirst", _("It has no standfirst."), "standfirst")


@rule
def too_long(text: Text) -> Iterator[Finding]:
    sentences = {
        "headline": _("The headline has %(length)d letters; best are up to %(most)d."),
        "standfirst": _(
            "The standfirst has %(length)d letters; best are up to %(most)d."
        ),
    }
    for name, most in LONGEST.items():
        length = len(getattr(text.interview, name))
        if length > most:
            sentence = sentences[name] % {"length": length, "most": most}
            yield Finding(f"long_{name}", sentence, name)


@rule
def no_dateline(text: Text) -> Iterator[Finding]:
    if not text.interview.dateline_place:
        sentence = _("The dateline has no place.")
        yield Finding("no_dateline_place", sentence, "dateline_place")
    if not text.interview.dateline_date:
        sentence = _("The dateline has no date.")
        yield Finding("no_dateline_date", sentence, "dateline_date")


@rule
def no_guest(text: Text) -> Iterator[Finding]:
    if not any(speaker.role == "interviewee" for speaker in text.speakers):
        sentence = _("Nobody is named as the one who is interviewed.")
        yield Finding("no_guest", sentence, "speakers-0-name")


@rule
def unknown_speaker(text: Text) -> Iterator[Finding]:
    """Who speaks matters where the page names them, or several answer."""
    style = text.interview.publication.label_style
    named = (Publication.LabelStyle.NAMES, Publication.LabelStyle.INITIALS)
    guests = [each for each in text.speakers if each.role != "interviewer"]
    if style not in named and len(guests) < 2:
        return
    for n, question in enumerate(text.questions):
        if question.answer and question.answered_by_id is None:
            sentence = _("Nobody is named as the speaker of answer %(number)d.")
            place = f"questions-{n}-answered_by"
            yield Finding("unknown_speaker", sentence % {"number": n + 1}, place)


@rule
def unanswered_question(text: Text) -> Iterator[Finding]:
    for n, question in enumerate(text.questions):
        rest = text.questions[n + 1 : n + 2]
        goes_on = bool(rest) and not rest[0].text
        if question.text and not question.answer and not goes_on:
            sentence = _("Question %(number)d has no answer.") % {"number": n + 1}
            yield Finding("unanswered_question", sentence, f"questions-{n}-answer")


@rule
def answer_without_question(text: Text) -> Iterator[Finding]:
    if text.questions and not text.questions[0].text:
        sentence = _("The first answer has no question before it.")
        yield Finding("answer_without_question", sentence, "questions-0-text")


@rule
def number_gap(text: Text) -> Iterator[Finding]:
    """Typed numbers go on one by one; 3a after 3 is no gap."""
    last = 0
    for n, question in enumerate(text.questions):
        if not question.number or not (typed := re.match(r"\d+", question.number)):
            continue
        number = int(typed[0])
        if last and number not in (last, last + 1):
            sentence = _("Number %(number)s follows number %(last)d.")
            words = sentence % {"number": question.number, "last": last}
            yield Finding("number_gap", words, f"questions-{n}-number")
        last = number


@rule
def missing_alt(text: Text) -> Iterator[Finding]:
    if text.interview.picture and not text.interview.picture_alt.strip():
        sentence = _("The picture is not described in words.")
        yield Finding("missing_alt", sentence, "picture_alt")


@rule
def left_to_come(text: Text) -> Iterator[Finding]:
    for place, words in text.named():
        if found := TO_COME.search(words):
            sentence = _("“%(mark)s” still stands in the text.") % {"mark": found[0]}
            yield Finding("left_to_come", sentence, place)


@rule
def long_paragraph(text: Text) -> Iterator[Finding]:
    for place, words in text.named():
        longest = max((len(each.split()) for each in words.split("\n\n")), default=0)
        if longest > LONGEST_PARAGRAPH:
            sentence = _("A paragraph has %(count)d words; part it for reading.")
            yield Finding("long_paragraph", sentence % {"count": longest}, place)

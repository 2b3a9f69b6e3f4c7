"""What storing a later version would change in an interview, word by word."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from interviews.models import Interview
from interviews.transcripts import diff, notation
from interviews.writing import rewriting
from interviews.writing.rewriting import Said


@dataclass(frozen=True, slots=True)
class Change:
    """A part of an interview that would change: ``title`` says which."""

    title: str
    kind: str
    pieces: list[diff.Piece]


def changes(
    interview: Interview, *, headline: str, intro: str, closing: str, turns: list[Said]
) -> list[Change]:
    """Return what differs from the stored interview, in the order of the page."""
    stored, _rows = rewriting.said_in(interview)
    before, after = _even(stored), _even(turns)
    return [
        *_edge(_("Headline"), interview.headline, headline),
        *_edge(_("Intro"), interview.intro, intro),
        *(
            Change(_title(one, before, after), one.kind, one.pieces)
            for one in diff.changes(before, after)
            if one.kind != "same"
        ),
        *_edge(_("Closing"), interview.closing, closing),
    ]


def _even(turns: list[Said]) -> list[notation.Turn]:
    return [notation.Turn(turn.asks, notation.tidy(turn.body)) for turn in turns]


def _edge(title: str, before: str, after: str) -> list[Change]:
    old, new = notation.tidy(before), notation.tidy(after)
    return [Change(title, "changed", diff.words(old, new))] if old != new else []


def _title(
    change: diff.Change, before: list[notation.Turn], after: list[notation.Turn]
) -> str:
    gone = change.after is None
    turns, at = (before, change.before) if gone else (after, change.after)
    number = sum(turn.asks for turn in turns[: (at or 0) + 1])
    title = _("Question %(number)d") if change.asks else _("Answer %(number)d")
    return title % {"number": number}

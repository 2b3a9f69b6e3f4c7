"""Any interview as one text in its publication's label style, and back."""

import re
from collections.abc import Iterable

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from interviews.models import Interview, Speaker
from interviews.page.labels import speaker_label
from interviews.transcripts import notation, styles
from interviews.transcripts.notation import Labels, Script, Turn
from interviews.transcripts.styles import Style
from interviews.writing.rewriting import Changes, Said, matched, rewrite, said_in

# Words in capitals and a colon at the head of a paragraph.
_LIKE_A_LABEL = re.compile(
    r"(?:^|\n)((?:[A-ZÀ-ÞА-Я][\w.'-]*)(?: [A-ZÀ-ÞА-Я][\w.'-]*){1,3}:)(?=\s)"
)

ASKING = (Speaker.Role.INTERVIEWER, Speaker.Role.MODERATOR)


def text_of(interview: Interview) -> str:
    """Return the interview as a text that looks as its page does."""
    turns, _rows = said_in(interview)
    return notation.write(_script(interview, turns), labels_of(interview))


def labels_of(interview: Interview) -> Labels:
    """Return the labels that the interview's text may have."""
    style = interview.publication.label_style
    names: dict[str, bool] = {}
    for speaker in interview.speakers.all():
        if style == Style.INITIALS:
            names.setdefault(speaker.initials, speaker.role in ASKING)
    for speaker in interview.speakers.all():
        names.setdefault(speaker.name, speaker.role in ASKING)
    return Labels(style, styles.letters(interview.language), names)


def key_of(interview: Interview) -> list[tuple[str, Speaker]]:
    """Return each speaker with the label that begins their turns in the text."""
    labels = labels_of(interview)
    style = interview.publication.label_style
    return [
        (
            labels.write(Turn(one.role in ASKING, "", name=speaker_label(style, one))),
            one,
        )
        for one in interview.speakers.all()
    ]


def _script(interview: Interview, turns: list[Said]) -> Script:
    style = interview.publication.label_style
    several = {
        asks: len({turn.speaker for turn in turns if turn.asks == asks}) > 1
        for asks in (True, False)
    }
    by_name = style in (Style.NAMES, Style.INITIALS)
    script = Script(interview.intro, [], interview.closing)
    number, asked = "", 0
    for turn in turns:
        asked += turn.asks
        if turn.asks:
            number = turn.number or str(asked)
        named = turn.speaker if by_name or several[turn.asks] else None
        script.turns.append(
            Turn(
                turn.asks,
                turn.body,
                number if style == Style.NUMBERED else "",
                speaker_label(style, named) if named else "",
                turn.section,
            )
        )
    return script


def check(interview: Interview, text: str) -> Script:
    """Return what an edited text says; ValidationError tells what it lacks."""
    script = notation.read(text, labels_of(interview))
    problems = [
        _("No question or answer stands below the heading “%(heading)s”.")
        % {"heading": heading}
        for heading in script.left_over
    ]
    known = _by_label(interview)
    problems += [
        _("“%(name)s” is no speaker of this interview. Add them on its page first.")
        % {"name": turn.name}
        for turn in script.turns
        if turn.name and turn.name not in known
    ]
    problems += [
        _("The heading “%(heading)s …” has more than 200 letters.")
        % {"heading": turn.section[:40]}
        for turn in script.turns
        if len(turn.section) > 200
    ]
    if problems:
        raise ValidationError(problems)
    return script


@transaction.atomic
def save_text(
    interview: Interview, script: Script, *, opened_at: int, by: User | None
) -> bool:
    """Store an edited text and say whether it changed anything.

    SavedMeanwhile is raised where the interview is no longer the version that the
    text was opened at.
    """
    interview.claim(opened_at)
    before = notation.read(text_of(interview), labels_of(interview))
    changes = rewrite(interview, _said(interview, before, script))
    if not _save_edges(interview, before, script, changes):
        transaction.set_rollback(True)
        interview.version = opened_at
        return False
    interview.relist()
    interview.keep(by=by, note=_("Edited as text."))
    return True


def _save_edges(
    interview: Interview, before: Script, script: Script, changes: Changes
) -> bool:
    if not changes and (before.intro, before.closing) == (script.intro, script.closing):
        return False
    if before.intro != script.intro:
        interview.intro = script.intro
    if before.closing != script.closing:
        interview.closing = script.closing
    interview.save(update_fields=["intro", "intro_html", "closing", "closing_html"])
    return True


def _said(interview: Interview, before: Script, after: Script) -> list[Said]:
    """Give the turns of a text the numbers and speakers that their labels stand for.

    A label that is as it was stands for what it stood for: the text need not say all
    that the rows hold.
    """
    stored, _rows = said_in(interview)
    speakers = _by_label(interview)
    said = [Said(turn.asks, turn.body, section=turn.section) for turn in after.turns]
    last = dict.fromkeys((True, False)) | {
        turn.asks: turn.speaker for turn in stored[::-1]
    }
    asked = 0
    for turn, written, match in zip(
        said, after.turns, matched(stored, said), strict=True
    ):
        asked += turn.asks
        old = stored[match] if match is not None else None
        was = before.turns[match] if match is not None else None
        if written.name in speakers and not (was and was.name == written.name):
            turn.speaker = speakers[written.name]
        else:
            turn.speaker = old.speaker if old else last[turn.asks]
        last[turn.asks] = turn.speaker
        if old and was and was.number == written.number:
            turn.number = old.number
        elif turn.asks and written.number != str(asked):
            turn.number = written.number
    return said


def turns_of(interview: Interview, text: Script) -> list[Said]:
    """Return the turns of a text as they would be stored."""
    before = notation.read(text_of(interview), labels_of(interview))
    return _said(interview, before, text)


def doubtful(script: Script) -> list[str]:
    """Return what looks like labels in the text of turns, but is no speaker's name."""
    found = (
        match[1] for turn in script.turns for match in _LIKE_A_LABEL.finditer(turn.body)
    )
    return list(dict.fromkeys(found))


def _by_label(interview: Interview) -> dict[str, Speaker]:
    speakers: Iterable[Speaker] = interview.speakers.all()
    found = {one.name: one for one in reversed(list(speakers))}
    if interview.publication.label_style == Style.INITIALS:
        found |= {one.initials: one for one in reversed(list(speakers))}
    return found

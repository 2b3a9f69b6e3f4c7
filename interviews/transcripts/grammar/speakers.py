"""The people of an interview, and the outlet that asks under its own name."""

from interviews.transcripts.grammar.matching import key
from interviews.transcripts.grammar.people import is_asker, is_nobody, role_of
from interviews.transcripts.grammar.turn import Turn
from interviews.transcripts.transcript import Speaker


def speakers(spoken: list[Turn], full: dict[str, str]) -> list[Speaker]:
    """Return who speaks, in order of appearance, by their fullest names."""
    found: dict[str, Speaker] = {}
    for turn in spoken:
        if not turn.mark.name:
            continue
        name = full.get(turn.name, turn.mark.name)
        speaker = found.setdefault(key(name), Speaker(name, role_of(name, turn.asks)))
        if key(turn.mark.name) != key(name) and not speaker.label:
            speaker.label = turn.mark.name
        speaker.post = speaker.post or turn.mark.post
    return list(found.values())


def outlet(found: list[Speaker]) -> str | None:
    """Return the outlet that asks under its own name: ``SPIEGEL:``."""
    asking = [one.name for one in found if one.role == "interviewer"]
    replying = [one.name for one in found if one.role == "interviewee"]
    if len(asking) != 1 or is_asker(asking[0]) or is_nobody(asking[0]):
        return None
    loud = asking[0].isupper() and len(asking[0].replace(".", "")) > 3
    quiet = all(not name.isupper() for name in replying)
    return asking[0] if loud and quiet else None

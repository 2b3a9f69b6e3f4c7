"""From blocks to a structured interview: the steps in order."""

from interviews.transcripts import edges, labels, lines, turns, warn
from interviews.transcripts import furniture as aside
from interviews.transcripts.language import guess
from interviews.transcripts.matching import folded
from interviews.transcripts.people import full_names
from interviews.transcripts.source import Source
from interviews.transcripts.styles import seen
from interviews.transcripts.transcript import Furniture, Speaker, Transcript


def parse(source: Source) -> Transcript:
    """Return the structure of a source; every word of it is somewhere in the result."""
    content, set_aside = aside.split(source.blocks)
    content = lines.unwrapped(content)
    found = labels.find(content)
    transcript = Transcript(
        furniture=[Furniture(str(block.text), block.line) for block in set_aside],
        language=guess(" ".join(str(block.text) for block in content[:200])),
        warnings=list(source.warnings),
    )
    first = min(found) if found else len(content)
    edges.opening(transcript, content[:first])
    if found:
        _turns(transcript, content[first:], {i - first: x for i, x in found.items()})
    warn.about(transcript, list(found.values()))
    return transcript


def _turns(transcript: Transcript, content: list, found: dict) -> None:
    spoken = turns.turns(content, found)
    names = list(dict.fromkeys(t.label.name for t in spoken if t.label.name))
    full = full_names(names, [])
    asking = turns.askers(spoken)
    transcript.exchanges = turns.exchanges(spoken, full)
    transcript.speakers = _speakers(names, full, asking)
    transcript.style = seen(list(found.values()))
    closing = edges.ending(transcript, spoken[-1].blocks)
    edges.last_thanks(transcript)
    warn.about_closing(transcript, closing)


def _speakers(
    names: list[str], full: dict[str, str], asking: set[str]
) -> list[Speaker]:
    speakers: dict[str, Speaker] = {}
    for name in names:
        whole = full[folded(name)]
        role = "interviewer" if folded(name) in asking else "interviewee"
        speaker = speakers.setdefault(whole, Speaker(whole, role))
        if name != whole:
            speaker.label = name
    return list(speakers.values())

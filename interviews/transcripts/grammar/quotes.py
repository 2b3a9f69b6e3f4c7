"""Pull quotes repeat words of the text: taken out once, never the text's own words."""

from collections import Counter

from interviews.transcripts.grammar.dateline import is_dateline
from interviews.transcripts.grammar.labels import Mark
from interviews.transcripts.grammar.lines import Line
from interviews.transcripts.grammar.matching import words
from interviews.transcripts.grammar.notes import is_title
from interviews.transcripts.source import Kind

_FEWEST, _MOST = 4, 45  # words of a pull quote
_CANDIDATES = 150  # a page has a few; looking for more would not be linear


def pulled(lines: list[Line], marks: dict[int, Mark]) -> list[Line]:
    """Return the unlabelled lines whose words all stand in a longer line as well.

    Headline and dateline are none, whoever says their words again.
    """
    candidates = [
        at for at, line in enumerate(lines)
        if at and at not in marks and 12 < len(line.plain) < 400
        and _is_set_off(lines, at) and not is_dateline(line.plain)
    ][:_CANDIDATES]  # fmt: skip
    if not candidates:
        return []
    texts = [
        " ".join(words(line.plain[marks[at].end :] if at in marks else line.plain))
        for at, line in enumerate(lines)
    ]  # fmt: skip
    whole = "\n".join(f" {text} " for text in texts)
    whole_lines = Counter(texts)
    found = []
    for at in candidates:
        text = texts[at]
        count = text.count(" ") + 1
        if not _FEWEST <= count <= _MOST:
            continue
        times = whole.count(f" {text} ")
        if times > whole_lines[text]:
            found.append(lines[at])
    return found


def _is_set_off(lines: list[Line], at: int) -> bool:
    line = lines[at]
    at_end = at > len(lines) - 4  # where the publication stands
    return (line.gap or line.kind == Kind.QUOTE) and not (
        at_end and is_title(line.plain)
    )

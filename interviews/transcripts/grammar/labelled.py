"""The reading by labels.

Generic words are known. A name is a label where it comes back, is the short form of
one that does, stands in a known role, or fills the only place a question can be in.
"""

from interviews.transcripts.grammar.generic_labels import drop_initials, generic_marks
from interviews.transcripts.grammar.labels import Mark, Role
from interviews.transcripts.grammar.lines import Line
from interviews.transcripts.grammar.named_labels import name_marks
from interviews.transcripts.grammar.reading import Reading, Vocabulary


def labelled(lines: list[Line], told: set[str]) -> Reading:
    """Return the reading by labels; its marks are empty where none were found.

    ``told`` are the folded labels that a legend explains: names, whatever they look like.
    """
    vocabulary = Vocabulary(lines)
    reading = Reading("labels")
    spoken = {
        at: Mark(at, Role.NAME, line.voice, 0, name=line.voice, sign="voice")
        for at, line in enumerate(lines)
        if line.voice
    }
    known = generic_marks(lines, vocabulary, told)
    found = name_marks(lines, known, spoken, vocabulary, reading, told)
    reading.marks = dict(sorted((known | found).items()))
    drop_initials(reading, lines, vocabulary)
    roles = {mark.role for mark in reading.marks.values()}
    if len(reading.marks) < 2 and Role.QUESTION not in roles:
        reading.marks = {}
    reading.weight = float(len(reading.marks))
    return reading

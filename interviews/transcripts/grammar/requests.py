"""Lines that ask without a question mark: requests, and words to somebody."""

from interviews.transcripts.grammar.lines import Line
from interviews.transcripts.grammar.matching import key, length
from interviews.transcripts.grammar.words import REQUESTS, SECOND_PERSON


def is_request(line: Line, start: int = 0) -> bool:
    """Say whether a short line asks for something: ``Tell us about the flood.``

    ``start`` is where its words begin, after a label.
    """
    words = key(line.plain[start:]) if start else line.key
    return length(line.plain) < 16 and words.lstrip("¡¿\"'- ").startswith(REQUESTS)


def addresses(line: Line) -> bool:
    """Say whether a line speaks to somebody or asks for something."""
    words = set(line.key.replace(",", " ").replace(".", " ").split())
    return length(line.plain) < 30 and (
        bool(SECOND_PERSON & words) or line.key.startswith(REQUESTS)
    )

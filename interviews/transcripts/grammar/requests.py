"""Lines that ask without a question mark: requests, and words to somebody."""

from interviews.transcripts.grammar.lines import Line
from interviews.transcripts.grammar.matching import length
from interviews.transcripts.grammar.words import REQUESTS, SECOND_PERSON


def is_request(line: Line) -> bool:
    """Say whether a short line asks for something: ``Tell us about the flood.``"""
    return length(line.plain) < 16 and line.key.lstrip("¡¿\"'- ").startswith(REQUESTS)


def addresses(line: Line) -> bool:
    """Say whether a line speaks to somebody or asks for something."""
    words = set(line.key.replace(",", " ").replace(".", " ").split())
    return length(line.plain) < 30 and (
        bool(SECOND_PERSON & words) or line.key.startswith(REQUESTS)
    )

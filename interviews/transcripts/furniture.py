"""Lines that stand around an interview: set aside, never thrown away."""

import re

from interviews.transcripts.matching import folded
from interviews.transcripts.source import Block, Kind
from interviews.transcripts.words import FURNITURE_STARTS, FURNITURE_WHOLE

_COUNTER = re.compile(
    r"\d+\s+(?:reviews?|comments?|views?|likes?|shares?)|page \d+ of \d+"
)


def is_furniture(block: Block) -> bool:
    line = folded(str(block.text))
    if block.kind in (Kind.ASIDE, Kind.RULE) or line in FURNITURE_WHOLE:
        return True
    if _COUNTER.fullmatch(line):
        return True
    return len(line) < 120 and any(
        line == start or line.startswith(start) and not line[len(start)].isalpha()
        for start in FURNITURE_STARTS
    )


def split(blocks: tuple[Block, ...]) -> tuple[list[Block], list[Block]]:
    """Return (content, furniture), each in order."""
    content: list[Block] = []
    aside: list[Block] = []
    listing = False  # the line under SUMMARY KEYWORDS or SPEAKERS
    for block in blocks:
        head = folded(str(block.text)) in ("summary keywords", "speakers")
        if is_furniture(block) or (listing and not block.gap):
            aside.append(block)
        else:
            content.append(block)
        listing = head
    return content, aside

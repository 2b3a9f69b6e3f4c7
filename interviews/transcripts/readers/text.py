"""Plain text: a block a line."""

import re

from interviews.transcripts import limits
from interviews.transcripts.readers.building import is_blank
from interviews.transcripts.source import Block, Kind, Text

_RULE = re.compile(r"([-*_=~#–—─•·+⁂])(?:[ \t]?\1){2,}|⁂")


def lines_of(content: str) -> list[str]:
    """Return the lines of ``content``, however they end."""
    if "\r\r\n" in content:  # line ends that were converted twice
        content = content.replace("\r\r\n", "\n")
    lines = content.splitlines()
    limits.check_blocks(len(lines) - lines.count(""))
    return lines


def is_rule(line: str) -> bool:
    """Say whether a line without outer white space is but drawn across the page."""
    return _RULE.fullmatch(line) is not None


def read_text(content: str) -> tuple[Block, ...]:
    blocks = []
    gap = True
    for place, typed in enumerate(lines_of(content), start=1):
        line = typed.strip()
        if is_blank(line):
            gap = True
            continue
        kind = Kind.RULE if is_rule(line) else Kind.PARAGRAPH
        blocks.append(Block(Text.plain(line), kind, place, gap))
        gap = False
    return tuple(blocks)

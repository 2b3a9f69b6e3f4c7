"""Headings under an interview behind which nothing of it comes: ``Comments``."""

import re

from interviews.transcripts.grammar.boilerplate import BLOCK
from interviews.transcripts.grammar.lines import Line
from interviews.transcripts.grammar.matching import key
from interviews.transcripts.source import Kind

COUNT = re.compile(r"\(?(\d[\d\s.,]*)\s?([^\d\s()]+(?: [^\d\s()]+)?)\)?")


def is_block(text: str) -> bool:
    """Say whether behind a line like this, after the interview, nothing of it comes."""
    bare = key(text).rstrip(" :…")
    if bare in BLOCK or bare in ("--", "__"):
        return True
    return bool((count := COUNT.fullmatch(bare)) and count[2].startswith("comment"))


def begins_block(line: Line) -> bool:
    """Say the same of a line, which may be a heading that says more."""
    heading = line.kind == Kind.HEADING and line.key.startswith(BLOCK)
    return len(line.plain) < 60 and (heading or is_block(line.plain))

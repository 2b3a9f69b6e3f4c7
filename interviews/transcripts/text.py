"""Plain text and Markdown: a block a line."""

import re

from interviews.transcripts.source import Block, Kind, Span, Text

_MARKDOWN = re.compile(r"^(?:#{1,6} \S|\*\*[^*\n]+\*\*|\*\*\S)", re.MULTILINE)
_RULE = re.compile(r"^(?:-{3,}|\*{3,}|_{3,}|\* \* \*|# # #|#{3})$")
_HEADING = re.compile(r"^(#{1,6})\s+(?=\S)")
_INLINE = re.compile(
    r"\*\*(?P<strong>[^*\s](?:[^*\n]*[^*\s])?)\*\*"
    r"|\*(?P<em>[^*\s](?:[^*\n]*[^*\s])?)\*"
    r"|\[(?P<words>[^\]\n]+)\]\((?P<href>(?:https?://|mailto:)[^)\s]+)\)"
)


def read_text(content: str) -> tuple[str, tuple[Block, ...]]:
    """Return (``text`` or ``markdown``, blocks)."""
    marked = _MARKDOWN.search(content) is not None
    blocks = []
    gap = True
    for line, typed in enumerate(content.splitlines(), start=1):
        stripped = typed.strip()
        if not stripped:
            gap = True
            continue
        blocks.append(_block(stripped, line, gap, marked))
        gap = False
    return ("markdown" if marked else "text"), tuple(blocks)


def _block(typed: str, line: int, gap: bool, marked: bool) -> Block:
    if _RULE.match(typed):
        return Block(Text.plain(typed), Kind.RULE, line, gap)
    if not marked:
        return Block(Text.plain(typed), line=line, gap=gap)
    if heading := _HEADING.match(typed):
        text = _inline(typed[heading.end() :])
        return Block(text, Kind.HEADING, line, gap, level=len(heading[1]))
    if typed.startswith("> "):
        return Block(_inline(typed[2:]), Kind.QUOTE, line, gap)
    return Block(_inline(typed), line=line, gap=gap)


def _inline(typed: str) -> Text:
    spans = []
    end = 0
    for match in _INLINE.finditer(typed):
        spans.append(Span(typed[end : match.start()]))
        if match["strong"]:
            spans.append(Span(match["strong"], bold=True))
        elif match["em"]:
            spans.append(Span(match["em"], italic=True))
        else:
            spans.append(Span(match["words"], href=match["href"]))
        end = match.end()
    spans.append(Span(typed[end:]))
    return Text(tuple(span for span in spans if span.text))

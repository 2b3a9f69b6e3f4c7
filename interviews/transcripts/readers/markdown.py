"""Markdown, as people type it: a block a line, the marks turned into styles.

Only marks with a meaning here are taken away. What is unclear stays as it was typed:
a link that is not http(s) or mailto, an asterisk without its partner, a picture.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from interviews.transcripts import limits
from interviews.transcripts.readers.building import is_blank, safe_href, trimmed
from interviews.transcripts.readers.text import is_rule, lines_of
from interviews.transcripts.source import Block, Kind, Span, Text

_BOLD = re.compile(
    r"(?<![\w*])\*\*\*?(?=[^\s*])[^*\n]+(?<=\S)\*\*|(?<!\w)__\w[^_\n]*__(?!\w)"
)
_LOOSE_LABEL = re.compile(r"\*\*([^*\n]{1,40}:)[ \t]+\*\*")
_HEADING = re.compile(r"(#{1,6})[ \t]+(?=[^\s#])")
_BULLET = re.compile(r"([-*+•])[ \t]+(?=\S)")
_NUMBER = re.compile(r"(\d{1,3}[.)])[ \t]+(?=\S)")
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")
_MARK = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<emphasis>\*+|_+)"
    r"|(?<!!)\[(?P<words>[^\[\]\n]+)\]\((?P<href>[^()\s]+(?:\([^()\s]*\))?[^()\s]*)\)"
    r"|<(?P<bare>(?:https?://|mailto:)[^<>\s]+)>"
)


def is_markdown(content: str, *, by_name: bool = False) -> bool:
    """Say whether a text has headings or bold type in Markdown's way."""
    if sum(map(content.count, "*_[\\<")) > limits.MARKS:
        return False
    if by_name or _BOLD.search(content) or _LOOSE_LABEL.search(content):
        return True
    lines = content.splitlines()
    return any(
        line.startswith("#")
        and _HEADING.match(line)
        and (at == 0 or not lines[at - 1].strip())
        and (at + 1 == len(lines) or not lines[at + 1].strip())
        for at, line in enumerate(lines)
    )


def read_markdown(content: str) -> tuple[Block, ...]:
    blocks: list[Block] = []
    paragraph: list[Block] = []  # its lines, whose emphasis may go over line ends
    gap = True
    for place, typed in enumerate(lines_of(content), start=1):
        if is_blank(typed) or not typed.strip("> \t"):  # also within a quotation
            gap = True
            continue
        before = paragraph[-1] if paragraph and not gap else None
        block = _block(typed, place, gap, before)
        if block is None:  # underlines the line before as a heading
            paragraph[-1] = replace(paragraph[-1], kind=Kind.HEADING, level=1)
            block = Block(Text.plain(typed.strip()), Kind.RULE, place, gap)
        if paragraph and not (before and block.kind == before.kind and not block.mark):
            blocks += _styled(paragraph)
            paragraph = []
        paragraph.append(block)
        gap = False
    return (*blocks, *_styled(paragraph))


def _block(typed: str, place: int, gap: bool, before: Block | None) -> Block | None:
    """Return the block of a line, with its text still as typed."""
    line = typed.strip()
    depth = (len(typed) - len(typed.lstrip())) // 2
    if before and before.kind == Kind.PARAGRAPH and re.fullmatch("={3,}", line):
        return None
    if is_rule(line) or _is_table_rule(line):
        return Block(Text.plain(line), Kind.RULE, place, gap)
    if heading := _HEADING.match(line):
        words = line[heading.end() :].rstrip()
        bare = words.rstrip("#")
        words = bare.rstrip() if bare.endswith((" ", "\t")) else words
        return Block(Text.plain(words), Kind.HEADING, place, gap, level=len(heading[1]))
    if line.startswith(">"):
        return Block(Text.plain(line.lstrip("> \t")), Kind.QUOTE, place, gap)
    if item := _NUMBER.match(line):  # the number is one of the words
        return Block(Text.plain(line), Kind.ITEM, place, gap, depth, item[1])
    if item := _BULLET.match(line):
        words = line[item.end() :]
        return Block(Text.plain(words), Kind.ITEM, place, gap, depth, item[1])
    if _IMAGE.fullmatch(line):
        return Block(Text.plain(line), Kind.ASIDE, place, gap)
    return Block(Text.plain(line), Kind.PARAGRAPH, place, gap)


def _is_table_rule(line: str) -> bool:
    return "|" in line and "---" in line and not line.strip("|-: \t")


def _styled(lines: list[Block]) -> Iterator[Block]:
    """Yield the lines of one paragraph with their marks made styles."""
    if not lines:
        return
    if lines[0].kind in (Kind.RULE, Kind.ASIDE):
        yield from lines
        return
    typed = "\n".join(str(line.text).removesuffix("\\") for line in lines)
    typed = _LOOSE_LABEL.sub(r"**\1** ", typed)  # ``**Q: **Why?`` is meant as a label
    for line, spans in zip(lines, _at_line_ends(_inline(typed)), strict=True):
        yield replace(line, text=trimmed(spans))


def _at_line_ends(spans: list[Span]) -> list[list[Span]]:
    lines: list[list[Span]] = [[]]
    for span in spans:
        first, *others = span.text.split("\n")
        lines[-1].append(replace(span, text=first))
        lines += [[replace(span, text=other)] for other in others]
    return lines


@dataclass(slots=True)
class _Pieces:
    """Text between marks, and by piece how the style changes before it."""

    spans: list[Span] = field(default_factory=list)
    bold: dict[int, int] = field(default_factory=dict)
    italic: dict[int, int] = field(default_factory=dict)
    opened: dict[str, int] = field(default_factory=dict)  # mark -> its piece

    def close(self, mark: str) -> bool:
        """End the style that ``mark`` began, if any did."""
        start = self.opened.get(mark)
        if start is None or start + 1 >= len(self.spans):
            return False
        self.spans[start] = Span("")
        end = len(self.spans)
        for steps, counts in ((self.bold, (2, 3)), (self.italic, (1, 3))):
            if len(mark) in counts:
                steps[start] = steps.get(start, 0) + 1
                steps[end] = steps.get(end, 0) - 1
        self.opened = {mark: at for mark, at in self.opened.items() if at < start}
        return True

    def styled(self) -> list[Span]:
        bold = italic = 0
        styled = []
        for at, span in enumerate(self.spans):
            bold += self.bold.get(at, 0)
            italic += self.italic.get(at, 0)
            bolder, slanted = span.bold or bold > 0, span.italic or italic > 0
            styled.append(replace(span, bold=bolder, italic=slanted))
        return styled


def _inline(typed: str, href: str = "") -> list[Span]:
    pieces = _Pieces()
    end = 0
    for match in _MARK.finditer(typed):
        pieces.spans.append(Span(typed[end : match.start()], href=href))
        end = match.end()
        if match["emphasis"]:
            _emphasise(pieces, typed, match, href)
        elif match["escaped"]:
            pieces.spans.append(Span(match["escaped"], href=href))
        elif target := safe_href(match["href"] or match["bare"]):
            inner = _inline(match["words"], target) if match["words"] else None
            pieces.spans += inner or [Span(match["bare"], href=target)]
        else:
            pieces.spans.append(Span(match[0], href=href))
    pieces.spans.append(Span(typed[end:], href=href))
    return pieces.styled()


def _emphasise(pieces: _Pieces, typed: str, match: re.Match[str], href: str) -> None:
    """Open or close a style, or keep the mark as typed.

    Opening marks stand before a word and not behind a letter, closing marks behind a
    word; an underscore within a word is a letter of it.
    """
    mark = match[0]
    before = typed[match.start() - 1 : match.start()] if match.start() else " "
    after = typed[match.end() : match.end() + 1] or " "
    closes = not before.isspace() and not (mark[0] == "_" and after.isalnum())
    if len(mark) <= 3 and closes and pieces.close(mark):
        return
    pieces.spans.append(Span(mark, href=href))
    if len(mark) <= 3 and not after.isspace() and not before.isalnum():
        pieces.opened[mark] = len(pieces.spans) - 1

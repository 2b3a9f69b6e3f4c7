"""Lines as the grammar works on them: one paragraph each, wraps mended, marks typed."""

import re
from dataclasses import dataclass, replace

from interviews.transcripts.grammar.cutting import bold_head, cut, join
from interviews.transcripts.grammar.matching import asks, fold, is_ended, key
from interviews.transcripts.source import Block, Kind, Source, Text

HEAD = re.compile(
    r"[\[(]?[^\s.:\])]{1,24}(?: [^\s.:\])]{1,24}){0,4}\s?:"
    r"|[\[(]?(?:[^\W\d_]{1,2}|\d{1,3})\s?[.)\]-]"
)
_INLINE = re.compile(r"[.?!)\"-]\s+[^\W\d_a-zа-я]{1,20}(?: [^\W\d_a-zа-я]{2,20}){0,3}:")
_STAMP = re.compile(r"[\[(]?\d{1,2}:\d\d")
_ITEM = re.compile(r"[-*•·▪]\s|\(?(?:\d{1,2}|[a-z])[.)]\s")
_FIELD = re.compile(r"[^\W\d_a-zа-я][^\s.:]{0,24}(?: [^\s.:]{1,24}){0,4}\s?:\s")


@dataclass(slots=True)
class Line:
    """One paragraph: ``plain`` is its folded text, ``place`` where it stood.

    ``voice`` is who speaks where the format or a time stamp says so. ``stamp`` is what
    was taken off as a time.
    """

    text: Text
    plain: str
    place: int
    kind: Kind = Kind.PARAGRAPH
    gap: bool = True
    level: int = 0
    mark: str = ""
    row: int = 0
    column: int = 0
    voice: str = ""
    stamp: str = ""
    _key: str | None = None

    @property
    def key(self) -> str:
        """The folded text without case, worked out once."""
        if self._key is None:
            self._key = key(self.plain)
        return self._key

    def become(self, text: Text) -> None:
        """Take another text."""
        self.text = text
        self.plain = fold(str(text))
        self._key = None


def lay_out(source: Source) -> list[Line]:
    """Return the lines of a source in order."""
    typed = source.format in ("text", "markdown")
    lines = [_line(block, typed) for block in source.blocks]
    if source.format in ("vtt", "srt"):
        return _mended(lines)
    return _parted(_unwrapped(lines) if typed else lines)


def _line(block: Block, typed: bool) -> Line:
    text = block.text
    if typed and block.mark and not str(text).startswith(block.mark):
        text = join(Text.plain(block.mark), text)
    return Line(
        text,
        fold(str(text)),
        block.line,
        block.kind,
        block.gap,
        block.level,
        block.mark,
        block.row,
        block.column,
        block.voice,
    )


def _unwrapped(lines: list[Line]) -> list[Line]:
    """Join lines that were broken to fit a width.

    A text is wrapped when lines that another follows directly end in mid-sentence more
    often than not. Such a break is forced where the next word had no room left.
    """
    pairs = [
        (line, after)
        for line, after in zip(lines, lines[1:], strict=False)
        if not after.gap and line.kind == after.kind
    ]
    if sum(bool(_STAMP.match(line.plain)) for line in lines) > 2:
        return lines
    inner = sorted(len(line.plain) for line, _ in pairs)
    running = sum(len(_INLINE.findall(line.plain)) for line, _ in pairs) > 2
    if not inner or len(inner) * 20 < len(lines):
        return lines
    width = inner[min(len(inner) - 1, len(inner) * 19 // 20)]
    long = [(line, after) for line, after in pairs if len(line.plain) > width * 0.6]
    head = _head_end(lines)
    body = [line for line, _ in long if line.place > head]
    broken = sum(not is_ended(line.plain) for line in body)
    shaped = running and sum(not is_ended(line.plain) for line, _ in pairs) > 2
    if not shaped and (
        not 30 <= width <= 110 or broken * 5 < len(body) * 3 or broken < 2
    ):
        return lines
    paragraphs: list[list[Line]] = []
    for line in lines:
        before = paragraphs[-1][-1] if paragraphs else None
        if before and not line.gap and (running or _continues(before, line, width)):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    for paragraph in paragraphs:
        _put_together(paragraph)
    return [paragraph[0] for paragraph in paragraphs]


def _mended(lines: list[Line]) -> list[Line]:
    """Join the lines of captions that one sentence runs over, where no voice is named."""
    found: list[Line] = []
    spoken: list[Line] = []  # of the sentence
    for line in lines:
        if line.kind == Kind.ASIDE:
            found.append(line)
        elif spoken and _runs_on(spoken, line):
            spoken.append(line)
        else:
            _put_together(spoken)
            found.append(line)
            spoken = [line]
    _put_together(spoken)
    return found


def _put_together(lines: list[Line]) -> None:
    if len(lines) > 1:
        lines[0].become(join(*(line.text for line in lines)))


def _runs_on(spoken: list[Line], line: Line) -> bool:
    """Say whether a caption goes on with the sentence; a label begins a new one."""
    last = spoken[-1]
    if line.gap or line.voice or last.voice or is_ended(last.plain):
        return False
    if line.plain[:1].islower():
        return True
    headed = HEAD.match(line.plain) and not _STAMP.match(line.plain)
    return not headed and not (len(spoken) == 1 and _may_be_label(last))


def _may_be_label(line: Line) -> bool:
    """Say whether a line may be but a name: every word of a few has a capital."""
    words = line.plain.split()
    return len(words) < 5 and all(not word[:1].islower() for word in words)


def _head_end(lines: list[Line]) -> int:
    """Return the place of the last line of the first block: headline, place and date.

    Each stands on a line of its own there, whatever its width.
    """
    second = next((line.place for line in lines[1:] if line.gap), None)
    return second - 1 if second is not None else 0


def _continues(before: Line, line: Line, width: int) -> bool:
    if before.kind != line.kind or line.kind in (Kind.HEADING, Kind.RULE, Kind.ASIDE):
        return False
    if _is_item(line) and (_is_item(before) or before.plain.endswith(":")):
        return False
    word = line.plain.split(None, 1)[0] if line.plain.strip() else ""
    length = len(before.plain)
    forced = length + 1 + len(word) > width
    if is_ended(before.plain):
        return forced and not HEAD.match(line.plain)
    if _FIELD.match(line.plain):
        return False
    if forced or line.plain[:1].islower():
        return True
    return length > width * 0.7 and not _is_titled(before.plain)


def _is_item(line: Line) -> bool:
    """Say whether a line has the mark of a list before it."""
    return bool(_ITEM.match(line.plain))


def _is_titled(plain: str) -> bool:
    """Say whether nearly every word has a capital, as in a headline."""
    words = [word for word in plain.split() if len(word) > 3]
    return sum(word[:1].isupper() for word in words) * 5 > len(words) * 4


def _parted(lines: list[Line]) -> list[Line]:
    """Part a bold question from the answer that goes on in the same paragraph."""
    ends = {
        id(line): end for line in lines
        if len(line.text.spans) > 1 and (end := bold_head(line.text))
        and asks(fold(str(line.text)[:end])) and len(fold(str(line.text)[:end])) > 8
    }  # fmt: skip
    if len(ends) < 2:
        return lines
    found: list[Line] = []
    for line in lines:
        stop = ends.get(id(line))
        if stop is None:
            found.append(line)
            continue
        rest = replace(line, gap=False)
        rest.become(cut(line.text, stop))
        line.become(cut(line.text, 0, stop))
        found += (line, rest)
    return found

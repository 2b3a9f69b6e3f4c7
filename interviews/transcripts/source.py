"""A source as every reader hands it to the grammar: blocks of spans, in order."""

from dataclasses import dataclass, field
from enum import StrEnum


class Unreadable(ValueError):  # noqa: N818 -- a state of the input, read aloud
    """The input cannot be taken. The message is one sentence an editor can act on."""


class Kind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"  # of a list; ``mark`` is its bullet or number
    QUOTE = "quote"
    CELL = "cell"  # of a table; ``row`` counts from 1 within the source
    TERM = "term"  # <dt>
    DEFINITION = "definition"  # <dd>
    RULE = "rule"  # a line across the page; ``text`` is what was typed, if anything
    ASIDE = (
        "aside"  # known to the format as no content: cue numbers, timings, file headers
    )


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style. ``href`` is empty or a http(s) or mailto link."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""

    def saying(self, text: str) -> "Span":
        """Return the same style with other words."""
        return Span(text, self.bold, self.italic, self.href)


@dataclass(frozen=True, slots=True)
class Text:
    """Styled text of one line or paragraph, cut and joined without losing its style."""

    spans: tuple[Span, ...] = ()

    def __str__(self) -> str:
        return "".join(span.text for span in self.spans)

    def __bool__(self) -> bool:
        return any(span.text.strip() for span in self.spans)

    @classmethod
    def plain(cls, text: str) -> "Text":
        return cls((Span(text),) if text else ())


@dataclass(frozen=True, slots=True)
class Block:
    """One line or paragraph of the source.

    ``line`` is its place: the line in a text file, the paragraph's ordinal elsewhere,
    from 1. ``gap`` says that a blank line or paragraph border stands before it; a line
    break inside a paragraph gives a block without gap. ``voice`` is the speaker where
    the format itself names one (``<v Name>`` in WebVTT).
    """

    text: Text
    kind: Kind = Kind.PARAGRAPH
    line: int = 1
    gap: bool = True
    level: int = 0  # of a heading (1-6), depth of a list item (0...)
    mark: str = ""  # "1.", "a)", "•" of a list item
    row: int = 0
    column: int = 0
    voice: str = ""


@dataclass(frozen=True, slots=True)
class Warning:
    """Something the editor should look at.

    ``code`` is a stable name, ``message`` an editor's sentence, ``place`` the line in
    the source (0: the whole of it), ``values`` what the sentence names (``messages``).
    """

    code: str
    message: str
    place: int = 0
    values: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A file or paste after reading. ``warnings`` are the reader's own."""

    blocks: tuple[Block, ...]
    format: str = "text"  # text, markdown, html, docx, vtt, srt
    encoding: str = "utf-8"
    warnings: tuple[Warning, ...] = field(default=())

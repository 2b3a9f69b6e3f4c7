"""Word files (.docx), read without any library that trusts them.

Tracked insertions are taken and deletions left out, as if all changes were accepted.
Hidden text, comments and the codes of fields are left out too. Notes, headers, footers,
captions and tables of contents are set aside.
"""

import posixpath
from dataclasses import dataclass, field

from interviews.transcripts import limits
from interviews.transcripts.messages import warning
from interviews.transcripts.readers.archive import Archive, attribute
from interviews.transcripts.readers.building import Blocks, safe_href
from interviews.transcripts.readers.docx_numbering import Numbering
from interviews.transcripts.readers.docx_styles import Style, Styles, is_on, number
from interviews.transcripts.source import Block, Kind, Span, Unreadable, Warning

_TRACKED = frozenset(("w:ins", "w:del", "w:moveFrom", "w:moveTo"))
_LEFT_OUT = frozenset(("w:del", "w:moveFrom", "w:sdtPr", "w:rPrChange", "w:pPrChange"))
_SIGNS = {"w:tab": "\t", "w:noBreakHyphen": "\u2011", "w:softHyphen": "\xad"}
_ASIDE = ("caption", "header", "footer", "toc heading")
_QUOTES = ("quote", "intense quote", "block text")
_WARNINGS = ("tracked_changes", "hidden_text", "notes_aside", "part_left_out")


def read_docx(data: bytes) -> tuple[tuple[Block, ...], tuple[Warning, ...]]:
    """Return (blocks, warnings)."""
    archive = Archive(data)
    main = _Relations("")
    archive.parse("_rels/.rels", main)
    document = main.first("officeDocument") or "word/document.xml"
    relations = _Relations(posixpath.dirname(document))
    archive.parse(relations.of(document), relations)
    styles, numbering = Styles(), Numbering()
    archive.parse(relations.first("styles"), styles)
    archive.parse(relations.first("numbering"), numbering)
    reader = _Reader(styles, numbering, relations.links)
    for kind in ("footnotes", "endnotes"):
        notes = _Reader(styles, Numbering(), {})
        archive.parse(relations.first(kind), notes)
        reader.notes |= notes.notes
    archive.parse(document, reader)
    if not reader.is_document:
        raise Unreadable("This is no Word file; save the transcript as .docx.")
    _add_margins(archive, relations, reader)
    warnings = tuple(warning(code) for code in _WARNINGS if code in reader.seen)
    return tuple(reader.blocks.found), warnings


def _add_margins(archive: Archive, relations: "_Relations", reader: "_Reader") -> None:
    """Set headers and footers aside, each text once."""
    texts = set()
    for part in (*relations.all("header"), *relations.all("footer")):
        margin = _Reader(reader.styles, Numbering(), {})
        archive.parse(part, margin)
        for block in margin.blocks.found:
            if (text := str(block.text)) not in texts:
                texts.add(text)
                reader.blocks.add(block.text.spans, Kind.ASIDE)


class _Relations:
    """Handler for ``*.rels``: what a part refers to."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._parts: dict[str, list[str]] = {}  # by the last word of the type
        self.links: dict[str, str] = {}  # safe ones, by id

    def of(self, part: str) -> str:
        """Return the name of the part that holds the relations of ``part``."""
        name = f"{posixpath.basename(part)}.rels"
        return posixpath.join(self._folder, "_rels", name)

    def first(self, kind: str) -> str:
        return next(iter(self.all(kind)), "")

    def all(self, kind: str) -> list[str]:
        return self._parts.get(kind, [])

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name != "rel:Relationship":
            return
        kind = attribute(attributes, "Type").rpartition("/")[2]
        target = attribute(attributes, "Target")
        if attribute(attributes, "TargetMode") == "External":
            if kind == "hyperlink":
                self.links[attribute(attributes, "Id")] = safe_href(target)
        else:
            path = posixpath.normpath(posixpath.join("/", self._folder, target))
            self._parts.setdefault(kind, []).append(path.lstrip("/"))

    def end(self, name: str) -> None:
        """Relations have no content."""

    def text(self, text: str) -> None:
        """Relations have no content."""


@dataclass(slots=True)
class _Run:
    """Direct formatting of a run; None where it has none."""

    bold: bool | None = None
    italic: bool | None = None
    style: str = ""
    hidden: bool = False


@dataclass(slots=True)
class _Line:
    gap: bool
    spans: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class _Paragraph:
    style: str
    lines: list[_Line]
    outline: int | None = None
    numbering: str | None = None
    level: int | None = None
    goes_on: bool = False  # its mark was deleted: it is one with the next
    notes: list[Block] = field(default_factory=list)
    boxes: list["_Paragraph"] = field(default_factory=list)  # text boxes anchored here


@dataclass(slots=True)
class _Reader:
    """Handler for the document and for the parts that hold notes and margins."""

    styles: Styles
    numbering: Numbering
    links: dict[str, str]
    blocks: Blocks = field(default_factory=Blocks)
    notes: dict[tuple[str, str], list[Block]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)  # codes of warnings
    is_document: bool = False
    path: list[str] = field(default_factory=list)
    skipping: int = 0  # length of the path where it began
    paragraphs: list[_Paragraph] = field(default_factory=list)  # that are open
    runs: list[_Run] = field(default_factory=list)
    hrefs: list[str] = field(default_factory=list)
    choices: list[bool] = field(default_factory=list)  # of alternatives: one is taken
    unfinished: list[_Line] = field(default_factory=list)  # goes on in the next one
    note: tuple[str, str] = ("", "")
    characters: int = 0
    lines: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        parent = self.path[-1] if self.path else ""
        self.path.append(name)
        if self.skipping:
            return
        if name in _TRACKED:
            self.seen.add("tracked_changes")
        if self._is_left_out(name, parent):
            self.skipping = len(self.path)
        elif parent == "w:rPr" and not name.startswith("mc:"):
            self._run_property(name, attributes)
        elif parent in ("w:pPr", "w:numPr"):
            self._paragraph_property(name, attributes)
        else:
            self._open(name, attributes)

    def end(self, name: str) -> None:
        length = len(self.path)
        self.path.pop()
        if self.skipping:
            if length == self.skipping:
                self.skipping = 0
            return
        match name:
            case "w:p" if self.paragraphs:
                self._end_paragraph()
            case "w:r" if self.runs:
                self.runs.pop()
            case "w:hyperlink" if self.hrefs:
                self.hrefs.pop()
            case "mc:AlternateContent" if self.choices:
                self.choices.pop()
            case "w:tc":
                self._finish_line()
            case "w:tbl":
                self.blocks.close_table()
            case "w:footnote" | "w:endnote":
                self._finish_line()
                self.notes[self.note] = self.blocks.found
                self.blocks = Blocks()
            case "w:document":
                self._finish_line()

    def text(self, text: str) -> None:
        if not self.skipping and self.path[-1] in ("w:t", "m:t"):
            self._write(text)

    def _is_left_out(self, name: str, parent: str) -> bool:
        if name == "mc:Choice" and self.choices:
            taken, self.choices[-1] = self.choices[-1], True
            return taken
        if name == "mc:Fallback" and self.choices:
            return self.choices[-1]
        return name in _LEFT_OUT and parent not in ("w:rPr", "w:trPr")

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "w:r":
                self.runs.append(_Run())
            case "w:p":
                lines = [] if self.paragraphs else self.unfinished
                self.unfinished = [] if lines else self.unfinished
                lines = lines or [self._new_line(gap=True)]
                self.paragraphs.append(_Paragraph(self.styles.paragraph, lines))
            case "w:br" | "w:cr" if self.runs and self.paragraphs:
                away = attribute(attributes, "type") in ("page", "column")
                self.paragraphs[-1].lines.append(self._new_line(gap=away))
            case "w:tab" | "w:noBreakHyphen" | "w:softHyphen" if self.runs:
                self._write(_SIGNS[name])
            case "w:hyperlink":
                self.hrefs.append(self.links.get(attribute(attributes, "id"), ""))
            case "mc:AlternateContent":
                self.choices.append(False)
            case "w:tbl":
                self.blocks.open_table()
            case "w:tr":
                self.blocks.open_row()
            case "w:tc":
                self.blocks.open_cell()
            case "w:gridSpan":
                self.blocks.widen_cell(number(attributes) or 1)
            case "w:footnote" | "w:endnote":
                self.note = (name, attribute(attributes, "id"))
            case "w:footnoteReference" | "w:endnoteReference" if self.paragraphs:
                note = (name.removesuffix("Reference"), attribute(attributes, "id"))
                self.paragraphs[-1].notes += self.notes.pop(note, [])
            case "w:altChunk":
                self.seen.add("part_left_out")
            case "w:document":
                self.is_document = True

    def _run_property(self, name: str, attributes: dict[str, str]) -> None:
        owner = self.path[-3]
        if owner == "w:pPr" and name in ("w:del", "w:moveFrom") and self.paragraphs:
            self.paragraphs[-1].goes_on = True
        if owner != "w:r" or not self.runs:
            return
        run = self.runs[-1]
        match name:
            case "w:b":
                run.bold = is_on(attributes)
            case "w:i":
                run.italic = is_on(attributes)
            case "w:rStyle":
                run.style = attribute(attributes, "val")
            case "w:vanish":
                run.hidden = is_on(attributes)

    def _paragraph_property(self, name: str, attributes: dict[str, str]) -> None:
        if not self.paragraphs:
            return
        paragraph = self.paragraphs[-1]
        match name:
            case "w:pStyle":
                paragraph.style = attribute(attributes, "val")
            case "w:outlineLvl":
                paragraph.outline = number(attributes)
            case "w:numId":
                paragraph.numbering = attribute(attributes, "val")
            case "w:ilvl":
                paragraph.level = number(attributes)

    def _write(self, text: str) -> None:
        """Add text to the line, in the style that holds for it."""
        if not self.paragraphs:
            return
        paragraph = self.paragraphs[-1]
        run = self.runs[-1] if self.runs else _Run()
        if run.hidden:
            self.seen.add("hidden_text")
            return
        self.characters += len(text)
        limits.check_characters(self.characters)
        style, letters = self.styles[paragraph.style], self.styles[run.style]
        plain = Style() if style.heading else style  # a heading is bold by its nature
        default = self.styles.default
        span = Span(
            text,
            _toggled(run.bold, plain.bold, letters.bold, default.bold),
            _toggled(run.italic, plain.italic, letters.italic, default.italic),
            self.hrefs[-1] if self.hrefs else "",
        )
        paragraph.lines[-1].spans.append(span)

    def _new_line(self, *, gap: bool) -> _Line:
        self.lines += 1
        limits.check_blocks(self.lines, limits.WORD_LINES)
        return _Line(gap)

    def _end_paragraph(self) -> None:
        paragraph = self.paragraphs.pop()
        if self.paragraphs:
            self.paragraphs[-1].boxes.append(paragraph)
        elif paragraph.goes_on:
            self.unfinished = paragraph.lines
        else:
            self._add(paragraph)

    def _finish_line(self) -> None:
        """Add what would go on in a next paragraph, were there one."""
        lines, self.unfinished = self.unfinished, []
        for line in lines:
            self.blocks.add(line.spans, gap=line.gap)

    def _add(self, paragraph: _Paragraph) -> None:
        style = self.styles[paragraph.style]
        numbering = paragraph.numbering or style.numbering or ""
        depth = style.level or 0 if paragraph.level is None else paragraph.level
        mark = self.numbering.mark(numbering, depth)
        kind, level = _kind(paragraph, style)
        if mark and kind == Kind.PARAGRAPH:
            kind, level = Kind.ITEM, depth
        for line in paragraph.lines:
            if self.blocks.add(line.spans, kind, gap=line.gap, level=level, mark=mark):
                mark = ""
        for note in paragraph.notes:
            self.seen.add("notes_aside")
            self.blocks.add(note.text.spans, Kind.ASIDE)
        for box in paragraph.boxes:
            self._add(box)


def _kind(paragraph: _Paragraph, style: Style) -> tuple[Kind, int]:
    """Return the kind of a paragraph and, of a heading, its level."""
    own = Style(outline=paragraph.outline)
    heading = style.heading if paragraph.outline is None else own.heading
    if heading:
        return Kind.HEADING, heading
    if style.name in _ASIDE or style.name.startswith("toc "):
        return Kind.ASIDE, 0
    return (Kind.QUOTE if style.name in _QUOTES else Kind.PARAGRAPH), 0


def _toggled(
    direct: bool | None,
    paragraph: bool | None,
    letters: bool | None,
    default: bool | None,
) -> bool:
    """Return whether bold or italic holds: two styles that say so undo one another."""
    if direct is not None:
        return direct
    if paragraph is None and letters is None:
        return bool(default)
    return bool(paragraph) != bool(letters)

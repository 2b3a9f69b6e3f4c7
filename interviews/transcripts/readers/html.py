"""HTML as browsers, Word, Google Docs and mail programs copy it."""

import re
from dataclasses import dataclass, field, replace

from interviews.transcripts import limits
from interviews.transcripts.readers.building import Blocks, is_blank, safe_href
from interviews.transcripts.readers.css import Look, class_looks, look
from interviews.transcripts.readers.elements import (
    ASIDE,
    ASIDE_CLASSES,
    ASIDE_ROLES,
    BLOCKS,
    BOLD,
    HEADINGS,
    IMPLIED,
    ITALIC,
    KINDS,
    NUMERALS,
    SKIPPED,
    VOID,
)
from interviews.transcripts.readers.markup import Tag, tokens, unescaped
from interviews.transcripts.readers.numerals import numeral
from interviews.transcripts.source import Block, Kind, Span

_SPACES = re.compile("[ \t\n\r\f]+")
_LINE_ENDS = re.compile("\r\n|[\n\r\u2028\u2029]")
_SMALL_NUMBER = re.compile("-?[0-9]{1,6}")

_FIRST_TAG = re.compile(
    r"\s*(?:<!--(?!-->).{0,200}?-->\s*)?<(?:!doctype\s+html|[?]xml\s|"
    r"(?:a|address|article|aside|b|blockquote|body|br|center|dd|div|dl|dt|em|figure|font"
    r"|footer|h[1-6]|head|header|hr|html|i|li|main|meta|nav|o:p|ol|p|pre|section|small"
    r"|span|strong|style|sup|table|tbody|td|time|title|tr|u|ul)(?=[\s/>])[^<>]*>)",
    re.IGNORECASE | re.DOTALL,
)
_PARAGRAPH_END = re.compile("</(?:p|div|li|tr|h[1-6]|blockquote)>", re.IGNORECASE)
_LINE_TAGS = [
    re.compile(rf"<(?:{names})(?=[\s/>])", re.IGNORECASE)
    for names in ("p|br|li", "td|th|dt|dd")  # the second may hold the first
]
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)

_BETWEEN_LINKS = " |/·•,›»>-–—\xa0"
_LONG_LINK = 5  # words; what has more is no entry of a menu

_NEXT, _DIV, _GAP = range(3)  # what stands before a block: line break, <div>, gap


@dataclass(slots=True)
class _Element:
    """An open element and what holds for the text in it."""

    tag: str = ""
    bold: bool = False
    italic: bool = False
    href: str = ""
    linked: bool = False
    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    skipped: bool = False
    preformatted: bool = False
    count: int = 0  # of a list: the number its next item gets
    numerals: str = ""  # of a list: "" for bullets
    mark_from: int = -1  # where in the line a list mark typed by Word begins


def is_html(content: str) -> bool:
    """Say whether a text is HTML, and not one that shows a tag or two."""
    return (
        _FIRST_TAG.match(content) is not None
        or len(_PARAGRAPH_END.findall(content)) > 1
        or len(_BREAK.findall(content)) > 2
    )


def read_html(content: str) -> tuple[Block, ...]:
    for tag in _LINE_TAGS:
        limits.check_blocks(len(tag.findall(content)))
    reader = _Reader()
    for token in tokens(content):
        if isinstance(token, str):
            reader.text(token)
        elif token.closing:
            reader.end(token.name)
        else:
            reader.start(token)
    return reader.finish()


@dataclass(slots=True)
class _Reader:
    blocks: Blocks = field(default_factory=Blocks)
    open: list[_Element] = field(default_factory=lambda: [_Element()])
    line: list[Span] = field(default_factory=list)
    mark: str = ""  # of the item that begins on this line
    depth: int = 0  # of that item
    before: int = _GAP
    after_div: list[int] = field(default_factory=list)  # blocks with but a <div> before
    has_blank_lines: bool = False  # between such blocks
    looks: dict[str, Look] = field(default_factory=dict)
    links: int = 0  # on this line
    has_words: bool = False  # on this line, outside of links
    menus: dict[int, int] = field(default_factory=dict)  # block of links: how many

    def start(self, tag: Tag) -> None:
        self._close_implied(tag.name)
        if tag.name == "br":
            self._break()
        elif tag.name == "hr":
            self._border(_GAP)
            self._rule()
        elif tag.name not in VOID:
            if tag.name in BLOCKS:
                self._border(_DIV if tag.name == "div" else _GAP)
            limits.check_depth(len(self.open))
            self.links += tag.name == "a"
            self.open.append(self._element(tag))
            self._open_table_part(tag)

    def end(self, name: str) -> None:
        if name == "br":
            self._break()
        for index in range(len(self.open) - 1, 0, -1):
            if self.open[index].tag == name:
                self._close_from(index)
                return

    def text(self, text: str) -> None:
        element = self.open[-1]
        if element.tag == "style":
            self.looks |= class_looks(text)
        if element.skipped:
            return
        if element.tag == "textarea":
            text = unescaped(text)
        pieces = (
            _LINE_ENDS.split(text)
            if element.preformatted
            else re.split("[\u2028\u2029]", _SPACES.sub(" ", text))
        )
        for number, piece in enumerate(pieces):
            if number:
                self._break()
            self._add(piece, element)

    def finish(self) -> tuple[Block, ...]:
        self._close_from(1)
        self._border(_GAP)
        found = self.blocks.found
        if self.has_blank_lines:  # then a <div> alone is but a line
            for index in self.after_div:
                found[index] = replace(found[index], gap=False)
        self._menus_aside()
        return tuple(found)

    def _menus_aside(self) -> None:
        """Set aside the lines of links that a page with headings begins with."""
        found = self.blocks.found
        headings = [at for at, block in enumerate(found) if block.kind == Kind.HEADING]
        if not headings:
            return
        title = min(headings, key=lambda at: (found[at].level, at))
        page = (Kind.ASIDE, Kind.RULE, Kind.HEADING)
        text = (
            at not in self.menus and found[at].kind not in page for at in range(title)
        )
        first = next((at for at, is_text in enumerate(text) if is_text), title)
        over = [at for at in self.menus if at < first]
        if sum(self.menus[at] for at in over) > 1:
            for at in over:
                found[at] = replace(found[at], kind=Kind.ASIDE, level=0, mark="")

    def _add(self, text: str, element: _Element) -> None:
        if not element.preformatted and (
            not self.line or self.line[-1].text.endswith(" ")
        ):
            text = text.removeprefix(" ")
        if text:
            span = Span(text, element.bold, element.italic, element.href)
            self.line.append(span)
            if not element.linked and text.strip(_BETWEEN_LINKS):
                self.has_words = True

    def _break(self) -> None:
        if self.open[-1].skipped or self._flush():
            return
        self.has_blank_lines = self.has_blank_lines or self.before <= _DIV
        self.before = _GAP

    def _border(self, border: int) -> None:
        self._flush()
        self.before = max(self.before, border)

    def _flush(self) -> bool:
        """End the line; say whether there was one to see."""
        line, self.line = self.line, []
        if not line:
            return False
        links, self.links = self.links, 0
        only_links, self.has_words = not self.has_words, False
        element = self.open[-1]
        if self.before == _DIV:
            self.after_div.append(len(self.blocks.found))
        added = self.blocks.add(
            line,
            Kind.ITEM if self.mark and element.kind == Kind.PARAGRAPH else element.kind,
            gap=self.before != _NEXT,
            level=self.depth if self.mark else element.level,
            mark=self.mark,
        )
        if added:
            self.before, self.mark = _NEXT, ""
            if only_links and _is_menu(line, links):
                self.menus[len(self.blocks.found) - 1] = links
        else:
            self._forget_blank(line)
        return added

    def _forget_blank(self, line: list[Span]) -> None:
        """A line of nothing but no-break spaces is a blank one."""
        if self.before == _DIV:
            self.after_div.pop()
        if any(span.text.strip(" ") for span in line):
            self.has_blank_lines = self.has_blank_lines or self.before <= _DIV
            self.before = _GAP

    def _rule(self) -> None:
        if not self.open[-1].skipped:
            self.blocks.add((), Kind.RULE)

    def _close_implied(self, name: str) -> None:
        ended, within = IMPLIED.get(name, ((), ()))
        if name in BLOCKS or name == "hr":
            self._close_nearest(("p",), BLOCKS - {"p"})
            if self.open[-1].tag == "head" or name == "body":
                self._close_nearest(("head",), frozenset())
        if ended:
            self._close_nearest(ended, frozenset(within))

    def _close_nearest(self, names: tuple[str, ...], within: frozenset[str]) -> None:
        for index in range(len(self.open) - 1, 0, -1):
            tag = self.open[index].tag
            if tag in names:
                self._close_from(index)
                return
            if tag in within:
                return

    def _close_from(self, index: int) -> None:
        """Close the element at ``index`` and all within it."""
        while len(self.open) > index:
            element = self.open[-1]
            if element.mark_from >= 0:
                self._take_mark(element)
            if element.tag in BLOCKS:
                self._border(_DIV if element.tag == "div" else _GAP)
            if element.tag == "li":
                self.mark = ""
            if element.tag == "table" and not element.skipped:
                self.blocks.close_table()
            self.open.pop()

    def _element(self, tag: Tag) -> _Element:
        outer, said = self.open[-1], self._look(tag)
        name, classes = tag.name, tag.attributes.get("class", "").lower().split()
        inner = _Element(
            name,
            bold=outer.bold or name in BOLD,
            italic=outer.italic or name in ITALIC,
            href=safe_href(tag.attributes.get("href", ""))
            if name == "a"
            else outer.href,
            linked=outer.linked or name == "a",
            kind=outer.kind,
            level=outer.level,
            skipped=outer.skipped
            or name in SKIPPED
            or said.hidden
            or "hidden" in tag.attributes,
            preformatted=outer.preformatted or name in ("pre", "textarea", "xmp"),
            mark_from=len(self.line) if said.is_mark else -1,
        )
        if said.bold is not None:
            inner.bold = said.bold
        if said.italic is not None:
            inner.italic = said.italic
        if said.preformatted is not None:
            inner.preformatted = said.preformatted
        if outer.kind != Kind.ASIDE:
            self._classify(inner, tag, classes)
        if said.level:
            self.depth = said.level - 1
        return inner

    def _look(self, tag: Tag) -> Look:
        """Return what the element's style says, or else its classes."""
        said = look(tag.attributes.get("style", ""))
        for name in tag.attributes.get("class", "").split():
            if name in self.looks:
                by_class = self.looks[name]
                if said.bold is None:
                    said = replace(said, bold=by_class.bold)
                if said.italic is None:
                    said = replace(said, italic=by_class.italic)
        return said

    def _classify(self, element: _Element, tag: Tag, classes: list[str]) -> None:
        """Set the kind of what stands in ``element``."""
        name, role = tag.name, tag.attributes.get("role", "")
        page = name in ("html", "body", "main", "article")
        if not page and (
            name in ASIDE
            or role in ASIDE_ROLES
            or not ASIDE_CLASSES.isdisjoint(classes)
        ):
            element.kind, element.level = Kind.ASIDE, 0
        elif name in HEADINGS or "msotitle" in classes:
            element.kind, element.level = Kind.HEADING, HEADINGS.get(name, 1)
        elif name in ("ul", "ol"):
            element.level = self._depth_of_list()
            element.numerals = _numerals(tag) if name == "ol" else ""
            element.count = _number(tag.attributes.get("start", ""), 1)
        elif name == "li":
            self._begin_item(element, tag)
        elif element.kind not in (Kind.DEFINITION, Kind.TERM) or name in ("dt", "dd"):
            element.kind = KINDS.get(name, element.kind)

    def _depth_of_list(self) -> int:
        return sum(element.tag in ("ul", "ol") for element in self.open)

    def _begin_item(self, element: _Element, tag: Tag) -> None:
        lists = [outer for outer in self.open if outer.tag in ("ul", "ol")]
        self.mark, self.depth = "•", max(0, len(lists) - 1)
        if lists and lists[-1].tag == "ol":
            number = _number(tag.attributes.get("value", ""), lists[-1].count)
            lists[-1].count = number + 1
            self.mark = numeral(number, lists[-1].numerals) + "."
        element.level = self.depth
        if element.kind not in (Kind.DEFINITION, Kind.TERM):
            element.kind = Kind.ITEM

    def _take_mark(self, element: _Element) -> None:
        """Make the bullet or number that Word typed the mark of this line.

        A number stays one of the words; a bullet does not.
        """
        typed = self.line[element.mark_from :]
        mark = "".join(span.text for span in typed).strip()
        del self.line[element.mark_from :]
        if is_blank(mark):
            return
        self.mark = mark if any(sign.isalnum() for sign in mark) else "•"
        if self.mark == "o":  # a bullet in the font that Word takes for it
            self.mark = "•"
        if self.mark != "•":
            self.line.append(Span(f"{mark} "))

    def _open_table_part(self, tag: Tag) -> None:
        if self.open[-1].skipped:
            return
        if tag.name == "table":
            self.blocks.open_table()
        elif tag.name == "tr":
            self.blocks.open_row()
        elif tag.name in ("td", "th"):
            self.blocks.open_cell()
            self.blocks.widen_cell(_number(tag.attributes.get("colspan", ""), 1))


def _is_menu(line: list[Span], links: int) -> bool:
    """Say whether a line of nothing but links may be of a menu: they are short."""
    text = "".join(span.text for span in line).strip()
    short = len(text.split()) <= links * _LONG_LINK
    return short and not text.endswith((":", "?", "!", "."))


def _numerals(tag: Tag) -> str:
    return NUMERALS.get(tag.attributes.get("type", ""), "decimal")


def _number(text: str, default: int) -> int:
    return int(text) if _SMALL_NUMBER.fullmatch(text.strip()) else default

"""What the styles of a Word file say of the text set in them."""

import re
from dataclasses import dataclass, field, replace

from interviews.transcripts.readers.archive import attribute

_LONGEST_CHAIN = 30  # styles based on one another
_BODY = 9  # the outline level of text that is no heading
_HEADING = re.compile(r"heading ?([1-9])")


@dataclass(frozen=True, slots=True)
class Style:
    """A style with what it takes from those it is based on; None: says nothing.

    ``name`` is in lower case and English in all of Word's languages for its own styles;
    ``outline`` counts from 0; ``numbering`` is a list's id, ``level`` the
    depth in it.
    """

    name: str = ""
    based_on: str = ""
    bold: bool | None = None
    italic: bool | None = None
    outline: int | None = None
    numbering: str | None = None
    level: int | None = None

    @property
    def heading(self) -> int:
        """The level of heading from 1 to 6, 0 if it is none."""
        if self.outline is not None:
            return min(self.outline + 1, 6) if self.outline < _BODY else 0
        match = _HEADING.fullmatch(self.name)
        return min(int(match[1]), 6) if match else int(self.name == "title")


def is_on(attributes: dict[str, str]) -> bool:
    """Say whether a property such as ``<w:b w:val="0"/>`` is switched on."""
    return attribute(attributes, "val").lower() not in ("0", "false", "off", "none")


def number(attributes: dict[str, str], name: str = "val") -> int | None:
    """Return a small number, None for anything else."""
    value = attribute(attributes, name)
    return (
        int(value) if value.isascii() and value.isdigit() and len(value) < 7 else None
    )


@dataclass(slots=True)
class Styles:
    """Handler for ``styles.xml``; then the styles by id."""

    default: Style = field(default_factory=Style)  # of the document
    paragraph: str = ""  # id of the style of paragraphs that name none
    _said: dict[str, Style] = field(default_factory=dict)
    _whole: dict[str, Style] = field(default_factory=dict)
    _path: list[str] = field(default_factory=list)
    _id: str = ""

    def __getitem__(self, style_id: str) -> Style:
        if style_id not in self._whole:
            self._whole[style_id] = self._resolved(style_id)
        return self._whole[style_id]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._path.append(name)
        if name == "w:style":
            self._id = attribute(attributes, "styleId")
            self._said[self._id] = Style()
            by_default = attribute(attributes, "default") in ("1", "true", "on")
            if by_default and attribute(attributes, "type") == "paragraph":
                self.paragraph = self._id
        elif self._path[-2:-1] == ["w:rPr"] and name in ("w:b", "w:i"):
            on = is_on(attributes)
            self._set(**({"bold": on} if name == "w:b" else {"italic": on}))
        elif self._id:
            self._property(name, attributes)

    def end(self, name: str) -> None:
        self._path.pop()
        if name == "w:style":
            self._id = ""

    def text(self, text: str) -> None:
        """Styles hold no text."""

    def _property(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "w:name":
                self._set(name=attribute(attributes, "val").casefold())
            case "w:basedOn":
                self._set(based_on=attribute(attributes, "val"))
            case "w:outlineLvl":
                self._set(outline=number(attributes))
            case "w:numId":
                self._set(numbering=attribute(attributes, "val"))
            case "w:ilvl":
                self._set(level=number(attributes))

    def _set(self, **said: str | int | None) -> None:
        if self._id:
            self._said[self._id] = replace(self._said[self._id], **said)  # type: ignore[arg-type]
        elif "w:rPrDefault" in self._path:
            self.default = replace(self.default, **said)  # type: ignore[arg-type]

    def _resolved(self, style_id: str) -> Style:
        """Return the style with what it leaves open taken from those below it."""
        whole = self._said.get(style_id, Style(style_id.casefold()))
        below = whole.based_on
        for _ in range(_LONGEST_CHAIN):
            if below not in self._said:
                break
            base = self._said[below]
            whole = replace(
                whole,
                bold=base.bold if whole.bold is None else whole.bold,
                italic=base.italic if whole.italic is None else whole.italic,
                outline=base.outline if whole.outline is None else whole.outline,
                numbering=base.numbering
                if whole.numbering is None
                else whole.numbering,
                level=base.level if whole.level is None else whole.level,
            )
            below = base.based_on
        return whole

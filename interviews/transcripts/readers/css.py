"""The little of CSS that tells how an interview was laid out."""

import re
from dataclasses import dataclass

_SELECTOR = re.compile(r"[a-z0-9]*\.([\w-]+)", re.IGNORECASE)
_LIST = re.compile(r"level([1-9])", re.IGNORECASE)
_HEAVY = 600  # of font-weight


@dataclass(frozen=True, slots=True)
class Look:
    """What a style says; None where it says nothing.

    ``is_mark`` is Word's for the bullet or number of a list item, ``level`` for the
    depth of the item, from 1.
    """

    bold: bool | None = None
    italic: bool | None = None
    preformatted: bool | None = None
    hidden: bool = False
    is_mark: bool = False
    level: int = 0


def look(style: str) -> Look:
    """Read the declarations of a ``style`` attribute or of a rule."""
    said = {}
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        said[name.strip().lower()] = value.replace("!important", "").strip().lower()
    listed = said.get("mso-list", "")
    level = _LIST.search(listed)
    slant = said.get("font-style", "")
    space = said.get("white-space", "")
    return Look(
        bold=_is_heavy(said.get("font-weight", "")),
        italic=slant.startswith(("italic", "oblique")) if slant else None,
        preformatted=space.startswith(("pre", "break")) if space else None,
        hidden=said.get("display") == "none" or said.get("visibility") == "hidden",
        is_mark=listed == "ignore",
        level=int(level[1]) if level else 0,
    )


def _is_heavy(weight: str) -> bool | None:
    if weight in ("bold", "bolder"):
        return True
    if weight.isascii() and weight.isdigit() and len(weight) <= 4:
        return int(weight) >= _HEAVY
    return False if weight in ("normal", "lighter") else None


def class_looks(sheet: str) -> dict[str, Look]:
    """Return what a style sheet says of single classes, as Google Docs exports it."""
    looks = {}
    for rule in sheet.split("}"):
        selectors, brace, declarations = rule.rpartition("{")
        if brace and "font-" in declarations:
            said = look(declarations)
            for selector in selectors.split(","):
                if match := _SELECTOR.fullmatch(selector.strip()):
                    looks[match[1]] = Look(said.bold, said.italic)
    return looks

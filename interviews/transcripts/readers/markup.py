"""Cut HTML into tags and text, in one pass and in linear time.

The standard library's parser starts over at every unclosed tag, quote or comment, and
so takes minutes for what a hostile page of 200 kB holds.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from interviews.transcripts import limits
from interviews.transcripts.source import Unreadable

_NAME = re.compile(r"[a-zA-Z][^\s/>]*")
_ATTRIBUTE = re.compile(
    r"[\s/]*(?P<name>[^\s/>][^\s/>=]*)"
    r"(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s>]*)))?"
)
_SPACE = re.compile(r"[\s/]*")
_RAW = {
    tag: re.compile(f"</{tag}", re.IGNORECASE)
    for tag in ("script", "style", "iframe", "textarea", "title", "xmp", "noframes")
}


@dataclass(frozen=True, slots=True)
class Tag:
    """``<name attributes>`` or, closing, ``</name>``; names in lower case."""

    name: str
    closing: bool = False
    attributes: dict[str, str] = field(default_factory=dict)


def tokens(content: str) -> Iterator[Tag | str]:
    """Yield the tags and the texts of a page in order, comments left out.

    What is never closed is text. Text comes in pieces, with its entities decoded but
    for what scripts, style sheets and the like hold.
    """
    limits.check_tags(content.count("<"))
    last_comment, last_tag = content.rfind("-->"), content.rfind(">")
    at = 0
    while 0 <= (less := content.find("<", at)) < last_tag:
        if less > at:
            limits.check_characters(less - at)
            yield unescaped(content[at:less])
        at = less + 1
        if content.startswith("!--", at) and less < last_comment:
            at = content.index("-->", less + 2) + 3
        elif content.startswith(("!", "?"), at):
            at = content.index(">", at) + 1
        elif content.startswith("/", at) and (name := _NAME.match(content, at + 1)):
            yield Tag(name[0].lower(), closing=True)
            at = content.index(">", at) + 1
        elif name := _NAME.match(content, at):
            attributes, end = _attributes(content, name.end())
            if end < 0:
                at = less
                break
            tag = Tag(name[0].lower(), attributes=attributes)
            yield tag
            at = end
            if raw := _RAW.get(tag.name):
                closing = raw.search(content, at)
                end = closing.start() if closing else len(content)
                yield content[at:end]
                at = end
        else:
            yield "<"
    if at < len(content):
        limits.check_characters(len(content) - at)
        yield unescaped(content[at:])


def unescaped(text: str) -> str:
    """Return ``text`` with its entities decoded."""
    if "&" not in text:
        return text
    try:
        return html.unescape(text)
    except ValueError:  # a number of thousands of digits
        return text


def _attributes(content: str, at: int) -> tuple[dict[str, str], int]:
    """Return the attributes from ``at`` on and where the tag ends, or -1."""
    found: dict[str, str] = {}
    count = 0
    while match := _ATTRIBUTE.match(content, at):
        count += 1
        if count > limits.ATTRIBUTES:
            raise Unreadable("The page is damaged; copy its text and paste it.")
        value = match["double"] or match["single"] or match["bare"] or ""
        found.setdefault(match["name"].lower(), unescaped(value))
        at = match.end()
    at = _SPACE.match(content, at).end()  # type: ignore[union-attr] # always matches
    return found, at + 1 if content.startswith(">", at) else -1

"""The small markup of intros, questions, answers and closings: a part of Markdown.

``*emphasis*``, ``**strong**``, ``[words](https://…)``, ``> quotation``, lists and
blank lines between paragraphs. Raw HTML comes out as text.
"""

import re
from html import unescape
from urllib.parse import urlsplit

from django.utils.html import strip_tags
from markdown_it import MarkdownIt

from interviews.transcripts.source import Span, Text

INLINE_SIGNS = re.compile(r"([\\*_\[\]])")
BLOCK_SIGN = re.compile(r"^([ \t]*)(?:([>#+-])|(\d{1,9})([.)]))", re.MULTILINE)


def _safe_link(url: str) -> bool:
    return urlsplit(url).scheme in ("http", "https", "mailto")


_markdown = MarkdownIt("zero", {"breaks": True}).enable(
    ["blockquote", "emphasis", "escape", "link", "list", "newline"]
)
_markdown.validateLink = _safe_link  # type: ignore[method-assign]


def render(markup: str) -> str:
    """Return HTML: paragraphs, emphasis, links, line breaks, quotations, lists."""
    return str(_markdown.render(markup)).strip()


def plain(html: str) -> str:
    """Return the words of rendered markup on one line."""
    return " ".join(unescape(strip_tags(html)).split())


def escape(text: str) -> str:
    """Return markup that renders as exactly this text."""
    text = INLINE_SIGNS.sub(r"\\\1", text)
    return BLOCK_SIGN.sub(
        lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", text
    )


def from_paragraphs(paragraphs: list[Text]) -> str:
    """Return the markup of a transcript's paragraphs, their styles kept."""
    return "\n\n".join("".join(map(_span, text.spans)).strip() for text in paragraphs)


def _span(span: Span) -> str:
    words = span.text.strip()
    if not words:
        return span.text
    before, after = span.text.split(words)[0], span.text.rsplit(words)[-1]
    marked = escape(words)
    mark = "**" if span.bold else "*" if span.italic else ""
    if span.href and _safe_link(span.href) and not set("()<>\\ ") & set(span.href):
        marked = f"[{marked}]({span.href})"
    return f"{before}{mark}{marked}{mark}{after}"

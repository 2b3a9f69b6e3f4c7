"""Cut and join styled text without losing its style."""

from dataclasses import replace

from interviews.transcripts.grammar.matching import is_wide, original
from interviews.transcripts.source import Span, Text


def cut(text: Text, start: int, end: int | None = None) -> Text:
    """Return the characters from ``start`` to ``end``, spaces at both ends trimmed."""
    spans: list[Span] = []
    position = 0
    for span in text.spans:
        stop = position + len(span.text)
        first = max(start - position, 0)
        last = len(span.text) if end is None else min(end - position, len(span.text))
        if first < last:
            spans.append(
                span
                if last - first == len(span.text)
                else span.saying(span.text[first:last])
            )
        position = stop
    return strip(Text(tuple(spans)))


def after(text: Text, folded: int) -> Text:
    """Return what follows a position in the folded text."""
    return cut(text, original(str(text), folded))


def before(text: Text, folded: int) -> Text:
    """Return what stands before a position in the folded text."""
    return cut(text, 0, original(str(text), folded))


def strip(text: Text) -> Text:
    """Return the text without spaces at its ends and without empty spans."""
    if len(text.spans) == 1:
        span = text.spans[0]
        bare = span.text.strip()
        if bare == span.text and bare:
            return text
        return Text((span.saying(bare),)) if bare else Text()
    spans = [span for span in text.spans if span.text]
    while spans and not spans[0].text.strip():
        spans.pop(0)
    while spans and not spans[-1].text.strip():
        spans.pop()
    if spans:
        spans[0] = replace(spans[0], text=spans[0].text.lstrip())
        spans[-1] = replace(spans[-1], text=spans[-1].text.rstrip())
    return Text(tuple(spans))


def join(*texts: Text) -> Text:
    """Return all as one line, with a space between unless their script has none."""
    spans: list[Span] = []
    for text in texts:
        if spans and text.spans:
            left, right = spans[-1].text[-1:], text.spans[0].text[:1]
            close = left and right and is_wide(left) and is_wide(right)
            spans[-1] = spans[-1].saying(spans[-1].text + ("" if close else " "))
        spans += text.spans
    return Text(tuple(spans))


def unbold(text: Text) -> Text:
    """Return the text without bold."""
    return Text(tuple(replace(span, bold=False) for span in text.spans))


def is_bold(text: Text) -> bool:
    """Say whether all that can be seen of the text is bold."""
    return any(span.text.strip() for span in text.spans) and all(
        span.bold or not any(c.isalnum() for c in span.text) for span in text.spans
    )


def is_italic(text: Text) -> bool:
    """Say whether all that can be seen of the text is italic."""
    return any(span.text.strip() for span in text.spans) and all(
        span.italic or not any(c.isalnum() for c in span.text) for span in text.spans
    )


def bold_head(text: Text) -> int:
    """Return the length of the bold beginning, 0 if there is none or all is bold."""
    length = 0
    for index, span in enumerate(text.spans):
        if not span.bold and span.text.strip():
            return length if index else 0
        length += len(span.text)
    return 0

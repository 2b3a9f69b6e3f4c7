"""A source as plain values, so that a form can carry it, and back."""

from typing import Any

from interviews.transcripts.source import Block, Kind, Source, Span, Text, Warning


def pack(source: Source) -> list[Any]:
    """Return lists, texts and numbers that JSON can hold."""
    blocks = [
        [
            [[s.text, 2 * s.bold + s.italic, s.href] for s in block.text.spans],
            block.kind.value,
            block.line,
            int(block.gap),
            block.level,
            block.mark,
            block.row,
            block.column,
            block.voice,
        ]
        for block in source.blocks
    ]
    warnings = [[w.code, w.message, w.place, w.values] for w in source.warnings]
    return [source.format, source.encoding, warnings, blocks]


def unpack(packed: list[Any]) -> Source:
    """Return the source that ``pack`` packed; for values that are known to be its."""
    form, encoding, warnings, blocks = packed
    return Source(
        tuple(_block(*block) for block in blocks),
        form,
        encoding,
        tuple(_warning(*warning) for warning in warnings),
    )


def _block(spans: list[Any], kind: str, line: int, gap: int, *more: Any) -> Block:
    text = Text(
        tuple(
            Span(typed, style > 1, style % 2 == 1, href) for typed, style, href in spans
        )
    )
    return Block(text, Kind(kind), line, bool(gap), *more)


def _warning(code: str, message: str, place: int, values: list[list[str]]) -> Warning:
    return Warning(code, message, place, tuple((name, said) for name, said in values))

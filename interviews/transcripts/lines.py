"""Join lines that were broken to fit a width."""

from interviews.transcripts.source import Block, Kind, Span, Text


def unwrapped(blocks: list[Block]) -> list[Block]:
    """Return the blocks with hard-wrapped lines joined to paragraphs.

    A text is wrapped when most lines that another follows directly end near one width.
    """
    followed = [
        len(str(block.text))
        for block, after in zip(blocks, blocks[1:], strict=False)
        if not after.gap and block.kind == Kind.PARAGRAPH
    ]
    width = max(followed, default=0)
    near = sum(length > width - 18 for length in followed)
    if not 40 <= width <= 100 or len(followed) < 4 or near < len(followed) * 0.6:
        return blocks
    joined: list[Block] = []
    for block in blocks:
        if joined and not block.gap and len(_last_line(joined[-1])) > width - 25:
            before = joined[-1]
            spans = (*before.text.spans, Span("\n"), *block.text.spans)
            joined[-1] = Block(Text(spans), before.kind, before.line, before.gap)
        else:
            joined.append(block)
    return [_spaced(block) for block in joined]


def _last_line(block: Block) -> str:
    return str(block.text).rpartition("\n")[2]


def _spaced(block: Block) -> Block:
    spans = tuple(Span(" ") if span.text == "\n" else span for span in block.text.spans)
    return Block(Text(spans), block.kind, block.line, block.gap, block.level)

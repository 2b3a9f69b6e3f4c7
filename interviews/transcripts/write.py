"""A transcript as text to be edited, in a label style. ``notation`` says how."""

from collections.abc import Iterator

from interviews.transcripts.notation import (
    CLOSING,
    Labels,
    heading,
    value,
    write_inline,
)
from interviews.transcripts.source import Text
from interviews.transcripts.styles import Style
from interviews.transcripts.transcript import Exchange, Transcript
from interviews.transcripts.written import is_special


def write(transcript: Transcript, style: Style) -> str:
    """Return the whole transcript as text; read and parsed it is the same again.

    Furniture, warnings and places are no part of the text.
    """
    labels = Labels(
        style,
        transcript.language,
        transcript.speakers,
        _shared([exchange.asked_by for exchange in transcript.exchanges], style),
        _shared(
            [one.speaker for each in transcript.exchanges for one in each.answers],
            style,
        ),
    )
    paragraphs = [_head(transcript, labels)]
    if transcript.headline:
        paragraphs.append(f"# {heading(transcript.headline)}")
    paragraphs += [_paragraph(text, labels) for text in transcript.intro]
    for at, exchange in enumerate(transcript.exchanges):
        before = transcript.exchanges[at - 1] if at else None
        paragraphs += _exchange(exchange, before, labels)
    if transcript.closing:
        paragraphs.append(CLOSING)
        paragraphs += [_paragraph(text, labels) for text in transcript.closing]
    return "\n\n".join(paragraphs) + "\n"


def _shared(names: list[str | None], style: Style) -> str | None:
    """Return the one name behind all generic labels of a side, if it is one."""
    if style in (Style.NAMES, Style.INITIALS) or len(set(names)) != 1:
        return None
    return names[0]


def _head(transcript: Transcript, labels: Labels) -> str:
    lines = [f"%% interview, {labels.style.value}, {transcript.language}".rstrip()]
    for name, typed in (
        ("place", transcript.dateline_place),
        ("date", transcript.dateline_date),
        ("dateline", transcript.dateline),
        ("publication", transcript.publication),
        ("questions by", labels.asker),
        ("answers by", labels.replier),
    ):
        if typed:
            lines.append(f"% {name}: {value(typed)}")
    for one in transcript.speakers:
        parts = [value(part) for part in (one.name, one.label, one.post)]
        while len(parts) > 1 and not parts[-1]:
            parts.pop()
        lines.append(f"% {one.role}: {' | '.join(parts)}")
    return "\n".join(lines)


def _paragraph(text: Text, labels: Labels) -> str:
    """Return a paragraph, escaped where it would read as something else."""
    line = write_inline(text)
    if not is_special(line, labels):
        return line
    return f"\\ {line}" if line[0] in "\\*[]{}()x#" else f"\\{line}"


def _exchange(
    exchange: Exchange, before: Exchange | None, labels: Labels
) -> Iterator[str]:
    if exchange.section:
        yield f"## {heading(exchange.section)}"
    bold = labels.style == Style.BOLD and _is_plain_bold(exchange, before, labels)
    if bold:
        for text in exchange.question:
            yield f"**{write_inline(text)}**"
    elif (
        exchange.question
        or before
        or not exchange.answers
        or exchange.typed
        or exchange.asked_by
    ):
        label = labels.question(exchange.typed, exchange.asked_by)
        yield from _turn(label, exchange.question, labels)
    for at, answer in enumerate(exchange.answers):
        if bold and at == 0 and answer.paragraphs and answer.speaker == labels.replier:
            yield from (_paragraph(text, labels) for text in answer.paragraphs)
        else:
            label = labels.answer(exchange.typed, answer.speaker)
            yield from _turn(label, answer.paragraphs, labels)


def _is_plain_bold(exchange: Exchange, before: Exchange | None, labels: Labels) -> bool:
    """Say whether bold type alone can tell this question from what stands around it."""
    follows = before is None or any(answer.paragraphs for answer in before.answers[-1:])
    return (
        bool(exchange.question)
        and not exchange.typed
        and exchange.asked_by == labels.asker
        and (follows or bool(exchange.section))
        and bool(exchange.answers)
    )


def _turn(label: str, paragraphs: list[Text], labels: Labels) -> Iterator[str]:
    first, *others = paragraphs or [Text()]
    written = write_inline(first)
    if written.startswith("{"):
        written = f"\\{written}"
    yield f"{label} {written}".rstrip()
    yield from (_paragraph(text, labels) for text in others)

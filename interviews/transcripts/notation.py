r"""The notation of a transcript as an editor edits it, shared by ``write`` and ``written``.

A text in it looks like this::

    %% interview, names, en
    % place: Port Alder
    % date: 2023-03-07
    % publication: The Tidewater Gazette
    % interviewer: Hester Blom | HB | staff writer
    % interviewee: Noor Abbasi

    # Clay remembers everything

    A paragraph of the introduction.

    ## The kiln

    Hester Blom: Why clay, and why *here*?

    Noor Abbasi: Because it was under my feet.

    A second paragraph of the answer, with [a link](https://example.org/).

    ---

    A paragraph of the closing.

The first line names label style and language; it is what tells such a text from any
other, so that nothing in it is guessed. ``%`` lines are about the whole, ``#`` is the
headline, ``##`` a section, ``---`` begins the closing; each other line is a paragraph.
A paragraph begins a turn if it begins with a label of the style: ``Q-1.``, ``Q:``, a
name or initials of the head, or, in bold style, if it is bold from end to end. ``Q:``
and ``A:`` are labels in every style; ``{3a | Name}`` behind a label holds what the
label does not say.

A paragraph that only looks like one of these has a backslash before it. Within a
paragraph ``*`` turns italic on and off, ``**`` bold, ``***`` both; a backslash makes
them plain characters, and ``\x2028;`` is a character that a line cannot hold.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from interviews.transcripts.source import Span, Text
from interviews.transcripts.styles import Style, answer_label, initials, question_label
from interviews.transcripts.transcript import Speaker

DECLARATION = re.compile(
    r"%% interview, (numbered|letters|names|initials|bold), ?([a-z-]{0,12})\s*"
)
CLOSING = "---"
_ESCAPED = "\\*"
_MARKUP = re.compile(
    r"\\x(?P<code>[0-9a-f]{1,6});|\\(?P<plain>[^x\s\w])|(?P<stars>\*{1,3})"
    r"|(?P<open>\[)|\]\((?P<href>(?:\\.|[^()\\\s])+)\)"
)
_NUMBER = re.compile(r"\d{1,4}[a-z]?")


# ------------------------------------------------------------------ characters
def _coded(character: str) -> str:
    return f"\\x{ord(character):x};"


def _breaks(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp", "Co", "Cn")


def one_line(typed: str) -> str:
    """Return text with what no line can hold coded: line ends, spaces at its ends."""
    if typed.isascii() and typed.isprintable() and typed.strip() == typed:
        return typed
    parts = [_coded(one) if _breaks(one) else one for one in typed]
    for at in (0, -1):
        if parts and (
            parts[at].isspace() or unicodedata.category(parts[at][0]) == "Cf"
        ):
            parts[at] = _coded(parts[at])
    return "".join(parts)


def escape(typed: str, more: str = "") -> str:
    """Return plain text as it is written within a line."""
    for mark in _ESCAPED + more:
        typed = typed.replace(mark, f"\\{mark}")
    return one_line(typed)


def heading(typed: str) -> str:
    """Return plain text that fills a line of its own as it is written."""
    return escape(typed, "[" if "](" in typed else "")


def value(typed: str) -> str:
    """Return the value of a ``%`` line or of braces as it is written."""
    return "".join(_coded(one) if one in "|{}" else one for one in heading(typed))


def plain(typed: str) -> str:
    """Return what a written value or headline says."""
    return str(read_inline(typed))


# ------------------------------------------------------------------ paragraphs
def write_inline(text: Text) -> str:
    """Return a paragraph as one line of the notation."""
    spans = [span for span in text.spans if span.text]
    linked = any(span.href for span in spans) or "](" in str(text)
    written = ""
    style, href = 0, ""
    for at, span in enumerate(spans):
        wanted = 2 * span.bold + span.italic
        if href and href != span.href:
            written += f"]({_href(href)})"
        written += "*" * (style ^ wanted)
        if span.href and href != span.href:
            written += "["
        typed = span.text
        more = ("[]" if span.href else "[") if linked else ""
        inner = (
            escape(typed, more)
            if len(spans) == 1
            else _inner(typed, more, at == 0, at == len(spans) - 1)
        )
        written += inner
        style, href = wanted, span.href
    if href:
        written += f"]({_href(href)})"
    return written + "*" * style


def _inner(typed: str, more: str, first: bool, last: bool) -> str:
    """Escape one of several spans: only the outer spaces of the whole are coded."""
    for mark in _ESCAPED + more:
        typed = typed.replace(mark, f"\\{mark}")
    body = "".join(_coded(one) if _breaks(one) else one for one in typed)
    if first and body[:1].isspace():
        body = _coded(body[0]) + body[1:]
    if last and body[-1:].isspace():
        body = body[:-1] + _coded(body[-1])
    return body


def _href(href: str) -> str:
    return re.sub(r"([()\\])", r"\\\1", href)


def read_inline(line: str) -> Text:
    """Return the paragraph that a line of the notation is."""
    spans: list[Span] = []
    links = _links(line)
    style, href, end = 0, "", 0
    unpaired = _unpaired(line)
    for match in _MARKUP.finditer(line):
        _add(spans, line[end : match.start()], style, href)
        end = match.end()
        if match["code"]:
            _add(spans, _character(match["code"], match[0]), style, href)
        elif match["plain"]:
            _add(spans, match["plain"], style, href)
        elif match["stars"] and match.start() not in unpaired:
            style ^= len(match["stars"])
        elif match["open"] and match.start() in links:
            href = links[match.start()]
        elif match["href"] and href:
            href = ""
        else:
            _add(spans, match[0], style, href)
    _add(spans, line[end:], style, href)
    return Text(tuple(spans))


def _character(code: str, typed: str) -> str:
    number = int(code, 16)
    return chr(number) if number <= 0x10FFFF else typed


def _add(spans: list[Span], typed: str, style: int, href: str) -> None:
    if not typed:
        return
    bold, italic = bool(style & 2), bool(style & 1)
    last = spans[-1] if spans else None
    if last and (last.bold, last.italic, last.href) == (bold, italic, href):
        spans[-1] = Span(last.text + typed, bold, italic, href)
    else:
        spans.append(Span(typed, bold, italic, href))


def _links(line: str) -> dict[int, str]:
    """Return where links open, with their targets."""
    found: dict[int, str] = {}
    opened = -1
    for match in _MARKUP.finditer(line):
        if match["open"]:
            opened = match.start()
        elif match["href"] and opened >= 0:
            target = re.sub(r"\\(.)", r"\1", match["href"])
            if target.startswith(("http://", "https://", "mailto:")):
                found[opened] = target
            opened = -1
    return found


def _unpaired(line: str) -> set[int]:
    """Return the asterisks that turn on what nothing turns off: plain characters."""
    opened: dict[int, int] = {}
    for match in _MARKUP.finditer(line):
        stars = len(match["stars"] or "")
        for bit in (1, 2):
            if stars & bit:
                if bit in opened:
                    del opened[bit]
                else:
                    opened[bit] = match.start()
    return set(opened.values())


# ------------------------------------------------------------------ labels
@dataclass(frozen=True, slots=True)
class Labelled:
    """What a label at the head of a paragraph says; ``end`` is where the words begin."""

    asks: bool
    number: str
    speaker: str | None
    end: int


@dataclass
class Labels:
    """The labels of one text. ``asker`` and ``replier`` stand behind ``Q:``, ``A:``."""

    style: Style
    language: str
    speakers: list[Speaker]
    asker: str | None = None
    replier: str | None = None
    by_name: dict[tuple[str, bool], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.letters = tuple(
            label(Style.LETTERS, self.language, "", "").rstrip(":")
            for label in (question_label, answer_label)
        )
        if self.style not in (Style.NAMES, Style.INITIALS):
            return
        taken: dict[str, tuple[str, bool]] = {}
        for one in self.speakers:
            asks = one.role in ("interviewer", "moderator")
            for typed in self._typed(one):
                if typed not in taken and self._is_plain(typed):
                    taken[typed] = (one.name, asks)
                    self.by_name.setdefault((one.name, asks), typed)
                    break
        self.names = dict(sorted(taken.items(), key=lambda item: -len(item[0])))

    def _typed(self, speaker: Speaker) -> tuple[str, ...]:
        if self.style == Style.INITIALS:
            return (speaker.label, initials(speaker.name), speaker.name)
        return (speaker.name,)

    def _is_plain(self, typed: str) -> bool:
        return (
            typed[:1].isalpha()
            and typed not in self.letters
            and one_line(typed) == typed
            and not set(typed) & set("\\*[]{}|:")
        )

    def question(self, number: str, speaker: str | None) -> str:
        """Return the label of a question."""
        return self._label(True, number, speaker)

    def answer(self, number: str, speaker: str | None) -> str:
        """Return the label of an answer."""
        return self._label(False, number, speaker)

    def _label(self, asks: bool, number: str, speaker: str | None) -> str:
        if speaker and (own := self.by_name.get((speaker, asks))):
            rest = number if asks else ""
            return f"{own}:{self._braces(rest, '')}"
        letter = self.letters[0 if asks else 1]
        default = self.asker if asks else self.replier
        named = "" if speaker == default else (speaker or "-")
        if self.style == Style.NUMBERED and _NUMBER.fullmatch(number):
            return f"{letter}-{number}.{self._braces('', named)}"
        return f"{letter}:{self._braces(number if asks else '', named)}"

    @staticmethod
    def _braces(number: str, named: str) -> str:
        if named:
            return f" {{{number} | {value(named)}}}"
        return f" {{{number}}}" if number else ""

    def read(self, line: str) -> Labelled | None:
        """Return the label at the head of a line, None without one."""
        found = self._own(line) or self._generic(line)
        if found is None:
            return None
        asks, number, speaker, end = found
        braces = _BRACES.match(line, end)
        if braces:
            number = braces["number"] or number
            if braces["name"] is not None:
                named = plain(braces["name"].strip())
                speaker = None if named == "-" else named
            end = braces.end()
        while end < len(line) and line[end] == " ":
            end += 1
        return Labelled(asks, number, speaker, end)

    def _own(self, line: str) -> tuple[bool, str, str | None, int] | None:
        if not self.by_name:
            return None
        head = line[: line.find(":")] if ":" in line else ""
        if head not in self.names or not _ends(line, len(head) + 1):
            return None
        name, asks = self.names[head]
        return asks, "", name, len(head) + 1

    def _generic(self, line: str) -> tuple[bool, str, str | None, int] | None:
        for letter, asks in zip(self.letters, (True, False), strict=True):
            if not line.startswith(letter):
                continue
            match = _SIGN.match(line, len(letter))
            if match and _ends(line, match.end()):
                default = self.asker if asks else self.replier
                return asks, match["number"] or "", default, match.end()
        return None


_SIGN = re.compile(r":|-(?P<number>\d{1,4}[a-z]?)\.")
_BRACES = re.compile(r" \{(?P<number>[^{}|]{0,8}?)(?: \| (?P<name>[^{}|]*))?\}(?= |$)")


def _ends(line: str, end: int) -> bool:
    return end >= len(line) or line[end] == " "

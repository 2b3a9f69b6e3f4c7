"""WebVTT and SubRip: cues with timings.

Every line of the file is a block, so that its place can be shown. What belongs to the
format (header, notes, cue names, timings) is set aside. The words of consecutive cues
follow one another without a gap as long as one voice speaks, unless a sentence had
ended and a pause follows. A new voice and a line with a dash, which marks one where
there are no names, begin with a gap.
"""

import re
from dataclasses import dataclass, field

from interviews.transcripts import limits
from interviews.transcripts.readers.building import is_blank
from interviews.transcripts.readers.markup import unescaped
from interviews.transcripts.readers.text import lines_of
from interviews.transcripts.source import Block, Kind, Text

_TIME = r"(?:\d{1,4}:)?\d{1,2}:\d{1,2}[.,]\d{1,3}"
_TIMING = re.compile(rf"\s*({_TIME})\s*-->\s*({_TIME})(?:\s.*)?")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^<>]*)>")
_TAG = re.compile(
    r"</?(?:c|i|b|u|v|s|lang|ruby|rt|font)(?:[.\s][^<>]*)?>|<\d[\d:.]*>|\{\\[^{}]*\}",
    re.IGNORECASE,
)
_ENDED = (".", "!", "?", "…", "。", "！", "？", "؟", "।")
_CLOSERS = "\"'”’»)]♪ "
_PAUSE = 1.5  # seconds of silence that part two sentences
_BEGINNING = 2000  # characters in which the first cue must come


def is_captions(content: str) -> bool:
    """Say whether a text is a caption file: by its header or its first cue."""
    lines = content[:_BEGINNING].lstrip().splitlines()[:3]
    return bool(lines) and (
        _is_header(lines[0])
        or _TIMING.fullmatch(lines[0]) is not None
        or (
            len(lines) > 1
            and lines[0].strip().isdecimal()
            and _TIMING.fullmatch(lines[1]) is not None
        )
    )


def read_captions(content: str) -> tuple[str, tuple[Block, ...]]:
    """Return (``vtt`` or ``srt``, blocks)."""
    lines = lines_of(content)
    reader = _Reader()
    for at, typed in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else ""
        reader.line(at + 1, typed.strip(), _TIMING.fullmatch(following) is not None)
    first = next((line for line in lines if line.strip()), "")
    return ("vtt" if _is_header(first) else "srt"), tuple(reader.blocks)


def _is_header(line: str) -> bool:
    return re.match(r"WEBVTT(?:\s|$)", line) is not None


def _seconds(time: str) -> float:
    parts = [float(part) for part in time.replace(",", ".").split(":")]
    return sum((part * 60**power for power, part in enumerate(reversed(parts))), 0.0)


@dataclass(slots=True)
class _Reader:
    blocks: list[Block] = field(default_factory=list)
    spoken: Block | None = None  # the last words
    voice: str = ""  # of the cue, as far as it is read
    start: float = 0.0  # of the cue, in seconds
    stop: float = 0.0
    before: float = 0.0  # when the cue before stopped
    in_cue: bool = False
    begins: bool = False  # the next words are a cue's first
    blank: bool = True  # the last line was

    def line(self, place: int, typed: str, is_cue_name: bool) -> None:
        if is_blank(typed):
            self.blank = True
            return
        if timing := _TIMING.fullmatch(typed):
            self._aside(place, typed)
            self.before, self.start = self.stop, _seconds(timing[1])
            self.stop = _seconds(timing[2])
            self.in_cue = self.begins = True
            self.voice = ""
        elif not self.in_cue or (is_cue_name and self._names_cue(typed)):
            self._aside(place, typed)
        elif self.blank and not self.begins and _is_comment(typed):
            self.in_cue = False
            self._aside(place, typed)
        else:
            self._words(place, typed)
        self.blank = False

    def _names_cue(self, typed: str) -> bool:
        return self.blank or typed.isdecimal()

    def _aside(self, place: int, typed: str) -> None:
        self.blocks.append(Block(Text.plain(typed), Kind.ASIDE, place, self.blank))

    def _words(self, place: int, typed: str) -> None:
        """Add a line of a cue, a block for each voice in it."""
        before, *spoken = _VOICE.split(typed)
        self._say(place, before)
        for name, words in zip(spoken[::2], spoken[1::2], strict=True):
            name = unescaped(name).strip()
            if len(name) > limits.NAME:  # nobody's
                words, name = f"{name} {words}", ""
            self.voice = name
            self._say(place, words)

    def _say(self, place: int, typed: str) -> None:
        text = unescaped(_TAG.sub("", typed)).strip()
        if is_blank(text):
            return
        gap = text.startswith(("- ", "– ", "— ")) or self._is_apart()
        block = Block(Text.plain(text), line=place, gap=gap, voice=self.voice)
        self.blocks.append(block)
        self.spoken, self.begins = block, False

    def _is_apart(self) -> bool:
        """Say whether what comes now is apart from what was said before."""
        if self.spoken is None or self.spoken.voice != self.voice:
            return True
        if not self.begins:
            return False
        ended = str(self.spoken.text).rstrip(_CLOSERS).endswith(_ENDED)
        return ended and self.start - self.before > _PAUSE


def _is_comment(typed: str) -> bool:
    return typed.split(maxsplit=1)[0] in ("NOTE", "STYLE", "REGION")

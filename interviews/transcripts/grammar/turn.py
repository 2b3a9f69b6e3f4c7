"""One turn: what one person says at a stretch."""

from dataclasses import dataclass, field

from interviews.transcripts.grammar.labels import Mark
from interviews.transcripts.grammar.lines import Line
from interviews.transcripts.grammar.matching import name_key
from interviews.transcripts.source import Text


@dataclass(slots=True)
class Turn:
    """What one person says at a stretch; the first of ``lines`` has lost its label."""

    mark: Mark
    place: int
    lines: list[Line] = field(default_factory=list)
    asks: bool = False
    headings: list[str] = field(default_factory=list)  # over it, taken off the text

    @property
    def name(self) -> str:
        return name_key(self.mark.name)

    @property
    def paragraphs(self) -> list[Text]:
        return [line.text for line in self.lines if line.text]

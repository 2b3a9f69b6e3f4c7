"""What a reading of the lines is: where turns begin, and why that was believed."""

from dataclasses import dataclass, field

from interviews.transcripts.grammar.labels import Mark
from interviews.transcripts.grammar.lines import Line


@dataclass(slots=True)
class Reading:
    """Where turns begin, by index of the line, and by which form they were found."""

    form: str = ""
    marks: dict[int, Mark] = field(default_factory=dict)
    weight: float = 0.0
    once: list[Mark] = field(default_factory=list)  # taken though seen only once
    doubtful: list[Mark] = field(default_factory=list)  # label or name in the text


class Vocabulary:
    """The words a text writes small: what is among them is hardly a surname."""

    def __init__(self, lines: list[Line]) -> None:
        self.small: set[str] = set()
        for line in lines:
            self.small.update(word.strip(".,:;!?\"'()-") for word in line.plain.split())

    def has(self, word: str) -> bool:
        """Say whether the text writes this word small somewhere."""
        return word.casefold() in self.small

"""Label styles: how a publication prints who asks and who answers."""

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interviews.transcripts.labels import Label


class Style(StrEnum):
    NUMBERED = "numbered"  # Q-1. / A-1.
    LETTERS = "letters"  # Q: / A:
    NAMES = "names"  # Full Name: / Full Name:
    INITIALS = "initials"  # NN: / NN: with a key above
    BOLD = "bold"  # no labels, the question in bold


def seen(labels: "list[Label]") -> str:
    """Return the style that a document's labels are nearest to, "" without labels."""
    if not labels:
        return ""
    generic = [label for label in labels if label.role != "name"]
    if any(label.number for label in generic):
        return Style.NUMBERED
    return Style.LETTERS if len(generic) * 2 > len(labels) else Style.NAMES

"""Label styles: how a publication prints who asks and who answers."""

from enum import StrEnum


class Style(StrEnum):
    NUMBERED = "numbered"  # Q-1. / A-1.
    LETTERS = "letters"  # Q: / A:
    NAMES = "names"  # Full Name: / Full Name:
    INITIALS = "initials"  # NN: / NN: with a key above
    BOLD = "bold"  # no labels, the question in bold

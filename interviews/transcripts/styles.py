"""Label styles: how a publication prints who asks and who answers."""

from enum import StrEnum


class Style(StrEnum):
    NUMBERED = "numbered"  # Q-1. / A-1.
    LETTERS = "letters"  # Q: / A:
    NAMES = "names"  # Full Name: / Full Name:
    INITIALS = "initials"  # NN: / NN: with a key above
    BOLD = "bold"  # no labels, the question in bold


# What a language calls question and answer in one letter.
LETTERS = {
    "af": ("V", "A"),
    "ar": ("س", "ج"),
    "de": ("F", "A"),
    "es": ("P", "R"),
    "fa": ("س", "ج"),
    "fr": ("Q", "R"),
    "he": ("ש", "ת"),
    "it": ("D", "R"),
    "kk": ("С", "Ж"),
    "nl": ("V", "A"),
    "pt": ("P", "R"),
    "ru": ("В", "О"),
    "tr": ("S", "C"),
    "zh-hans": ("问", "答"),
}


def letters(language: str) -> tuple[str, str]:
    """Return the letters for a question and an answer."""
    return LETTERS.get(language, ("Q", "A"))


def label(style: str, letter: str, number: str, name: str) -> str:
    """Return what a page prints before a turn, "" for nothing.

    ``number`` is the number to print, ``name`` the speaker's name or initials; both
    may be empty.
    """
    if style == Style.BOLD:
        return ""
    if style == Style.NUMBERED and number:
        return f"{letter}-{number}."
    if style in (Style.NAMES, Style.INITIALS) and name:
        return f"{name}:"
    return f"{letter}:"

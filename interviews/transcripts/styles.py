"""Label styles: how a publication prints who asks and who answers."""

from enum import StrEnum

from interviews.transcripts.words import ANSWER, QUESTION


class Style(StrEnum):
    NUMBERED = "numbered"  # Q-1. / A-1.
    LETTERS = "letters"  # Q: / A:
    NAMES = "names"  # Full Name: / Full Name:
    INITIALS = "initials"  # NN: / NN: with a key above
    BOLD = "bold"  # no labels, the question in bold


def question_label(style: Style, language: str, number: str, speaker: str) -> str:
    """Return what stands before a question, "" for nothing.

    ``number`` is the number to print, ``speaker`` the name or initials of who asks.
    """
    return _label(style, _letter(QUESTION, language), number, speaker)


def answer_label(style: Style, language: str, number: str, speaker: str) -> str:
    """Return what stands before an answer, "" for nothing."""
    return _label(style, _letter(ANSWER, language), number, speaker)


def initials(name: str) -> str:
    """Return the initials of a name, as ``NN:`` labels print them."""
    return "".join(word[0] for word in name.replace("-", " ").split()).upper()


def _label(style: Style, letter: str, number: str, speaker: str) -> str:
    if style == Style.BOLD:
        return ""
    if style == Style.NUMBERED and number:
        return f"{letter}-{number}."
    if style == Style.NAMES and speaker:
        return f"{speaker}:"
    if style == Style.INITIALS and speaker:
        return f"{initials(speaker)}:"
    return f"{letter}:"


def _letter(words: dict[str, str], language: str) -> str:
    """Return the letter of a language, or the whole word where letters mislead."""
    return words.get(language, words["en"]).split()[0]

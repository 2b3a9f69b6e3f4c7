"""What a password must not be, beside short and common."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

ROWS = """
12345678901234567890 abcdefghijklmnopqrstuvwxyz qwertyuiop asdfghjkl zxcvbnm
абвгдеёжзийклмнопрстуфхцчшщъыьэюя йцукенгшщзхъ фывапролджэ ячсмитьбю
""".split()
ROWS += [row[::-1] for row in ROWS]
SHORTEST_RUN = 3
OWN = 4  # letters that must stand outside such runs


class NoPattern:
    """Refuse a short piece over and over, and what follows a keyboard or the alphabet."""

    def validate(self, password: str, user: Any = None) -> None:
        typed = password.casefold()
        if is_repeated(typed) or len(without_runs(typed)) < OWN:
            raise ValidationError(self.get_help_text(), "password_pattern")

    def get_help_text(self) -> str:
        return _(
            "Not a short piece over and over, and no row of digits, letters or keys:"
            " take several words that have nothing to do with each other."
        )


def is_repeated(text: str) -> bool:
    """Say whether a piece no longer than half of it makes all of it."""
    lengths = range(1, len(text) // 2 + 1)
    return any(text.startswith(text[length:]) for length in lengths)


def without_runs(text: str) -> str:
    """Return what is left without the longest runs of each row."""
    left, start = "", 0
    while start < len(text):
        end = start + SHORTEST_RUN
        while end <= len(text) and any(text[start:end] in row for row in ROWS):
            end += 1
        if end - 1 - start < SHORTEST_RUN:
            left += text[start]
            end = start + 2
        start = end - 1
    return left

"""Languages an interview can be in: any of these, whatever the interface speaks."""

from contextlib import AbstractContextManager

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils import translation

CODES = [
    "af",
    "ar",
    "az",
    "de",
    "el",
    "en",
    "es",
    "fa",
    "fr",
    "he",
    "hi",
    "hu",
    "id",
    "it",
    "ja",
    "kk",
    "ko",
    "ky",
    "mn",
    "nl",
    "pl",
    "pt",
    "ro",
    "ru",
    "sw",
    "tg",
    "tk",
    "tr",
    "uk",
    "ur",
    "uz",
    "vi",
    "zh-hans",
]
EXTRA = {"xh": "isiXhosa", "zu": "isiZulu"}
LANGUAGE_CHOICES = sorted(
    [(code, str(LANG_INFO[code]["name_local"])) for code in CODES]
    + list(EXTRA.items()),
    key=lambda choice: choice[1].casefold(),
)
RIGHT_TO_LEFT = frozenset(code for code in CODES if LANG_INFO[code]["bidi"])


def direction(code: str) -> str:
    """Return ``rtl`` or ``ltr`` for the ``dir`` attribute."""
    return "rtl" if code in RIGHT_TO_LEFT else "ltr"


def speaking(*codes: str) -> AbstractContextManager[None]:
    """Make the interface speak the first of these languages that it knows.

    It follows what is read, never the reader's browser: a page is the same for all.
    """
    known = dict(settings.LANGUAGES)
    code = next((code for code in codes if code in known), settings.LANGUAGE_CODE)
    return translation.override(code)

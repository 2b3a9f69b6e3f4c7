"""What a search prints by the dozen: words that were found, languages to choose."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from interviews.search.snippets import Piece
from newsroom.languages import LANGUAGE_CHOICES

register = template.Library()


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    """Return the text, the words that were found in ``<mark>``."""
    forms = ("{}", "<mark>{}</mark>")
    shown = ((format_html(forms[piece.found], piece.text),) for piece in pieces)
    return format_html_join("", "{}", shown)


@register.simple_tag
def languages(chosen: str) -> SafeString:
    """Return the options of a select, each named in its own language."""
    form = '<option value="{0}" lang="{0}"{2}>{1}</option>'
    return format_html_join(
        "\n",
        form,
        (
            (code, name, " selected" if code == chosen else "")
            for code, name in LANGUAGE_CHOICES
        ),
    )

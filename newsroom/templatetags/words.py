"""The small markup of editors' texts, and words in the language they are in."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from interviews import markup as small_markup
from newsroom.languages import direction as direction_of

register = template.Library()


@register.filter
def markup(text: str) -> SafeString:
    """Return the HTML of a text in our markup, in which raw HTML comes out as text."""
    return mark_safe(small_markup.render(text))  # noqa: S308 -- see interviews.markup


@register.filter
def direction(language: str) -> str:
    """Return ``rtl`` or ``ltr``."""
    return direction_of(language)

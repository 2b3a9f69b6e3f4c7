"""Dates in the language of what they stand in, whatever the interface speaks."""

import datetime

from django import template
from django.utils import formats, translation

register = template.Library()


@register.filter
def day(value: datetime.date, language: str) -> str:
    """Return ``11 January 2022`` in this language."""
    with translation.override(language):
        return formats.date_format(value, "j F Y")

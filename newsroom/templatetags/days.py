"""Dates in the language of what they stand in, whatever the interface speaks."""

import datetime

from django import template
from django.utils import formats, translation

register = template.Library()

DAY_MONTH_YEAR = "j E Y"
# Where Django has no form of the language's own, or not the one that is written.
FORMS = {"ar": "j F Y", "el": DAY_MONTH_YEAR, "mn": "Y.m.d"}
COMMAS = {"ar": "، ", "fa": "، ", "ur": "، "}


@register.filter(expects_localtime=True)
def day(value: datetime.date, language: str) -> str:
    """Return ``11 January 2022``, ``11 января 2022 г.`` and so on."""
    with translation.override(language):
        form = FORMS.get(language) or formats.get_format("DATE_FORMAT")
        if form == "N j, Y":  # what Django says for English and all it does not know
            form = DAY_MONTH_YEAR
        written = formats.date_format(value, form)
    # Django has these months as names on a calendar.
    return written.lower() if language == "kk" else written


@register.filter
def instant(value: datetime.datetime) -> str:
    """Return a moment for machines, to the second."""
    return value.isoformat(timespec="seconds")


@register.filter
def comma(language: str) -> str:
    """Return what stands between place and date."""
    return COMMAS.get(language, ", ")

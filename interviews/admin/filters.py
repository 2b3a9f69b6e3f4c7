"""What narrows the list of interviews."""

from django.utils.translation import gettext_lazy as _

from newsroom.desk import UsedFilter
from newsroom.languages import LANGUAGE_CHOICES


class LanguageFilter(UsedFilter):
    title = _("language")
    parameter_name = "language__exact"
    column = "language"
    names = dict(LANGUAGE_CHOICES)

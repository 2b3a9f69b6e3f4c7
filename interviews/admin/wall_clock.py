"""Moments typed as the publication's wall clock shows them."""

import datetime
import re
import zoneinfo
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from newsroom import times

OFFSET = re.compile(r"^(.*?)\s*([+-])(\d\d):?(\d\d)$")


@dataclass(frozen=True)
class Wall:
    """A naive time and, for one that comes twice a day, the offset that was written."""

    time: datetime.datetime
    offset: datetime.timedelta | None = None

    def instant(self, zone: str) -> datetime.datetime:
        return times.instant(self.time, zone, self.offset)


class OffsetTimeField(forms.Field):
    """``08:00``, or ``02:30+01:00`` where the hour comes twice."""

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values or isinstance(value, tuple):
            return value or None
        offset = None
        if found := OFFSET.match(str(value).strip()):
            value, sign, hours, minutes = found.groups()
            offset = datetime.timedelta(hours=int(hours), minutes=int(minutes))
            offset = -offset if sign == "-" else offset
        return forms.TimeField().to_python(value), offset

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


class WallClockInput(AdminSplitDateTime):
    def decompress(self, value: Any) -> Any:
        if not isinstance(value, Wall):
            return [None, None]
        offset = value.offset
        clock = f"{value.time:%H:%M:%S}"
        if offset is not None:
            clock += f"{datetime.datetime.now(datetime.timezone(offset)):%z}"
        return [value.time.date(), clock]


class WallClockField(forms.MultiValueField):
    """Cleans to a ``Wall``: the form that knows the zone makes it an instant."""

    widget = WallClockInput
    default_error_messages = {"incomplete": _("Give both a date and a time.")}

    def __init__(self, **kwargs: Any) -> None:
        parts = (forms.DateField(required=False), OffsetTimeField(required=False))
        super().__init__(parts, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[Any]) -> Wall | None:
        if not data_list or not any(data_list):
            return None
        date, clock = data_list
        if not date or not clock:
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        return Wall(datetime.datetime.combine(date, clock[0]), clock[1])


def shown(at: datetime.datetime | None, zone: str) -> Wall | None:
    """Return what the clock of the zone shows at this instant."""
    if at is None:
        return None
    local = at.astimezone(zoneinfo.ZoneInfo(zone))
    offset = local.utcoffset() if times.is_twice(at, zone) else None
    return Wall(local.replace(tzinfo=None, microsecond=0), offset)

"""Times as a newsroom's wall clock shows them, and the instants they stand for."""

import datetime
import zoneinfo
from typing import Any

from django.core import checks
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

FIRST_YEAR, LAST_YEAR = 1900, 2199


def instant(
    wall: datetime.datetime, zone: str, offset: datetime.timedelta | None = None
) -> datetime.datetime:
    """Return the instant of a naive time in a zone; ``offset`` from UTC, if one was
    written with it, says which of two is meant.

    ValidationError, with the two choices, for a time that the clock skips or shows
    twice that day; also for years that no newsroom means.
    """
    if not FIRST_YEAR <= wall.year <= LAST_YEAR:
        bounds = {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise ValidationError(
            _("Choose a year from %(first)d to %(last)d.") % bounds, code="year"
        )
    info = zoneinfo.ZoneInfo(zone)
    early, late = (wall.replace(tzinfo=info, fold=fold) for fold in (0, 1))
    if offset is not None:
        for each in (early, late):
            if each.utcoffset() == offset and _is_shown(each, info):
                return each.astimezone(datetime.UTC)
        sentence = _("At %(time)s the clock of %(zone)s is at %(offset)s.")
        named = {"time": f"{wall:%H:%M}", "zone": zone, "offset": utc_offset(early)}
        raise ValidationError(sentence % named, code="offset")
    if early.utcoffset() == late.utcoffset():
        return early.astimezone(datetime.UTC)
    if _is_shown(early, info):
        sentence = _(
            "%(time)s comes twice on %(day)s in %(zone)s: the clocks are put back. Write"
            " %(one)s for the first or %(two)s for the second."
        )
        choices = [f"{wall:%H:%M}{_offset(each)}" for each in (early, late)]
        code = "twice"
    else:
        sentence = _(
            "%(time)s does not come on %(day)s in %(zone)s: the clocks are put forward."
            " Write %(one)s or %(two)s."
        )
        # The same instant as if the clock had not been, or had already been, moved.
        choices = [
            f"{each.astimezone(datetime.UTC).astimezone(info):%H:%M}"
            for each in (late, early)
        ]
        code = "never"
    named = {"time": f"{wall:%H:%M}", "day": date_format(wall, "j E Y"), "zone": zone}
    raise ValidationError(
        sentence % (named | {"one": choices[0], "two": choices[1]}), code=code
    )


def _is_shown(at: datetime.datetime, info: zoneinfo.ZoneInfo) -> bool:
    """Say whether the clock shows this time at all."""
    back = at.astimezone(datetime.UTC).astimezone(info)
    return back.replace(tzinfo=None) == at.replace(tzinfo=None)


def is_twice(at: datetime.datetime, zone: str) -> bool:
    """Say whether the clock of the zone shows the time of this instant twice."""
    wall = at.astimezone(zoneinfo.ZoneInfo(zone))
    return wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset()


def written(at: datetime.datetime, zone: str) -> str:
    """Return the instant as the zone's clock shows it, with the zone's name."""
    local = at.astimezone(zoneinfo.ZoneInfo(zone))
    return f"{date_format(local, 'j E Y, H:i')} ({zone}, {utc_offset(local)})"


def now_in(zone: str) -> str:
    """Return how far the clock of the zone is from UTC now."""
    return utc_offset(datetime.datetime.now(zoneinfo.ZoneInfo(zone)))


def utc_offset(at: datetime.datetime) -> str:
    return f"UTC{_offset(at)}"


def _offset(at: datetime.datetime) -> str:
    sign = f"{at:%z}"
    return f"{sign[:3]}:{sign[3:5]}"


def zone_data(**options: Any) -> list[checks.CheckMessage]:
    """Warn of rules older than 2024a, the release that knows what Kazakhstan decided:
    a moment would be read and written an hour off without anybody's notice."""
    since = datetime.datetime(2024, 3, 2, tzinfo=zoneinfo.ZoneInfo("Asia/Almaty"))
    if since.utcoffset() == datetime.timedelta(hours=5):
        return []
    return [
        checks.Warning(
            "The time zones of this machine are older than 2024a: times of some are"
            " wrong by an hour.",
            hint="Update the system's package tzdata.",
            id="newsroom.W001",
        )
    ]

"""Wall clocks and the instants they stand for."""

import datetime
import zoneinfo
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest
from django.core import checks
from django.core.exceptions import ValidationError

from newsroom.times import instant, is_twice, written, zone_data


def wall(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("zone", "typed", "expected"),
    [
        ("UTC", "2026-03-29T02:30", "2026-03-29T02:30"),
        ("Europe/Berlin", "2026-03-29T01:59:59", "2026-03-29T00:59:59"),
        ("Europe/Berlin", "2026-03-29T03:00", "2026-03-29T01:00"),
        ("Europe/Berlin", "2026-10-25T01:59:59", "2026-10-24T23:59:59"),
        ("Europe/Berlin", "2026-10-25T03:00", "2026-10-25T02:00"),
        ("Europe/Berlin", "2026-12-31T23:59:59", "2026-12-31T22:59:59"),
        ("Asia/Almaty", "2024-02-29T22:59", "2024-02-29T16:59"),
        ("Asia/Almaty", "2024-03-01T00:00", "2024-02-29T19:00"),
        ("America/Sao_Paulo", "2018-11-04T01:00", "2018-11-04T03:00"),
        ("America/Sao_Paulo", "2026-11-01T00:00", "2026-11-01T03:00"),
        ("Africa/Johannesburg", "2028-02-29T00:00", "2028-02-28T22:00"),
    ],
)
def test_a_time_that_comes_once_is_one_instant(
    zone: str, typed: str, expected: str
) -> None:
    assert instant(wall(typed), zone) == wall(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "typed", "choices"),
    [
        ("Europe/Berlin", "2026-03-29T02:00", "Write 01:00 or 03:00."),
        ("Europe/Berlin", "2026-03-29T02:30", "Write 01:30 or 03:30."),
        ("America/Sao_Paulo", "2018-11-04T00:00", "Write 23:00 or 01:00."),
        ("America/New_York", "2026-03-08T02:30", "Write 01:30 or 03:30."),
    ],
)
def test_a_time_that_the_clock_skips_is_refused_with_two_choices(
    zone: str, typed: str, choices: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        instant(wall(typed), zone)
    assert refused.value.code == "never"
    assert zone in refused.value.message and choices in refused.value.message


@pytest.mark.parametrize(
    ("zone", "typed", "first", "second"),
    [
        ("Europe/Berlin", "2026-10-25T02:00", "02:00+02:00", "02:00+01:00"),
        ("Europe/Berlin", "2026-10-25T02:59:59", "02:59+02:00", "02:59+01:00"),
        ("Asia/Almaty", "2024-02-29T23:00", "23:00+06:00", "23:00+05:00"),
        ("Asia/Almaty", "2024-02-29T23:59", "23:59+06:00", "23:59+05:00"),
        ("America/New_York", "2026-11-01T01:30", "01:30-04:00", "01:30-05:00"),
    ],
)
def test_a_time_that_comes_twice_is_refused_with_two_choices(
    zone: str, typed: str, first: str, second: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        instant(wall(typed), zone)
    assert refused.value.code == "twice"
    assert f"Write {first} for the first or {second} for the second" in (
        refused.value.message
    )


@pytest.mark.parametrize("hours", [2, 1])
def test_an_offset_tells_which_of_two_is_meant(hours: int) -> None:
    found = instant(
        wall("2026-10-25T02:30"), "Europe/Berlin", datetime.timedelta(hours=hours)
    )
    assert found == datetime.datetime(2026, 10, 25, 2 - hours, 30, tzinfo=UTC)
    assert is_twice(found, "Europe/Berlin")


@pytest.mark.parametrize("typed", ["2026-10-25T12:00", "2026-03-29T02:30"])
def test_an_offset_that_the_zone_has_not_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError) as refused:
        instant(wall(typed), "Europe/Berlin", datetime.timedelta(hours=2, minutes=30))
    assert refused.value.code == "offset"


@pytest.mark.parametrize(
    "year", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"]
)
def test_years_that_no_newsroom_means_are_refused(year: str) -> None:
    with pytest.raises(ValidationError) as refused:
        instant(wall(f"{year}T00:00"), "Asia/Almaty")
    assert refused.value.messages == ["Choose a year from 1900 to 2199."]


def test_an_instant_is_written_with_its_zone() -> None:
    at = datetime.datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert written(at, "Europe/Berlin") == (
        "25 October 2026, 02:30 (Europe/Berlin, UTC+01:00)"
    )


@pytest.fixture
def rules_of_2023(tmp_path: Path) -> Iterator[None]:
    """Let the clock of Almaty stay at six hours, as it was until March 2024."""
    name = "Asia/Almaty"
    six = next(
        Path(root, "Etc/GMT-6") for root in zoneinfo.TZPATH if Path(root).is_dir()
    )
    (tmp_path / name).parent.mkdir()
    (tmp_path / name).write_bytes(six.read_bytes())
    zoneinfo.reset_tzpath([str(tmp_path)])
    zoneinfo.ZoneInfo.clear_cache(only_keys=[name])
    yield
    zoneinfo.reset_tzpath()
    zoneinfo.ZoneInfo.clear_cache(only_keys=[name])


def test_old_rules_of_zones_are_reported(rules_of_2023: None) -> None:
    [warning] = zone_data()
    assert "older than 2024a" in warning.msg
    assert zone_data in checks.registry.registry.get_checks()


def test_rules_of_today_are_no_matter() -> None:
    assert zone_data() == []

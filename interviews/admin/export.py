"""Ratings as a table for spreadsheets, row by row however many."""

import csv
import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils import timezone

from interviews.models import Rating

COLUMNS = (
    "id",
    "interview",
    "address",
    "score",
    "review",
    "name",
    "status",
    "reason",
    "note",
    "reply",
    "held_for",
    "helpful",
    "created",
    "updated",
)
# A spreadsheet takes a cell that begins so for a formula, and runs it.
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
UNSEEN = re.compile(r"^[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")
BYTE_ORDER_MARK = "\ufeff"  # without it some spreadsheets read UTF-8 as something else


class _Echo:
    """A file that hands each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def as_table(ratings: QuerySet[Rating], user: User) -> StreamingHttpResponse:
    """Answer a CSV file; addresses only to who may hand out what is kept of readers."""
    columns = [*COLUMNS]
    if user.has_perm("interviews.erase_reader"):
        columns.append("email")
    response = StreamingHttpResponse(
        _lines(ratings, columns), content_type="text/csv; charset=utf-8"
    )
    name = f"ratings-{timezone.now():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _lines(ratings: QuerySet[Rating], columns: list[str]) -> Iterator[str]:
    writer: Any = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + writer.writerow(columns)
    rows = ratings.select_related("interview").order_by("pk")
    for rating in rows.iterator(chunk_size=500):
        yield writer.writerow([cell(_value(rating, name)) for name in columns])


def _value(rating: Rating, column: str) -> Any:
    match column:
        case "interview":
            return rating.interview.headline
        case "address":
            return settings.SITE_URL + rating.interview.get_absolute_url()
        case "created" | "updated":
            return getattr(rating, column).isoformat(timespec="seconds")
    return getattr(rating, column)


def cell(value: Any) -> Any:
    """Return the value as no spreadsheet takes it for a formula, behind signs that
    nobody sees either: some drop them."""
    if isinstance(value, str) and (
        value.startswith(FORMULAS) or UNSEEN.sub("", value).startswith(FORMULAS)
    ):
        return f"'{value}"
    return value

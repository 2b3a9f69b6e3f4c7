"""Pages of a long list, each found by the place of the row before it.

An offset makes the database walk over everything it skips, and a count walks over
everything there is; a page found by its place costs the same wherever it lies.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import IntegerField, Model, Q, QuerySet
from django.http import Http404, HttpRequest

PAGE_SIZE = 30
LONGEST_CURSOR = 300
LARGEST_INTEGER = 2**63 - 1


@dataclass(frozen=True)
class Slice[Row]:
    """The rows of one page; ``after`` is the cursor of the next, "" on the last."""

    rows: list[Row]
    after: str
    first: bool  # nothing stands before it

    def __bool__(self) -> bool:
        return bool(self.rows)


def page[M: Model](
    request: HttpRequest,
    rows: QuerySet[M],
    order: Sequence[str],
    size: int = PAGE_SIZE,
) -> Slice[M]:
    """Return the page that ``?after=`` names, in one query; Http404 if nobody gave
    out that cursor.

    ``order`` names two columns, each with ``-`` for falling; the second makes places
    unique. Both must be columns of the row or annotations, neither may be null.
    """
    cursor = request.GET.get("after", "")
    place = _place(rows, order, cursor) if cursor else None
    if place is not None:
        rows = _first(rows, _behind(order, place))
    found = list(rows.order_by(*order)[: size + 1])
    after = _cursor(found[size - 1], order) if len(found) > size else ""
    return Slice(found[:size], after, first=place is None)


def _behind(order: Sequence[str], place: list[Any]) -> Q:
    """The condition of all rows after ``place``. It begins with one comparison on the
    first column alone, which is what an index can follow."""
    (first, first_is), (second, second_is) = (
        (name.lstrip("-"), "lt" if name.startswith("-") else "gt") for name in order
    )
    further = Q(**{f"{first}__{first_is}": place[0]})
    beside = Q(**{f"{second}__{second_is}": place[1]})
    return Q(**{f"{first}__{first_is}e": place[0]}) & (further | beside)


def _first[M: Model](rows: QuerySet[M], condition: Q) -> QuerySet[M]:
    """Add a condition in front: of two upper bounds on a column SQLite seeks by the one
    that it reads first, and walks over all that the other takes away."""
    before = len(rows.query.where.children)
    rows = rows.filter(condition)
    conditions = rows.query.where.children
    conditions[:] = conditions[before:] + conditions[:before]
    return rows


def _cursor(row: Model, order: Sequence[str]) -> str:
    values = attrgetter(*(name.lstrip("-") for name in order))(row)
    return "~".join(
        value.isoformat() if hasattr(value, "isoformat") else str(value)
        for value in values
    )


def _place(rows: QuerySet[Any], order: Sequence[str], cursor: str) -> list[Any]:
    texts = cursor[:LONGEST_CURSOR].rsplit("~", 1)
    if len(texts) != len(order) or "\0" in cursor:
        raise Http404
    try:
        return [
            _value(rows, name.lstrip("-"), text)
            for name, text in zip(order, texts, strict=True)
        ]
    except (ValidationError, ValueError, OverflowError) as error:
        raise Http404 from error


def _value(rows: QuerySet[Any], name: str, text: str) -> Any:
    value = _column(rows, name).to_python(text)
    match value:
        case datetime() if value.tzinfo is None:
            raise ValueError("a moment without a zone")
        case datetime():
            return value.astimezone(UTC)
        case int() if abs(value) > LARGEST_INTEGER:
            raise ValueError("no database has a number this large")
        case None:
            raise ValueError("no column of an order is empty")
    return value


def _column(rows: QuerySet[Any], name: str) -> Any:
    try:
        return rows.model._meta.get_field(
            rows.model._meta.pk.name if name == "pk" else name
        )
    except FieldDoesNotExist:
        return IntegerField()  # an annotation

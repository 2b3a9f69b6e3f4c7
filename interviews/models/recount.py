"""Kept numbers held against the rows that they are made of."""

from typing import Any

from django.db.models import QuerySet


def differences(
    kind: str, counted: QuerySet[Any, Any], kept: QuerySet[Any, Any], numbers: int = 1
) -> tuple[int, list[dict[str, Any]]]:
    """Return how many things were compared, and where both sides differ.

    ``counted`` and ``kept`` hold ``(id, "expected" or "found", *numbers)``; a thing that
    one side has not is all zero there. Each problem is ``{"kind", "id", "expected",
    "found"}``. Both sides come from one statement, so from one moment, however many
    readers act meanwhile.
    """
    nothing = {side: [0] * numbers for side in ("expected", "found")}
    sides: dict[int, dict[str, list[int]]] = {}
    for pk, side, *values in counted.union(kept, all=True).order_by():
        sides.setdefault(pk, dict(nothing))[side] = values
    problems = [
        {"kind": kind, "id": pk, **both}
        for pk, both in sorted(sides.items())
        if both["expected"] != both["found"]
    ]
    return len(sides), problems

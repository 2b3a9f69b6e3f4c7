"""One line of the storm's table: what was posted, what came of it, what was promised."""

import math
import os
import statistics
from dataclasses import asdict, dataclass
from typing import Any

COLUMNS = ("accepted", "lost", "duplicate", "extra", "drift", "undone", "p99", "rate")


@dataclass
class Line:
    """``lost`` to ``undone`` must be 0; ``p99`` is in ms, ``rate`` in votes a second.

    ``wrong`` names what else is not as promised, ``said`` what else was seen.
    """

    name: str
    accepted: int | None = None
    lost: int | None = None
    duplicate: int | None = None
    extra: int | None = None
    drift: int | None = None
    undone: int | None = None
    p99: int | None = None
    rate: int | None = None
    said: str = ""
    wrong: str = ""

    @property
    def holds(self) -> bool:
        counts = (self.lost, self.duplicate, self.extra, self.drift, self.undone)
        return not any(counts) and not self.wrong

    def row(self, where: str) -> dict[str, Any]:
        load = round(os.getloadavg()[0], 1)
        return {"where": where, **asdict(self), "load": load, "holds": self.holds}


def head() -> str:
    named = "".join(f"{column:>10}" for column in COLUMNS)
    return f"{'':<12}{'':<34}{named}{'load':>7}  "


def shown(row: dict[str, Any]) -> str:
    numbers = "".join(
        f"{'' if row[column] is None else row[column]:>10}" for column in COLUMNS
    )
    verdict = "holds" if row["holds"] else "DOES NOT HOLD"
    more = "; ".join(filter(None, (row["said"], row["wrong"])))
    head = f"{row['where']:<12}{row['name']:<34}{numbers}{row['load']:>7}"
    return f"{head}  {verdict}  {more}".rstrip()


def p99(seconds: list[float]) -> int:
    return math.ceil(1000 * statistics.quantiles(seconds, n=100)[98])

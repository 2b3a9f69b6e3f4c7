"""What every part of the bench shares: alternating measurements, and rows of them."""

import contextlib
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

SAMPLE = Path(__file__).parents[1] / "interviews" / "samples" / "harbour_master.txt"

type Work = Callable[[], Any]
type Row = dict[str, Any]


def milliseconds(work: Work, runs: int) -> float:
    """Return the CPU time of one run."""
    started = time.process_time()
    for _ in range(runs):
        work()
    return (time.process_time() - started) * 1000 / runs


def elapsed(work: Work, runs: int) -> float:
    """Return the milliseconds one run takes, those of a database server too."""
    started = time.perf_counter()
    for _ in range(runs):
        work()
    return (time.perf_counter() - started) * 1000 / runs


def side_by_side(work: Work, yardstick: Work, *, runs: int, rounds: int = 15) -> float:
    """Return the median ratio of CPU time over strictly alternating rounds."""
    ratios = []
    for _ in range(rounds):
        base = milliseconds(yardstick, runs)
        ratios.append(milliseconds(work, runs) / base)
    return statistics.median(ratios)


def row(
    name: str, value: float, unit: str, goal: float | None, *, at_least: bool = False
) -> Row:
    """Return one line of the table: the goal is a most, or a least."""
    passed = None
    if goal is not None:
        passed = value >= goal if at_least else value <= goal
    return {
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "goal": goal,
        "pass": passed,
        "at_least": at_least,
    }


@contextlib.contextmanager
def newsroom(database_url: str = "") -> Iterator[Path]:
    """Set Django up in this process on a throwaway folder, and an SQLite file if no
    database is named."""
    home = Path(tempfile.mkdtemp(prefix="newsroom-bench-"))
    os.environ["DATA_DIR"] = str(home)
    os.environ["DATABASE_URL"] = database_url or f"sqlite:///{home}/db.sqlite3"
    os.environ["LIMITS"] = "off"
    os.environ["LOG_LEVEL"] = "error"
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


def told(rows: Callable[[], Iterator[Row]]) -> int:
    """Print a part's rows, one JSON object a line, as ``bench`` reads them."""
    for line in rows():
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()
    return 0

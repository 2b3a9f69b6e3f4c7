"""Measure the product, as ratios side by side in one run: ``make bench``.

Each pair of works alternates in one process, so that a busy machine slows both. The
table is printed and kept as ``bench.json`` in the data folder.
"""

import io
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

DATA_DIR = Path(os.environ.get("DATA_DIR", "var"))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"  # its database is thrown away
SAMPLE = Path(__file__).parents[1] / "interviews" / "samples" / "harbour_master.txt"

type Work = Callable[[], Any]


def milliseconds(work: Work, runs: int) -> float:
    started = time.process_time()
    for _ in range(runs):
        work()
    return (time.process_time() - started) * 1000 / runs


def side_by_side(work: Work, yardstick: Work, *, runs: int, rounds: int = 15) -> float:
    """Return the median ratio of CPU time over alternating rounds."""
    ratios = []
    for _ in range(rounds):
        base = milliseconds(yardstick, runs)
        ratios.append(milliseconds(work, runs) / base)
    return statistics.median(ratios)


def row(name: str, value: float, unit: str, goal: float | None) -> dict[str, Any]:
    passed = None if goal is None else value <= goal
    return {
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "goal": goal,
        "pass": passed,
    }


def prepared() -> Any:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command(
        "import_transcript",
        str(SAMPLE),
        publish=True,
        stdout=io.StringIO(),
        stderr=io.StringIO(),
    )
    from interviews.models import Interview

    return Interview.objects.get()


def measures(interview: Any) -> list[dict[str, Any]]:
    from django.db import connection, transaction
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from interviews.models import Rating, RatingSummary
    from interviews.transcripts.parse import parse
    from interviews.transcripts.read import read

    client = Client(SERVER_NAME="127.0.0.1")
    address = interview.get_absolute_url()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    page = lambda: client.get(address)  # noqa: E731 -- a work to time
    keys = iter(range(10**9))

    def rate() -> None:
        interview.rate(
            reader_key=str(next(keys)), score=4, review="", name="", email=""
        )

    def bare() -> None:
        with transaction.atomic():
            Rating(interview=interview, reader_key=f"bare {next(keys)}", score=4).save()
            RatingSummary.objects.filter(pk=interview.pk).update(score_4=1)

    rate()
    rated = side_by_side(rate, bare, runs=30)
    long = SAMPLE.read_text("utf-8")
    text, double = long * 40, long * 80
    return [
        row("interview page: queries", len(queries), "queries", 8),
        row(
            "interview page built, against /healthz",
            side_by_side(page, lambda: client.get("/healthz"), runs=20),
            "ratio",
            None,
        ),
        row("interview page built", milliseconds(page, 100), "ms CPU", None),
        row("a rating, against the bare transaction", rated, "ratio", 1 / 0.6),
        row(
            "a transcript parsed",
            milliseconds(lambda: parse(read(long)), 50),
            "ms CPU",
            50,
        ),
        row(
            "a transcript twice as long",
            side_by_side(
                lambda: parse(read(double)), lambda: parse(read(text)), runs=1
            ),
            "ratio",
            2.5,
        ),
    ]


def main() -> int:
    rows = measures(prepared())
    for line in rows:
        verdict = {True: "pass", False: "MISSED", None: ""}[line["pass"]]
        goal = "" if line["goal"] is None else f"<= {line['goal']:.2f}"
        print(
            f"{line['name']:<42} {line['value']:>9} {line['unit']:<8} {goal:<9}",
            verdict,
        )
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    (DATA_DIR / "bench.json").write_text(json.dumps(rows, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

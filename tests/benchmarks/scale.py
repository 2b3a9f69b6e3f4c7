"""Lists, tags, people, archives and searches as the newsroom grows, on both databases.

A thousand interviews against ``MANY`` (50,000; a million with ``FULL=1``), the two
newsrooms asked in turn by one process. Part of ``make bench``.
"""

import io
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from tests import postgres
from tests.benchmarks.measure import Row, elapsed, newsroom, row, told

FEW = 1_000
MANY = 1_000_000 if os.environ.get("FULL") else 50_000
GOAL = 1.15
ROUNDS = 9
SEARCHES = 25  # of each query, for its median and its 99th percentile

# Of a thousand interviews these show fewer rows than of a million: they are held against
# a page with as many.
AS_MANY_ROWS = {
    "a month": "a list, page 1",
    "a search, rare word": "a search, common word",
}

type Use = Callable[[str], None]


def rows() -> Iterator[Row]:
    yield from _on("SQLite")
    if postgres.binaries():
        # Django is set up once a process.
        command = [sys.executable, "-m", "tests.benchmarks.scale", "PostgreSQL"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
            assert other.stdout
            yield from map(json.loads, other.stdout)
        assert other.returncode == 0


def on_postgres() -> Iterator[Row]:
    with postgres.cluster() as url:
        yield from _on("PostgreSQL", url)


def _on(database: str, url: str = "") -> Iterator[Row]:
    with newsroom(url) as home:
        from django.core.management import call_command
        from django.db import connection

        quiet = io.StringIO()
        small = str(connection.settings_dict["NAME"])
        large = "large" if url else str(home / "large.sqlite3")
        if url:
            with connection.cursor() as cursor:
                cursor.execute("CREATE DATABASE large")

        def use(name: str) -> None:
            connection.close()
            connection.settings_dict["NAME"] = name

        call_command("populate", interviews=FEW, stderr=quiet)
        use(large)
        call_command("migrate", verbosity=0)
        began = time.monotonic()
        call_command("populate", interviews=MANY, stderr=quiet)
        rate = MANY / (time.monotonic() - began)
        goal = None if url else 2000
        named = f"{database}: interviews populated a second"
        yield row(named, rate, "", goal, at_least=True)
        yield from _compared(database, use, small, large)


def _compared(database: str, use: Use, small: str, large: str) -> Iterator[Row]:
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")

    def get(address: str) -> Any:
        answer = client.get(address)
        assert answer.status_code == 200, address
        return answer

    use(small)
    few = _addresses()
    use(large)
    many = _addresses()
    for name, address in many.items():
        fewer = few[AS_MANY_ROWS.get(name, name)]
        ratio = _in_turn(
            use, small, large, lambda a=fewer: get(a), lambda a=address: get(a)
        )
        named = f"{database}: {name}, {MANY:,} against {FEW:,}"
        yield row(named, ratio, "ratio", GOAL)
    took = [
        elapsed(lambda a=address: get(a), 1)
        for name, address in many.items()
        if "search" in name
        for _ in range(SEARCHES)
    ]
    whole = [each for address in many.values() for each in _read_whole(get, address)]
    for each in whole:
        print("  reads a whole table:", each, file=sys.stderr)
    named = f"{database}: queries that read a whole table of {MANY:,}"
    yield row(named, len(whole), "", 0)
    named = f"{database}: a search among {MANY:,}"
    yield row(f"{named}, median", statistics.median(took), "ms", 5)
    yield row(f"{named}, p99", statistics.quantiles(took, n=100)[98], "ms", 20)


def _in_turn(
    use: Use, small: str, large: str, few: Callable[[], Any], many: Callable[[], Any]
) -> float:
    """Return the median ratio, each round on the one newsroom and then the other."""
    ratios = []
    for _ in range(ROUNDS):
        use(small)
        few()
        base = elapsed(few, 8)
        use(large)
        many()
        ratios.append(elapsed(many, 8) / base)
    return statistics.median(ratios)


def _read_whole(get: Callable[[str], Any], address: str) -> list[str]:
    """Return the lines of the query plans that read all of a table that has grown."""
    from django.apps import apps
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        get(address)
    sqlite = connection.vendor == "sqlite"
    explain, word = (
        ("EXPLAIN QUERY PLAN", "SCAN ") if sqlite else ("EXPLAIN", "Seq Scan on ")
    )
    grown = [m for m in apps.get_models() if m.objects.all()[FEW * 4 :].exists()]
    names = {model._meta.db_table for model in grown}
    found = []
    with connection.cursor() as cursor:
        for query in queries:
            cursor.execute(f"{explain} {query['sql']}")
            for *_, line in cursor.fetchall():
                table = line.partition(word)[2].split(" ")[0].strip('"')
                if table in names and "INDEX" not in line:
                    found.append(f"{address}: {line.strip()}")
    return found


def _addresses() -> dict[str, str]:
    """Return what readers open, by name, in the present newsroom."""
    from interviews.models import Interview, Speaker
    from newsroom.listing import keyset
    from newsroom.listing.lists import NEWEST

    published = Interview.objects.published().newest_first()
    middle = published[published.count() // 2]
    guest = Speaker.objects.filter(interview=published[0]).exclude(person=None)[0]
    after = keyset._cursor(middle, NEWEST)
    return {
        "home": "/",
        "a list, page 1": "/interviews/",
        "a list, half way down": f"/interviews/?after={after.replace('+', '%2B')}",
        "a hot tag": "/tags/world/",
        "a person": guest.person.get_absolute_url(),  # type: ignore[union-attr]
        "a publication": published[0].publication.get_absolute_url(),
        "the archive": "/archive/",
        "a month": f"/archive/{middle.publish_at:%Y/%m}/",
        "a search, common word": "/search/?q=people",
        "a search, a hot tag": "/search/?q=world",
        "a search, rare word": "/search/?q=ptarmigan",
        "a search, no match": "/search/?q=xylophonist",
        "a search, two words": "/search/?q=harbour+lantern",
        "a search, a phrase": "/search/?q=%22the+harbour%22",
        "an interview": middle.get_absolute_url(),
    }


if __name__ == "__main__":
    sys.exit(told(on_postgres if sys.argv[1:] else rows))

"""Readers all at once, against the product as it is served: ``make storm``.

Each scenario is one of the catalogue (A1 to A9, and kills): it posts from many source
addresses and holds what was accepted against the rows and the figures, with 1, 2 and 4
workers. The table is printed as it grows and kept as ``storm-<database>.json`` and
``.txt`` in the data folder.
"""

import json
import os
import platform
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from pathlib import Path

from tests import postgres
from tests.benchmarks.storm import abuse, counting, moderating
from tests.benchmarks.storm.line import Line, head, shown
from tests.benchmarks.storm.readers import PASSWORD
from tests.served import Served, newsroom

DATA_DIR = Path(os.environ.get("DATA_DIR", "var"))
DATABASES = ("sqlite", "postgresql")
INTERVIEWS = 40
SETUP = """
from tests.factories import make_interview, make_publication, make_staff
publication = make_publication(name="Storm", slug="storm")
for n in range({n}):
    make_interview(publication=publication, slug=f"storm-{{n}}", headline=f"Storm {{n}}")
for name in ("moderator-a", "moderator-b"):
    user = make_staff("Moderator", name)
    user.set_password("{password}")
    user.save()
"""


@contextmanager
def prepared(database: str, workers: int, limited: str) -> Iterator[Served]:
    """Serve a newsroom with interviews to rate; each address of one is ``storm-N``."""
    cluster = nullcontext("") if database == "sqlite" else postgres.cluster()
    with cluster as url, newsroom(url, workers) as served:
        served.manage("shell", stdin=SETUP.format(n=INTERVIEWS, password=PASSWORD))
        served.stop(signal.SIGTERM)
        served.environment["LIMITS"] = limited
        served.start()
        yield served


def lines(database: str, workers: int, kills: int) -> Iterator[Line]:
    slugs = [f"storm-{n}" for n in range(INTERVIEWS)]
    with prepared(database, workers, "off") as served:
        for run in range(3):
            yield counting.storm(served, "A1 one interview", [slugs[run]], 1000)
        twenty = slugs[3:23]
        yield counting.storm(served, "A1 twenty interviews", twenty, 4000)
        yield counting.storm(
            served, "E3 edits meanwhile", slugs[27:30], 1000, edited=True
        )
        yield counting.twice(served, slugs[23])
        yield abuse.forgery(served, slugs[24])
        yield moderating.transitions(served, slugs[25])
        yield moderating.unread(served, slugs[26])
        if kills and workers == 2:
            yield counting.kill(served, slugs[30:], kills)
    with prepared(database, workers, "on") as served:
        yield moderating.raid(served, slugs[5:10])
        yield counting.storm(served, "A1 with limits", slugs[:1], 1000)
        yield abuse.limits(served, slugs[1:5], waiting=workers == 2)
        yield abuse.forged_addresses(served, slugs[10:14])


def main(kills: int, *databases: str) -> int:
    held = True
    for database in databases or DATABASES:
        told = [
            f"{datetime.now():%Y-%m-%d %H:%M}, {database}, {platform.machine()},"
            f" {os.cpu_count()} cores, Python {platform.python_version()}",
            head(),
        ]
        print("\n".join(told), flush=True)
        rows = []
        for workers in (1, 2, 4):
            for line in lines(database, workers, kills):
                rows.append(line.row(f"{workers} workers"))
                told.append(shown(rows[-1]))
                print(told[-1], flush=True)
        held = held and all(row["holds"] for row in rows)
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        kept = DATA_DIR / f"storm-{database}"
        kept.with_suffix(".json").write_text(json.dumps(rows, indent=1) + "\n")
        kept.with_suffix(".txt").write_text("\n".join(told) + "\n")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else 0, *sys.argv[2:]))

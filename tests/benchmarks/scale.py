"""Lists, tags, people, archives and searches as the newsroom grows.

A thousand interviews against ``MANY`` (50,000; a million with ``FULL=1``), the two
databases asked in turn by one process. Part of ``make bench``.
"""

import io
import os
import statistics
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.measure import Row, milliseconds, newsroom, row, told

FEW = 1_000
MANY = 1_000_000 if os.environ.get("FULL") else 50_000
GOAL = 1.15


def rows() -> Iterator[Row]:
    with newsroom() as home:
        from django.core.management import call_command
        from django.db import connection

        quiet = io.StringIO()
        small, large = Path(connection.settings_dict["NAME"]), home / "large.sqlite3"

        def use(file: Path) -> None:
            connection.close()
            connection.settings_dict["NAME"] = str(file)

        call_command("populate", interviews=FEW, stderr=quiet)
        use(large)
        call_command("migrate", verbosity=0)
        call_command("populate", interviews=MANY, stderr=quiet)
        yield from _compared(use, small, large)


def _compared(use: Callable[[Path], None], small: Path, large: Path) -> Iterator[Row]:
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
        fewer = few.get(name, few["a list, page 1"])

        def work(address: str = address) -> None:
            get(address)

        ratios = _in_turn(use, small, large, lambda a=fewer: get(a), work)
        yield row(f"{name}, {MANY:,} against {FEW:,}", ratios, "ratio", GOAL)


def _in_turn(
    use: Callable[[Path], None], small: Path, large: Path, few: Any, many: Any
) -> float:
    """Return the median ratio, each round on the one database and then the other."""
    ratios = []
    for _ in range(9):
        use(small)
        few()
        base = milliseconds(few, 8)
        use(large)
        many()
        ratios.append(milliseconds(many, 8) / base)
    return statistics.median(ratios)


def _addresses() -> dict[str, str]:
    """Return what readers open, by name, on the present database."""
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
        "a search, rare word": "/search/?q=ptarmigan",
        "a search, no match": "/search/?q=xylophonist",
        "a search, two words": "/search/?q=harbour+lantern",
        "an interview": middle.get_absolute_url(),
    }


if __name__ == "__main__":
    sys.exit(told(rows))

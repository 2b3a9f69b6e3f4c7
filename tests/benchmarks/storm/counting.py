"""Whether every vote is counted once, whatever happens at once: A1, A2 and the kills."""

import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from decimal import ROUND_HALF_UP, Decimal

from tests.benchmarks.storm.line import Line, p99
from tests.benchmarks.storm.readers import (
    Client,
    at_once,
    counted,
    drift,
    query,
    rows,
    shown_figure,
)
from tests.served import Served

# What A1 promises on two quiet cores: milliseconds, and votes a second.
SLOWEST = {"sqlite": 1500, "postgres": 1000}
FEWEST = 150
EDITOR = """
from interviews.models import Interview
for n in range(30):
    for interview in Interview.objects.filter(slug__in={slugs}):
        interview.byline = f"edit {{n}}"
        interview.save(update_fields=["byline"])
"""


def storm(
    served: Served, name: str, slugs: list[str], votes: int, *, edited: bool = False
) -> Line:
    """A1: every vote a reader of its own, fifty at a time; the ledger is what was
    answered 303. ``edited``: while an editor saves the same interviews."""
    clients = 50
    ledger: Counter[tuple[str, int]] = Counter()
    answers: Counter[int] = Counter()
    waits: list[float] = []
    mutex = threading.Lock()

    def work(n: int) -> None:
        client = Client(served, f"127.0.{n}.1")
        for k in range(votes // clients):
            client.cookie = ""
            slug, score = slugs[(n + k) % len(slugs)], random.randint(1, 5)
            status, seconds = client.rate(slug, score)
            with mutex:
                answers[status] += 1
                waits.append(seconds)
                ledger[slug, score] += status == 303

    with _editor(served, slugs) if edited else nullcontext():
        took = at_once([lambda n=n: work(n) for n in range(clients)])  # type: ignore[misc]
    stored = counted(served, *slugs)
    line = Line(
        name,
        accepted=ledger.total(),
        lost=(ledger - stored).total(),
        extra=(stored - ledger).total(),
        drift=drift(served),
        undone=_undone(served, slugs) if edited else None,
        p99=p99(waits),
        rate=round(len(waits) / took),
        said=_refused(answers),
    )
    line.wrong = ", ".join(_broken(served, line, slugs, ledger, answers))
    return line


@contextmanager
def _editor(served: Served, slugs: list[str]) -> Iterator[None]:
    """Save the interviews again and again meanwhile, as an editor does."""

    def edit() -> None:
        served.manage("shell", stdin=EDITOR.format(slugs=slugs))

    editor = threading.Thread(target=edit)
    editor.start()
    try:
        yield
    finally:
        editor.join()


def _undone(served: Served, slugs: list[str]) -> int:
    edits = query(served, "SELECT slug, byline FROM interviews_interview")
    return sum(text != "edit 29" for slug, text in edits if slug in slugs)


def _broken(
    served: Served,
    line: Line,
    slugs: list[str],
    ledger: Counter[tuple[str, int]],
    answers: Counter[int],
) -> Iterator[str]:
    """Yield what A1 promises and does not hold, beside the counts."""
    if any(_shown_wrong(served, slug, ledger) for slug in slugs):
        yield "a page shows another average"
    if any(status not in (303, 429, 503) for status in answers):
        yield f"answered {dict(answers)}"
    slowest = SLOWEST[served.environment["DATABASE_URL"].partition(":")[0]]
    slow = (line.p99 or 0) > slowest or (line.rate or 0) < FEWEST
    if slow and served.environment["LIMITS"] == "off":
        yield f"promised {slowest} ms and {FEWEST} votes/s"


def _refused(answers: Counter[int]) -> str:
    refused = {status: n for status, n in answers.items() if status != 303}
    return f"refused {refused}" if refused else ""


def _shown_wrong(served: Served, slug: str, ledger: Counter[tuple[str, int]]) -> bool:
    mine = {score: n for (where, score), n in ledger.items() if where == slug and n}
    if not mine:
        return False
    average = Decimal(sum(score * n for score, n in mine.items())) / sum(mine.values())
    figure = average.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return Decimal(shown_figure(served, slug) or 0) != figure


def twice(served: Served, slug: str, readers: int = 100, times: int = 10) -> Line:
    """A2: each reader, known by a cookie, posts from ten connections at once."""
    answers: Counter[int] = Counter()
    for _ in range(readers):
        first = Client(served)
        first.rate(slug, 3)
        same = [Client(served, cookie=first.cookie) for _ in range(times)]

        def work(client: Client) -> None:
            answers[client.rate(slug, random.randint(1, 5))[0]] += 1

        at_once([lambda client=client: work(client) for client in same])  # type: ignore[misc]
    kept = rows(served, slug)
    duplicates = len(kept) - len({row[1] for row in kept})
    line = Line(
        "A2 the same vote ten times at once",
        accepted=len(kept),
        lost=readers - len(kept),
        duplicate=duplicates,
        drift=drift(served),
        said=_refused(answers),
    )
    if any(status not in (303, 429, 503) for status in answers):
        line.wrong = f"answered {dict(answers)}"
    return line


def kill(served: Served, slugs: list[str], times: int) -> Line:
    """F1: SIGKILL all processes in the middle of a storm; every accepted vote is there."""
    line = Line(f"{times} kills", accepted=0, lost=0, drift=0)
    starts, broken = [], 0
    for n in range(times):
        slug = slugs[n % len(slugs)]
        before, ledger = counted(served, slug), _until_killed(served, slug)
        began = time.monotonic()
        served.start()
        starts.append(time.monotonic() - began)
        after = counted(served, slug)
        line.lost = (line.lost or 0) + (ledger - (after - before)).total()
        line.accepted = (line.accepted or 0) + ledger.total()
        line.drift = (line.drift or 0) + drift(served)
        if served.environment["DATABASE_URL"].startswith("sqlite"):
            broken += query(served, "PRAGMA integrity_check") != [("ok",)]
    line.said = (
        f"starts again in {sorted(starts)[times // 2]:.1f} s,"
        f" at most {max(starts):.1f} s; integrity checks failed: {broken}"
    )
    line.wrong = "the database file is damaged" if broken else ""
    return line


def _until_killed(served: Served, slug: str) -> Counter[tuple[str, int]]:
    """Let readers rate until all processes are killed; return what was accepted."""
    ledger: Counter[tuple[str, int]] = Counter()
    mutex, over = threading.Lock(), threading.Event()

    def work(n: int) -> None:
        client = Client(served, f"127.1.{n}.1")
        while not over.is_set():
            client.cookie, score = "", random.randint(1, 5)
            status = client.rate(slug, score)[0]
            with mutex:
                ledger[slug, score] += status == 303
            if not status:
                return

    threads = [threading.Thread(target=work, args=[n]) for n in range(24)]
    for thread in threads:
        thread.start()
    time.sleep(random.uniform(0.1, 0.8))
    served.stop(signal.SIGKILL)
    over.set()
    for thread in threads:
        thread.join()
    return ledger

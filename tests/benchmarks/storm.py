"""Readers all at once, against the product as it is served: ``make storm``.

Each scenario posts ratings from many threads and source addresses, then holds what the
server accepted against the rows and the figures. Both databases, 1, 2 and 4 workers.
"""

import http.client
import json
import random
import re
import signal
import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from tests import postgres
from tests.served import Served, newsroom

SETUP = """
from tests.factories import make_interview, make_publication
publication = make_publication(name="Storm")
for n in range({n}):
    make_interview(publication=publication, slug=f"storm-{{n}}", headline=f"Storm {{n}}")
"""
COUNT = """
import json
from interviews.models import Interview, Rating
rows = Rating.objects.filter(interview__slug__startswith="{slug}")
print("FOUND", json.dumps([[r.interview.slug, r.reader_key, r.score, r.status]
      for r in rows.select_related("interview")]))
"""


@dataclass
class Client:
    """One reader at one source address, with a connection kept alive."""

    served: Served
    source: str = "127.0.0.1"
    cookie: str = ""
    link: http.client.HTTPConnection | None = field(default=None, repr=False)

    def post(self, path: str, **data: Any) -> tuple[int, float, dict[str, str]]:
        """Return status, seconds and headers; status 0 where the server went away."""
        headers = {
            "Origin": self.served.url,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        if self.cookie:
            headers["Cookie"] = self.cookie
        began = time.monotonic()
        for _ in range(2):  # an idle connection may have been closed meanwhile
            try:
                self.link = self.link or http.client.HTTPConnection(
                    "127.0.0.1",
                    self.served.port,
                    timeout=20,
                    source_address=(self.source, 0),
                )
                self.link.request("POST", path, urlencode(data), headers)
                answer = self.link.getresponse()
                answer.read()
            except (OSError, http.client.HTTPException):
                self.link = None
                continue
            told = {name.title(): value for name, value in answer.getheaders()}
            return answer.status, time.monotonic() - began, told
        return 0, time.monotonic() - began, {}

    def rate(self, slug: str, score: int) -> tuple[int, float]:
        """Rate as whoever the cookie says, keeping the cookie that comes back."""
        status, seconds, told = self.post(f"/interviews/{slug}/ratings/", score=score)
        self.cookie = told.get("Set-Cookie", self.cookie).split(";")[0]
        return status, seconds


def at_once(works: list[Callable[[], None]]) -> float:
    """Run each in a thread, all let go together; return the seconds it took."""
    gate = threading.Barrier(len(works) + 1)

    def run(work: Callable[[], None]) -> None:
        gate.wait()
        work()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    gate.wait()
    began = time.monotonic()
    for thread in threads:
        thread.join()
    return time.monotonic() - began


def rows(served: Served, slug: str) -> list[list[Any]]:
    told = served.manage("shell", stdin=COUNT.format(slug=slug))
    return json.loads(re.search(r"FOUND (.*)", told)[1])  # type: ignore[index, no-any-return]


def drift(served: Served) -> int:
    """Return how many interviews have figures that differ from their rows."""
    told = served.manage("check_consistency", "--json")
    return len(json.loads(told)["problems"])


def p99(seconds: list[float]) -> int:
    return round(1000 * statistics.quantiles(seconds, n=100)[98])


def storm(served: Served, slugs: list[str], votes: int, clients: int = 50) -> str:
    """Every vote a reader of its own; the ledger is what was answered 303."""
    ledger: list[tuple[str, int]] = []
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
                if status == 303:
                    ledger.append((slug, score))

    took = at_once([lambda n=n: work(n) for n in range(clients)])  # type: ignore[misc]
    kept = [row for row in rows(served, "storm-") if row[0] in slugs]
    stored = Counter((row[0], row[2]) for row in kept if row[3] == "approved")
    lost, extra = Counter(ledger) - stored, stored - Counter(ledger)
    return (
        f"{len(ledger)} accepted {dict(answers)}, lost {lost.total()},"
        f" extra {extra.total()}, drift {drift(served)}, p99 {p99(waits)} ms,"
        f" {len(waits) / took:.0f} votes/s"
    )


def twice(served: Served, slug: str, readers: int = 100, times: int = 10) -> str:
    """Each reader, known by a cookie, posts at once from ten connections."""
    answers: Counter[int] = Counter()
    for _ in range(readers):
        first = Client(served)
        first.rate(slug, 3)
        same = [Client(served, cookie=first.cookie) for _ in range(times)]

        def work(client: Client) -> None:
            answers[client.rate(slug, random.randint(1, 5))[0]] += 1

        at_once([lambda client=client: work(client) for client in same])  # type: ignore[misc]
    kept = rows(served, slug)
    return (
        f"{len(kept)} rows of {readers} readers, duplicates"
        f" {len(kept) - len({row[1] for row in kept})}, {dict(answers)},"
        f" drift {drift(served)}"
    )


def limits(served: Served) -> str:
    """One address, fresh cookies: sixty a minute. One office of forty: all of them."""
    client, answers = Client(served, "127.9.9.9"), Counter[int]()
    for _ in range(100):
        client.cookie = ""
        answers[client.rate("storm-1", 4)[0]] += 1
    served.stop(signal.SIGTERM)
    served.start()
    after = Client(served, "127.9.9.8").rate("storm-1", 4)[0]
    office = Counter(
        Client(served, "127.8.8.8").rate("storm-2", 4)[0] for _ in range(40)
    )
    return f"{dict(answers)}, after a restart {after}; office of forty {dict(office)}"


def kill(served: Served, times: int) -> str:
    """SIGKILL all processes in the middle of a storm; every accepted vote is there."""
    lost = drifted = accepted = 0
    starts = []
    for n in range(times):
        slug = f"storm-{n % 20}"
        before = Counter(row[2] for row in rows(served, slug) if row[0] == slug)
        ledger: Counter[int] = Counter()
        mutex, over = threading.Lock(), threading.Event()

        def work(n: int) -> None:
            client = Client(served, f"127.1.{n}.1")
            while not over.is_set():  # noqa: B023
                client.cookie, score = "", random.randint(1, 5)
                status = client.rate(slug, score)[0]  # noqa: B023
                with mutex:  # noqa: B023
                    ledger[score] += status == 303  # noqa: B023
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
        began = time.monotonic()
        served.start()
        starts.append(time.monotonic() - began)
        after = Counter(row[2] for row in rows(served, slug) if row[0] == slug)
        lost += (ledger - (after - before)).total()
        accepted += ledger.total()
        drifted += drift(served)
    slowest = max(starts)
    return (
        f"{times} kills, {accepted} accepted, lost {lost}, drift {drifted},"
        f" slowest start {slowest:.1f} s"
    )


@contextmanager
def prepared(url: str, workers: int, limited: str) -> Iterator[Served]:
    with newsroom(url, workers) as served:
        served.manage("shell", stdin=SETUP.format(n=24))
        served.stop(signal.SIGTERM)
        served.environment["LIMITS"] = limited
        served.start()
        yield served


def main(kills: int) -> int:
    for name in ("SQLite", "PostgreSQL"):
        for workers in (1, 2, 4):
            where = f"{name}, {workers} workers"
            context = nullcontext("") if name == "SQLite" else postgres.cluster()
            with context as url, prepared(url, workers, "off") as served:
                for run in range(3):
                    told = storm(served, [f"storm-{run}"], 1000)
                    print(f"{where}: one interview: {told}", flush=True)
                many = [f"storm-{n}" for n in range(3, 23)]
                print(f"{where}: twenty: {storm(served, many, 4000)}", flush=True)
                print(f"{where}: twice: {twice(served, 'storm-23')}", flush=True)
                if kills and workers == 2:
                    print(f"{where}: {kill(served, kills)}", flush=True)
            context = nullcontext("") if name == "SQLite" else postgres.cluster()
            with context as url, prepared(url, workers, "on") as served:
                print(f"{where}: limits: {limits(served)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 0))

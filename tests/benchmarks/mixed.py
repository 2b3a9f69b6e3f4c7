"""A newsroom at work: readers, raters, an editor who saves, a moderator who approves.

Two workers, on SQLite and on PostgreSQL, ``MINUTES`` each (one, unless that says more):
no answer is an error, no vote is lost, the figures agree, memory does not grow.
``make bench PARTS=mixed MINUTES=10``.
"""

import http.cookiejar
import json
import os
import random
import re
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from http.client import HTTPConnection
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from tests import postgres
from tests.benchmarks.measure import Row, row, told
from tests.benchmarks.processes import children, memory
from tests.benchmarks.storm.readers import Client, drift
from tests.fields import fields
from tests.served import Served, newsroom

SECONDS = 60 * float(os.environ.get("MINUTES") or 1)
INTERVIEWS = 200
READERS, RATERS = 4, 2
# Seconds that each of them rests after an act: a load that two cores can carry.
READER, RATER, EDITOR, MODERATOR = 0.01, 0.2, 2.0, 1.0
SETUP = """
from django.contrib.auth.models import User
for name in ("editor", "moderator"):
    User.objects.create_superuser(name, password=name)
"""
LIST, QUEUE = "/admin/interviews/interview/", "/admin/interviews/rating/"
KEPT = """
import json
from interviews.models import Rating
print("KEPT", json.dumps(Rating.objects.exclude(reader_key__startswith="populated")
      .count()))
"""


class Shift:
    """What happened meanwhile: answers by who and status, and what readers were told."""

    def __init__(self, served: Served) -> None:
        self.served, self.over = served, threading.Event()
        self.answers: Counter[tuple[str, int]] = Counter()
        self.mutex = threading.Lock()

    def count(self, who: str, status: int) -> None:
        with self.mutex:
            self.answers[who, status] += 1

    def of(self, who: str) -> int:
        return sum(n for (name, _), n in self.answers.items() if name == who)

    def errors(self) -> int:
        fine = {"reader": {200}, "rater": {303}, "editor": {200}, "moderator": {200}}
        return sum(
            n for (who, status), n in self.answers.items() if status not in fine[who]
        )


def read(shift: Shift, addresses: list[str], seed: int) -> None:
    choice, link = random.Random(seed), None
    while not shift.over.wait(READER):
        # Every second reader comes for the same few pages.
        some = addresses[:4] if choice.random() < 0.5 else addresses
        link = link or HTTPConnection("127.0.0.1", shift.served.port, timeout=20)
        try:
            link.request("GET", choice.choice(some), headers={"Accept-Encoding": "br"})
            answer = link.getresponse()
            answer.read()
            shift.count("reader", answer.status)
        except OSError:
            shift.count("reader", 0)
            link = None


def rate(shift: Shift, addresses: list[str], seed: int) -> None:
    choice, client = random.Random(seed), Client(shift.served, f"127.3.{seed}.1")
    while not shift.over.wait(RATER):
        client.cookie = ""
        said = {"score": choice.randint(1, 5)}
        if choice.random() < 0.5:
            said["review"] = f"Words of {choice.random()}."  # type: ignore[assignment]
        status, _, _ = client.post(f"{choice.choice(addresses)}ratings/", **said)
        shift.count("rater", status)


class Desk:
    """One of the staff, signed in."""

    def __init__(self, served: Served, name: str) -> None:
        self.served, self.name = served, name
        jar = HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener: OpenerDirector = build_opener(jar)
        self.token = ""
        self.ask("/admin/login/")
        form = {"username": name, "password": name, "next": "/admin/"}
        status, text = self.ask("/admin/login/", **form)
        assert (status, "login-form" in text) == (200, False), text[-2000:]

    def ask(self, path: str, **data: Any) -> tuple[int, str]:
        """Get a page, or post to it with its token; redirects are followed."""
        url, body = self.served.url + path, None
        if data:
            data = {"csrfmiddlewaretoken": self.token, **data}
            body = urlencode(data, doseq=True).encode()
        headers = {"Origin": self.served.url, "Referer": url}
        try:
            with self.opener.open(Request(url, body, headers), timeout=30) as answer:
                text = answer.read().decode()
                status = answer.status
        except HTTPError as error:
            with error:
                text, status = error.read().decode(), error.code
        except OSError:
            return 0, ""
        if found := re.search(r'csrfmiddlewaretoken" value="(\w+)"', text):
            self.token = found[1]
        return status, text


def edit(shift: Shift, desk: Desk, keys: list[int]) -> None:
    choice = random.Random(1)
    while not shift.over.wait(EDITOR):
        address = f"{LIST}{choice.choice(keys)}/change/"
        status, text = desk.ask(address)
        if status == 200:
            data = fields(text) | {"standfirst": f"Saved at {time.time()}."}
            status, text = desk.ask(address, **data)
            # What was refused comes back as the form, with its errors.
            status = 400 if "errornote" in text else status
        shift.count("editor", status)


def moderate(shift: Shift, desk: Desk) -> None:
    while not shift.over.wait(MODERATOR):
        status, text = desk.ask(QUEUE)
        found = re.findall(r'name="_selected_action" value="(\d+)"', text)
        if status == 200 and found:
            data = {"action": "approve", "_selected_action": found[:20]}
            status, _ = desk.ask(QUEUE, **data)
        shift.count("moderator", status)


def rows() -> Iterator[Row]:
    for name in ("SQLite", "PostgreSQL"):
        if name == "PostgreSQL" and postgres.binaries() is None:
            continue
        context = nullcontext("") if name == "SQLite" else postgres.cluster()
        with context as url, newsroom(url, workers=2, LIMITS="off") as served:
            yield from _shift(name, served)


def _shift(name: str, served: Served) -> Iterator[Row]:
    served.manage("populate", f"--interviews={INTERVIEWS}", "--ratings=1000")
    served.manage("shell", "-v", "0", stdin=SETUP)
    printed = served.manage("shell", "-v", "0", "-c", PLACES)
    keys, addresses = json.loads(printed.partition("PLACES")[2])
    desks = [Desk(served, name) for name in ("editor", "moderator")]
    shift = Shift(served)
    works: list[Callable[[], None]] = [
        lambda: edit(shift, desks[0], keys[:20]),
        lambda: moderate(shift, desks[1]),
        *(lambda n=n: read(shift, [*LISTS, *addresses], n) for n in range(READERS)),  # type: ignore[misc]
        *(lambda n=n: rate(shift, addresses[:20], n) for n in range(1, RATERS + 1)),  # type: ignore[misc]
    ]
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    time.sleep(SECONDS / 2)  # every page has been read by now
    workers = children(served.server.pid)
    before = max(memory(worker) for worker in workers)
    time.sleep(SECONDS / 2)
    after = max(memory(worker) for worker in workers)
    shift.over.set()
    for thread in threads:
        thread.join()
    kept = int(served.manage("shell", "-v", "0", stdin=KEPT).partition("KEPT")[2])
    accepted = shift.answers["rater", 303]
    said = ", ".join(f"{n:,} by {who}s" for who in FOLK if (n := shift.of(who)))
    print(f"{name}, {SECONDS / 60:g} minutes: {said}; {dict(shift.answers)}",
          file=sys.stderr)  # fmt: skip
    yield row(f"mixed load, {name}: errors", shift.errors(), "answers", 0)
    yield row(f"mixed load, {name}: votes lost", accepted - kept, "votes", 0)
    yield row(f"mixed load, {name}: figures that differ", drift(served), "", 0)
    yield row(f"mixed load, {name}: memory, end against middle", after / before,
              "ratio", 1.1)  # fmt: skip


FOLK = ("reader", "rater", "editor", "moderator")
LISTS = ["/", "/interviews/", "/people/", "/archive/", "/tags/world/", "/search/?q=sea"]
PLACES = (
    "import json; from interviews.models import Interview as I;"
    "rows = list(I.objects.order_by('-pk'));"
    "print('PLACES', json.dumps([[r.pk for r in rows],"
    " [r.get_absolute_url() for r in rows]]))"
)


if __name__ == "__main__":
    sys.exit(told(rows))

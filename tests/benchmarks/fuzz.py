"""Tens of thousands of malformed requests to the newsroom as it is served, on both
databases: ``make fuzz``. None may be a fault of ours, none may take long."""

import http.client
import json
import re
import sys
import time
from collections import Counter
from contextlib import nullcontext
from itertools import islice

from tests import postgres
from tests.malformed import Malformed, requests
from tests.served import Served, newsroom

SETUP = """
import json
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client
from tests.newsroom.permissions import table
from tests.newsroom.permissions.everything import Everything
everything = Everything(Client())
addresses = [everything.address(row.address) for row in table.rows()]
user = everything.users["administrator"]
session = SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.create()
print("FOUND", json.dumps([addresses, session.session_key, _get_new_csrf_string()]))
"""
SLOW = 1.0  # seconds


class Sender:
    """One client with a connection kept alive, signed in or not."""

    def __init__(self, served: Served, cookie: str) -> None:
        self.served, self.cookie = served, cookie
        self.link = self._connect()

    def _connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.served.port, timeout=20)

    def send(self, asked: Malformed) -> int:
        """Return the status, 0 where the server closed instead of answering."""
        headers = {"Origin": self.served.url, "Cookie": self.cookie} | asked.headers
        if self.cookie and "Cookie" in asked.headers:
            headers["Cookie"] = f"{self.cookie}; {asked.headers['Cookie']}"
        try:
            self.link.putrequest(
                asked.method,
                asked.address,
                skip_host="Host" in headers,
                skip_accept_encoding="Accept-Encoding" in headers,
            )
            for name, value in headers.items():
                self.link.putheader(name, value.encode("latin-1", "replace"))
            if asked.method in ("POST", "PUT"):
                self.link.putheader("Content-Length", str(len(asked.body)))
            self.link.endheaders(asked.body or None)
            answer = self.link.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException, ValueError):
            self.link.close()
            self.link = self._connect()
            return 0
        return answer.status


def run(served: Served, count: int, seed: int) -> tuple[int, str]:
    """Return the faults found, and what is to be said of them."""
    found = re.search(r"FOUND (.*)", served.manage("shell", stdin=SETUP))
    assert found
    addresses, session, token = json.loads(found[1])
    addresses = [each for each in addresses if "/logout/" not in each]
    public = [each for each in addresses if not each.startswith("/admin/")]
    staff = Sender(served, f"session={session}; csrf={token}")
    senders = [(staff, requests(seed, addresses, token))]
    senders += [(Sender(served, ""), requests(seed + 1, public))]
    answers: Counter[int] = Counter()
    faults: list[Malformed] = []
    slow: list[tuple[float, Malformed]] = []
    began = time.monotonic()
    for sender, made in senders:
        for asked in islice(made, count // len(senders)):
            sent = time.monotonic()
            status = sender.send(asked)
            took = time.monotonic() - sent
            answers[status] += 1
            if status >= 500:
                faults.append(asked)
            if took > SLOW:
                slow.append((took, asked))
    for fault in faults[:20]:
        print("  FAULT", repr(fault)[:600])
    for took, asked in sorted(slow, key=lambda each: -each[0])[:5]:
        print(f"  slow: {took:.1f} s", repr(asked)[:200])
    log = (served.data / "server.log").read_text(errors="replace")
    for trace in re.findall(r"Traceback.*", log)[:5]:
        print("  ", trace[-600:])
    rate = answers.total() / (time.monotonic() - began)
    return len(faults), (
        f"{answers.total()} requests at {rate:.0f}/s, {len(faults)} x 5xx,"
        f" {len(slow)} over {SLOW:.0f} s, {log.count('Traceback')} traces in the log,"
        f" {dict(sorted(answers.items()))}"
    )


def main(count: int, seed: int) -> int:
    total = 0
    for name in ("SQLite", "PostgreSQL"):
        context = nullcontext("") if name == "SQLite" else postgres.cluster()
        with context as url, newsroom(url, LIMITS="off", LOG_LEVEL="warning") as served:
            faults, told = run(served, count, seed)
            print(f"{name}: {told}", flush=True)
            total += faults
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, [*sys.argv[1:], 30_000, 1][:2])))

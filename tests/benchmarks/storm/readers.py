"""Readers and moderators who post from outside, and the rows that came of it."""

import http.client
import json
import re
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import psycopg2

from tests.served import Served

PASSWORD = "a password of the storm"  # of the moderators that it makes
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
FORM = "application/x-www-form-urlencoded"


@dataclass
class Client:
    """One reader at one source address, with a connection kept alive."""

    served: Served
    source: str = "127.0.0.1"
    cookie: str = ""
    link: http.client.HTTPConnection | None = field(default=None, repr=False)
    text: str = field(default="", repr=False)  # of the last answer

    def ask(
        self, method: str, path: str, headers: dict[str, str], body: str = ""
    ) -> tuple[int, float, dict[str, str]]:
        """Return status, seconds and headers; status 0 where the server went away."""
        if self.cookie:
            headers = {"Cookie": self.cookie, **headers}
        began = time.monotonic()
        for _ in range(2):  # an idle connection may have been closed meanwhile
            try:
                self.link = self.link or http.client.HTTPConnection(
                    "127.0.0.1",
                    self.served.port,
                    timeout=20,
                    source_address=(self.source, 0),
                )
                self.link.request(method, path, body, headers)
                answer = self.link.getresponse()
                self.text = answer.read().decode("utf-8", "replace")
            except (OSError, http.client.HTTPException):
                self.link = None
                continue
            told = {name.title(): value for name, value in answer.getheaders()}
            return answer.status, time.monotonic() - began, told
        return 0, time.monotonic() - began, {}

    def post(
        self, path: str, headers: dict[str, str] | None = None, **data: Any
    ) -> tuple[int, float, dict[str, str]]:
        """Post as a page of ours does, keeping the cookie that comes back."""
        sent = {"Origin": self.served.url, "Content-Type": FORM, **(headers or {})}
        status, seconds, told = self.ask("POST", path, sent, urlencode(data))
        self.cookie = told.get("Set-Cookie", self.cookie).split(";")[0]
        return status, seconds, told

    def rate(self, slug: str, score: int, **more: Any) -> tuple[int, float]:
        status, seconds, _told = self.post(
            f"/interviews/{slug}/ratings/", score=score, **more
        )
        return status, seconds


class Moderator:
    """A member of staff who is signed in."""

    def __init__(self, served: Served, name: str) -> None:
        self.served, self.jar, self.token = served, CookieJar(), ""
        self.opener: OpenerDirector = build_opener(HTTPCookieProcessor(self.jar))
        self.ask("/admin/login/")
        self.ask("/admin/login/", username=name, password=PASSWORD)
        assert any("session" in cookie.name for cookie in self.jar)
        self.ask("/admin/")  # with the token that came with the sign-in

    def ask(self, path: str, **data: Any) -> str:
        """Get a page, or post what is given; return the text that is answered."""
        body = None
        if data:
            data["csrfmiddlewaretoken"] = self.token
            body = urlencode(data, doseq=True).encode()
        headers = {"Origin": self.served.url, "Accept": "text/html"}
        request = Request(self.served.url + path, body, headers)
        try:
            with self.opener.open(request, timeout=30) as answer:
                text = str(answer.read().decode())
        except HTTPError as error:
            with error:
                text = str(error.read().decode())
        found = TOKEN.search(text)
        self.token = found[1] if found else self.token
        return text


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


# What is in the database


RATINGS = """SELECT i.slug, r.reader_key, r.score, r.status, r.id
    FROM interviews_rating r JOIN interviews_interview i ON i.id = r.interview_id
    ORDER BY r.id"""
# All that a reader's post could change.
CHANGEABLE = (
    "SELECT * FROM interviews_rating ORDER BY id",
    "SELECT * FROM interviews_ratingsummary ORDER BY interview_id",
    "SELECT * FROM interviews_helpfulvote ORDER BY id",
    "SELECT * FROM interviews_report ORDER BY id",
)


def query(served: Served, sql: str) -> list[tuple[Any, ...]]:
    """Ask the database itself, past the product."""
    url = served.environment["DATABASE_URL"]
    if url.startswith("sqlite"):
        file = url.removeprefix("sqlite:///")
        connection: Any = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    else:
        connection = psycopg2.connect(url)
    try:
        cursor = connection.cursor()
        cursor.execute(sql)
        return list(cursor.fetchall())
    finally:
        connection.close()


def rows(served: Served, *slugs: str) -> list[tuple[Any, ...]]:
    """Return ``(slug, reader key, score, status, id)`` of each rating of these."""
    return [row for row in query(served, RATINGS) if row[0] in slugs]


def counted(served: Served, *slugs: str) -> Counter[tuple[str, int]]:
    """Return how many approved ratings of each score these have."""
    found = rows(served, *slugs)
    return Counter((row[0], row[2]) for row in found if row[3] == "approved")


def figures(served: Served) -> list[tuple[Any, ...]]:
    return query(served, CHANGEABLE[1])


def everything(served: Served) -> list[Any]:
    return [query(served, sql) for sql in CHANGEABLE]


def drift(served: Served) -> int:
    """Return how many figures and counts differ from their rows."""
    done = subprocess.run(
        [sys.executable, "manage.py", "check_consistency", "--json"],
        env=served.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return len(json.loads(done.stdout)["problems"])


def shown_figure(served: Served, slug: str) -> str:
    """Return the figure on the interview's page, empty if there is none."""
    page = served.get(f"/interviews/{slug}/").text
    found = re.search(r'class="figure">([\d.]+)<', page)
    return found[1] if found else ""

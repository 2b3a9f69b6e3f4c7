"""The served newsroom while its database is away, hangs, and when a worker dies."""

import contextlib
import os
import re
import signal
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from newsroom.serving.places import THREADS
from tests import postgres
from tests.benchmarks import processes
from tests.served import Served, newsroom

STORY = "The harbour\n\nQ: Why?\n\nA: Because of the tide.\n\nQ: When?\n\nA: At six.\n"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """Give a cluster of this module's own: one that other tests use cannot be hung."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        with postgres.cluster() as cluster:
            yield cluster
    else:
        yield ""


@pytest.fixture(scope="module")
def served(url: str) -> Iterator[Served]:
    with newsroom(url, workers=2) as served:
        file = served.data / "story.txt"
        file.write_text(STORY)
        publication = (
            "from newsroom.models import Publication;"
            " Publication.objects.create(name='The Courier')"
        )
        served.manage("shell", "-v", "0", "-c", publication)
        served.manage("import_transcript", str(file), "--publish")
        yield served


def rate(served: Served) -> int:
    return served.post(
        "/interviews/the-harbour/ratings/", "score=5", Accept="application/json"
    ).status


def away(served: Served) -> None:
    """Hold what every page, the desk and a vote answer while the database is away."""
    for path in (
        "/interviews/nowhere/",
        "/admin/login/?next=/admin/",
        "/publications/",
    ):
        answer = served.get(path, Cookie="session=0123456789abcdef")
        assert answer.status == 503, path
        assert answer.headers["Retry-After"] and answer.seconds < 3.5
        assert "Traceback" not in answer.text
    assert rate(served) == 503
    assert served.get("/healthz").status == 200
    assert served.get("/readyz").status == 503


def healed(served: Served) -> None:
    assert (
        served.until(lambda: served.get("/interviews/nowhere/").status == 404, 10) < 5
    )
    assert served.get("/readyz").status == 200
    assert rate(served) == 200
    served.manage("check_consistency")


def test_a_database_that_hangs_is_as_one_that_is_gone(served: Served, url: str) -> None:
    if not url:
        file = served.data / "newsroom.sqlite3"
        kept = file.rename(file.with_suffix(".away"))
        file.mkdir()
        try:
            served.stop()
            served.start()
            away(served)
        finally:
            file.rmdir()
            kept.rename(file)
        healed(served)
        return
    stopped = postgres.processes(url)
    try:
        for process in stopped:
            os.kill(process, signal.SIGSTOP)
        away(served)
    finally:
        for process in stopped:
            os.kill(process, signal.SIGCONT)
    healed(served)


@contextlib.contextmanager
def written_by_nobody_else(served: Served, url: str) -> Iterator[None]:
    """Hold what every writer needs."""
    if url:
        import psycopg2

        held = psycopg2.connect(url)
        held.cursor().execute("LOCK TABLE interviews_ratingsummary")
    else:
        held = sqlite3.connect(served.data / "newsroom.sqlite3", isolation_level=None)
        held.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        held.close()


def test_while_every_writer_hangs_stored_pages_are_sent(
    served: Served, url: str
) -> None:
    page = "/interviews/the-harbour/"
    served.until(lambda: served.get(page).headers["X-Page"] == "hit", 10)
    many = THREADS // 4
    with ThreadPoolExecutor(many) as voters, written_by_nobody_else(served, url):
        votes = [voters.submit(rate, served) for _ in range(many)]
        while sum(vote.running() for vote in votes) < many:
            time.sleep(0.01)
        pages = [served.get(page).headers["X-Page"] for _ in range(30)]
        still = sum(not vote.done() for vote in votes)
        # Had a page waited for them, they would all have been told by now.
        assert (pages, still) == (["hit"] * 30, many)
        assert {vote.result() for vote in votes} == {503}
    healed(served)


def test_a_killed_worker_is_replaced_while_the_other_serves(served: Served) -> None:
    first, second = processes.children(served.server.pid)
    accepted = rate(served) == 200
    os.kill(first, signal.SIGKILL)
    served.until(lambda: rate(served) == 200, 20)
    served.until(lambda: len(processes.children(served.server.pid)) == 2, 30)
    workers = processes.children(served.server.pid)
    assert accepted and second in workers and first not in workers
    assert "0 differ" in served.manage("check_consistency")


def test_a_killed_server_starts_again_and_nothing_accepted_is_lost(
    served: Served,
) -> None:
    before = served.manage("check_consistency")
    accepted = sum(rate(served) == 200 for _ in range(5))
    os.killpg(served.server.pid, signal.SIGKILL)
    served.server.wait(20)
    served.start()
    after = served.manage("shell", "-v", "0", "-c", COUNT)
    assert accepted == 5 and int(re.findall(r"\d+", after)[-1]) >= 5
    assert "0 differ" in before and "0 differ" in served.manage("check_consistency")


COUNT = "from interviews.models import Rating; print(Rating.objects.count())"

"""What it costs to build a page and to read a transcript. Part of ``make bench``."""

import io
import sys
from collections.abc import Iterator

from tests.benchmarks.measure import (
    SAMPLE,
    Row,
    milliseconds,
    newsroom,
    row,
    side_by_side,
    told,
)

MANY = 860  # exchanges: 1 MB


def rows() -> Iterator[Row]:
    with newsroom():
        yield from _pages()
        yield from _transcripts()


def _pages() -> Iterator[Row]:
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from interviews.models import Interview

    def newest(ratings: int) -> str:
        """Return the address of an interview of 1,900 words with half the ratings."""
        call_command("populate", interviews=30, words=1900, ratings=ratings,
                     stderr=io.StringIO())  # fmt: skip
        return Interview.objects.latest("pk").get_absolute_url()

    address, rated = newest(100), newest(10_000)
    client = Client(SERVER_NAME="127.0.0.1")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    yield row("an interview page built: queries", len(queries), "queries", 8)
    page = lambda: client.get(address)  # noqa: E731
    for _ in range(5):
        page()
    yield row("an interview page built", milliseconds(page, 200), "ms CPU", 2.0)
    constant = lambda: client.get("/healthz")  # noqa: E731
    ratio = side_by_side(page, constant, runs=20)
    yield row("an interview page built, against /healthz", ratio, "ratio", None)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(rated).status_code == 200
    yield row("with thousands of ratings: queries", len(queries), "queries", 8)
    home = lambda: client.get("/")  # noqa: E731
    yield row("the home page built", milliseconds(home, 50), "ms CPU", None)


def _transcripts() -> Iterator[Row]:
    from interviews.transcripts.parse import parse
    from interviews.transcripts.read import read

    text = SAMPLE.read_text("utf-8")
    million = _interview(MANY)
    one = milliseconds(lambda: parse(read(text)), 20)
    yield row("a transcript parsed", one, "ms CPU", 50)
    long = milliseconds(lambda: parse(read(million)), 1)
    yield row("1 MB of transcript parsed", long, "ms CPU", 2000)
    half = _interview(MANY // 2)
    ratio = side_by_side(
        lambda: parse(read(million)), lambda: parse(read(half)), runs=1, rounds=3
    )
    yield row("a transcript twice as long", ratio, "ratio", 2.5)


def _interview(exchanges: int) -> str:
    """Return a transcript of 1.2 kB an exchange."""
    answer = (
        "The tide comes in, and whoever has not tied up has a long way to row. " * 17
    )
    turns = (f"Q: And what of day {n}?\n\nA: {answer}\n\n" for n in range(exchanges))
    return "The harbour\n\n" + "".join(turns)


if __name__ == "__main__":
    sys.exit(told(rows))

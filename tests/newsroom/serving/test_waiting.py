"""How long a request waits for PostgreSQL, by a clock and a server of the test's own."""

import threading
from collections.abc import Callable

import psycopg2
import pytest
from django.db import OperationalError, connection
from psycopg2.extensions import POLL_OK, POLL_READ, set_wait_callback

from newsroom.serving import waiting


class Server:
    """A connection whose every statement is answered after ``seconds``."""

    def __init__(self, seconds: float, *, rubbish: bool = False) -> None:
        self.now, self.seconds, self.rubbish = 0.0, seconds, rubbish
        self.answered = False

    def poll(self) -> int:
        return POLL_OK if self.answered else POLL_READ

    def fileno(self) -> int:
        return 0

    def wait(self, milliseconds: float) -> bool:
        """Stand in for the system's poll: say whether there is something to read."""
        step = 0.5 if self.rubbish else self.seconds
        if milliseconds / 1000 < step:
            self.now += milliseconds / 1000
            return False
        self.now += step
        self.answered = not self.rubbish
        return True

    def ask(self) -> None:
        self.answered = False
        waiting._wait(self)


type Serving = Callable[..., Server]


@pytest.fixture
def serving(monkeypatch: pytest.MonkeyPatch) -> Serving:
    def serve(seconds: float, *, rubbish: bool = False) -> Server:
        server = Server(seconds, rubbish=rubbish)
        waiter = type("Waiter", (), {"register": lambda *_: None})()
        waiter.poll = server.wait
        monkeypatch.setattr(waiting.select, "poll", lambda: waiter)
        monkeypatch.setattr(waiting.time, "monotonic", lambda: server.now)
        monkeypatch.setattr(waiting, "_request", waiting._Request())
        return server

    return serve


def test_a_request_waits_two_seconds_in_all(serving: Serving) -> None:
    server = serving(1.5)
    with waiting.bounded(0):
        server.ask()
        with pytest.raises(psycopg2.OperationalError, match="does not answer"):
            server.ask()
        assert server.now == 2.0
    with waiting.bounded(0):
        server.ask()


def test_what_it_waited_for_its_place_is_taken_from_that(serving: Serving) -> None:
    for for_a_place, rest in ((0.8, 1.2), (1.9, waiting.LEAST)):
        server = serving(9)
        with (
            waiting.bounded(for_a_place),
            pytest.raises(psycopg2.OperationalError, match="does not answer"),
        ):
            server.ask()
        assert server.now == pytest.approx(rest)


@pytest.mark.django_db
def test_sqlite_waits_less_for_who_waited_for_a_place() -> None:
    if connection.vendor != "sqlite":
        assert waiting.patience() == waiting.BUSY
        return

    def limit() -> float:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout")
            return float(cursor.fetchone()[0]) / 1000

    assert limit() == waiting.BUSY
    with waiting.bounded(1.0):
        assert limit() == waiting.patience() == 1.5
        with waiting.busy_for(0.7):
            assert limit() == 0.7
        assert limit() == 1.5
    assert limit() == waiting.BUSY


def test_what_no_request_asks_for_waits_each_time(serving: Serving) -> None:
    server = serving(1.5)
    for _ in range(3):
        server.ask()
    assert server.now == 4.5


def test_a_thousand_quick_answers_are_not_too_many(serving: Serving) -> None:
    server = serving(0.01)
    with waiting.bounded(0):
        for _ in range(1000):
            server.ask()
    assert server.now == pytest.approx(10)


def test_a_server_that_sends_and_never_answers_is_given_up(serving: Serving) -> None:
    server = serving(0, rubbish=True)
    with (
        waiting.bounded(0),
        pytest.raises(psycopg2.OperationalError, match="does not answer"),
    ):
        server.ask()
    assert server.now == 2.0


@pytest.mark.django_db(transaction=True)
def test_the_thread_of_a_statement_that_hangs_is_free_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if connection.vendor != "postgresql":
        return  # SQLite has a time limit of its own
    monkeypatch.setattr(waiting, "LONGEST", 0.3)
    said: list[str] = []
    hanging: list[int] = []

    def ask() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                hanging.append(cursor.fetchone()[0])
                with waiting.bounded(0):
                    cursor.execute("SELECT pg_sleep(60)")
        except OperationalError as error:
            said.append(str(error))
        finally:
            connection.close()

    thread = threading.Thread(target=ask, daemon=True)
    set_wait_callback(waiting._wait)
    try:
        thread.start()
        thread.join(20)
    finally:
        set_wait_callback(None)
    with connection.cursor() as cursor:  # it does not know that nobody listens
        cursor.execute("SELECT pg_terminate_backend(%s, 10000)", hanging)
    assert said == ["the database does not answer"]

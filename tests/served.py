"""The product as it is served in production, in a data folder of its own."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from newsroom.serving.places import THREADS
from tests.postgres import free_port

BIN = Path(sys.executable).parent
KEY = "a-key-for-tests-only-with-more-than-fifty-letters-0123456789"


def granian(bin_: Path, port: int) -> list[str]:
    """Return the server as it is started everywhere, but for what it serves."""
    command = [str(bin_ / "granian"), "--interface", "wsgi", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--blocking-threads", str(THREADS)]
    return [*command, "--no-ws", "--log-level", "error"]


@dataclass
class Answer:
    status: int
    headers: Any
    text: str
    seconds: float


@dataclass
class Served:
    """One running newsroom. ``environment`` is what its commands and server see."""

    data: Path
    port: int
    environment: dict[str, str]
    workers: int = 1
    server: subprocess.Popen[bytes] = field(init=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def manage(self, *words: str, stdin: str = "") -> str:
        """Return what a management command printed; its errors raise."""
        done = subprocess.run(
            [sys.executable, "-W", "error", "manage.py", *words],
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self) -> None:
        command = [*granian(BIN, self.port), "--workers", str(self.workers)]
        command += ["--respawn-failed-workers", "--workers-kill-timeout", "30"]
        with (self.data / "server.log").open("ab") as log:
            self.server = subprocess.Popen(
                [*command, "newsroom.wsgi:application"],
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.until(lambda: self.get("/healthz").status == 200, 90)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Ask the leader to end, as an operator does, or kill all processes at once."""
        ask = os.kill if how == signal.SIGTERM else os.killpg
        with contextlib.suppress(ProcessLookupError):
            ask(self.server.pid, how)
        self.server.wait(60)

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask(Request(self.url + path, headers=headers))

    def post(self, path: str, body: str, **headers: str) -> Answer:
        headers = {"Origin": self.url, **headers}
        return self._ask(Request(self.url + path, body.encode(), headers))

    def _ask(self, request: Request) -> Answer:
        began = time.monotonic()
        try:
            with urlopen(request, timeout=20) as response:
                return self._answer(response, began)
        except HTTPError as error:
            with error:
                return self._answer(error, began)
        except OSError:  # not there yet, or not any more
            return Answer(0, {}, "", time.monotonic() - began)

    @staticmethod
    def _answer(response: Any, began: float) -> Answer:
        text = response.read().decode("utf-8", "replace")
        return Answer(response.status, response.headers, text, time.monotonic() - began)

    @staticmethod
    def until(happened: Any, seconds: float) -> float:
        """Wait until something holds; return how long it took."""
        began = time.monotonic()
        while not happened():
            assert time.monotonic() - began < seconds, "it never happened"
            time.sleep(0.05)
        return time.monotonic() - began


@contextlib.contextmanager
def newsroom(
    database_url: str = "", workers: int = 1, **settings: str
) -> Iterator[Served]:
    """Serve an empty newsroom, on SQLite if no database is named."""
    with installed(database_url, workers, **settings) as served:
        served.manage("collectstatic", "--verbosity=0", "--no-input")
        served.start()
        try:
            yield served
        finally:
            served.stop(signal.SIGKILL)


@contextlib.contextmanager
def installed(
    database_url: str = "", workers: int = 1, **settings: str
) -> Iterator[Served]:
    """Give an empty newsroom for commands; nothing serves it yet."""
    home = Path(tempfile.mkdtemp(prefix="newsroom-served-"))
    port = free_port()
    environment = {
        **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        "PORT": str(port),
        "DATA_DIR": str(home),
        "SECRET_KEY": KEY,
        "DATABASE_URL": database_url or f"sqlite:///{home}/newsroom.sqlite3",
        **settings,
    }
    served = Served(home, port, environment, workers)
    served.manage("migrate", "--verbosity=0")
    try:
        yield served
    finally:
        shutil.rmtree(home, ignore_errors=True)

"""Stored pages as they are served, against a raw callable that returns the same bytes.

Both stand on the same server with one worker. The CPU time of each worker for a request
is compared, in short turns: a busy machine slows both and changes the ratio little.
Part of ``make bench``.
"""

import contextlib
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path

from tests.benchmarks import nginx, processes
from tests.benchmarks.measure import Row, row, told
from tests.postgres import free_port
from tests.served import BIN, Served, granian, newsroom

TURN = 2  # seconds
TURNS = 7
CONNECTIONS = 16
KEPT = 1000  # pages while a worker's memory is looked at
RATINGS_A_SECOND = 10
PAGES = 2000 if os.environ.get("FULL") else 300
RAW = """
import json, pathlib
headers, body = json.loads(pathlib.Path({file!r}).read_text())
headers, body = [tuple(each) for each in headers], [body.encode()]
def application(environ, start_response):
    start_response("200 OK", headers)
    return body
"""
type Load = Callable[[], int]


def rows() -> Iterator[Row]:
    with newsroom(workers=1, LIMITS="off", PAGES_FOR_NGINX="on") as served:
        served.manage("populate", f"--interviews={PAGES}", "--words=1900")
        began = time.monotonic()
        served.stop()
        served.start()
        address = _addresses(served)[0]
        first = served.get(address)
        yield row("first page after a start", time.monotonic() - began, "s", 1.5)
        addresses = _addresses(served)
        served.get(address)
        with _raw(served, address) as (raw, port):
            plain = _load(port, [address])
            lines: list[tuple[str, Load, float]] = [
                ("a stored page", _load(served.port, [address]), 0.95),
                ("gzip", _load(served.port, [address], Accept_Encoding="gzip"), 1.05),
                ("304", _load(served.port, [address], If_None_Match=_tag(first)), 1.30),
                (f"one of {PAGES:,} pages", _load(served.port, addresses), 0.90),
            ]
            for path in addresses[:KEPT]:
                served.get(path)
            size = processes.memory(processes.worker(served.server.pid))
            kept = f"memory of a worker with {min(KEPT, PAGES):,} pages"
            yield row(kept, size, "MiB", 80)
            for path in addresses[KEPT:]:
                served.get(path)
            for name, load, goal in lines:
                ratio = _ratio(raw, plain, processes.worker(served.server.pid), load)
                named = f"{name}: requests a CPU second, against raw"
                yield row(named, ratio, "ratio", goal, at_least=True)
            yield from _behind_nginx(served, address)
        yield row("99th percentile of a stored page", _p99(served, address), "ms", 2.0)
        yield _while_changing(served, address, served.port)
        yield _rate_kept(served, address)


def _behind_nginx(served: Served, address: str) -> Iterator[Row]:
    """Compare nginx before the newsroom with nginx sending a file of the same bytes."""
    if not shutil.which("nginx"):
        return
    with nginx.serving(served, address) as (process, port):
        # What a request costs nginx and the newsroom's worker together.
        both = [process, processes.worker(served.server.pid)]
        file, through = _load(port, ["/page.html"]), _load(port, [address])
        ratios = []
        for _ in range(TURNS):
            base = _cost([process], file)
            ratios.append(base / _cost(both, through))
        named = "a stored page through nginx, against a file of nginx"
        yield row(named, statistics.median(ratios), "ratio", 0.70, at_least=True)
        yield _while_changing(served, address, port, "through nginx, ")


def _while_changing(served: Served, address: str, port: int, how: str = "") -> Row:
    """Count ratings in and look at the very next page at ``port``, as fast as it goes."""
    stale, posted = 0, 300
    link = HTTPConnection("127.0.0.1", port, timeout=20)

    def counted() -> int:
        link.request("GET", address)
        text = link.getresponse().read().decode()
        found = re.search(r"([\d,]+) (?:reviews?|ratings?)", text)
        return int(found[1].replace(",", "")) if found else 0

    before = counted()
    began = time.monotonic()
    for n in range(1, posted + 1):
        accept = {"Accept": "application/json"}
        assert served.post(f"{address}ratings/", "score=5", **accept).status == 200
        stale += counted() != before + n
    link.close()
    rate = posted / (time.monotonic() - began)
    named = f"{how}stale pages at {rate:.0f} counted ratings a second"
    return row(named, stale, f"of {posted}", 0)


def _rate_kept(served: Served, address: str) -> Row:
    """Compare reading a page with reading it while ratings of it are counted in; what
    these cost the worker, and the page made anew after each, is the reading's."""
    worker, load = processes.worker(served.server.pid), _load(served.port, [address])
    over = threading.Event()

    def rate() -> None:
        while not over.wait(1 / RATINGS_A_SECOND):
            served.post(f"{address}ratings/", "score=5", Accept="application/json")

    ratios = []
    for _ in range(TURNS):
        alone = _cost([worker], load)
        over.clear()
        rating = threading.Thread(target=rate)
        rating.start()
        ratios.append(alone / _cost([worker], load))
        over.set()
        rating.join()
    named = f"rate kept at up to {RATINGS_A_SECOND} counted ratings a second"
    return row(named, statistics.median(ratios), "ratio", 0.95, at_least=True)


def _addresses(served: Served) -> list[str]:
    command = (
        "from interviews.models import Interview as I;"
        "print(*(i.get_absolute_url() for i in I.objects.only('slug').order_by('pk')))"
    )
    return re.findall(
        r"/interviews/\S+", served.manage("shell", "-v", "0", "-c", command)
    )


def _tag(answer: object) -> str:
    return str(answer.headers["ETag"])  # type: ignore[attr-defined]


@contextlib.contextmanager
def _raw(served: Served, address: str) -> Iterator[tuple[int, int]]:
    """Serve the page's headers and bytes by nothing at all; give worker and port."""
    home, port = Path(tempfile.mkdtemp(prefix="newsroom-raw-")), free_port()
    answer = served.get(address)
    own = {"server", "date"}  # the server's own
    headers = [(n, v) for n, v in answer.headers.items() if n.lower() not in own]
    (home / "page.json").write_text(json.dumps([headers, answer.text]))
    (home / "raw.py").write_text(RAW.format(file=str(home / "page.json")))
    command = [*granian(BIN, port), "raw:application"]
    server = subprocess.Popen(command, cwd=home)
    try:
        Served.until(lambda: _answers(port), 60)
        yield processes.worker(server.pid), port
    finally:
        server.terminate()
        server.wait(20)
        shutil.rmtree(home)


def _answers(port: int) -> bool:
    try:
        _ask(port, "/", 1, {})
    except OSError:
        return False
    return True


# Load: wrk where it is installed, else threads of this process


def _load(port: int, addresses: list[str], **headers: str) -> Load:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if shutil.which("wrk"):
        return lambda: _wrk(port, addresses, named)
    return lambda: _threads(port, addresses, named)


def _wrk(port: int, addresses: list[str], headers: dict[str, str]) -> int:
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        paths = ",".join(json.dumps(address) for address in addresses)
        script.write(
            f"local paths = {{{paths}}}\nlocal n = 0\nrequest = function()\n"
            "n = n % #paths + 1\nreturn wrk.format('GET', paths[n])\nend\n"
        )
        script.flush()
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{TURN}s", "-s", script.name]
        for name, value in headers.items():
            command += ["-H", f"{name}: {value}"]
        said = subprocess.run(
            [*command, f"http://127.0.0.1:{port}/"],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
    assert "Non-2xx" not in said, said
    found = re.search(r"(\d+) requests in", said)
    assert found
    return int(found[1])


def _threads(port: int, addresses: list[str], headers: dict[str, str]) -> int:
    counts = [0] * 4
    until = time.monotonic() + TURN

    def work(n: int) -> None:
        link = HTTPConnection("127.0.0.1", port)
        while time.monotonic() < until:
            link.request("GET", random.choice(addresses), headers=headers)
            link.getresponse().read()
            counts[n] += 1
        link.close()

    threads = [threading.Thread(target=work, args=[n]) for n in range(len(counts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts)


def _ask(port: int, address: str, times: int, headers: dict[str, str]) -> list[float]:
    """Return the seconds that each of the requests took, one after another."""
    link, took = HTTPConnection("127.0.0.1", port, timeout=20), []
    for _ in range(times):
        began = time.perf_counter()
        link.request("GET", address, headers=headers)
        link.getresponse().read()
        took.append(time.perf_counter() - began)
    link.close()
    return took


def _p99(served: Served, address: str) -> float:
    took = _ask(served.port, address, 5000, {})
    return statistics.quantiles(took, n=100)[98] * 1000


def _cost(workers: list[int], load: Load) -> float:
    """Return the CPU seconds that a request takes of these processes."""
    before = sum(map(processes.seconds, workers))
    requests = load()
    return (sum(map(processes.seconds, workers)) - before) / requests


def _ratio(raw: int, yardstick: Load, worker: int, load: Load) -> float:
    """Return how many requests a CPU second answers, as a share of the yardstick's."""
    ratios = []
    for _ in range(TURNS):
        ratios.append(_cost([raw], yardstick) / _cost([worker], load))
    return statistics.median(ratios)


if __name__ == "__main__":
    sys.exit(told(rows))

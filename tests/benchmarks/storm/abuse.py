"""Whether forgers, floods and false addresses get nowhere, and offices do: A3 to A6."""

import random
import re
import secrets
import signal
import time
from collections import Counter
from typing import Any

from tests.benchmarks.storm.line import Line
from tests.benchmarks.storm.readers import Client, drift, everything
from tests.served import Served

A_MINUTE = 60
FORGED_HEADERS = (
    "X-Forwarded-For",
    "X-Real-IP",
    "Forwarded",
    "CF-Connecting-IP",
    "True-Client-IP",
    "X_Forwarded_For",
)
CHANGING = ("ratings/", "ratings/mine/withdraw/", "ratings/mine/erase/")


def forgery(served: Served, slug: str) -> Line:
    """A3: what was not posted from a page of ours by its own reader changes no row."""
    page = f"/interviews/{slug}/"
    victim = Client(served)
    victim.rate(slug, 5)
    before = everything(served)
    foreign = [
        {"Origin": "https://evil.test"},
        {"Origin": "null"},
        {"Origin": "", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": ""},
    ]
    answers: Counter[int] = Counter()
    for headers in foreign:
        for path in CHANGING:
            for score in (1, 6):
                answers[victim.post(page + path, headers, score=score)[0]] += 1
    kept = victim.cookie
    tokens = [_token(served, page), "", "x" * 50]
    for cookie in _damaged(kept):
        thief = Client(served, cookie=cookie)
        data = {"score": 1, "confirm": random.choice(tokens)}
        answers[thief.post(page + CHANGING[0], {"Origin": ""}, **data)[0]] += 1
        # With our origin it is a new reader, who has nothing to withdraw or erase.
        thief.cookie = cookie
        thief.post(page + CHANGING[1])
        thief.cookie = cookie
        thief.post(page + CHANGING[2])
    for method in ("GET", "HEAD", "PUT", "DELETE", "PATCH"):
        for path in CHANGING:
            override = {"X-HTTP-Method-Override": "POST", "Origin": served.url}
            answers[victim.ask(method, page + path, override)[0]] += 1
    line = Line("A3 forged posts", accepted=answers[303])
    line.said = f"{answers.total()} forged, answered {dict(answers)}"
    if everything(served) != before:
        line.wrong = "rows were changed"
    if any(status >= 500 for status in answers):
        line.wrong = "a fault was answered"
    return line


def _token(served: Served, page: str) -> str:
    """Return a confirmation that another reader was given."""
    other = Client(served)
    other.post(f"{page}ratings/", {"Origin": ""}, score=3)
    found = re.search(r'name="confirm" value="([^"]+)"', other.text)
    assert found
    return found[1]


def _damaged(cookie: str) -> list[str]:
    name, _, value = cookie.partition("=")
    damaged = [
        f"{name}={value[:at]}{random.choice('0123456789abcdefX:')}{value[at + 1 :]}"
        for at in range(len(value))
        for _ in range(3)
    ]
    unsigned = [f"{name}={value.split(':')[0]}", f"{name}=", f"{name}={{}}"]
    return [each for each in damaged if each != cookie] + unsigned


def limits(served: Served, slugs: list[str], *, waiting: bool) -> Line:
    """A4: sixty a minute and prefix on one interview, for all workers together, through
    a restart; ``waiting``: until the minute is over, too."""
    one, many, net, office = slugs
    line, wrong = Line("A4 limits"), []
    flood = Client(served, "127.9.9.9")
    accepted = _flood([flood], one, 100)
    if not A_MINUTE <= accepted <= A_MINUTE + 2:
        wrong.append(f"{accepted} accepted from one address")
    same = [Client(served, f"127.9.8.{n}") for n in range(1, 6)]
    of_net = _flood(same, net, 20)
    if of_net != A_MINUTE:
        wrong.append(f"{of_net} accepted from one /24")
    elsewhere = Client(served, "127.9.9.9").rate(many, 4)[0]
    if elsewhere != 303:
        wrong.append(f"another interview answers {elsewhere}")
    served.stop(signal.SIGTERM)
    served.start()
    flood.cookie = ""
    status, _seconds, told = flood.post(f"/interviews/{one}/ratings/", score=4)
    if status != 429:
        wrong.append(f"after a restart {status}")
    wait = int(told.get("Retry-After", 0))
    if waiting and status == 429:
        time.sleep(max(0, wait - 1.5))
        early = flood.rate(one, 4)[0]
        time.sleep(2.5)
        late = flood.rate(one, 4)[0]
        if (early, late) != (429, 303):
            wrong.append(f"a second before the minute's end {early}, after it {late}")
    shared = [Client(served, "127.8.8.8") for _ in range(40)]
    fair = sum(client.rate(office, 4)[0] == 303 for client in shared)
    if fair < 38:
        wrong.append("A6")
    line.drift = drift(served)
    line.said = (
        f"one address {accepted}, one /24 {of_net}; A6: {fair} of an office of 40"
    )
    line.wrong = ", ".join(wrong)
    return line


def _flood(clients: list[Client], slug: str, times: int) -> int:
    """Rate as often from each, a new reader every time; return how many passed."""
    passed = 0
    for client in clients:
        for _ in range(times):
            client.cookie = ""
            passed += client.rate(slug, 4)[0] == 303
    return passed


def forged_addresses(served: Served, slugs: list[str]) -> Line:
    """A5: a thousand forged addresses are one; behind a proxy the right-most counts."""
    direct, proxied, behind, sixes = slugs
    wrong = []
    headers = lambda: {name: _address() for name in FORGED_HEADERS}  # noqa: E731
    began = time.monotonic()
    plain = _with_headers(served, direct, 1000, headers)
    minutes = 1 + int((time.monotonic() - began) // 60)  # that a slow machine began
    if not A_MINUTE <= plain <= minutes * A_MINUTE:
        wrong.append(f"{plain} of 1,000 forged addresses passed")
    served.stop(signal.SIGTERM)
    served.environment["TRUSTED_PROXIES"] = "127.0.0.1"
    served.start()
    readers = [f"10.{n}.1.1" for n in range(100)]
    own = _with_headers(
        served, proxied, 100, lambda: {"X-Forwarded-For": readers.pop()}
    )
    forged = _with_headers(
        served, behind, 100, lambda: {"X-Forwarded-For": f"{_address()}, 203.0.113.9"}
    )
    six = _with_headers(
        served,
        sixes,
        100,
        lambda: {"X-Forwarded-For": f"2001:db8::{secrets.randbelow(65536):x}"},
    )
    if (own, forged, six) != (100, A_MINUTE, A_MINUTE):
        wrong.append("behind a proxy")
    return Line(
        "A5 forged addresses",
        drift=drift(served),
        said=(
            f"forged {plain} of 1,000 in {minutes} minutes; by a proxy: own {own} of"
            f" 100, forged {forged}, one /64 {six}"
        ),
        wrong=", ".join(wrong),
    )


def _with_headers(served: Served, slug: str, times: int, headers: Any) -> int:
    client, passed = Client(served), 0
    for _ in range(times):
        client.cookie = ""
        status = client.post(f"/interviews/{slug}/ratings/", headers(), score=2)[0]
        passed += status == 303
    return passed


def _address() -> str:
    return ".".join(str(random.randint(1, 250)) for _ in range(4))

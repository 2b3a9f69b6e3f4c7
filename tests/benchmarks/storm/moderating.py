"""Whether moderators' acts are exact and nothing unread is shown: A7, A8 and A9."""

import json
import random
import re
import time
from collections import Counter

from tests.benchmarks.storm.line import Line
from tests.benchmarks.storm.readers import (
    Client,
    Moderator,
    at_once,
    counted,
    drift,
    figures,
    query,
    rows,
)
from tests.served import Served

RATINGS = "/admin/interviews/rating/"
PART = re.compile(
    r'name="part" value="([^"]+)".*?</td><td>.*?</td><td>(\d+)</td>', re.DOTALL
)
NEWEST = """SELECT decision_id, count(*) FROM interviews_decidedrating
    GROUP BY decision_id ORDER BY decision_id DESC LIMIT 1"""


def raid(served: Served, slugs: list[str]) -> Line:
    """A7: three hundred honest votes, seven hundred of a raid, out and back again."""
    honest: Counter[tuple[str, int]] = Counter()
    for n in range(300):
        slug, score = slugs[n % 5], random.randint(1, 5)
        reader = Client(served, f"127.2.{n % 250}.{1 + n // 250}")
        honest[slug, score] += reader.rate(slug, score)[0] == 303
    raiders = [Client(served, f"127.{network}.1.1") for network in (31, 32, 33)]
    for n in range(700):
        raiders[n % 3].cookie = ""
        raiders[n % 3].rate(slugs[n % 5], 1)
    full, kept = counted(served, *slugs), sorted(rows(served, *slugs))
    totals = figures(served)

    moderator = Moderator(served, "moderator-a")
    found = PART.findall(moderator.ask(f"{RATINGS}bursts/"))
    parts = [key for key, ratings in found if int(ratings) >= 30]
    moderator.ask(f"{RATINGS}bursts/", verb="spam", part=parts)
    left = counted(served, *slugs)
    [(decision, taken)] = query(served, NEWEST)
    line = Line("A7 a raid taken out, put back", accepted=full.total())
    line.lost, line.extra = (honest - left).total(), (left - honest).total()
    moderator.ask(f"{RATINGS}decisions/{decision}/undo/", sure="yes")
    if (sorted(rows(served, *slugs)), figures(served)) != (kept, totals):
        line.wrong = "not put back exactly"
    line.drift = drift(served)
    line.said = f"{len(parts)} networks, {taken} ratings in one act"
    return line


def transitions(served: Served, slug: str) -> Line:
    """A8, from outside: two moderators and the readers all change what they can.

    The sequences themselves are generated in ``test_rating_figures``.
    """
    readers = [Client(served, f"127.3.{n}.1") for n in range(40)]
    for n, reader in enumerate(readers):
        reader.rate(slug, 1 + n % 5, review=f"Quite another text {n}")
    ratings = _ids(served, slug)
    two = [Moderator(served, name) for name in ("moderator-a", "moderator-b")]

    def moderate(moderator: Moderator) -> None:
        for _ in range(60):
            verb = random.choice(["approve", "reject", "spam"])
            chosen = random.sample(ratings, random.choice([1, 1, 8]))
            moderator.ask(f"{RATINGS}desk/", verb=verb, rating=chosen)

    def read(mine: list[Client]) -> None:
        for _ in range(3):
            for reader in mine:
                act = random.choice(["rate", "rate", "withdraw"])
                if act == "rate":
                    reader.rate(slug, random.randint(1, 5), review="")
                else:
                    reader.post(f"/interviews/{slug}/ratings/mine/withdraw/")

    works = [lambda who=who: moderate(who) for who in two]  # type: ignore[misc]
    works += [lambda n=n: read(readers[n::4]) for n in range(4)]  # type: ignore[misc]
    at_once(works)
    kept = rows(served, slug)
    [(decided,)] = query(served, "SELECT count(*) FROM interviews_decision")
    return Line(
        "A8 moderators and readers at once",
        accepted=len(kept),
        duplicate=len(kept) - len({row[1] for row in kept}),
        drift=drift(served),
        said=f"{decided} decisions: {dict(Counter(row[3] for row in kept))}",
        wrong="" if decided else "the moderators decided nothing",
    )


def _ids(served: Served, slug: str) -> list[int]:
    return [row[4] for row in rows(served, slug)]


def unread(served: Served, slug: str) -> Line:
    """A9: what no moderator approved stands nowhere; what they took away is gone."""
    canaries = [f"canary{n}x{random.randrange(10**9)}" for n in range(50)]
    readers = [Client(served, f"127.4.{n}.1") for n in range(50)]
    for n, reader in enumerate(readers):
        reader.rate(slug, 1 + n % 5, review=f"Words {canaries[n]}", name=canaries[n])
    ids = _ids(served, slug)
    wrong = []

    def look(expected: set[int], when: str) -> None:
        seen, long = _crawled(served, slug, canaries, ids)
        if seen != expected:
            wrong.append(f"{when}: {len(seen ^ expected)} wrong")
        if long:
            wrong.append(f"may be held too long: {long[0]}")

    look(set(), "before approval")
    moderator = Moderator(served, "moderator-a")
    moderator.ask(f"{RATINGS}desk/", verb="approve", rating=ids[:25])
    look(set(range(25)), "after approval")
    moderator.ask(f"{RATINGS}desk/", verb="reject", rating=ids[:10])
    for reader in readers[10:15]:
        reader.post(f"/interviews/{slug}/ratings/mine/erase/")
    began = time.monotonic()
    look(set(range(15, 25)), "after rejecting and erasing")
    data = served.get(f"/interviews/{slug}/").text
    linked = re.search(r'"aggregateRating":\s*(\{.*?\})', data, re.DOTALL)
    told = json.loads(served.get(f"/interviews/{slug}/ratings.json").text)
    if linked:
        rating = json.loads(linked[1])
        if float(rating["ratingValue"]) != told["average"]:
            wrong.append("structured data say another average")
    return Line(
        "A9 unread reviews",
        drift=drift(served),
        said=f"50 canaries, last look within {time.monotonic() - began:.1f} s",
        wrong=", ".join(wrong),
    )


def _crawled(
    served: Served, slug: str, canaries: list[str], ids: list[int]
) -> tuple[set[int], list[str]]:
    """Return which canaries some page shows, and what caches may hold for too long."""
    page = f"/interviews/{slug}/"
    paths = ["/", "/interviews/", "/publications/", "/people/", "/tags/", "/archive/"]
    paths += [page, f"{page}?preview", f"{page}ratings.json", f"{page}ratings/mine/"]
    sorts = ("newest", "highest", "lowest", "helpful")
    paths += [f"{page}reviews/?sort={sort}" for sort in sorts]
    paths += ["/feed/", "/feed.json", "/sitemap.xml", "/news-sitemap.xml", "/best/"]
    paths += [f"/embed{page}", "/search/?q=Storm", "/publications/storm/"]
    paths += [f"/search/?q={canary}" for canary in canaries[::10]]
    paths += [f"/reviews/{pk}/" for pk in ids]
    seen, long = set(), []
    for path in paths:
        answer = served.get(path)
        text = answer.text.replace(f"q={path.rpartition('=')[2]}", "")
        if path.startswith("/search/"):
            text = text.replace(path.rpartition("=")[2], "")
        seen |= {n for n, canary in enumerate(canaries) if canary in text}
        age = re.search(r"max-age=(\d+)", answer.headers.get("Cache-Control", ""))
        if age and int(age[1]) > 60 and answer.status == 200:
            long.append(path)
    return seen, long

"""The store held against the application without one, over random lives of a newsroom.

``STORE_SEQUENCES=2000`` makes the long run.
"""

import datetime
import gzip
import logging
import os
import random
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

import pytest
import time_machine
from django.conf import settings
from django.db import connection, transaction

from interviews.models import Interview, Rating
from newsroom import pages
from newsroom.models import Person, Publication
from newsroom.pages import front, nginx, shelf, versions
from newsroom.pages.store import Store
from tests.factories import make_draft, make_interview, make_rating
from tests.newsroom.pages.asking import Said, ask

SEQUENCES = int(os.environ.get("STORE_SEQUENCES", "15"))
FIRST = int(os.environ.get("STORE_SEED", "0"))
STEPS = 12
ASKED = 4  # addresses after each step
NOON = datetime.datetime(2026, 5, 4, 12, tzinfo=datetime.UTC)
HOSTS = ["127.0.0.1:8000", "127.0.0.1:8000", "localhost", "canary.example"]


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)  # refused hosts by the hundred
    yield
    logging.disable(logging.NOTSET)


class Life:
    """What editors, readers, moderators and the clock do, at random."""

    def __init__(self, seed: int, clock: Any) -> None:
        self.random, self.clock = random.Random(seed), clock
        self.slugs: list[str] = []
        self.publications = [
            Publication.objects.create(name=f"{seed}-{n}") for n in "ab"
        ]
        self.write()

    def step(self) -> str:
        act = self.random.choice(self.ACTS)
        act(self)
        return str(act.__name__)

    def addresses(self) -> list[str]:
        """Return where readers look, gone and renamed pages among it."""
        found = ["/", "/interviews/", "/publications/", "/archive/"]
        found += [p.get_absolute_url() for p in self.publications]
        for slug in self.slugs[-6:]:
            found += [f"/interviews/{slug}/"] * 2 + [f"/interviews/{slug}/q/1/"]
        return found

    def _one(self, **lookup: Any) -> Interview | None:
        found = list(Interview.objects.filter(**lookup).order_by("pk"))
        return self.random.choice(found) if found else None

    def _rating(self, *status: str) -> Rating | None:
        found = list(Rating.objects.filter(status__in=status).order_by("pk"))
        return self.random.choice(found) if found else None

    def _soon(self) -> datetime.datetime:
        later = datetime.timedelta(seconds=self.random.randrange(1, 300))
        return datetime.datetime.now(datetime.UTC) + later

    # Editors

    def write(self) -> None:
        publication = self.random.choice(self.publications)
        self.slugs.append(make_interview(publication=publication).slug)

    def schedule(self) -> None:
        publication = self.random.choice(self.publications)
        draft = make_draft(publication=publication)
        self.slugs.append(draft.slug)
        draft.publish(by=None, at=self._soon())

    def put_off(self) -> None:
        if interview := self._one(status="published"):
            interview.publish(by=None, at=self._soon())

    def publish_again(self) -> None:
        if interview := self._one(status="withdrawn"):
            interview.publish(by=None)

    def withdraw(self) -> None:
        if interview := self._one(status="published"):
            interview.withdraw(by=None)

    def delete(self) -> None:
        if interview := self._one():
            interview.delete()

    @transaction.atomic
    def save(self) -> None:
        if interview := self._one():
            interview.headline = f"Headline {self.random.random()}"
            interview.save()
            pages.changed()

    @transaction.atomic
    def rename(self) -> None:
        if interview := self._one():
            interview.slug = f"renamed-{self.random.randrange(10**9)}"
            interview.save()
            self.slugs.append(interview.slug)
            pages.changed()

    @transaction.atomic
    def rename_publication(self) -> None:
        publication = self.random.choice(self.publications)
        publication.name = f"Publication {self.random.random()}"
        publication.save()
        pages.changed()

    def change_nothing_after_all(self) -> None:
        if interview := self._one():
            with transaction.atomic():
                interview.headline = "never"
                interview.save()
                pages.changed()
                transaction.set_rollback(True)

    # Readers and moderators

    def rate(self) -> None:
        if interview := self._one(status="published"):
            make_rating(interview, self.random.randrange(1, 6))

    def review(self) -> None:
        if interview := self._one(status="published"):
            make_rating(interview, 3, review=f"Words {self.random.random()}")

    def approve(self) -> None:
        if rating := self._rating("pending", "rejected"):
            rating.approve(by=None)  # type: ignore[arg-type]

    def reject(self) -> None:
        if rating := self._rating("approved", "pending"):
            rating.reject(by=None)  # type: ignore[arg-type]

    def take_back(self) -> None:
        if rating := self._rating("approved", "pending"):
            rating.withdraw()

    def erase(self) -> None:
        if rating := self._rating("approved", "pending", "rejected"):
            rating.delete()

    # The clock

    def wait(self) -> None:
        self.clock.shift(self.random.choice([0.5, 1, 30, 200, 4000]))

    def set_back(self) -> None:
        self.clock.shift(-self.random.choice([0.5, 10, 120]))

    ACTS: tuple[Callable[["Life"], None], ...] = (
        write, schedule, schedule, put_off, publish_again, withdraw, delete, save, save,
        rename, rename_publication, change_nothing_after_all, rate, rate, rate, review,
        review, approve, approve, approve, reject, take_back, erase, wait, wait, wait,
        set_back,
    )  # fmt: skip


def forget_everything() -> None:
    Rating.objects.all().delete()
    Interview.objects.all().delete()
    Person.objects.all().delete()
    Publication.objects.all().delete()


def assert_nginx_sends_the_same(address: str, fresh: Said) -> bool:
    """Hold the file that nginx would send against a fresh page; False if there is none."""
    where = settings.DATA_DIR / "front" / "now" / "www"
    file = where / unquote(address).removeprefix("/") / "index.html"
    if not file.exists():
        return False
    packed = file.with_name("index.html.gz")
    assert file.read_bytes() == gzip.decompress(packed.read_bytes()) == fresh.body
    return True


def plain(said: Said) -> tuple[int, dict[str, str], bytes]:
    status, headers, body = said.shown
    if headers.pop("content-encoding", "") == "gzip":
        body = gzip.decompress(body)
    return status, headers, body


def test_no_answer_differs_from_a_fresh_one(
    make_store: Any, django: Any, settings: Any
) -> None:
    settings.PAGES_FOR_NGINX, settings.SITE_URL = True, f"http://{HOSTS[0]}"
    hits = sent = 0
    counters = versions.shared()
    for seed in range(FIRST, FIRST + SEQUENCES):
        with time_machine.travel(NOON, tick=False) as clock:
            forget_everything()
            life, done = Life(seed, clock), []
            stores = [make_store(), make_store()]
            nginx.take_up(counters, stores[0].release)
            looked = time.time()
            for _ in range(STEPS):
                done.append(life.step())
                looked = nginx.watch(counters, looked)
                for address in life.random.choices(life.addresses(), k=ASKED):
                    host = life.random.choice(HOSTS)
                    noise = life.random.choice(["", "", "?utm_source=x", "?after="])
                    more = life.random.choice([{}, {"accept_encoding": "gzip"}])
                    store = life.random.choice(stores)
                    said = ask(store, address + noise, host=host, **more)
                    fresh = ask(django, address + noise, host=host)
                    assert plain(said) == plain(fresh), (seed, done, address, host)
                    hits += said.page == "hit"
                    if host == HOSTS[0]:
                        sent += assert_nginx_sends_the_same(address, fresh)
            shelf.shared().close()
    front.drop(counters.front)
    assert hits > SEQUENCES * STEPS // 4  # it did answer from the store
    assert sent > SEQUENCES * STEPS // 4


class Watch:
    """Which states of the newsroom there have been, and what each address showed."""

    def __init__(self, django: Any, addresses: list[str]) -> None:
        self.django, self.addresses = django, addresses
        self.begun = self.ended = 0
        self.shown: list[dict[str, Any]] = [self._look()]

    def _look(self) -> dict[str, Any]:
        return {a: plain(ask(self.django, a)) for a in self.addresses}

    def step(self, life: Life) -> None:
        self.begun += 1
        life.step()
        self.shown.append(self._look())
        self.ended += 1


@pytest.fixture
def life() -> Iterator[Callable[[int], Life]]:
    with time_machine.travel(NOON, tick=False) as clock:
        forget_everything()
        yield lambda seed: Life(seed, clock)


@pytest.mark.parametrize("seed", range(FIRST, FIRST + max(2, SEQUENCES // 100)))
def test_no_answer_is_older_than_its_request(
    make_store: Any, django: Any, life: Callable[[int], Life], seed: int
) -> None:
    """Readers in threads ask two stores while the newsroom changes under them."""
    living = life(seed)
    addresses = ["/", "/interviews/", f"/interviews/{living.slugs[0]}/"]
    watch, stop = Watch(django, addresses), threading.Event()
    wrong: list[Any] = []
    seen = [0]

    def read(store: Store, choice: random.Random) -> None:
        try:
            while not stop.is_set():
                address, first = choice.choice(addresses), watch.ended
                answer = ask(store, address)
                said = plain(answer)
                last = watch.begun
                while watch.ended < last and not stop.is_set():
                    stop.wait(0.001)  # until what may have been seen is known
                known = [shown[address] for shown in watch.shown[first : last + 1]]
                seen[0] += 1
                # What is rendered across a change may show half of it, with or without
                # a store; it must only not be kept.
                kept = answer.page == "hit" and len(known) == last + 1 - first
                if kept and said not in known:
                    wrong.append((seed, address, first, last))
        finally:
            connection.close()

    stores = [make_store(), make_store()]
    readers = [
        threading.Thread(target=read, args=(stores[n % 2], random.Random(n)))
        for n in range(3)
    ]
    for reader in readers:
        reader.start()
    for _ in range(STEPS * 2):
        watch.step(living)
    stop.set()
    for reader in readers:
        reader.join()
    assert not wrong
    assert seen[0] > STEPS

"""What readers must not see, looked for wherever anybody can look.

The crawl follows every link, feed, map and machine-readable address that it is told of,
tries every address of the permission table, guesses keys and names, and searches. It
goes through the store, so what was public a moment ago must be gone from there too.
"""

import re
from collections import deque
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import pytest
from django.contrib.auth.models import User
from django.test import Client

from interviews.models import Interview, Rating
from interviews.population import canaries
from newsroom.pages.store import Store
from tests.factories import make_publication
from tests.newsroom.pages.asking import HOST, ask
from tests.newsroom.permissions import table
from tests.newsroom.permissions.everything import Everything

pytestmark = pytest.mark.usefixtures("groups")

NEVER = "neverwritten0123456789"
MOST = 600
LINK = re.compile(
    r"""(?:href|src|action)="([^"]+)"|<loc>([^<]+)</loc>"""
    r"""|"(https?://[^"\\]+|/[^"\\ ]*)\""""
)
OF_ONE_ANSWER = {"x-request-id", "content-length", "etag", "content-range"}
ASKED: list[dict[str, str]] = [
    {},
    {"RANGE": "bytes=0-200"},
    {"IF_NONE_MATCH": '"0"'},
    {"ACCEPT_LANGUAGE": "kk"},
]


class Crawl:
    """All that a visitor was ever sent, by address."""

    def __init__(self, application: Any, seeds: list[str]) -> None:
        self.application = application
        self.sent: dict[str, bytes] = {}
        waiting = deque(seeds)
        while waiting and len(self.sent) < MOST:
            address = waiting.popleft()
            if address not in self.sent:
                waiting.extend(self._ask(address))
        assert not waiting, "the crawl did not come to its end"

    def _ask(self, address: str) -> list[str]:
        said = ask(self.application, address)
        self.sent[address] = repr(said.headers).encode() + said.body
        if b"\x89PNG" in said.body[:8]:
            return []
        found = LINK.findall(said.body.decode("utf-8", "replace"))
        links = [one or two or three for one, two, three in found]
        return [ours for link in links if (ours := _ours(address, link))]

    def telling(self, word: str) -> list[str]:
        """Return the addresses that let the word out; what was asked is not told."""
        return [
            address
            for address, sent in self.sent.items()
            if word.encode() in sent and word not in address
        ]


def _ours(base: str, link: str) -> str:
    """Return a link as an address of this site, "" for all others."""
    parts = urlsplit(urljoin(f"http://{HOST}{base}", link.replace("&amp;", "&")))
    if parts.netloc != HOST or parts.path.startswith(("/static/", "/admin/")):
        return ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.path}{query}"


def seeds(words: dict[str, str]) -> list[str]:
    """Return where to begin: all known addresses, guessed keys, and searches."""
    everything = Everything(Client())
    known = [everything.address(row.address) for row in table.rows()]
    known = [
        each for each in known if "/preview/" not in each and "/admin/" not in each
    ]
    known += [f"/reviews/{pk}/" for pk in range(1, 30)]
    for word in ("headline", "answer", "guest", "tag", "review", "a"):
        known += [f"/search/?q={word}&sort={sort}" for sort in ("", "date", "nowhere")]
    return known


def guesses(word: str) -> list[str]:
    """Return the addresses that what holds the word would have."""
    patterns = [
        "/interviews/headline-{}/",
        "/interviews/headline-{}/q/1/",
        "/interviews/headline-{}/cite/",
        "/interviews/headline-{}/card.png",
        "/interviews/headline-{}/reviews/",
        "/interviews/headline-{}/ratings.json",
        "/interviews/headline-{}/ratings/mine/",
        "/interviews/headline-{}/with/headline-{}/",
        "/embed/interviews/headline-{}/",
        "/people/guest-{}/",
        "/people/guest-{}/feed/",
        "/tags/tag-{}/",
        "/tags/tag-{}/feed.json",
        "/search/?q={}",
        "/search/?q=headline+{}&sort=date",
    ]
    return [pattern.replace("{}", quote(word)) for pattern in patterns]


@pytest.fixture
def words() -> dict[str, str]:
    User.objects.create_superuser("somebody")
    make_publication(name="The Lantern")
    return canaries.lay()


def test_no_canary_gets_out(store: Store, words: dict[str, str]) -> None:
    crawl = Crawl(store, seeds(words))
    assert len(crawl.sent) > 150
    for kind, word in words.items():
        assert crawl.telling(word) == [], kind
    for rating in Rating.objects.exclude(network=""):
        assert crawl.telling(rating.network) == []
    for key in Rating.objects.values_list("reader_key", flat=True):
        assert crawl.telling(key) == []


def test_what_is_hidden_answers_as_what_never_was(
    store: Store, words: dict[str, str]
) -> None:
    nothing = {headers: answers(store, NEVER, headers) for headers in range(len(ASKED))}
    for kind, word in words.items():
        for headers in range(len(ASKED) if kind == "withdrawn" else 1):
            assert answers(store, word, headers) == nothing[headers], kind


def answers(store: Store, word: str, headers: int) -> list[Any]:
    """Return what each guess answers, as if it were asked for a word of nobody's."""
    found = []
    for address in guesses(word):
        said = ask(store, address, **ASKED[headers])
        told = {k: v for k, v in said.headers.items() if k not in OF_ONE_ANSWER}
        found.append((said.status, told, said.body.replace(word.encode(), b"word")))
    return found


def test_the_crawl_finds_what_is_public_and_that_it_is_gone_at_once(
    store: Store, words: dict[str, str]
) -> None:
    draft = Interview.objects.get(headline=f"Headline {words['draft']}")
    draft.publish(by=None)
    start = seeds(words)
    while_public = Crawl(store, start).telling(words["draft"])
    assert len(while_public) >= 15
    assert {"/", "/feed/", "/feed.json", "/sitemaps/interviews-0.xml"} <= {
        *while_public
    }
    draft.withdraw(by=None)
    after = Crawl(store, start + guesses(words["draft"]))
    assert after.telling(words["draft"]) == []

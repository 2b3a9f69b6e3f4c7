"""Two worker processes as they are served: neither is ever behind the other."""

import os
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from tests import postgres
from tests.served import Served, newsroom

STORY = "The harbour\n\nQ: Why?\n\nA: Because of the tide.\n"
ADDRESS = "/interviews/the-harbour/"
RATINGS = int(os.environ.get("STORE_SEQUENCES", "20"))


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    url = os.environ.get("DATABASE_URL", "")
    if url.startswith("postgres"):
        with (
            postgres.cluster() as cluster,
            newsroom(cluster, 2, LIMITS="off") as served,
        ):
            yield served
    else:
        with newsroom(workers=2, LIMITS="off") as served:
            yield served


def counted(text: str) -> int:
    found = re.search(r"(\d+) reviews?", text)
    assert found
    return int(found[1])


def test_every_counted_rating_is_on_the_very_next_page(served: Served) -> None:
    file = served.data / "story.txt"
    file.write_text(STORY)
    served.manage(
        "shell", "-v", "0", "-c",
        "from newsroom.models import Publication as P; P.objects.create(name='C')",
    )  # fmt: skip
    served.manage("import_transcript", str(file), "--publish")
    how: Counter[str] = Counter()
    for n in range(1, RATINGS + 1):
        said = served.post(f"{ADDRESS}ratings/", "score=5", Accept="application/json")
        assert said.status == 200
        for _ in range(4):  # each on a connection of its own, to either worker
            page = served.get(ADDRESS)
            assert counted(page.text) == n
            how[page.headers["X-Page"]] += 1
    assert how["hit"] > how["miss"]
    served.manage("shell", "-v", "0", "-c", WITHDRAW)
    assert [served.get(ADDRESS).status for _ in range(6)] == [404] * 6


WITHDRAW = (
    "from interviews.models import Interview as I; I.objects.get().withdraw(by=None)"
)

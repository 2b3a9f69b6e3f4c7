"""Two machines, each with a data folder of its own, on one PostgreSQL."""

import os
from collections.abc import Iterator

import pytest

from tests import postgres
from tests.served import Served, newsroom

pytestmark = pytest.mark.skipif(
    not os.environ.get("DATABASE_URL", "").startswith("postgres"),
    reason="what several machines share is PostgreSQL",
)

STORY = "The harbour\n\nQ: Why?\n\nA: Because of the tide.\n\nQ: When?\n\nA: At six.\n"
HARBOUR = "/interviews/the-harbour/"
SOON = 20.0  # seconds


@pytest.fixture(scope="module")
def both() -> Iterator[tuple[Served, Served]]:
    with (
        postgres.cluster() as url,
        newsroom(url, SEVERAL_MACHINES="on") as one,
        newsroom(url, SEVERAL_MACHINES="on") as other,
    ):
        publication = "from newsroom.models import Publication as P; P.objects.create"
        one.manage("shell", "-v", "0", "-c", f"{publication}(name='The Courier')")
        yield one, other


def kept(served: Served, path: str) -> str:
    """Return the page once the machine has it in its store."""
    served.until(lambda: served.get(path).headers.get("X-Page") == "hit", 10)
    return served.get(path).text


def test_what_one_machine_changes_the_other_shows(both: tuple[Served, Served]) -> None:
    one, other = both
    assert "The harbour" not in kept(other, "/")
    file = one.data / "story.txt"
    file.write_text(STORY)
    one.manage("import_transcript", str(file), "--publish")
    other.until(lambda: "The harbour" in other.get("/").text, SOON)
    assert kept(other, HARBOUR)
    rated = one.post(f"{HARBOUR}ratings/", "score=5", Accept="application/json")
    assert rated.status == 200
    other.until(lambda: other.get(HARBOUR).headers.get("X-Page") == "miss", SOON)
    assert kept(other, "/")
    withdraw = "from interviews.models import Interview as I; I.objects.get().withdraw"
    one.manage("shell", "-v", "0", "-c", f"{withdraw}(by=None)")
    other.until(lambda: other.get(HARBOUR).status == 404, SOON)
    assert "The harbour" not in other.get("/").text

"""What each public page may ask of the database, the same at one row and at thirty."""

import io

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from interviews.models import Interview
from tests.factories import (
    make_correction,
    make_draft,
    make_person,
    make_publication,
    make_rating,
    make_speaker,
    make_staff,
)

pytestmark = pytest.mark.django_db

PAGES = {
    "/": 4,
    "/publications/": 1,
    "/publications/lantern/": 4,
    "/publications/lantern/feed/": 6,
    "/interviews/": 3,
    "/interviews/?after={after}": 3,
    "/interviews/harbour/": 7,
    "/interviews/harbour/q/1/": 5,
    "/interviews/harbour/cite/": 5,
    "/interviews/harbour/reviews/": 3,
    "/interviews/harbour/ratings.json": 1,
    "/embed/interviews/harbour/": 1,
    "/people/": 1,
    "/people/ada/": 5,
    "/people/ada/feed/": 7,
    "/tags/": 1,
    "/tags/world/": 5,
    "/tags/world/?after={after}": 5,
    "/tags/world/feed/": 7,
    "/archive/": 3,
    "/archive/{year}/": 4,
    "/archive/{month}/": 3,
    "/corrections/": 1,
    "/best/": 2,
    "/saved/": 0,
    "/search/": 1,
    "/search/?q=%22people%22": 3,
    "/search/?q=%22world%22": 3,
    "/feed/": 5,
    "/feed.json": 5,
    "/sitemap.xml": 11,
    "/sitemaps/pages.xml": 2,
    "/sitemaps/interviews-0.xml": 1,
    "/news-sitemap.xml": 1,
    "/about/": 1,
    "/nothing/here/": 3,
}


@pytest.fixture(params=[1, 30])
def size(request: pytest.FixtureRequest) -> int:
    """Build a newsroom with so many of everything."""
    count = int(request.param)
    call_command("populate", interviews=2 * count, stderr=io.StringIO())
    draft = make_draft(
        count,
        slug="harbour",
        publication=make_publication(name="The Lantern", slug="lantern"),
    )
    person = make_person(name="Ada", slug="ada")
    make_speaker(draft, person=person)
    draft.tags.add("World", "sea")
    draft.publish(by=None)
    moderator = make_staff("Moderator")
    for n in range(count):
        make_correction(draft, text=f"Correction {n}.")
        make_rating(draft, 4, review=f"Review {n}.").approve(by=moderator)
    return count


def test_each_page_keeps_its_budget(client: Client, size: int) -> None:
    newest = Interview.objects.published().newest_first()[0]
    moment = newest.publish_at
    assert moment
    places = {
        "after": f"{moment:%Y-%m-%dT%H:%M:%S}Z~{newest.pk}",
        "year": f"{moment:%Y}",
        "month": f"{moment:%Y/%m}",
    }
    asked = {}
    for page in PAGES:
        address = page.format(**places)
        client.get(address)  # what is asked once a process is asked now
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        assert answer.status_code == (404 if "nothing" in page else 200), address
        asked[page] = len(queries)
        for query in queries:
            # The front page looks up the second to the fifth of each publication.
            assert page == "/" or "OFFSET" not in query["sql"], address
            assert "COUNT(" not in query["sql"], address
    expected = dict(PAGES)
    if connection.vendor == "postgresql":
        for page in ("/search/?q=%22people%22", "/search/?q=%22world%22"):
            expected[page] += 3  # which bound the time of the first
    assert asked == expected

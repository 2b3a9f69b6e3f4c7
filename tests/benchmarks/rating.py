"""What a posted rating costs: against a minimal view that writes the same rows, and on
an interview with a million ratings against one with ten. Part of ``make bench``."""

import itertools
import sys
from collections.abc import Iterator
from typing import Any

from tests.benchmarks.measure import Row, newsroom, row, side_by_side, told

MANY = 1_000_000
GOAL_MINIMAL, GOAL_MANY = 1 / 0.6, 1.1
_numbers = itertools.count()

FILL = """
INSERT INTO interviews_rating (interview_id, score, reader_key, name, email, review,
    status, reason, note, reply, held_for, network, helpful, created, updated, version)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s)
SELECT %s, 1 + i %% 5, 'filled ' || i, '', '', '', 'approved', '', '', '', '', '', 0,
    '2026-01-01 00:00:00+00:00', '2026-01-01 00:00:00+00:00', 1 FROM n
"""


def fill(interview: Any, ratings: int) -> None:
    from django.db import connection

    from interviews.models import RatingSummary

    with connection.cursor() as cursor:
        cursor.execute(FILL, [ratings, interview.pk])
    RatingSummary.objects.repair(interview.pk)


def least(request: Any, slug: str) -> Any:
    """Write the same rows: no form, no words, no states, no pages to drop."""
    from django.db import transaction
    from django.db.models import F
    from django.http import HttpResponseRedirect

    from interviews.models import Interview, Rating, RatingSummary
    from newsroom.posting import limits, readers

    score = int(request.POST["score"])
    key = readers.key(readers.new())
    network = limits.prefix(request)
    interview = Interview.objects.published().only("pk").get(slug=slug)
    with transaction.atomic():
        names = (key[:24], f"{interview.pk} {network}", f"{interview.pk}")
        limits.count([limits.Limit(name, 10**6) for name in names])
        Rating(
            interview=interview, reader_key=key, score=score, status="approved"
        ).save()
        column = {f"score_{score}": F(f"score_{score}") + 1}
        RatingSummary.objects.filter(pk=interview.pk).update(**column)
    return HttpResponseRedirect("/", status=303)


def rows() -> Iterator[Row]:
    with newsroom():
        yield from _compared()


def _compared() -> Iterator[Row]:
    from django.conf import settings
    from django.test import Client
    from django.urls import path
    from django.views.decorators.csrf import csrf_exempt

    from newsroom import urls
    from tests.factories import make_interview

    urls.urlpatterns.insert(0, path("least/<slug:slug>/", csrf_exempt(least)))
    few, many, minimal = (make_interview() for _ in range(3))
    for interview, ratings in ((few, 10), (many, MANY), (minimal, 10)):
        fill(interview, ratings)
    client = Client(SERVER_NAME="127.0.0.1")

    def post(address: str) -> None:
        client.cookies.clear()
        place = next(_numbers)  # a network of its own: none reaches its limit
        answer = client.post(
            address,
            {"score": 4},
            headers={"Origin": settings.SITE_URL},
            REMOTE_ADDR=f"10.{place // 200 % 200}.{place % 200}.1",
        )
        assert answer.status_code == 303, answer.status_code

    read_few = lambda: client.get(few.get_absolute_url())  # noqa: E731
    read_many = lambda: client.get(many.get_absolute_url())  # noqa: E731
    rate_few = lambda: post(f"{few.get_absolute_url()}ratings/")  # noqa: E731
    rate_many = lambda: post(f"{many.get_absolute_url()}ratings/")  # noqa: E731
    bare = lambda: post(f"/least/{minimal.slug}/")  # noqa: E731
    for work in (rate_few, rate_many, bare, read_few, read_many):
        work()
    lines = [
        ("a rating posted, against a minimal view", rate_few, bare, GOAL_MINIMAL),
        ("a rating posted, a million against ten", rate_many, rate_few, GOAL_MANY),
        ("a page built, a million ratings against ten", read_many, read_few, 1.05),
    ]
    for name, work, yardstick, goal in lines:
        yield row(name, side_by_side(work, yardstick, runs=8), "ratio", goal)


if __name__ == "__main__":
    sys.exit(told(rows))

"""However much happens at once: nothing lost, nothing twice, figures as the rows."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.conf import settings as project
from django.core.exceptions import ValidationError
from django.core.signing import Signer
from django.db import connection, transaction
from django.test import Client

from interviews.models import Interview, Rating, RatingSummary
from newsroom.models import Allowance
from newsroom.posting import readers
from tests.factories import OUR_PAGE, make_interview, make_rating, make_staff

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(work: Callable[[int], Any], times: int) -> list[Any]:
    """Run the work in as many threads, all let go together."""
    gate = threading.Barrier(times)

    def run(n: int) -> Any:
        gate.wait()
        try:
            return work(n)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def client_of(reader: str) -> Client:
    client = Client()
    signed = Signer(salt=readers.SALT).sign(reader)
    client.cookies[project.READER_COOKIE_NAME] = signed
    return client


def rate(client: Client, interview: Interview, score: int) -> int:
    """Rate as a reader does who comes back when told that the newsroom is busy."""
    address = f"{interview.get_absolute_url()}ratings/"
    for _ in range(20):
        answer = client.post(address, {"score": score}, headers=OUR_PAGE)
        if answer.status_code != 503:
            break
        assert answer["Retry-After"]
    return answer.status_code


def recount() -> tuple[int, ...]:
    scores = Counter(Rating.objects.approved().values_list("score", flat=True))
    return tuple(scores[n] for n in range(1, 6))


def test_fifty_readers_four_times_each_at_once_are_fifty_ratings(settings: Any) -> None:
    settings.LIMITS = False
    interview = make_interview()
    everyone = [readers.new() for _ in range(50)]

    def work(n: int) -> list[int]:
        # The four posts of one reader stand in four different threads.
        mine = [everyone[(n + shift) % 50] for shift in range(4)]
        return [rate(client_of(who), interview, 1 + n % 5) for who in mine]

    assert Counter(sum(at_once(work, 50), [])) == {303: 200}
    assert Rating.objects.count() == 50
    assert RatingSummary.objects.get().scores == recount()
    assert RatingSummary.objects.differences() == (1, [])


def test_figures_moved_by_other_processes_at_once_all_count() -> None:
    """They do not take turns with this one: the row in the database must hold."""
    interview = make_interview()

    def move(n: int) -> None:
        for _ in range(5):
            with transaction.atomic():
                RatingSummary.objects.move(interview.pk, None, 5)

    at_once(move, 8)
    assert RatingSummary.objects.get().scores == (0, 0, 0, 0, 40)


def test_one_reader_ten_times_at_once_is_one_rating() -> None:
    interview = make_interview()
    reader = readers.new()

    def work(n: int) -> int:
        return rate(client_of(reader), interview, 1 + n % 5)

    assert at_once(work, 10) == [303] * 10
    assert Rating.objects.count() == 1
    assert RatingSummary.objects.get().scores == recount()
    assert rate(client_of(reader), interview, 1) == 429


def test_the_limit_is_exact_however_many_come_at_once() -> None:
    interview = make_interview()

    def work(n: int) -> list[int]:
        return [rate(Client(), interview, 4) for _ in range(4)]

    assert Counter(sum(at_once(work, 20), [])) == {303: 60, 429: 20}
    assert RatingSummary.objects.get().scores == recount() == (0, 0, 0, 60, 0)
    assert Allowance.objects.filter(used__gt=0).count() == 62


def test_moderators_and_readers_at_once_leave_right_figures(groups: None) -> None:
    interview = make_interview()
    moderator = make_staff("Moderator")
    # One counts from the start, so that there are figures to go wrong.
    words = ["", *["Read me"] * 6]
    ratings = [make_rating(interview, review=review) for review in words]

    def work(n: int) -> None:
        for rating in Rating.objects.order_by("pk"):
            verb = ("approve", "reject", "mark_spam", "withdraw", "rate")[n % 5]
            try:
                if verb == "withdraw":
                    rating.withdraw()
                elif verb == "rate":
                    key = rating.reader_key
                    interview.rate(reader_key=key, score=1 + n % 5)
                else:
                    getattr(rating, verb)(by=moderator, version=rating.version)
            except ValidationError:
                continue  # what the reader changed or withdrew meanwhile

    at_once(work, 10)
    assert Rating.objects.count() == len(ratings)
    assert RatingSummary.objects.differences() == (1, [])
    Rating.objects.all().delete()
    assert RatingSummary.objects.get().count == 0


def test_the_check_and_its_repair_may_run_while_readers_rate(settings: Any) -> None:
    settings.LIMITS = False
    interview = make_interview()
    make_rating(interview)

    def work(n: int) -> list[Any]:
        found = []
        for score in (1, 2, 3, 4, 5):
            if n % 2:
                RatingSummary.objects.repair(interview.pk)
                found += RatingSummary.objects.differences()[1]
            else:
                rate(Client(), interview, score)
        return found

    assert sum(at_once(work, 8), []) == []
    assert RatingSummary.objects.get().scores == recount()
    assert Rating.objects.count() == 21

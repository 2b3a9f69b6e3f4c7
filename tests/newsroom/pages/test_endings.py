"""What ends a stored page, and what is made before anybody asks."""

import datetime
from typing import Any

import pytest
import time_machine
from django.db import transaction

from newsroom import pages
from newsroom.pages import warming
from newsroom.pages.store import LONGEST, Store
from tests.factories import make_interview, make_rating
from tests.newsroom.pages.asking import ask

NOON = datetime.datetime(2026, 5, 4, 12, tzinfo=datetime.UTC)


def test_an_editorial_change_ends_every_page(make_store: Any) -> None:
    one, other = make_store(), make_store()
    interview = make_interview(headline="Before")
    for process in (one, other):
        assert "Before" in ask(process, "/interviews/").text
    with transaction.atomic():
        interview.headline = "After"
        interview.save()
        pages.changed()
    for process in (one, other):
        said = ask(process, "/interviews/")
        assert "After" in said.text and "Before" not in said.text


def test_a_rating_ends_the_pages_of_its_interview_alone(store: Store) -> None:
    rated, other = make_interview(), make_interview()
    addresses = [rated.get_absolute_url(), other.get_absolute_url(), "/"]
    for address in addresses:
        ask(store, address)
    make_rating(rated, 2)
    assert [ask(store, address).page for address in addresses] == ["miss", "hit", "hit"]


def test_the_next_moment_of_publication_ends_every_page(make_store: Any) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        stores = [make_store(), make_store()]
        soon = NOON + datetime.timedelta(minutes=5)
        make_interview(headline="Soon").publish(by=None, at=soon)
        for seconds, seen in ((0, False), (299.9, False), (300, True), (301, True)):
            clock.move_to(NOON + datetime.timedelta(seconds=seconds))
            for store in stores:
                for _ in range(2):
                    assert ("Soon" in ask(store, "/").text) is seen, seconds
        assert ask(stores[0], "/").page == "hit"


def test_a_clock_that_is_set_back_does_not_show_what_is_to_come(store: Store) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        make_interview(headline="Soon").publish(by=None, at=NOON)
        assert "Soon" in ask(store, "/").text
        clock.move_to(NOON - datetime.timedelta(seconds=1))
        assert "Soon" not in ask(store, "/").text


def test_no_page_outlives_an_hour(store: Store) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        ask(store, "/")
        clock.shift(LONGEST - 1)
        assert ask(store, "/").page == "hit"
        clock.shift(1)
        assert ask(store, "/").page == "miss"


def test_a_page_whose_content_changes_while_it_is_rendered_is_not_kept(
    make_store: Any, django: Any
) -> None:
    interview = make_interview()
    address = interview.get_absolute_url()
    others = iter([lambda: make_rating(interview), lambda: None, lambda: None])

    def rates_meanwhile(environ: Any, start_response: Any) -> Any:
        response = django(environ, start_response)
        next(others)()
        return response

    store = make_store(rates_meanwhile)
    assert [ask(store, address).page for _ in range(3)] == ["miss", "miss", "hit"]
    assert "1 review" in ask(store, address).text


def test_a_page_of_another_release_is_made_anew(make_store: Any) -> None:
    old, new = make_store(), make_store()
    old.release = "an older one"
    ask(old, "/interviews/")
    assert ask(new, "/interviews/").page == "miss"


def test_home_and_interview_are_warm_after_a_publish(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warming, "CALM", 0)
    monkeypatch.setattr(warming, "fetch", store.fetch)
    timers: list[Any] = []
    real = warming.threading.Timer

    def timer(*arguments: Any) -> Any:
        timers.append(real(*arguments))
        return timers[-1]

    monkeypatch.setattr(warming.threading, "Timer", timer)
    interview = make_interview()
    for each in timers:
        each.join()
    assert ask(store, "/").page == "hit"
    assert ask(store, interview.get_absolute_url()).page == "hit"

"""Stored pages while the database is away."""

import contextlib
import gzip
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import OperationalError, connection, transaction
from django.db.models.sql import compiler
from django.utils import timezone

from interviews.models import Interview
from newsroom import pages
from newsroom.pages import store as store_module
from newsroom.pages.store import Store
from newsroom.pages.wish import WISH
from tests.factories import make_interview, make_rating
from tests.newsroom.pages.asking import ask


@contextlib.contextmanager
def away() -> Iterator[None]:
    def fail(*_: Any, **__: Any) -> None:
        raise OperationalError("the database is away")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiler.SQLCompiler, "execute_sql", fail)
        yield


def test_the_last_good_page_is_shown_and_marked(store: Store) -> None:
    interview = make_interview()
    address = interview.get_absolute_url()
    good = ask(store, address)
    versions_move(interview)
    with away():
        for _ in range(2):
            said = ask(store, address, accept_encoding="gzip")
            assert (said.status, said.page) == (200, "stale")
            assert said.headers["warning"] == '110 - "Response is Stale"'
            assert gzip.decompress(said.body) == good.body
        assert ask(store, "/interviews/never-seen/").status == 503


def test_another_process_shows_it_from_disk(make_store: Any) -> None:
    good = ask(make_store(), "/")
    with transaction.atomic():
        pages.changed()
    with away():
        said = ask(make_store(), "/")
    assert (said.page, said.body) == ("stale", good.body)


def test_it_heals_by_itself(store: Store) -> None:
    interview = make_interview()
    address = interview.get_absolute_url()
    ask(store, address)
    versions_move(interview)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        with away():
            assert ask(store, address).page == "stale"
        assert ask(store, address).page == "stale"  # for a second nobody is asked
        clock.shift(1)
        assert ask(store, address).page == "miss"


def test_what_was_taken_from_readers_is_not_shown_even_then(store: Store) -> None:
    rated, other = make_interview(), make_interview()
    rating = make_rating(rated, review="Good.")
    rating.approve(by=None)  # type: ignore[arg-type]
    for interview in (rated, other):
        ask(store, interview.get_absolute_url())
    rating.reject(by=None)  # type: ignore[arg-type]
    with away():
        assert ask(store, rated.get_absolute_url()).status == 503
        assert ask(store, other.get_absolute_url()).page == "hit"


def versions_move(interview: Interview) -> None:
    with transaction.atomic():
        pages.changed(interview.pk)


def test_who_waits_for_another_in_vain_gets_the_old_page(
    make_store: Any, django: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "WAIT", 0.05)
    interview = make_interview()
    address = interview.get_absolute_url()
    begun, go_on = threading.Event(), threading.Event()

    def slow(environ: Any, start_response: Any) -> Any:
        begun.set()
        go_on.wait(10)
        try:
            return django(environ, start_response)
        finally:
            connection.close()  # that of a thread of this test

    store = make_store()
    good = ask(store, address)
    versions_move(interview)
    store.application = slow
    first = threading.Thread(target=ask, args=[store, address])
    first.start()
    try:
        assert begun.wait(10)
        said = ask(store, address)
        assert (said.page, said.body) == ("stale", good.body)
    finally:
        go_on.set()
        first.join()
    assert ask(store, address).page == "hit"


def test_a_crowd_is_no_sign_that_the_database_is_away(
    make_store: Any, django: Any
) -> None:
    interview = make_interview()
    address, crowded = interview.get_absolute_url(), True

    def asked(environ: Any, start_response: Any) -> Any:
        if not crowded:
            return django(environ, start_response)
        environ[WISH].crowded = True
        start_response("503 Service Unavailable", [])
        return []

    store = make_store()
    good = ask(store, address)
    versions_move(interview)
    store.application = asked
    said = ask(store, address)
    assert (said.page, said.body) == ("stale", good.body)
    crowded = False
    assert ask(store, address).page == "miss"


def test_a_page_that_changed_while_it_was_made_is_kept_for_bad_times_alone(
    make_store: Any, django: Any
) -> None:
    interview = make_interview()
    address = interview.get_absolute_url()

    def changing(environ: Any, start_response: Any) -> Any:
        body = django(environ, start_response)
        versions_move(interview)
        return body

    store = make_store(changing)
    assert ask(store, address).page == "miss"
    assert ask(store, address).page == "miss"
    with away():
        assert ask(store, address).page == "stale"

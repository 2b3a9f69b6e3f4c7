"""A stored page: answered without Django, and never another than a fresh one."""

import contextlib
import datetime
import gzip
from collections.abc import Iterator
from typing import Any

import brotli
import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.models import User
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, transaction
from django.db.models.sql import compiler
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from interviews.models import Interview
from newsroom import pages
from newsroom.pages import requests, warming
from newsroom.pages.store import LONGEST, Store
from tests.factories import make_interview, make_rating
from tests.newsroom.pages.asking import ask

NOON = datetime.datetime(2026, 5, 4, 12, tzinfo=datetime.UTC)


def two(store: Store, address: str, **headers: str) -> list[str]:
    return [ask(store, address, **headers).page for _ in range(2)]


# A hit


def test_the_second_reader_is_answered_without_a_query(
    store: Store, django: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = make_interview().get_absolute_url()
    first = ask(store, address)
    with django_assert_num_queries(0):
        second = ask(store, address)
    assert (first.page, second.page) == ("miss", "hit")
    assert second.shown == first.shown == ask(django, address).shown


@pytest.mark.parametrize(
    "address", ["/", "/interviews/", "/publications/", "/corrections/", "/robots.txt"]
)
def test_every_public_page_is_stored(store: Store, address: str) -> None:
    assert two(store, address) == ["miss", "hit"]


def test_the_pages_of_an_interview_are_stored(store: Store) -> None:
    interview = make_interview()
    address = interview.get_absolute_url()
    for page in (address, f"{address}q/1/", f"{address}cite/"):
        assert two(store, page) == ["miss", "hit"], page
    assert two(store, interview.publication.get_absolute_url()) == ["miss", "hit"]


def test_another_process_finds_it_on_disk(make_store: Any) -> None:
    made = ask(make_store(), "/interviews/")
    found = ask(make_store(), "/interviews/")
    assert (found.page, found.body) == ("hit", made.body)


@pytest.mark.parametrize("accepted", ["br", "gzip, br;q=0", "*", "", "br;q=x, gzip"])
def test_each_encoding_is_the_same_page(store: Store, accepted: str) -> None:
    unpack = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}
    plain = ask(store, "/interviews/").body
    for _ in range(2):
        said = ask(store, "/interviews/", accept_encoding=accepted)
        encoding = said.headers.get("content-encoding", "")
        expected = {"": "", "br": "br", "*": "br"}.get(accepted, "gzip")
        assert encoding == expected
        assert unpack[encoding](said.body) == plain
        assert said.headers["vary"] == "Accept-Encoding"
        assert said.headers["content-length"] == str(len(said.body))


def test_an_encoding_made_once_is_kept_for_all_processes(
    make_store: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make_store()
    ask(first, "/interviews/")
    ask(first, "/interviews/", accept_encoding="gzip")
    monkeypatch.setattr("newsroom.pages.page.ENCODERS", {})
    assert ask(make_store(), "/interviews/", accept_encoding="gzip").page == "hit"


def test_head_is_the_get_without_its_body(store: Store) -> None:
    for _ in range(2):
        head = ask(store, "/interviews/", method="HEAD")
        assert head.body == b""
    whole = ask(store, "/interviews/")
    assert head.headers == whole.headers


def test_a_known_page_is_not_sent_again(store: Store) -> None:
    tags = [
        ask(store, "/interviews/", accept_encoding=encoding).headers["etag"]
        for encoding in ("", "gzip", "br")
    ]
    assert len(set(tags)) == 3
    for sent in (*tags, f'"other", W/{tags[0]}', "*"):
        said = ask(store, "/interviews/", if_none_match=sent)
        assert (said.status, said.body) == (304, b""), sent
        assert set(said.headers) == {"etag", "vary", "cache-control", "x-page"}
    assert ask(store, "/interviews/", if_none_match='"other"').status == 200


@pytest.mark.parametrize(
    ("wanted", "status", "cut"),
    [
        ("bytes=0-9", 206, slice(0, 10)),
        ("bytes=5-", 206, slice(5, None)),
        ("bytes=-7", 206, slice(-7, None)),
        ("bytes=0-999999", 206, slice(0, None)),
        ("bytes=999999-", 416, slice(0, 0)),
        ("bytes=-0", 416, slice(0, 0)),
        ("bytes=9-2", 200, slice(0, None)),
        ("bytes=0-1,4-5", 200, slice(0, None)),
        ("lines=1-2", 200, slice(0, None)),
        ("bytes=-", 200, slice(0, None)),
    ],
)
def test_a_range_is_cut_from_the_plain_page(
    store: Store, wanted: str, status: int, cut: slice
) -> None:
    whole = ask(store, "/interviews/").body
    said = ask(store, "/interviews/", range=wanted, accept_encoding="gzip")
    assert (said.status, said.body) == (status, whole[cut])
    assert said.headers["content-length"] == str(len(said.body))


def test_a_range_of_an_older_page_is_the_whole(store: Store) -> None:
    said = ask(store, "/interviews/", range="bytes=0-1", if_range='"older"')
    assert said.status == 200
    tag = said.headers["etag"]
    again = ask(store, "/interviews/", range="bytes=0-1", if_range=tag)
    assert (again.status, again.headers["content-range"].split("/")[0]) == (
        206,
        "bytes 0-1",
    )


# What ends a page


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


# What is never kept


def page_of(store_maker: Any, **headers: str) -> list[str]:
    """Return how a store of a view with these headers answers twice."""

    @pages.stored()
    def view(request: HttpRequest) -> HttpResponse:
        response = HttpResponse("hello", headers=headers)
        if "status" in headers:
            response.status_code = int(headers["status"])
        return response

    return two(store_maker(served(view)), "/")


def served(view: Any) -> Any:
    """Return a WSGI application of one view."""

    def application(environ: Any, start_response: Any) -> Any:
        request = RequestFactory().get("/")
        request.META.update(environ)
        response = view(request)
        cookies = [("Set-Cookie", c.OutputString()) for c in response.cookies.values()]
        status = f"{response.status_code} {response.reason_phrase}"
        start_response(status, [*response.items(), *cookies])
        return response

    return application


@pytest.mark.parametrize(
    "headers",
    [
        {"Set-Cookie": "a=b"},
        {"Cache-Control": "private"},
        {"Cache-Control": "max-age=0, no-store"},
        {"Vary": "Cookie"},
        {"Vary": "Accept-Language"},
        {"Content-Encoding": "gzip"},
        {"status": "404"},
        {"status": "201"},
    ],
    ids=str,
)
def test_what_forbids_it_is_not_kept(make_store: Any, headers: dict[str, str]) -> None:
    assert page_of(make_store, **headers) == ["", ""]


def test_what_does_not_forbid_it_is_kept(make_store: Any) -> None:
    said = {"Vary": "accept-encoding", "Cache-Control": "max-age=3", "X-Other": "a"}
    assert page_of(make_store, **said) == ["miss", "hit"]


def test_a_view_that_does_not_ask_for_it_is_not_kept(store: Store) -> None:
    assert two(store, "/healthz") == ["", ""]


def test_staff_see_the_page_itself(store: Store, client: Client) -> None:
    client.force_login(User.objects.create_superuser("chief"))
    name = settings.SESSION_COOKIE_NAME
    cookie = f"theme=dark; {name}={client.cookies[name].value}"
    draft = Interview.objects.get(pk=make_interview(headline="Secret").pk)
    draft.withdraw(by=None)
    for _ in range(2):
        said = ask(store, draft.get_absolute_url(), cookie=cookie)
        assert (said.status, said.page) == (200, "")
        assert ask(store, draft.get_absolute_url()).status == 404
        assert (
            ask(store, "/", cookie=cookie)
            .headers["cache-control"]
            .startswith("private")
        )
    assert two(store, "/") == ["miss", "hit"]
    assert ask(store, "/", cookie=cookie).page == ""  # though it lies ready


def test_a_readers_cookie_gets_the_page_of_all(store: Store) -> None:
    ask(store, "/")
    cookie = f"{settings.READER_COOKIE_NAME}=abc; x=random"
    assert ask(store, "/", cookie=cookie).page == "hit"
    assert ask(store, "/", authorization="Basic abc").page == ""


# What is not part of the key must not be part of the page


@pytest.mark.parametrize(
    "headers",
    [
        {"x_forwarded_host": "canary.example"},
        {"x_forwarded_proto": "https"},
        {"accept_language": "fr"},
        {"user_agent": "canary"},
        {"cookie": "a=canary"},
        {"referer": "https://canary.example/"},
        {"x_original_url": "/canary/"},
    ],
    ids=str,
)
def test_headers_of_one_reader_are_not_sent_to_the_next(
    make_store: Any, django: Any, headers: dict[str, str]
) -> None:
    address = make_interview().get_absolute_url()
    store = make_store()
    ask(store, address, **headers)
    said = ask(store, address)
    assert said.page == "hit"
    assert said.shown == ask(django, address).shown
    assert b"canary" not in said.body


def test_unknown_parameters_share_the_page(store: Store) -> None:
    addresses = ["/?utm_source=canary", "/", "/?utm_source=x&page=2", "/?%20&&"]
    said = [ask(store, address) for address in addresses]
    assert [each.page for each in said] == ["miss", "hit", "hit", "hit"]
    assert len({each.body for each in said}) == 1
    assert len(store.memory) == 1


def test_a_parameter_that_the_view_reads_makes_the_page_live(make_store: Any) -> None:
    @pages.stored("after")
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(f"{dict(request.GET)} {request.META['QUERY_STRING']}")

    def one(environ: Any, start_response: Any) -> Any:
        request = RequestFactory().get(f"/?{environ['QUERY_STRING']}")
        request.META.update(environ)
        response = view(request)
        start_response("200 OK", list(response.items()))
        return response

    store = make_store(one)
    assert two(store, "/?after=3&x=canary") == ["", ""]
    assert ask(store, "/?x=canary&after=3").text == "{'after': ['3']} after=3"
    assert ask(store, "/?x=canary").text == "{} "
    assert [ask(store, a).page for a in ("/", "/?after=3", "/?x=1")] == [
        "hit",
        "",
        "hit",
    ]


def test_only_hosts_that_are_written_out_make_pages(store: Store, django: Any) -> None:
    ours = ["127.0.0.1:8000", "localhost", "localhost:8000", "127.0.0.1"]
    for host in ours:
        assert two(store, "/", host=host) == ["miss", "hit"]
    for host in ("127.0.0.1:9999", "LOCALHOST", "canary.example", "", "localhost:"):
        for _ in range(2):
            said = ask(store, "/", host=host)
            assert (said.page, said.status) == ("", ask(django, "/", host=host).status)
    assert len(store.memory) == len(ours)


def test_a_host_has_pages_of_its_own(make_store: Any) -> None:
    @pages.stored()
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(request.META["HTTP_HOST"])

    store = make_store(served(view))
    for _ in range(2):
        for host in ("127.0.0.1:8000", "localhost"):
            assert ask(store, "/", host=host).text == host


def test_plain_http_is_not_answered_from_the_store_of_a_https_site(
    make_store: Any, settings: Any
) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    store = make_store(get_wsgi_application())
    assert two(store, "/", x_forwarded_proto="https") == ["miss", "hit"]
    assert ask(store, "/", x_forwarded_proto="http").status == 301
    assert ask(store, "/").status == 301


def test_an_odd_request_is_refused_as_ever(store: Store) -> None:
    ask(store, "/")
    assert ask(store, "/?x=%00").status == 400


# When the database is away


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


# Warming, bounds


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


def test_patterns_of_hosts_make_no_pages(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["news.example", ".wide.example", "*"]
    settings.SITE_URL = "https://www.wide.example"
    requests.hosts.cache_clear()
    hosts = requests.hosts("8000")
    requests.hosts.cache_clear()
    names = {"news.example", "www.wide.example"}
    assert hosts == names | {f"{name}:8000" for name in names}

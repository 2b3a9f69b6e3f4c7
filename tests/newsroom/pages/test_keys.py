"""What is not part of a stored page's key must not be part of the page."""

from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from newsroom import pages
from newsroom.pages import requests
from newsroom.pages.store import Store
from tests.factories import make_interview
from tests.newsroom.pages.asking import ask, served, two


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


def test_patterns_of_hosts_make_no_pages(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["news.example", ".wide.example", "*"]
    settings.SITE_URL = "https://www.wide.example"
    requests.hosts.cache_clear()
    hosts = requests.hosts("8000")
    requests.hosts.cache_clear()
    names = {"news.example", "www.wide.example"}
    assert hosts == names | {f"{name}:8000" for name in names}

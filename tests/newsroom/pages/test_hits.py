"""A stored page: answered without Django, and never another than a fresh one."""

import gzip
from typing import Any

import brotli
import pytest
from pytest_django import DjangoAssertNumQueries

from newsroom.pages.store import Store
from tests.factories import make_interview
from tests.newsroom.pages.asking import ask, two


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

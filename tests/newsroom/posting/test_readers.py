from typing import Any

import pytest
from django.core.signing import Signer
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from newsroom.posting import readers


def carrying(value: str, name: str = "reader") -> HttpRequest:
    request = RequestFactory().get("/")
    request.COOKIES[name] = value
    return request


def cookie_of(reader: str) -> Any:
    response = HttpResponse()
    readers.remember(response, reader)
    return next(iter(response.cookies.values()))


def test_a_reader_is_128_random_bits_that_come_back() -> None:
    reader = readers.new()
    assert len(bytes.fromhex(reader)) == 16
    assert reader != readers.new()
    assert readers.current(carrying(cookie_of(reader).value)) == reader


def test_without_a_cookie_there_is_no_reader() -> None:
    assert readers.current(RequestFactory().get("/")) is None


def test_no_single_change_of_the_cookie_passes() -> None:
    value = cookie_of(readers.new()).value
    for place in range(len(value)):
        other = "A" if value[place] != "A" else "B"
        forged = value[:place] + other + value[place + 1 :]
        assert readers.current(carrying(forged)) is None, place


@pytest.mark.parametrize(
    "value",
    ["", ":", "0" * 32, f"{'0' * 32}:", '{"reader": "x"}', "\0", "\udcff", "é" * 4000],
)
def test_what_this_site_did_not_sign_is_no_reader(value: str) -> None:
    assert readers.current(carrying(value)) is None


def test_signatures_for_another_use_or_reader_or_of_another_key_do_not_pass() -> None:
    reader, other = readers.new(), readers.new()
    ours, theirs = cookie_of(reader).value, cookie_of(other).value
    swapped = ours.partition(":")[0] + ":" + theirs.partition(":")[2]
    for forged in (
        swapped,
        Signer().sign(reader),
        Signer(salt="newsroom.confirm").sign(reader),
        Signer(key="x", salt=readers.SALT).sign(reader),
        Signer(key="another key", salt=readers.SALT).sign(reader),
    ):
        assert readers.current(carrying(forged)) is None


@pytest.mark.parametrize(
    ("https", "name"), [(False, "reader"), (True, "__Host-reader")]
)
def test_the_cookie_is_closed_to_scripts_and_other_sites(
    settings: Any, https: bool, name: str
) -> None:
    settings.HTTPS, settings.READER_COOKIE_NAME = https, name
    cookie = cookie_of(readers.new())
    assert cookie.key == name
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert bool(cookie["secure"]) is https
    assert (cookie["path"], cookie["domain"]) == ("/", "")
    assert cookie["max-age"] == 400 * 24 * 3600


def test_the_key_leads_back_to_no_cookie(settings: Any) -> None:
    reader = readers.new()
    key = readers.key(reader)
    assert len(key) == 64 and reader not in key
    assert key == readers.key(reader) != readers.key(readers.new())
    settings.SECRET_KEY = "another key"
    assert readers.key(reader) != key

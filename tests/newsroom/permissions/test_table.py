"""The table of who may ask what, held against every address of the product."""

import contextlib
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, URLPattern, get_resolver, resolve

from tests.factories import OUR_PAGE
from tests.newsroom.permissions import table
from tests.newsroom.permissions.everything import ROLES, Everything, state

pytestmark = pytest.mark.django_db

# What changes with every request, whatever it asks.
BESIDE = ("newsroom_act", "django_session", "newsroom_allowance")
WRITE = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)', re.IGNORECASE)
# Django's own way from a key to a page, closed by an address before it.
SHADOWED = {"admin/r/<path:content_type_id>/<path:object_id>/"}
REFUSED = {"in", "home", "400", "403", "404", "405"}
OTHER_METHODS = ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"]


def rows_asked_by(role: str) -> list[tuple[str, str, str]]:
    """Return address, and what GET and POST answer. What is the same for everybody is
    asked by the visitor and by the administrator only."""
    place, ends = ROLES.index(role), ("anonymous", "administrator")
    return [
        (row.address, row.get[place], row.post[place])
        for row in table.rows()
        if role in ends or len({*row.get, *row.post}) > 2 or "/admin/" in row.address
    ]


def ask(client: Client, method: str, address: str) -> tuple[str, set[str]]:
    """Return the answer, and the tables that were written to; all is undone."""
    kept = {name: morsel.value for name, morsel in client.cookies.items()}
    sent = {"post": "yes"} if method == "post" else None
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        response: Any = getattr(client, method)(address, sent)
        if response.streaming:
            response.getvalue()
        transaction.set_rollback(True)
    client.cookies.load(kept)
    written = {found[1] for each in asked if (found := WRITE.match(each["sql"]))}
    written = {name for name in written if name not in BESIDE}
    answer = table.said(response)
    return ("done" if written and answer == "home" else answer), written


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_each_role_as_the_table_says(role: str) -> None:
    client = Client(headers=OUR_PAGE, raise_request_exception=False)
    everything, expected, found = Everything(client, role), {}, {}
    for pattern, get, post in rows_asked_by(role):
        expected[pattern], address = (get, post), everything.address(pattern)
        asked = [ask(client, method, address) for method in ("get", "post")]
        found[pattern] = asked[0][0], asked[1][0]
        assert not asked[0][1], f"{pattern} changes {asked[0][1]} when looked at"
        assert not asked[1][1] or found[pattern][1] not in REFUSED, (pattern, asked)
    assert found == expected


def test_every_address_of_the_product_is_in_the_table() -> None:
    everything = Everything(Client())
    reached = set()
    for row in table.rows():
        path = everything.address(row.address).partition("?")[0]
        with contextlib.suppress(Resolver404):
            reached.add(resolve(path).route)
    assert {*routes(get_resolver().url_patterns)} - reached == SHADOWED


def routes(patterns: Any, prefix: str = "") -> Iterator[str]:
    for each in patterns:
        if isinstance(each, URLPattern):
            yield prefix + str(each.pattern).removeprefix("^" * bool(prefix))
        else:
            yield from routes(each.url_patterns, prefix + str(each.pattern))


@pytest.mark.parametrize("role", ["anonymous", "administrator"])
def test_no_other_method_is_taken_anywhere(role: str) -> None:
    client = Client(headers=OUR_PAGE)
    everything, before = Everything(client, role), state()
    for row in table.rows():
        address = everything.address(row.address)
        for method in OTHER_METHODS:
            if method == "DELETE" and address.endswith("/autosave/"):
                continue
            response = client.generic(method, address)
            assert response.status_code == 405, (method, address)
    assert state() == before


def test_head_is_get_without_the_words() -> None:
    client = Client()
    everything = Everything(client)
    for row in table.rows():
        if row.get[0].isdecimal():
            response: Any = client.head(everything.address(row.address))
            assert str(response.status_code) == row.get[0], row.address
            assert response.getvalue() == b"", row.address


@pytest.mark.parametrize("why", ["deactivated", "no staff", "signed out elsewhere"])
def test_who_lost_the_desk_is_a_visitor(why: str) -> None:
    client = Client(headers=OUR_PAGE)
    everything = Everything(client, "administrator")
    user = User.objects.filter(pk=everything.users["administrator"].pk)
    if why == "signed out elsewhere":
        Session.objects.all().delete()
    elif why == "deactivated":
        user.update(is_active=False)
    else:
        user.update(is_staff=False, is_superuser=False)
    for row in table.rows():
        if "in" in row.get or "/media/" in row.address:
            answer, _written = ask(client, "get", everything.address(row.address))
            assert answer == row.get[0], row.address


def test_every_form_of_the_desk_needs_its_token() -> None:
    client = Client(enforce_csrf_checks=True)
    everything = Everything(client, "administrator")
    before, refused = state(), 0
    for row in table.rows():
        if row.address.startswith("/admin/") and row.post[-1] not in ("404", "405"):
            response = client.post(everything.address(row.address), {"post": "yes"})
            assert response.status_code == 403, row.address
            assert "This form could not be taken" in response.text
            refused += 1
    assert refused > 60 and state() == before


def test_no_form_of_readers_is_taken_from_another_site() -> None:
    client = Client(headers={"Origin": "https://elsewhere.example"})
    everything = Everything(client)
    before, refused = state(), 0
    for row in table.rows():
        if not row.address.startswith("/admin/") and row.post[0] in ("303", "400"):
            response = client.post(everything.address(row.address), {"score": "5"})
            assert response.status_code == 403, row.address
            refused += 1
    assert refused == 8 and state() == before

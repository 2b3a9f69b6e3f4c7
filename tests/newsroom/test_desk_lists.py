"""Every list of the desk: its order, whatever its address says, and its crumbs."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import NoReverseMatch, reverse
from selectolax.lexbor import LexborHTMLParser

from newsroom.accounts.acts import Act
from tests.factories import make_correction, make_interview, make_person, make_rating

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("chief"))
    interview = make_interview()
    interview.tags.add("sea")
    make_correction(interview)
    make_rating(interview, review="Words.")
    make_person()
    Act.objects.record("add", by=None, on=interview)
    return client


def lists(client: Client, query: str = "") -> dict[str, Any]:
    """Return the answer of each list that the desk has, by its address."""
    found = {}
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        answer = client.get(address + query)
        if getattr(answer, "context_data", None) and "cl" in answer.context_data:
            found[address] = answer
    return found


def orders(client: Client, query: str) -> dict[str, Any]:
    return {
        address: answer.context_data["cl"].queryset.query.order_by
        for address, answer in lists(client, query).items()
    }


@pytest.mark.parametrize(
    "order", ["garbage", "99", "-99", ".", "-", "password", "x.-y", "1" * 5000]
)
def test_an_order_by_no_column_is_the_order_of_the_list(
    chief: Client, order: str
) -> None:
    expected = orders(chief, "?o=")
    assert len(expected) >= 8
    assert orders(chief, f"?o={order}") == expected


def test_a_column_orders_whatever_stands_beside_it(chief: Client) -> None:
    address = "/admin/newsroom/person/"
    for order in ("-1", "garbage.-1", "-1.99"):
        page = chief.get(f"{address}?o={order}")
        assert page.context["cl"].queryset.query.order_by[0] == "-name", order


def test_crumbs_and_counts_are_in_the_words_of_editors(chief: Client) -> None:
    for address, answer in lists(chief).items():
        html = LexborHTMLParser(answer.text)
        assert len(html.css(".breadcrumbs li")) == 2, address
        for word in ("Taggit", "Authentication and Authorization"):
            assert word not in answer.text, address
    log = LexborHTMLParser(chief.get("/admin/newsroom/act/").text)
    assert log.body is not None
    assert "2 entries of the log" in " ".join(log.body.text().split())

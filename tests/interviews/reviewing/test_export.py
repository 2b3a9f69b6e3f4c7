"""Ratings as a table: all of it, safe to open, and addresses only for who may."""

import csv
import io

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from interviews.admin.export import cell
from interviews.models import Rating
from newsroom.accounts.acts import Act
from tests.factories import make_interview, make_rating, make_staff
from tests.interviews.desk import QUEUE

pytestmark = pytest.mark.django_db


def export(client: Client) -> list[dict[str, str]]:
    """Export all ratings that the plain list holds, not only a page of them."""
    data = {"action": "export", "select_across": "1", "index": "0"}
    data["_selected_action"] = str(Rating.objects.order_by("pk")[0].pk)
    answer = client.post(f"{QUEUE}?status__exact=all", data)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="ratings-')
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_moderator_exports_every_rating(client: Client) -> None:
    client.force_login(make_staff("Moderator", "mo"))
    interview = make_interview(headline="The harbour, at night")
    for n in range(60):
        make_rating(interview, review=f"Review {n}", name="Saule")
    rows = export(client)
    assert [row["review"] for row in rows] == [f"Review {n}" for n in range(60)]
    assert rows[0]["interview"] == "The harbour, at night"
    assert (rows[0]["score"], rows[0]["status"]) == ("4", "pending")
    assert not {"reader_key", "network"} & rows[0].keys()
    act = Act.objects.get(verb="export")
    assert (act.who, act.after) == ("mo", {"ratings": 60})


def test_addresses_are_for_who_may_hand_out_what_is_kept(client: Client) -> None:
    make_rating(make_interview(), email="saule@x.example")
    moderator = make_staff("Moderator")
    client.force_login(moderator)
    assert export(client)[0]["email"] == "saule@x.example"
    moderator.groups.clear()
    may = Permission.objects.filter(codename__in=["view_rating", "moderate_rating"])
    moderator.user_permissions.set(may)
    assert "email" not in export(client)[0]


@pytest.mark.parametrize("group", ["Editor", "Contributor"])
def test_nobody_else_exports(client: Client, group: str) -> None:
    client.force_login(make_staff(group))
    rating = make_rating(make_interview(), review="Not for all")
    data = {"action": "export", "_selected_action": str(rating.pk)}
    answer = client.post(QUEUE, data)
    assert "csv" not in answer["Content-Type"]
    assert not Act.objects.filter(verb="export").exists()


@pytest.mark.parametrize("unseen", ["", "\ufeff", "\u200b\u2060", "\u00a0", "\u202e"])
@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", '=HYPERLINK("x")'],
)
def test_no_cell_is_a_formula(text: str, unseen: str) -> None:
    assert cell(unseen + text) == f"'{unseen}{text}"


def test_ordinary_words_and_numbers_stay_as_they_are() -> None:
    said = ["Fine - really", "", "a=b", "«Да»", "\u200eword", -3]
    assert [cell(value) for value in said] == said


def test_a_row_costs_no_query(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(make_staff("Moderator"))
    for _ in range(30):
        make_rating(make_interview())
    with django_assert_max_num_queries(20):
        assert len(export(client)) == 30

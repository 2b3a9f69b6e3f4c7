"""Migrations of a newsroom with rows in it, there and back: nothing is lost by the way."""

import contextlib
import json
import os
from typing import Any

import pytest

from tests import postgres
from tests.served import Served, installed

WRITE = """
from django.db.models import CharField, TextField
from django.utils import timezone
from interviews.models import Interview, Rating
from newsroom.models import Person
from tests.factories import *

def longest(model, name):
    return "Әң" * (model._meta.get_field(name).max_length // 2)

publication = make_publication(name="Қала")
person = make_person(name=longest(Person, "name"), country="KZ")
for n in range(3):
    interview = make_draft(
        12, publication=publication, headline=longest(Interview, "headline")[n:],
        standfirst="Ключ \\"quoted\\" \\\\ line", slug=f"worst-{n}",
    )
    make_speaker(interview, name="Ғалым", person=person)
    make_speaker(interview, name="Nobody known", person=None)
    interview.tags.add("теңіз", "a" * 100)
    if n:
        interview.publish(by=None)
        for score in (1, 3, 5):
            make_rating(interview, score, review="Сөз " * 200, name="Ә", email="a@b.example")
            make_rating(interview, score)
Rating.objects.filter(review__gt="").first().approve(by=None)
Interview.objects.last().bin(by=None)
"""
# Every row of every table, by column; and what the database was told of each table.
READ = """
import json
from django.db import connection
def columns(cursor, table):
    found = connection.introspection.get_table_description(cursor, table)
    return {c.name: [str(c.type_code), c.display_size, c.null_ok] for c in found}
def rules(cursor, table):
    found = connection.introspection.get_constraints(cursor, table).items()
    # Foreign keys of PostgreSQL and uniques of SQLite have names that nobody gave.
    return sorted(
        json.dumps([rule["columns"], rule["unique"], rule["foreign_key"], rule["check"],
                    rule["index"], rule["primary_key"]], default=str)
        for _name, rule in found
    )
with connection.cursor() as cursor:
    tables = [t for t in connection.introspection.table_names(cursor)
              if t.startswith(("newsroom_", "interviews_", "taggit_"))
              and not t.startswith("interviews_search_") and t != "interviews_search"]
    rows, shape = {}, {}
    for table in tables:
        shape[table] = [columns(cursor, table), rules(cursor, table)]
        names = [*shape[table][0]]
        cursor.execute("SELECT %s FROM %s" % (", ".join(map('"{}"'.format, names)), table))
        rows[table] = [dict(zip(names, row)) for row in cursor.fetchall()]
print("FOUND", json.dumps([rows, shape], default=str))
"""
FIRST = (("interviews", "0001"), ("newsroom", "0001"))
FIRST_ROWS = {
    *("newsroom_publication", "newsroom_person", "taggit_tag"),
    *("interviews_interview", "interviews_question", "interviews_speaker"),
    *("interviews_rating", "interviews_ratingsummary", "interviews_taggedinterview"),
}

type Rows = dict[str, list[dict[str, Any]]]


def look(place: Served) -> tuple[Rows, dict[str, Any]]:
    said = place.manage("shell", "-v", "0", stdin=READ)
    rows, shape = json.loads(said.partition("FOUND ")[2])
    return rows, shape


def within(rows: Rows, kept: dict[str, Any]) -> dict[str, list[str]]:
    """Return the rows of the tables and columns that ``kept`` names, in one order."""
    return {
        table: sorted(
            json.dumps({name: row[name] for name in columns}, sort_keys=True)
            for row in rows[table]
        )
        for table, (columns, _rules) in kept.items()
    }


@pytest.mark.timeout(900)  # every migration twice
def test_rows_survive_the_way_to_the_first_migrations_and_back() -> None:
    own = contextlib.nullcontext("")
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        own = postgres.cluster()  # type: ignore[assignment]
    with own as url, installed(url) as place:
        place.manage("shell", "-v", "0", stdin=WRITE)
        rows, shape = look(place)
        for app, first in FIRST:
            place.manage("migrate", app, first, "-v", "0")
        early, early_shape = look(place)
        kept = {
            table: early_shape[table]
            for table in early_shape
            if early[table] and "allowance" not in table
        }
        assert {*kept} == FIRST_ROWS
        assert within(early, kept) == within(rows, kept)
        place.manage("migrate", "-v", "0")
        later, later_shape = look(place)
        assert within(later, kept) == within(rows, kept)
        assert later_shape == shape
        # What only later releases keep is made anew of the rows that came through.
        with contextlib.suppress(AssertionError):  # it says that there was work to do
            place.manage("check_consistency", "--repair")
        assert "0 differ" in place.manage("check_consistency")

"""The search index of many new entries at once."""

import contextlib
from collections.abc import Iterator

from django.db import connection

TRIGGERS = (
    "SELECT name, sql FROM sqlite_master"
    " WHERE type = 'trigger' AND tbl_name = 'interviews_searchentry'"
)
FILL = (
    "INSERT INTO interviews_search (rowid, words)"
    " SELECT -place, headline || speakers || asked || answered || facts"
    " FROM interviews_searchentry WHERE interview_id BETWEEN %s AND %s"
    " ORDER BY place DESC"  # as the index grows fastest
)


@contextlib.contextmanager
def filled_at_once(first: int, last: int) -> Iterator[None]:
    """Index the entries that are inserted for these interviews, all new, in one go.

    SQLite's triggers stand aside meanwhile: they write a piece of the index for every
    row and join the pieces again, which takes most of the time. Call it in a
    transaction, which holds everybody else off.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        triggers = cursor.execute(TRIGGERS).fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        cursor.execute(FILL, [first, last])
        for _, sql in triggers:
            cursor.execute(sql)

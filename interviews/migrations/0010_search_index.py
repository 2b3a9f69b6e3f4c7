"""Let the database index the words of search entries, and keep that index by itself.

SQLite: an FTS5 table without a copy of the words, fed by triggers. PostgreSQL: a
generated column with a GIN index. Both see the same folded words, parted by spaces.
A later migration that makes SQLite rebuild the table must make the triggers again, as
0019 does, which numbers the rows from the newest on.
"""

from django.db import migrations

COLUMNS = ["headline", "speakers", "asked", "answered", "facts"]


def words(row: str) -> str:
    return " || ".join(f"{row}{column}" for column in COLUMNS)


ADD = "INSERT INTO interviews_search (rowid, words) VALUES (new.place, {new});"
TAKE = (
    "INSERT INTO interviews_search (interviews_search, rowid, words)"
    " VALUES ('delete', old.place, {old});"
)
TRIGGERS = {"insert": ADD, "delete": TAKE, "update": TAKE + " " + ADD}


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            "CREATE VIRTUAL TABLE interviews_search USING fts5"
            " (words, content='', columnsize=0, tokenize='ascii')"
        )
        for event, body in TRIGGERS.items():
            body = body.format(old=words("old."), new=words("new."))
            schema_editor.execute(
                f"CREATE TRIGGER interviews_search_{event} AFTER {event}"
                f" ON interviews_searchentry BEGIN {body} END"
            )
    else:
        schema_editor.execute(
            "ALTER TABLE interviews_searchentry ADD COLUMN vector tsvector"
            f" GENERATED ALWAYS AS (to_tsvector('simple', {words('')})) STORED"
        )
        schema_editor.execute(
            "CREATE INDEX interviews_search ON interviews_searchentry USING gin (vector)"
        )


def take_away(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for event in TRIGGERS:
            schema_editor.execute(f"DROP TRIGGER interviews_search_{event}")
        schema_editor.execute("DROP TABLE interviews_search")
    else:
        schema_editor.execute("DROP INDEX interviews_search")
        schema_editor.execute("ALTER TABLE interviews_searchentry DROP COLUMN vector")


class Migration(migrations.Migration):
    dependencies = [("interviews", "0009_search_entries")]
    operations = [migrations.RunPython(make, take_away)]

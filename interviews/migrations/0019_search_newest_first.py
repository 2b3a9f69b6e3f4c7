"""Number the rows of SQLite's words so that the newest come first.

Read backwards, its FTS5 loses rows that hold several of the words looked for, once many
rows have them. PostgreSQL's index is right as it is.
"""

from django.db import migrations

COLUMNS = ["headline", "speakers", "asked", "answered", "facts"]


def words(row):
    return " || ".join(f"{row}{column}" for column in COLUMNS)


TABLE = (
    "CREATE VIRTUAL TABLE interviews_search USING fts5"
    " (words, content='', columnsize=0, tokenize='ascii')"
)
FILL = (
    "INSERT INTO interviews_search (rowid, words)"
    f" SELECT {{sign}}place, {words('')} FROM interviews_searchentry ORDER BY {{sign}}place"
)
ADD = (
    "INSERT INTO interviews_search (rowid, words)"
    f" VALUES ({{sign}}new.place, {words('new.')});"
)
TAKE = (
    "INSERT INTO interviews_search (interviews_search, rowid, words)"
    f" VALUES ('delete', {{sign}}old.place, {words('old.')});"
)
TRIGGERS = {"insert": ADD, "delete": TAKE, "update": f"{TAKE} {ADD}"}


def numbered(sign):
    def make(apps, schema_editor):
        if schema_editor.connection.vendor != "sqlite":
            return
        for event in TRIGGERS:
            schema_editor.execute(f"DROP TRIGGER interviews_search_{event}")
        schema_editor.execute("DROP TABLE interviews_search")
        schema_editor.execute(TABLE)
        schema_editor.execute(FILL.format(sign=sign))
        for event, body in TRIGGERS.items():
            schema_editor.execute(
                f"CREATE TRIGGER interviews_search_{event} AFTER {event} ON"
                f" interviews_searchentry BEGIN {body.format(sign=sign)} END"
            )

    return make


class Migration(migrations.Migration):
    dependencies = [("interviews", "0018_tags_in_search")]
    operations = [migrations.RunPython(numbered("-"), numbered(""))]

"""Fold the Kazakh letters of what is indexed already, as new words are folded now.

Going back leaves the words as they are: ``check_consistency --repair`` then writes
those that differ anew.
"""

from django.db import migrations

COLUMNS = ["headline", "speakers", "asked", "answered"]
LETTERS = dict(zip("әғқңөұүһі", "агкноуухи"))


def folded(column):
    for letter, plain in LETTERS.items():
        column = f"replace({column}, '{letter}', '{plain}')"
    return column


UPDATE = (
    f"UPDATE interviews_searchentry SET {', '.join(f'{c} = {folded(c)}' for c in COLUMNS)}"
    f" WHERE {' OR '.join(f'{c} <> {folded(c)}' for c in COLUMNS)}"
)


class Migration(migrations.Migration):
    dependencies = [("interviews", "0015_merges_of_tags")]
    operations = [migrations.RunSQL(UPDATE, migrations.RunSQL.noop)]

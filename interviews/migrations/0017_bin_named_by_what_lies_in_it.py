"""Name several rows of the bin by what they are: lists count "3 interviews in the bin"."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("interviews", "0016_kazakh_letters_in_search")]

    operations = [
        migrations.AlterModelOptions(
            name="binnedinterview",
            options={
                "verbose_name": "interview in the bin",
                "verbose_name_plural": "interviews in the bin",
                "ordering": ["-deleted_at", "-pk"],
                "default_permissions": [],
            },
        )
    ]

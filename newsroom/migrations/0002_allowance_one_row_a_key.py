from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0001_publications_and_people")]

    # Rows live for a minute, so the table is made anew instead of altered.
    operations = [
        migrations.DeleteModel(name="Allowance"),
        migrations.CreateModel(
            name="Allowance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("key", models.CharField(max_length=100)),
                ("started", models.BigIntegerField()),
                ("used", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["key"], name="allowance_one_row_a_key"
                    )
                ],
                "indexes": [
                    models.Index(fields=["started"], name="allowance_by_start")
                ],
            },
        ),
    ]

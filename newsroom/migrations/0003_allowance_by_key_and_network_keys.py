from django.db import migrations, models


class Migration(migrations.Migration):
    """The rows last two minutes: the table is made anew."""

    dependencies = [("newsroom", "0002_allowance_one_row_a_key")]
    operations = [
        migrations.DeleteModel(name="Allowance"),
        migrations.CreateModel(
            name="Allowance",
            fields=[
                ("key", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("started", models.BigIntegerField()),
                ("used", models.PositiveIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["started"], name="allowance_by_start")],
            },
        ),
        migrations.CreateModel(
            name="NetworkKey",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=64)),
            ],
        ),
    ]

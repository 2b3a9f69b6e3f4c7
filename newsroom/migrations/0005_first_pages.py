"""Write the pages that the foot of every page leads to; editors make them their own."""

from django.db import migrations

PAGES = {
    "about": (
        "About",
        "This newsroom publishes interviews: what was asked and what was answered,"
        " question by question.\n\n"
        "Every answer has an address of its own, so that it can be quoted and found."
        " Readers rate interviews and review them; what they write is read by a"
        " moderator before it appears.",
    ),
    "contact": (
        "Contact",
        "To reach the editors, or to tell us of a mistake, write to the publication"
        " under whose title the interview ran. Say which interview and which question"
        " you mean; the link beside a question leads straight to it.",
    ),
    "ethics": (
        "How we work",
        "Each interview says how it was held, in which language, whether an interpreter"
        " took part and whether it was edited for length.\n\n"
        "Names and posts are those of the day.\n\n"
        "Mistakes are corrected openly: the interview says what was changed and when,"
        " and all corrections are listed in one place.",
    ),
}


def write(apps, schema_editor):
    page = apps.get_model("newsroom", "Page")
    for slug, (title, body) in PAGES.items():
        page.objects.get_or_create(slug=slug, defaults={"title": title, "body": body})


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0004_pages_old_addresses_and_mastheads")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]

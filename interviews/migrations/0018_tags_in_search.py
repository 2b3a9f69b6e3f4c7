"""Let what is published already be found by the names of its tags.

They stand after the words around the questions, as saving writes them; going back
takes them out again.
"""

from itertools import batched, groupby
from operator import itemgetter

from django.db import migrations

from interviews.search.folding import fold

AT_ONCE = 500
MOST_INDEXED = 100_000  # letters, as saving cuts them


def rows(apps):
    """Give the rows of headlines, some at a time, each with the words of its tags."""
    SearchEntry = apps.get_model("interviews", "SearchEntry")
    tagged = apps.get_model("interviews", "TaggedInterview").objects
    tagged = tagged.order_by("content_object", "tag")
    named = tagged.values_list("content_object", "tag__name").iterator(AT_ONCE)
    words = (
        (key, fold(" ".join(name for _key, name in group)[:MOST_INDEXED]))
        for key, group in groupby(named, itemgetter(0))
    )
    for some in batched(words, AT_ONCE):
        names = dict(some)
        entries = SearchEntry.objects.filter(interview__in=names, question=None)
        yield [(entry, names[entry.interview_id]) for entry in entries]


def write(some):
    if some:
        type(some[0]).objects.bulk_update(some, ["answered"], batch_size=AT_ONCE)


def add(apps, schema_editor):
    for some in rows(apps):
        for entry, names in some:
            entry.answered = f"{entry.answered or ' '}{names} " if names else ""
        write([entry for entry, names in some if names])


def take_out(apps, schema_editor):
    for some in rows(apps):
        for entry, names in some:
            entry.answered = entry.answered.removesuffix(f"{names} ").rstrip(" ")
            entry.answered += " " if entry.answered else ""
        write([entry for entry, names in some if names])


class Migration(migrations.Migration):
    dependencies = [("interviews", "0017_bin_named_by_what_lies_in_it")]
    operations = [migrations.RunPython(add, take_out)]

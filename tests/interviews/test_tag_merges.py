"""Tags that mean the same become one, and are taken apart again exactly as they were."""

import json
from typing import Any

import pytest
from django.core import serializers
from django.test import Client
from taggit.models import Tag

from interviews.models import Interview, TaggedInterview, TagMerge
from newsroom.accounts.acts import Act
from newsroom.addresses import OldSlug
from tests.factories import make_draft, make_interview, make_staff
from tests.interviews.desk import act, typed_in

pytestmark = pytest.mark.django_db
TAGS = "/admin/taggit/tag/"


@pytest.fixture
def tags() -> dict[str, Tag]:
    """``harbours`` on two interviews, ``harbors`` on one of them and a third, ``port``
    renamed before and on a draft."""
    rows = [make_interview() for _n in range(3)]
    rows[0].tags.add("harbours", "harbors")
    rows[1].tags.add("harbours")
    rows[2].tags.add("harbors")
    make_draft().tags.add("port")
    port = Tag.objects.get(name="port")
    OldSlug.objects.remember(port, "quay", "port")
    for interview in Interview.objects.all():
        interview.relist()
    return {tag.name: tag for tag in Tag.objects.all()}


def dump() -> Any:
    tables = [Tag, TaggedInterview, OldSlug, Interview, TagMerge]
    rows = [serializers.serialize("json", m.objects.order_by("pk")) for m in tables]
    found = [json.loads(table) for table in rows]
    for row in found[2]:  # what leads where, whichever row says so
        row.pop("pk")
    return found


def merge(editor: Client, tags: dict[str, Tag], kept: str = "") -> str:
    data: dict[str, Any] = {"action": "merge"}
    data["_selected_action"] = [tag.pk for tag in tags.values()]
    if kept:
        data["kept"] = tags[kept].pk
    return editor.post(TAGS, data, follow=True).text


def used(name: str) -> int:
    return TaggedInterview.objects.filter(tag__name=name).count()


def test_the_desk_asks_which_one_stays_and_offers_the_one_most_used(
    editor: Client, tags: dict[str, Tag]
) -> None:
    tags["harbors"].interviews_taggedinterview_items.all()[0].delete()
    page = merge(editor, tags)
    assert Tag.objects.count() == 3
    assert "harbours · 2 interviews" in page
    most = f'value="{tags["harbours"].pk}" required id="id_kept_0" checked'
    assert most in page


def test_merged_tags_are_one_for_editors_and_for_readers(
    editor: Client, tags: dict[str, Tag]
) -> None:
    page = merge(editor, tags, "harbours")
    assert "Merged into “harbours”: harbors, port." in page
    assert [*Tag.objects.values_list("name")] == [("harbours",)]
    assert used("harbours") == 4
    for left in ("harbors", "port", "quay"):
        answer = Client().get(f"/tags/{left}/")
        assert (answer.status_code, answer["Location"]) == (301, "/tags/harbours/")
    assert Client().get("/tags/harbours/").text.count("<article") == 3
    entry = Act.objects.get(verb="merge")
    assert (entry.who, entry.title, entry.note) == ("asel", "harbours", "harbors, port")


def test_a_merge_taken_back_leaves_no_trace_but_in_the_log(
    editor: Client, tags: dict[str, Tag]
) -> None:
    before = dump()
    merge(editor, tags, "harbours")
    assert dump() != before
    page = editor.post(f"{TAGS}merges/{TagMerge.objects.get().pk}/undo/", follow=True)
    assert "Back as before: harbors, port." in page.text
    assert dump() == before
    assert [*Act.objects.filter(who="asel").values_list("verb")][:2] == [
        ("undo",),
        ("merge",),
    ]


def test_merges_of_merges_are_taken_back_one_after_the_other(
    editor: Client, tags: dict[str, Tag]
) -> None:
    before = dump()
    some = {name: tags[name] for name in ("harbours", "harbors")}
    merge(editor, some, "harbors")
    rest = {name: tags[name] for name in ("harbors", "port")}
    merge(editor, rest, "port")
    assert used("port") == 4
    later, first = TagMerge.objects.all()
    page = editor.post(f"{TAGS}merges/{first.pk}/undo/", follow=True).text
    assert "“harbors” is gone: take back what became of it first." in page
    for one in (later, first):
        editor.post(f"{TAGS}merges/{one.pk}/undo/")
    assert dump() == before


def test_what_editors_changed_since_stays_when_a_merge_is_taken_back(
    editor: Client, tags: dict[str, Tag]
) -> None:
    merge(editor, tags, "harbours")
    both, *_rest = Interview.objects.order_by("pk")
    both.tags.remove("harbours")
    make_draft().tags.add("harbours")
    TagMerge.objects.get().undo(by=None)
    assert (used("harbours"), used("harbors"), used("port")) == (2, 1, 1)


def test_a_tag_typed_by_its_merged_name_is_the_one_that_stayed(
    editor: Client, tags: dict[str, Tag]
) -> None:
    draft = make_draft()
    open_form = typed_in(editor, draft)
    merge(editor, tags, "harbours")
    address = f"/admin/interviews/interview/{draft.pk}/change/"
    editor.post(address, open_form | {"tags": "Harbors, tide"})
    assert sorted(draft.tags.names()) == ["harbours", "tide"]


def test_one_tag_is_not_merged_and_others_may_not_merge(
    client: Client, editor: Client, tags: dict[str, Tag]
) -> None:
    one = act(editor, TAGS, "merge", tags["port"])
    assert "Choose two or more tags that mean the same." in one
    merge(editor, tags, "harbours")
    address = f"{TAGS}merges/{TagMerge.objects.get().pk}/undo/"
    for group in ("Contributor", "Moderator"):
        client.force_login(make_staff(group))
        assert client.get(f"{TAGS}merges/").status_code == 403
        assert client.post(address).status_code == 403
    assert used("harbours") == 4


@pytest.mark.parametrize("merges", [1, 3])
def test_a_list_of_merges_is_one_query_however_long(
    editor: Client, django_assert_num_queries: Any, merges: int
) -> None:
    for n in range(merges):
        one, two = (Tag.objects.create(name=f"{word} {n}") for word in ("a", "b"))
        TagMerge.objects.make(Tag.objects.filter(pk__in=[one.pk, two.pk]), one, by=None)
    with django_assert_num_queries(7):
        page = editor.get(f"{TAGS}merges/").text
    assert page.count("Take back the merge") == merges

"""Searches find interviews by the names of their tags, whatever becomes of the tags."""

import datetime
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser
from taggit.models import Tag

from interviews.models import Interview, SearchEntry, TagMerge
from tests.factories import make_draft, make_interview, make_speaker
from tests.interviews.desk import typed_in
from tests.interviews.search.test_search import HIDING, ask, make_words

pytestmark = pytest.mark.django_db
TAGS = "/admin/taggit/tag/"


def tagged(*names: str, **fields: Any) -> Interview:
    interview = make_draft(**fields)
    interview.tags.add(*names)
    interview.publish(by=None)
    return interview


def found_by_tag(name: str) -> list[int]:
    """Return which interviews are found among those with this tag."""
    facts = [f"xtag{Tag.objects.get(name=name).pk}"]
    entries = SearchEntry.objects.filter(facts__contains=f" {facts[0]} ")
    return sorted(set(entries.values_list("interview", flat=True)))


@pytest.mark.parametrize(
    ("tag", "typed"),
    [
        ("әліби", "ӘЛІБИ"),
        ("ҒЫЛЫМ", "гылым"),
        ("Гидроэнергетика", "гидроэнерг"),
        ("İstanbul", "istanbul"),
        ("ÉCOLE d’été", "ete ecole"),
        ("New York", '"new york"'),
        ("北京", "北京"),
    ],
)
def test_an_interview_is_found_by_a_tag_however_it_is_written(
    tag: str, typed: str
) -> None:
    interview = tagged(tag, "work")
    tagged("other")
    assert ask(typed) == [interview.slug]


def test_words_of_a_tag_and_of_the_headline_are_found_together() -> None:
    interview = tagged("sea", headline="The last lighthouse")
    tagged("sea")
    assert ask("lighthouse sea") == [interview.slug]


def test_a_tag_is_as_weak_as_an_answer() -> None:
    start = timezone.now() - datetime.timedelta(days=9)
    headline = make_draft(headline="The tide")
    speaker = make_draft(headline="Two")
    make_speaker(speaker, name="Tide Abbott")
    question, answer, by_tag = (make_draft(headline=f"Row {n}") for n in range(3))
    question.questions.update(text_html="<p>The tide?</p>")
    answer.questions.update(answer_html="<p>The tide.</p>")
    by_tag.tags.add("tide")
    for n, row in enumerate([headline, speaker, question, by_tag, answer]):
        row.publish(by=None, at=start + datetime.timedelta(days=n))
    in_order = [headline.slug, speaker.slug, f"{question.slug}#q1"]
    assert ask("tide") == [*in_order, f"{answer.slug}#q1", by_tag.slug]
    answer.publish(by=None, at=start)
    assert ask("tide") == [*in_order, by_tag.slug, f"{answer.slug}#q1"]


def test_an_answer_is_shown_before_the_tag_of_its_interview() -> None:
    interview = make_words("The tide turned.", headline="One")
    interview.tags.add("tide")
    interview.relist()
    assert ask("tide") == [f"{interview.slug}#q1"]


def test_a_result_shows_the_tag_that_it_was_found_by(client: Client) -> None:
    tagged("tide", "sea & <shore>", standfirst="In short.")
    page = LexborHTMLParser(client.get("/search/?q=shore").text)
    (words,) = page.css(".result__words")
    assert words.text() == "sea & <shore> · tide"
    assert [mark.text() for mark in words.css("mark")] == ["shore"]


@pytest.mark.parametrize("state", HIDING)
def test_nothing_hidden_is_found_by_its_tag(state: str) -> None:
    draft = make_draft(headline="Canary")
    draft.tags.add("canary tag")
    HIDING[state](draft)
    assert Tag.objects.filter(name="canary tag").exists() is (state != "gone")
    assert ask("canary") == []


def test_tags_that_an_editor_types_are_found_and_those_taken_out_are_not(
    editor: Client,
) -> None:
    interview = tagged("sea")
    address = f"/admin/interviews/interview/{interview.pk}/change/"
    editor.post(address, typed_in(editor, interview) | {"tags": "river"})
    assert (ask("sea"), ask("river")) == ([], [interview.slug])
    restored = interview.revisions.first()
    interview.refresh_from_db()
    interview.rewrite({**restored.words, "tags": ["sea"]}, by=None, verb="change")
    assert (ask("sea"), ask("river")) == ([interview.slug], [])


def rename(editor: Client, tag: Tag) -> None:
    editor.post(f"{TAGS}{tag.pk}/change/", {"name": "lagoon", "slug": tag.slug})


def delete_one(editor: Client, tag: Tag) -> None:
    editor.post(f"{TAGS}{tag.pk}/delete/", {"post": "yes"})


def delete_chosen(editor: Client, tag: Tag) -> None:
    data = {"action": "delete_selected", "_selected_action": [tag.pk], "post": "yes"}
    editor.post(TAGS, data)


def merge(editor: Client, tag: Tag) -> None:
    chosen = [tag.pk, Tag.objects.get(name="lagoon").pk]
    editor.post(
        TAGS, {"action": "merge", "_selected_action": chosen, "kept": chosen[1]}
    )


def merge_and_take_back(editor: Client, tag: Tag) -> None:
    merge(editor, tag)
    assert ask("harbour") == []
    editor.post(f"{TAGS}merges/{TagMerge.objects.get().pk}/undo/")


@pytest.mark.parametrize(
    ("change", "harbour", "lagoon"),
    [
        (rename, 0, 2),
        (delete_one, 0, 0),
        (delete_chosen, 0, 0),
        (merge, 0, 2),
        (merge_and_take_back, 2, 1),
    ],
)
def test_searches_follow_whatever_becomes_of_a_tag(
    editor: Client, change: Callable[[Client, Tag], None], harbour: int, lagoon: int
) -> None:
    one, both = tagged("harbour"), tagged("harbour", "sea")
    hidden = make_draft()
    hidden.tags.add("harbour")
    if "merge" in change.__name__:
        both.tags.add("lagoon")
        both.relist()
    change(editor, Tag.objects.get(name="harbour"))
    assert (len(ask("harbour")), len(ask("lagoon"))) == (harbour, lagoon)
    assert ask("sea") == [both.slug]
    assert SearchEntry.objects.differences() == (2, [])
    if lagoon:
        expected = {1: [both.pk], 2: [one.pk, both.pk]}[lagoon]
        assert found_by_tag("lagoon") == expected


def test_a_tag_on_many_interviews_is_renamed_in_few_statements(
    editor: Client, django_assert_max_num_queries: Any
) -> None:
    for _ in range(8):
        tagged("harbour")
    tag = Tag.objects.get(name="harbour")
    with django_assert_max_num_queries(45):  # two an interview
        rename(editor, tag)
    assert len(ask("lagoon")) == 8


def test_a_tag_that_was_renamed_past_the_desk_is_named_and_repaired() -> None:
    interview = tagged("harbour")
    Tag.objects.update(name="lagoon")
    found = {"kind": "search_index", "id": interview.pk, "expected": [2], "found": [1]}
    assert SearchEntry.objects.differences() == (1, [found])
    SearchEntry.objects.repair(interview.pk)
    assert ask("lagoon") == [interview.slug]


def test_what_was_published_before_tags_were_searched_is_found_after_the_migration() -> (
    None
):
    migration: Any = import_module("interviews.migrations.0018_tags_in_search")
    around = tagged("sea", "ӘЛІБИ", "…", standfirst="By the sea", intro="By the sea")
    alone = tagged("sea", standfirst="", dateline_place="", intro="", closing="")
    make_interview()
    bare = tagged("…", standfirst="", dateline_place="", intro="", closing="")
    told = [entry.told() for entry in SearchEntry.objects.order_by("pk")]
    migration.take_out(apps, None)
    assert ask("әліби") == []
    assert ask("sea") == [around.slug]
    migration.add(apps, None)
    assert ask("sea") == [alone.slug, around.slug]
    assert bare.search_entries.filter(answered="").count() == 1
    assert [entry.told() for entry in SearchEntry.objects.order_by("pk")] == told

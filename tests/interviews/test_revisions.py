"""Every save is kept: listed, compared word by word, brought back."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from selectolax.lexbor import LexborHTMLParser
from taggit.models import Tag

from interviews.models import Interview, Question, Speaker, snapshot
from newsroom.accounts.acts import Act
from tests.factories import (
    make_draft,
    make_interview,
    make_person,
    make_rating,
    make_speaker,
    make_staff,
)
from tests.interviews.desk import LIST, form_data

pytestmark = pytest.mark.django_db


def change(client: Client, interview: Interview, **changes: Any) -> None:
    address = f"{LIST}{interview.pk}/change/"
    assert client.post(address, form_data(interview, **changes)).status_code == 302


def numbers(interview: Interview) -> list[int]:
    return [*interview.revisions.order_by("version").values_list("version", flat=True)]


def page(client: Client, interview: Interview, address: str) -> LexborHTMLParser:
    return LexborHTMLParser(
        client.get(f"{LIST}{interview.pk}/revisions/{address}").text
    )


def test_every_save_is_a_revision_with_who_and_note(editor: Client) -> None:
    draft = make_draft(headline="One")
    change(editor, draft, headline="Two", note="Shorter")
    change(editor, draft, **{"questions-0-answer": "Other."})
    rows = [(r.version, str(r.by), r.note) for r in draft.revisions.newest_first()]
    assert rows == [(3, "asel", ""), (2, "asel", "Shorter"), (1, "None", "")]
    first, second, third = draft.revisions.order_by("version")
    assert first.words["fields"]["headline"] == "One"
    assert second.words["fields"]["headline"] == "Two"
    assert third.words["questions"][0]["answer"] == "Other."


def test_a_save_that_changes_nothing_makes_no_revision(editor: Client) -> None:
    draft = make_draft()
    change(editor, draft, headline="Two")
    change(editor, draft, headline="Two")
    assert numbers(draft) == [1, 2]
    assert Act.objects.filter(verb="change").count() == 1


def test_verbs_are_kept_with_the_words(editor: Client) -> None:
    interview = make_interview()
    interview.withdraw(by=None)
    statuses = [
        row.words["fields"]["status"] for row in interview.revisions.order_by("version")
    ]
    assert statuses == ["draft", "published", "withdrawn"]


def test_two_revisions_are_held_against_each_other_word_by_word(
    editor: Client,
) -> None:
    draft = make_draft(headline="The slow tide")
    quick = {"headline": "The quick tide", "tags": "sea"}
    change(editor, draft, **quick)
    change(editor, draft, **quick, **{"questions-0-answer": "Answer one."})
    html = page(editor, draft, "compare/?a=1&b=3")
    names = [node.text() for node in html.css(".difference h2")]
    assert names == ["Headline", "Tags", "Exchange 1: answer"]
    (headline, _tags, answer) = html.css(".difference__words")
    assert " ".join(headline.text().split()) == "Theremoved: slowadded: quick tide"
    assert [n.text() for n in answer.css("del, ins")] == [
        "removed:  1.",
        "added:  one.",
    ]
    same = page(editor, draft, "compare/?a=3&b=3").text()
    assert "Their words are the same." in same


def test_words_are_shown_as_text(editor: Client) -> None:
    draft = make_draft()
    change(editor, draft, headline="<img src=x onerror=alert(1)>")
    text = editor.get(f"{LIST}{draft.pk}/revisions/compare/?a=1&b=2").text
    assert "<img src=x" not in text and "&lt;" in text


@pytest.mark.parametrize("query", ["a=9", "a=x", "a=1&b=9", f"a={'9' * 30}", "a=-1"])
def test_a_revision_that_is_not_there_is_not_found(editor: Client, query: str) -> None:
    draft = make_draft()
    change(editor, draft, headline="Two")
    address = f"{LIST}{draft.pk}/revisions/compare/?{query}"
    assert editor.get(address).status_code == 404


def test_any_revision_comes_back_as_the_newest(editor: Client) -> None:
    draft = make_draft(3, headline="One")
    guest = make_speaker(draft, name="Ada Lund", person=make_person(name="Ada Lund"))
    draft.questions.update(answered_by=guest)
    draft.tags.add("sea")
    before = snapshot.take(draft)
    draft.claim()
    draft.headline = "Two"
    draft.save()
    draft.questions.filter(anchor=2).delete()
    guest.delete()
    draft.tags.set(["land"])
    Question.objects.create(interview=draft, text="New?", position=9)
    draft.keep(by=None)

    address = f"{LIST}{draft.pk}/revisions/1/restore/"
    assert editor.post(address, follow=True).status_code == 200

    after = snapshot.take(Interview.objects.get())
    assert after["fields"] == before["fields"] and after["tags"] == ["sea"]
    anchors = [row["anchor"] for row in after["questions"]]
    assert anchors == [1, 2, 3]
    ada = Speaker.objects.get()
    assert (ada.name, str(ada.person)) == ("Ada Lund", "Ada Lund")
    assert {row["answered_by_id"] for row in after["questions"]} == {ada.pk}
    assert numbers(draft) == [1, 2, 3]
    assert Act.objects.filter(verb="restore_revision", who="asel").count() == 1
    assert Question.objects.filter(interview=draft).count() == 3


def test_an_old_text_does_not_bring_back_its_time_status_or_address(
    editor: Client,
) -> None:
    draft = make_draft(headline="One", slug="one")
    change(editor, draft, headline="Two", slug="two")
    interview = Interview.objects.get()
    interview.publish(by=None)
    first = interview.revisions.get(version=1)
    first.restore(by=make_staff("Editor"))
    interview.refresh_from_db()
    assert (interview.headline, interview.slug) == ("One", "two")
    assert interview.is_public


def test_an_anchor_given_away_is_not_given_again(editor: Client) -> None:
    draft = make_draft(2)
    draft.claim()
    draft.questions.filter(anchor=2).delete()
    draft.keep(by=None)
    draft.revisions.get(version=1).restore(by=make_staff("Editor"))
    fresh = Question.objects.create(interview=Interview.objects.get(), text="New?")
    assert fresh.anchor == 3


def test_what_is_restored_was_not_saved_by_another_meanwhile(editor: Client) -> None:
    draft = make_draft()
    change(editor, draft, headline="Two")
    address = f"{LIST}{draft.pk}/revisions/1/restore/"
    assert editor.get(address).status_code == 405
    assert Interview.objects.get().headline == "Two"


def test_a_contributor_restores_their_own_unpublished_alone(client: Client) -> None:
    writer = make_staff("Contributor")
    client.force_login(writer)
    own, live = make_draft(created_by=writer), make_interview(created_by=writer)
    other = make_draft()
    for row in (own, other):
        row.claim()
        row.headline = "Two"
        row.save()
        row.keep(by=None)
    for row, status in ((own, 302), (live, 403), (other, 404)):
        answer = client.post(f"{LIST}{row.pk}/revisions/1/restore/")
        assert answer.status_code == status
    other.refresh_from_db()
    assert other.headline == "Two"


def test_the_list_of_revisions_takes_as_many_queries_for_ten_as_for_two(
    editor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    draft = make_draft()
    for n in range(2, 11):
        change(editor, draft, headline=f"Headline {n}")
        if n in (2, 10):
            with django_assert_num_queries(9):
                html = page(editor, draft, "")
            assert len(html.css(".revisions tbody tr")) == n


def test_public_words_move_the_public_date_and_nothing_else_does(
    editor: Client,
) -> None:
    interview = make_interview()
    day, hour = f"{interview.publish_at:%Y-%m-%d %H:%M:%S}".split()
    times = {"publish_at_0": day, "publish_at_1": hour}
    make_rating(interview)
    change(editor, interview, **times)
    change(editor, interview, slug="elsewhere", **times)
    interview.refresh_from_db()
    assert interview.modified == interview.publish_at
    change(editor, interview, intro="More.", slug="elsewhere", **times)
    interview.refresh_from_db()
    assert interview.publish_at and interview.modified
    assert interview.modified > interview.publish_at


def test_a_rename_reaches_every_turn_of_that_interview(client: Client) -> None:
    publication = make_draft().publication
    publication.label_style = "names"
    publication.save()
    draft, other = (make_draft(2, publication=publication) for _ in range(2))
    person = make_person(name="Ada Lund")
    for each in (draft, other):
        ada = make_speaker(each, name="Ada Lund", person=person)
        each.questions.update(answered_by=ada)
        each.publish(by=None)
    speaker = Speaker.objects.get(interview=draft)
    speaker.name = "Ada Berg"
    speaker.save()
    assert client.get(draft.get_absolute_url()).text.count("Ada Berg:") == 2
    assert client.get(other.get_absolute_url()).text.count("Ada Lund:") == 2
    assert Tag.objects.count() == 0

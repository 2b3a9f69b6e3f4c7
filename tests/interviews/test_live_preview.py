"""The preview of what is typed: the reader's own template, and nothing saved."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from interviews.models import Interview, Question
from tests.factories import (
    make_draft,
    make_interview,
    make_publication,
    make_speaker,
    make_staff,
)
from tests.interviews.desk import LIST, form_data

pytestmark = pytest.mark.django_db


def preview(client: Client, interview: Interview, **changes: Any) -> Any:
    address = f"{LIST}{interview.pk}/live-preview/"
    return client.post(address, form_data(interview, **changes))


def test_the_preview_shows_what_is_typed_and_saves_nothing(editor: Client) -> None:
    draft = make_draft(publication=make_publication(label_style="names"))
    guest = make_speaker(draft, name="Asel Nur")
    speakers = {
        "speakers-TOTAL_FORMS": 2,
        "speakers-INITIAL_FORMS": 1,
        "speakers-0-id": guest.pk,
        "speakers-0-interview": draft.pk,
        "speakers-0-position": 1,
        "speakers-0-name": "Asel Nurlan",
        "speakers-0-role": "interviewee",
        "speakers-1-position": 2,
        "speakers-1-name": "Bolat Omar",
        "speakers-1-role": "interviewee",
    }
    added = {
        "questions-TOTAL_FORMS": 2,
        "questions-0-position": 2,
        "questions-0-answered_by": guest.pk,
        "questions-1-position": 1,
        "questions-1-text": "And *now*?",
    }
    page = preview(
        editor,
        draft,
        headline="Typed <just> now",
        intro="> Said once.",
        tags="sea, work",
        **speakers,
        **added,
    )
    assert page.status_code == 200
    assert [t.name for t in page.templates][1] == "interviews/detail.html"
    text = page.text
    assert "Typed &lt;just&gt; now</h1>" in text
    assert "<blockquote>" in text
    assert text.index("And <em>now</em>?") < text.index("Question 1?")
    assert '<span class="label">Asel Nurlan:</span>' in text
    assert "Bolat Omar" in text and ">work<" in text
    assert "<script type" not in text and '<base target="_blank">' in text
    stored = Interview.objects.get()
    assert stored.headline == draft.headline and stored.version == draft.version
    assert Question.objects.get().text == "Question 1?"
    assert stored.speakers.get().name == "Asel Nur"
    assert not stored.tags.exists()


def test_what_is_marked_for_deletion_is_not_shown(editor: Client) -> None:
    page = preview(editor, make_draft(), **{"questions-0-DELETE": "on"})
    assert page.status_code == 200
    assert "Question 1?" not in page.text


def test_an_interview_that_is_not_saved_yet_has_a_preview(editor: Client) -> None:
    data = form_data(make_draft(), headline="", intro="Once")
    for name in ("id", "interview"):
        data.pop(f"questions-0-{name}")
    data |= {"questions-INITIAL_FORMS": 0, "slug": ""}
    page = editor.post(f"{LIST}add/live-preview/", data)
    assert page.status_code == 200
    assert "<p>Once</p>" in page.text and "Question 1?" in page.text
    assert Interview.objects.count() == 1


def test_without_a_publication_the_preview_says_what_to_do(editor: Client) -> None:
    page = editor.post(f"{LIST}add/live-preview/", {"headline": "No title"})
    assert page.status_code == 400
    assert page.text.startswith("Choose a publication")


@pytest.mark.parametrize("damage", ["9" * 30, "x", "-1", "²", "\0"])
def test_damaged_values_are_no_fault(editor: Client, damage: str) -> None:
    draft = make_draft()
    for name in (
        "publication",
        "questions-0-id",
        "questions-0-position",
        "questions-0-asked_by",
        "questions-TOTAL_FORMS",
        "headline",
    ):
        assert preview(editor, draft, **{name: damage}).status_code in (200, 400), name


def test_a_contributor_previews_only_what_they_may_change(client: Client) -> None:
    writer = make_staff("Contributor")
    client.force_login(writer)
    assert preview(client, make_draft(created_by=writer)).status_code == 200
    assert preview(client, make_draft()).status_code == 404
    assert preview(client, make_interview(created_by=writer)).status_code == 403


def test_a_moderator_previews_nothing(client: Client) -> None:
    client.force_login(make_staff("Moderator"))
    assert preview(client, make_draft()).status_code == 403


def test_sixty_questions_take_as_many_queries_as_one(
    editor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 60):
        draft = make_draft(count)
        guest = make_speaker(draft)
        data = {
            "publication": draft.publication_id,
            "headline": "Typed",
            "language": "en",
            "speakers-TOTAL_FORMS": 0,
            "speakers-INITIAL_FORMS": 0,
            "questions-TOTAL_FORMS": count,
            "questions-INITIAL_FORMS": count,
        }
        for n, question in enumerate(draft.questions.all()):
            data |= {
                f"questions-{n}-id": question.pk,
                f"questions-{n}-text": f"Typed {n}",
                f"questions-{n}-answered_by": guest.pk,
            }
        with django_assert_num_queries(21):
            page = editor.post(f"{LIST}{draft.pk}/live-preview/", data)
        assert page.text.count('<section class="exchange') == count

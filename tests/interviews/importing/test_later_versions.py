"""The same transcript again, and later versions of it."""

import re

import pytest
from django.test import Client

from interviews.models import Interview, Speaker
from newsroom.accounts.acts import Act
from tests.factories import make_person
from tests.interviews.importing.desk import (
    FIRST,
    SECOND,
    TEXT,
    correct,
    draft,
    press,
    read_in,
    rows,
)

pytestmark = pytest.mark.django_db


def test_the_same_source_again_is_said_and_linked(editor: Client) -> None:
    first = draft(editor, read_in(editor))
    page = read_in(editor)
    assert "This very transcript was imported already:" in page
    assert f"/admin/interviews/interview/{first.pk}/change/" in page
    response = press(editor, page, "create")
    assert "was imported already" in response.text
    assert Interview.objects.count() == 1


LATER = TEXT.replace("My uncle built it.", "My aunt built it.")


def test_a_later_version_shows_its_words_and_updates_the_draft(editor: Client) -> None:
    first = draft(editor, read_in(editor))
    before = list(first.questions.values())
    page = read_in(editor, LATER)
    assert "has an interview with this headline already" in page
    page = correct(editor, page, "compare")
    assert re.search(r"<del><span[^>]*>removed: </span> uncle</del>", page)
    assert re.search(r"<ins><span[^>]*>added: </span> aunt</ins>", page)
    assert list(first.questions.values()) == before
    response = press(editor, page, "update")
    assert response.status_code == 302
    assert Interview.objects.count() == 1
    assert rows(first) == [FIRST, (SECOND[0], "My aunt built it.")]
    assert first.questions.values()[0] == before[0]
    assert first.questions.get(position=2).pk == before[1]["id"]


def test_a_second_draft_can_be_wanted_instead(editor: Client) -> None:
    draft(editor, read_in(editor))
    draft(editor, read_in(editor, LATER))
    assert Interview.objects.count() == 2


def test_an_update_is_refused_if_somebody_saved_meanwhile(editor: Client) -> None:
    first = draft(editor, read_in(editor))
    page = correct(editor, read_in(editor, LATER), "compare")
    Interview.objects.update(version=5)
    response = press(editor, page, "update")
    assert response.status_code == 400
    assert "Somebody saved it meanwhile." in response.text
    assert rows(first) == [FIRST, SECOND]
    assert press(editor, response.text, "update").status_code == 302


def test_a_published_interview_changes_only_when_the_editor_says_so(
    editor: Client,
) -> None:
    first = draft(editor, read_in(editor))
    first.publish(by=None)
    page = correct(editor, read_in(editor, LATER), "compare")
    response = press(editor, page, "update")
    assert response.status_code == 400
    assert "Readers see this interview" in response.text
    assert rows(first) == [FIRST, SECOND]
    assert press(editor, page, "update", public_too="on").status_code == 302
    assert rows(first)[1] == (SECOND[0], "My aunt built it.")


def test_a_chosen_interview_is_updated_under_another_headline(editor: Client) -> None:
    first = draft(editor, read_in(editor))
    later = LATER.replace("Clay remembers everything", "Clay forgets nothing")
    page = read_in(editor, later, into=first.pk)
    assert "It will update:" in page
    response = press(editor, correct(editor, page, "compare"), "update")
    assert response.status_code == 302
    first.refresh_from_db()
    assert first.headline == "Clay forgets nothing"
    assert Interview.objects.count() == 1


def test_an_update_keeps_what_editors_did_to_the_speakers(editor: Client) -> None:
    first = draft(editor, read_in(editor))
    person = make_person(name="Noor Abbasi")
    first.speakers.filter(name="Noor Abbasi").update(person=person, post="Potter")
    Speaker.objects.create(interview=first, name="Ana Reis", role="interpreter")
    press(editor, correct(editor, read_in(editor, LATER), "compare"), "update")
    assert [(one.name, one.post, one.person) for one in first.speakers.all()] == [
        ("Ana Reis", "", None),
        ("Hester Blom", "", None),
        ("Noor Abbasi", "Potter", person),
    ]


def test_the_log_tells_who_imported_what(editor: Client) -> None:
    first = draft(editor, read_in(editor))
    press(editor, correct(editor, read_in(editor, LATER), "compare"), "update")
    acts = Act.objects.about("interviews.interview", first.pk)
    later, first_import = acts
    assert {act.verb for act in acts} == {"import"}
    assert (later.before, later.after["version"]) == ({"version": 1}, 2)
    assert later.after["changed"] == ["question-2.answer"]
    assert first_import.after == {"version": 1, "changed": []}
    assert {act.who for act in acts} == {first.created_by.username}

"""Edit as text on the desk: opened, saved, refused."""

import html
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from interviews.models import Interview
from newsroom.accounts.acts import Act
from tests.factories import make_draft, make_interview, make_publication, make_staff

pytestmark = pytest.mark.django_db


def address(interview: Interview) -> str:
    return f"/admin/interviews/interview/{interview.pk}/text/"


@pytest.fixture
def draft() -> Interview:
    return make_draft(2, publication=make_publication(label_style="letters"))


def text_in(page: str) -> str:
    found = re.search(r'<textarea[^>]*name="text"[^>]*>\n?(.*?)</textarea>', page, re.S)
    assert found
    return html.unescape(found[1]).strip()


TEXT = "Q: Question 1?\n\nA: Answer 1.\n\nQ: Question 2?\n\nA: Answer 2."


def test_the_page_shows_the_interview_as_a_transcript(
    editor: Client, draft: Interview
) -> None:
    assert text_in(editor.get(address(draft)).text) == TEXT


def test_saving_changes_the_turn_and_says_so(editor: Client, draft: Interview) -> None:
    text = TEXT.replace("Answer 2", "Another answer")
    response = editor.post(
        address(draft), {"text": text, "opened_at": 1, "_save": ""}, follow=True
    )
    assert "The text is saved." in response.text
    assert draft.questions.get(anchor=2).answer == "Another answer."
    draft.refresh_from_db()
    assert draft.version == 2
    act = Act.objects.about("interviews.interview", draft.pk).get()
    assert (act.verb, act.note) == ("change", "Edited as text.")


def test_saving_what_was_opened_changes_nothing(
    editor: Client, draft: Interview
) -> None:
    before = [Interview.objects.values().get(), *draft.questions.values()]
    response = editor.post(address(draft), {"text": TEXT, "opened_at": 1}, follow=True)
    assert "Nothing was changed." in response.text
    assert [Interview.objects.values().get(), *draft.questions.values()] == before


def test_a_text_opened_before_another_save_is_kept_and_compared(
    editor: Client, draft: Interview
) -> None:
    Interview.objects.update(version=4)
    text = TEXT.replace("Answer 2", "Another answer")
    response = editor.post(address(draft), {"text": text, "opened_at": 1})
    assert response.status_code == 409
    assert text_in(response.text) == text
    assert re.search(r"<ins><span[^>]*>added: </span>Another answer", response.text)
    assert draft.questions.get(anchor=2).answer == "Answer 2."
    assert 'name="opened_at" value="4"' in response.text
    again = editor.post(address(draft), {"text": text, "opened_at": 4})
    assert again.status_code == 302


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (f"{TEXT}\n\n## Over", "below the heading “Over”"),
        ("Q (Ana Reis): Why?", "“Ana Reis” is no speaker"),
        ("## " + "x" * 201 + "\n\nQ: Why?", "more than 200 letters"),
    ],
)
def test_a_text_that_cannot_be_stored_is_kept_with_the_reason(
    editor: Client, draft: Interview, text: str, sentence: str
) -> None:
    response = editor.post(address(draft), {"text": text, "opened_at": 1})
    assert response.status_code == 400
    assert sentence in response.text
    assert text_in(response.text) == text
    assert draft.questions.count() == 2


def test_what_looks_like_a_new_speaker_is_pointed_out(
    editor: Client, draft: Interview
) -> None:
    text = f"{TEXT}\n\nAna Reis: And I agree."
    response = editor.post(address(draft), {"text": text, "opened_at": 1}, follow=True)
    assert "“Ana Reis:” stands in the text as words." in response.text


def test_who_may_not_change_it_may_not_edit_its_text(
    client: Client, draft: Interview
) -> None:
    user = make_staff("Contributor")
    client.force_login(user)
    assert client.get(address(draft)).status_code == 404
    mine = make_draft(created_by=user)
    assert client.get(address(mine)).status_code == 200
    live = make_interview(created_by=user)
    assert client.post(address(live), {"text": "", "opened_at": 1}).status_code == 403
    assert live.questions.count() == 1


@pytest.mark.parametrize("questions", [1, 30])
def test_saving_takes_a_constant_number_of_queries(
    editor: Client, questions: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    draft = make_draft(questions, publication=make_publication(label_style="letters"))
    text = text_in(editor.get(address(draft)).text).replace("Answer", "Reply")
    with django_assert_num_queries(34):
        editor.post(address(draft), {"text": text, "opened_at": 1})

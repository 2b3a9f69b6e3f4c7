"""Unsaved work on the server: kept, offered again, its owner's alone."""

import json
from urllib.parse import parse_qs

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from interviews.admin.autosave import LARGEST
from interviews.models import Autosave, Interview
from tests.factories import OUR_PAGE, make_draft, make_interview, make_staff
from tests.interviews.desk import LIST, form_data, typed_in

pytestmark = pytest.mark.django_db
NEW = f"{LIST}new/autosave/"


def at(draft: Interview) -> str:
    return f"{LIST}{draft.pk}/autosave/"


def test_a_form_that_carries_its_token_is_kept_too() -> None:
    """The look for the token has read the body then."""
    client = Client(enforce_csrf_checks=True, headers=OUR_PAGE)
    client.force_login(make_staff("Editor", "asel"))
    draft = make_draft()
    client.get(f"{LIST}{draft.pk}/change/")
    token = client.cookies["csrf"].value
    for sent in ({"headline": "Half a head"}, {}):
        answer = client.post(at(draft), sent | {"csrfmiddlewaretoken": token})
        assert answer.status_code == 200, sent


def test_a_form_is_kept_given_back_and_forgotten(editor: Client) -> None:
    draft = make_draft()
    sent = form_data(draft, headline="Half a head", csrfmiddlewaretoken="secret")
    saved = editor.post(at(draft), sent).json()["saved"]
    kept = editor.get(at(draft)).json()
    assert (kept["saved"], kept["version"]) == (saved, 1)
    fields = parse_qs(kept["form"])
    assert fields["headline"] == ["Half a head"] and "secret" not in kept["form"]
    assert Interview.objects.get().headline == draft.headline
    assert editor.delete(at(draft)).status_code == 204
    assert editor.get(at(draft)).status_code == 204


def test_the_newest_state_takes_the_place_of_the_one_before(editor: Client) -> None:
    for draft in (make_draft(), None):
        address = at(draft) if draft else NEW
        editor.post(address, {"headline": "One"})
        editor.post(address, {"headline": "Two"})
        assert "Two" in editor.get(address).json()["form"]
    assert Autosave.objects.count() == 2


def test_a_beacon_s_body_is_read_too(editor: Client) -> None:
    editor.post(NEW, "headline=Бесік", content_type="text/plain;charset=UTF-8")
    assert parse_qs(editor.get(NEW).json()["form"])["headline"] == ["Бесік"]


def test_what_is_too_large_is_refused_with_a_sentence(editor: Client) -> None:
    answer = editor.post(NEW, {"intro": "x" * (LARGEST + 1)})
    assert answer.status_code == 413
    assert json.loads(answer.content)["error"].startswith("This is too large")
    assert not Autosave.objects.exists()


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"a=%00", b"=&=&", b"opened_at=x"])
def test_damaged_bodies_are_no_fault(editor: Client, body: bytes) -> None:
    answer = editor.post(NEW, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (200, 400)


def test_it_is_its_owner_s_alone(editor: Client) -> None:
    draft = make_draft()
    editor.post(at(draft), {"headline": "Mine"})
    other = Client()
    other.force_login(make_staff("Editor", "bolat"))
    assert other.get(at(draft)).status_code == 204
    assert "Work of yours" not in other.get(f"{LIST}{draft.pk}/change/").text
    other.delete(at(draft))
    assert Autosave.objects.count() == 1


def test_it_is_kept_for_those_only_who_may_change(client: Client) -> None:
    writer = make_staff("Contributor")
    own, live = make_draft(created_by=writer), make_interview(created_by=writer)
    assert client.post(at(own), {"headline": "x"}).status_code == 302
    client.force_login(writer)
    answers = [
        client.post(at(row), {"headline": "x"}) for row in (own, live, make_draft())
    ]
    assert [answer.status_code for answer in answers] == [200, 403, 404]
    client.force_login(make_staff("Moderator"))
    assert client.post(at(own), {"headline": "x"}).status_code == 403
    assert client.post(NEW, {"headline": "x"}).status_code == 403


def test_after_a_crash_the_form_offers_it_and_shows_it_to_be_saved(
    editor: Client,
) -> None:
    draft = make_draft(2)
    sent = typed_in(editor, draft) | {
        "headline": "Half a head",
        "questions-1-answer": "Half an answer",
    }
    editor.post(at(draft), sent)
    address = f"{LIST}{draft.pk}/change/"
    offer = LexborHTMLParser(editor.get(address).text).css_first(".offer a")
    assert offer is not None and offer.attributes["href"] == "?unsaved=yes"
    page = editor.get(f"{address}?unsaved=yes").text
    assert "Half a head</textarea>" in page and "Half an answer</textarea>" in page
    assert "This is what you had not saved." in page
    assert Interview.objects.get().headline == draft.headline
    assert editor.post(address, sent).status_code == 302
    assert Interview.objects.get().headline == "Half a head"
    assert not Autosave.objects.exists()


def test_a_new_interview_is_offered_again_too(editor: Client) -> None:
    data = form_data(make_draft(), headline="Not yet saved", slug="")
    data["questions-INITIAL_FORMS"] = 0
    editor.post(NEW, data)
    assert "Work of yours" in editor.get(f"{LIST}add/").text
    page = editor.get(f"{LIST}add/?unsaved=yes").text
    assert "Not yet saved</textarea>" in page
    assert not Interview.objects.filter(headline="Not yet saved").exists()
    for name in ("id", "interview"):
        data.pop(f"questions-0-{name}")
    assert editor.post(f"{LIST}add/", data).status_code == 302
    assert not Autosave.objects.exists()


def test_unsaved_work_on_an_older_version_shows_what_came_between(
    editor: Client,
) -> None:
    draft = make_draft()
    editor.post(at(draft), typed_in(editor, draft) | {"headline": "Half a head"})
    other = Client()
    other.force_login(make_staff("Editor", "bolat"))
    other.post(
        f"{LIST}{draft.pk}/change/", typed_in(other, draft) | {"headline": "Whole"}
    )
    page = editor.get(f"{LIST}{draft.pk}/change/?unsaved=yes").text
    assert "Not saved: somebody was here before you" in page and "bolat" in page
    assert "Half a head</textarea>" in page
    assert Interview.objects.get().headline == "Whole"


def test_nothing_kept_is_nothing_to_show(editor: Client) -> None:
    draft = make_draft()
    page = editor.get(f"{LIST}{draft.pk}/change/?unsaved=yes")
    assert page.status_code == 200 and draft.headline in page.text

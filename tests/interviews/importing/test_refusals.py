"""What the import desk refuses, and to whom."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from interviews.models import Interview
from newsroom.models import Publication
from tests.factories import make_draft, make_publication, make_staff
from tests.interviews.importing.desk import (
    IMPORT,
    TEXT,
    correct,
    draft,
    press,
    read_in,
    rows,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"text": " "}, "Paste a transcript here, or choose a file."),
        ({"text": "\N{GRINNING FACE}" * 2_000_001}, "longer than 2 million characters"),
        ({"text": "A\0B"}, "Null characters are not allowed."),
    ],
)
def test_a_text_that_cannot_be_read_is_answered_beside_the_field(
    editor: Client, data: dict[str, str], sentence: str
) -> None:
    response = editor.post(IMPORT, data)
    assert response.status_code == 400
    error = re.search(r'id="id_text_error">(.*?)</p>', response.text)
    assert error
    assert sentence in error[1]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.pdf", b"%PDF-1.7 and so on", "This is a PDF"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "This is a picture"),
        ("a.docx", b"PK\x03\x04 torn", "This"),
        ("a.txt", b"x" * (10 * 1024 * 1024 + 1), "The file is larger than 10 MB"),
        ("a.txt", b"", "There is no text in it."),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_beside_the_field(
    editor: Client, name: str, content: bytes, sentence: str
) -> None:
    response = editor.post(IMPORT, {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 400
    error = re.search(r'id="id_file_error">(.*?)</p>', response.text)
    assert error
    assert sentence in error[1]


def test_text_and_file_together_are_refused_and_the_text_is_kept(
    editor: Client,
) -> None:
    file = SimpleUploadedFile("a.txt", b"Q: Why?")
    response = editor.post(IMPORT, {"text": TEXT, "file": file})
    assert "not both" in response.text
    assert "It dries as it likes." in response.text


def test_without_a_publication_the_draft_is_refused_and_the_proof_kept(
    editor: Client,
) -> None:
    make_publication()
    page = correct(editor, read_in(editor), "merge 2")
    response = press(editor, page, "create")
    assert response.status_code == 400
    assert "Choose the publication it is for." in response.text
    assert Interview.objects.count() == 0
    publication = Publication.objects.get(name="The Tidewater")
    interview = draft(editor, response.text, publication=publication.pk)
    assert len(rows(interview)) == 2


def test_without_a_headline_the_draft_is_refused(editor: Client) -> None:
    response = press(editor, read_in(editor), "create", headline=" ")
    assert response.status_code == 400
    assert 'id="id_headline_error"' in response.text


def test_who_may_not_add_interviews_may_not_import(client: Client) -> None:
    client.force_login(make_staff("Moderator"))
    assert client.get(IMPORT).status_code == 403
    assert client.post(IMPORT, {"text": TEXT}).status_code == 403


def test_a_contributor_imports_a_draft_of_their_own(
    client: Client, publication: Publication
) -> None:
    user = make_staff("Contributor")
    client.force_login(user)
    assert draft(client, read_in(client)).created_by == user


def test_a_contributor_neither_sees_nor_changes_anothers_draft(
    client: Client, publication: Publication
) -> None:
    other = make_draft(publication=publication, headline="Clay remembers everything")
    client.force_login(make_staff("Contributor"))
    page = read_in(client)
    assert f"/interview/{other.pk}/" not in page
    response = press(client, page, "update", target=other.pk, opened_at=other.version)
    assert response.status_code == 400
    assert rows(other) == [("Question 1?", "Answer 1.")]

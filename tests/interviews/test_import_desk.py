"""The import desk: what comes in, its proof, each correction, the draft it becomes."""

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from interviews.models import Interview, Question, Speaker
from newsroom.accounts.acts import Act
from newsroom.models import Publication
from tests.factories import make_draft, make_person, make_publication, make_staff

pytestmark = pytest.mark.django_db

IMPORT = "/admin/interviews/interview/import/"
TEXT = """Clay remembers everything

Port Alder, 7 March 2023

A first paragraph of the introduction, with a few words in it.

Hester Blom: Why clay, of all things?

Noor Abbasi: Because it was under my feet. And then I stayed with it.

It dries as it likes.

Hester Blom: And the kiln?

Noor Abbasi: My uncle built it.

Share this article
"""


@pytest.fixture
def publication() -> Publication:
    return make_publication(name="The Tidewater", label_style="names")


@pytest.fixture
def editor(client: Client, publication: Publication) -> Client:
    client.force_login(make_staff("Editor"))
    return client


def fields(page: str) -> dict[str, str]:
    """Return what the form of a proof would send if its button were pressed."""
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        if name := re.search(r'name="([^"]+)"', tag):
            value = re.search(r'value="([^"]*)"', tag)
            if 'type="checkbox"' not in tag:
                found[name[1]] = html.unescape(value[1]) if value else ""
    for name, inner in re.findall(
        r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL
    ):
        found[name] = html.unescape(inner)
    for name, inner in re.findall(
        r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL
    ):
        chosen = re.search(r'value="([^"]*)" selected', inner)
        found[name] = chosen[1] if chosen else ""
    found.pop("csrfmiddlewaretoken", None)
    return found


def read_in(client: Client, text: str = TEXT, **more: Any) -> str:
    response = client.post(IMPORT, {"text": text, **more})
    assert response.status_code == 200
    return response.text


def press(client: Client, page: str, button: str, **changes: Any) -> Any:
    return client.post(IMPORT, {**fields(page), **changes, "do": button})


def correct(client: Client, page: str, button: str, **changes: Any) -> str:
    """Press a button that the page has."""
    assert f'value="{button}"' in page
    response = press(client, page, button, **changes)
    assert response.status_code == 200
    return str(response.text)


def draft(client: Client, page: str, **changes: Any) -> Interview:
    response = press(client, page, "create", **changes)
    interview = Interview.objects.latest("pk")
    assert response.status_code == 302
    assert response.url == f"/admin/interviews/interview/{interview.pk}/change/"
    return interview


def rows(interview: Interview) -> list[tuple[str, str]]:
    return list(interview.questions.values_list("text", "answer"))


FEET = "Because it was under my feet. And then I stayed with it."
FIRST = ("Why clay, of all things?", f"{FEET}\n\nIt dries as it likes.")
SECOND = ("And the kiln?", "My uncle built it.")


def test_a_pasted_text_becomes_a_draft_with_all_its_parts(
    editor: Client, publication: Publication
) -> None:
    page = read_in(editor)
    assert Interview.objects.count() == 0
    interview = draft(editor, page)
    assert interview.headline == "Clay remembers everything"
    assert (interview.dateline_place, str(interview.dateline_date)) == (
        "Port Alder",
        "2023-03-07",
    )
    assert interview.publication == publication
    assert interview.status == "draft"
    assert interview.intro.startswith("A first paragraph")
    assert rows(interview) == [FIRST, SECOND]
    assert [(one.name, one.role) for one in interview.speakers.all()] == [
        ("Hester Blom", "interviewer"),
        ("Noor Abbasi", "interviewee"),
    ]


def test_a_file_is_read_as_well(editor: Client) -> None:
    file = SimpleUploadedFile("clay.txt", TEXT.encode("utf-16"))
    page = read_in(editor, "", file=file)
    assert "clay.txt" in page
    assert rows(draft(editor, page)) == [FIRST, SECOND]


def test_the_clipboards_html_keeps_what_bold_type_says(editor: Client) -> None:
    styled = (
        "<h1>Clay</h1><p><b>Why clay?</b></p><p>It was there.</p>"
        "<p><b>And the kiln?</b></p><p>My uncle built it.</p>"
    )
    page = read_in(editor, "Clay Why clay? It was there.", html=styled)
    interview = draft(editor, page, headline="Clay")
    assert rows(interview) == [
        ("Why clay?", "It was there."),
        ("And the kiln?", "My uncle built it."),
    ]


def test_source_and_structure_stand_side_by_side(editor: Client) -> None:
    page = read_in(editor)
    assert 'id="line-7"' in page
    assert 'href="#line-7"' in page
    assert 'id="turn-3"' in page
    assert "Share this article" in page


def test_a_warning_leads_to_its_turn_and_its_line(editor: Client) -> None:
    sample = Path(__file__).parent / "samples" / "harbour_master.txt"
    page = read_in(editor, sample.read_text("utf-8"))
    warning = page[page.index("The label “A-2” has no sign") :]
    assert warning.index('href="#turn-3"') < warning.index("</li>")
    assert warning.index('href="#line-13"') < warning.index("</li>")


# Corrections, all without JavaScript


@pytest.mark.parametrize(
    ("button", "wanted"),
    [
        ("merge 2", [(FIRST[0], f"{FIRST[1]}\n\n{SECOND[0]}"), ("", SECOND[1])]),
        (
            "split 1 1",
            [(FIRST[0], FEET), ("It dries as it likes.", ""), SECOND],
        ),
        ("swap 2", [FIRST, ("", SECOND[0]), ("", SECOND[1])]),
        ("to-intro 1", [SECOND]),
        ("to-closing 2", [FIRST]),
        ("aside 1 1", [(FIRST[0], FEET), SECOND]),
        ("restore 0", [FIRST, (SECOND[0], f"{SECOND[1]}\n\nShare this article")]),
        ("from-intro 0", [("", "A first paragraph of the introduction, with a few"
                           " words in it."), FIRST, SECOND]),
    ],
)  # fmt: skip
def test_a_correction_is_a_button(editor: Client, button: str, wanted: Any) -> None:
    page = correct(editor, read_in(editor), button)
    assert Interview.objects.count() == 0
    assert rows(draft(editor, page)) == wanted


def test_words_say_where_to_split(editor: Client) -> None:
    page = correct(editor, read_in(editor), "words", words="And then I")
    assert rows(draft(editor, page)) == [
        (FIRST[0], "Because it was under my feet."),
        ("And then I stayed with it.\n\nIt dries as it likes.", ""),
        SECOND,
    ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "Write the first words"),
        ("nowhere", "No turn has the words “nowhere”."),
        ("it", "“it” stands in several places"),
    ],
)
def test_words_that_say_no_place_are_answered(
    editor: Client, words: str, sentence: str
) -> None:
    page = correct(editor, read_in(editor), "words", words=words)
    assert sentence in page
    assert rows(draft(editor, page)) == [FIRST, SECOND]


def test_the_last_correction_can_be_undone(editor: Client) -> None:
    page = read_in(editor)
    assert 'value="undo"' not in page
    page = correct(editor, correct(editor, page, "merge 2"), "undo")
    assert 'value="undo"' not in page
    assert rows(draft(editor, page)) == [FIRST, SECOND]


def test_a_speaker_is_renamed_everywhere_and_joined_to_a_person(editor: Client) -> None:
    person = make_person(name="Noor A. Abbasi", post="Potter")
    page = correct(
        editor,
        read_in(editor),
        "person 1",
        **{"name-1": "Noor A. Abbasi", "person-1": person.pk, "role-1": "interpreter"},
    )
    interview = draft(editor, page)
    speaker = interview.speakers.get(name="Noor A. Abbasi")
    assert (speaker.person, speaker.role) == (person, "interpreter")
    assert (speaker.post, speaker.label) == ("Potter", "Noor Abbasi")
    assert interview.questions.filter(answered_by=speaker).count() == 2


def test_a_turn_is_given_to_another_speaker(editor: Client) -> None:
    page = correct(editor, read_in(editor), "add", new_name="Mara Lind")
    page = correct(editor, page, "speaker 3 2")
    interview = draft(editor, correct(editor, page, "speaker 0 nobody"))
    said = [
        (str(row.asked_by), str(row.answered_by)) for row in interview.questions.all()
    ]
    assert said == [("None", "Noor Abbasi"), ("Hester Blom", "Mara Lind")]


def test_the_headline_and_dateline_can_be_written_anew(editor: Client) -> None:
    page = correct(editor, read_in(editor), "merge 2", headline="What clay  knows")
    interview = draft(editor, page, dateline_place="Ellis", dateline_date="")
    assert interview.headline == "What clay knows"
    assert (interview.dateline_place, interview.dateline_date) == ("Ellis", None)


@pytest.mark.parametrize(
    "button", ["merge 99", "split 0 0", "explode 1", "person 9", "speaker 1 9", "split"]
)
def test_a_button_that_was_never_offered_changes_nothing(
    editor: Client, button: str
) -> None:
    page = read_in(editor)
    response = press(editor, page, button)
    assert response.status_code == 200
    assert rows(draft(editor, response.text)) == [FIRST, SECOND]


@pytest.mark.parametrize(
    "changes",
    [
        {"source": "forged"},
        {"corrections": "{"},
        {"corrections": '[["merge", 99]]'},
        {"corrections": json.dumps([["swap", 0]] * 1001)},
        {"corrections": "[" * 100_000},
        {"corrections": '[["merge", {}]]'},
    ],
)
def test_a_proof_that_was_tampered_with_is_refused_with_a_sentence(
    editor: Client, changes: dict[str, str]
) -> None:
    response = press(editor, read_in(editor), "create", **changes)
    assert response.status_code == 400
    assert "This proof cannot be read any more. Begin again." in response.text
    assert Interview.objects.count() == 0


# What is refused


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


# Who may


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


# The same again, and later versions


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


# Bounds


@pytest.mark.parametrize("turns", [2, 60])
def test_a_proof_takes_a_constant_number_of_queries(
    editor: Client, turns: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    text = "Clay\n\n" + "\n\n".join(
        f"Q: Why {n}?\n\nA: Because of {n}." for n in range(turns)
    )
    page = read_in(editor, text)
    with django_assert_num_queries(11):
        press(editor, page, "swap 1")


def test_a_draft_takes_a_bounded_number_of_queries(
    editor: Client, django_assert_max_num_queries: Any
) -> None:
    text = "Clay\n\n" + "\n\n".join(
        f"Q: Why {n}?\n\nA: Because of {n}." for n in range(60)
    )
    page = read_in(editor, text)
    with django_assert_max_num_queries(40):
        draft(editor, page)
    assert Question.objects.count() == 60


def test_the_list_offers_the_import_first(editor: Client) -> None:
    page = editor.get("/admin/interviews/interview/").text
    assert page.index("New interview from a transcript") < page.index("Add interview")


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

"""Each correction of a proof is a button, without JavaScript."""

import json
from typing import Any

import pytest
from django.test import Client

from interviews.models import Interview
from tests.factories import make_person
from tests.interviews.importing.desk import (
    FEET,
    FIRST,
    SECOND,
    correct,
    draft,
    press,
    read_in,
    rows,
)

pytestmark = pytest.mark.django_db


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

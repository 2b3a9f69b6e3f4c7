"""The import desk: what comes in, its proof, and the draft it becomes."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from interviews.models import Interview, Question
from newsroom.models import Publication
from tests.interviews.importing.desk import (
    FIRST,
    SECOND,
    TEXT,
    draft,
    press,
    read_in,
    rows,
)

pytestmark = pytest.mark.django_db


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
    sample = Path(__file__).parents[1] / "samples" / "harbour_master.txt"
    page = read_in(editor, sample.read_text("utf-8"))
    warning = page[page.index("The label “A-2” has no sign") :]
    assert warning.index('href="#turn-3"') < warning.index("</li>")
    assert warning.index('href="#line-13"') < warning.index("</li>")


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

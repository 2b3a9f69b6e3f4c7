"""The completeness report: each rule finds its own, and nothing else."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from selectolax.lexbor import LexborHTMLParser

from interviews.models import Interview
from interviews.writing import checks
from tests.factories import make_draft, make_publication, make_speaker, make_staff
from tests.interviews.desk import LIST, form_data

pytestmark = pytest.mark.django_db


def make_complete(questions: int = 2, **fields: Any) -> Interview:
    """Make a draft in which no check finds anything."""
    fields = {
        "headline": "Tides",
        "standfirst": "A keeper of tides on what the sea takes.",
        "dateline_place": "Almaty",
        "dateline_date": "2026-05-03",
        **fields,
    }
    draft = make_draft(questions, **fields)
    guest = make_speaker(draft, name="Ada Lund")
    draft.questions.update(answered_by=guest)
    return Interview.objects.get(pk=draft.pk)


def found(interview: Interview) -> list[tuple[str, str]]:
    return [(each.code, each.place) for each in checks.report(interview)]


def test_a_complete_interview_passes() -> None:
    assert found(make_complete()) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"headline": " "}, [("no_headline", "headline")]),
        ({"headline": "x" * 60}, []),
        ({"headline": "x" * 61}, [("long_headline", "headline")]),
        ({"standfirst": ""}, [("no_standfirst", "standfirst")]),
        ({"standfirst": "x" * 155}, []),
        ({"standfirst": "x" * 156}, [("long_standfirst", "standfirst")]),
        ({"dateline_place": ""}, [("no_dateline_place", "dateline_place")]),
        ({"dateline_date": None}, [("no_dateline_date", "dateline_date")]),
        ({"intro": "Her age: TK."}, [("left_to_come", "intro")]),
        ({"intro": "TKTK"}, [("left_to_come", "intro")]),
        ({"intro": "The TKB bank, a tk and TK1."}, []),
        ({"closing": "word " * 250}, []),
        ({"closing": "word " * 251}, [("long_paragraph", "closing")]),
        ({"closing": "word " * 200 + "\n\n" + "word " * 200}, []),
    ],
)
def test_the_fields_of_the_story(
    fields: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert found(make_complete(**fields)) == expected


def test_a_draft_without_any_answer() -> None:
    draft = make_complete(0)
    assert found(draft) == [("no_answer", "questions-0-answer")]


def test_a_question_without_an_answer_and_one_answered_by_the_next_row() -> None:
    draft = make_complete(3)
    first, second, third = draft.questions.all()
    first.answer = ""
    first.save()
    assert found(draft) == [("unanswered_question", "questions-0-answer")]
    second.text = ""
    second.save()
    assert found(draft) == []
    third.answer = ""
    third.save()
    assert found(draft) == [("unanswered_question", "questions-2-answer")]


def test_an_answer_before_any_question() -> None:
    draft = make_complete()
    draft.questions.filter(anchor=1).update(text="")
    assert found(draft) == [("answer_without_question", "questions-0-text")]


def test_an_answer_of_nobody_where_the_page_names_who_speaks() -> None:
    draft = make_complete()
    draft.questions.filter(anchor=2).update(answered_by=None)
    assert found(draft) == []
    make_speaker(draft, name="Ben Okri-Vane")
    assert found(draft) == [("unknown_speaker", "questions-1-answered_by")]
    named = make_complete(publication=make_publication(label_style="names"))
    named.questions.filter(anchor=1).update(answered_by=None)
    assert found(named) == [("unknown_speaker", "questions-0-answered_by")]


def test_an_interview_with_nobody() -> None:
    draft = make_complete()
    draft.speakers.update(role="interviewer")
    assert found(draft) == [("no_guest", "speakers-0-name")]


@pytest.mark.parametrize(
    ("numbers", "places"),
    [
        (["1", "2", "3"], []),
        (["1", "3", "4"], ["questions-1-number"]),
        (["1", "2", "2"], []),
        (["3", "3a", "4"], []),
        (["2", "1", "2"], ["questions-1-number"]),
        (["", "", ""], []),
        (["", "7", "9"], ["questions-2-number"]),
        (["I", "II", "4"], []),
    ],
)
def test_a_gap_in_typed_numbers(numbers: list[str], places: list[str]) -> None:
    draft = make_complete(3)
    for question, number in zip(draft.questions.all(), numbers, strict=True):
        draft.questions.filter(pk=question.pk).update(number=number)
    assert found(draft) == [("number_gap", place) for place in places]


def test_a_picture_without_words() -> None:
    draft = make_complete()
    draft.picture = SimpleUploadedFile("a.jpg", b"")
    assert found(draft) == [("missing_alt", "picture_alt")]


def test_only_a_missing_headline_or_answer_blocks() -> None:
    draft = make_draft(0, headline=" ")
    blocking = [each.code for each in checks.report(draft) if each.blocking]
    assert blocking == ["no_headline", "no_answer"]
    assert draft.missing() == ["It has no headline.", "It has no answer."]
    assert len(checks.report(draft)) > 2
    codes = [each.code for each in checks.report(draft)]
    assert codes[:2] == blocking


def test_the_report_takes_as_many_queries_for_sixty_questions_as_for_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for questions in (1, 60):
        draft = make_complete(questions)
        assert draft.publication
        with django_assert_num_queries(2):
            checks.report(draft)


def test_the_form_shows_each_finding_with_a_link_to_its_field(client: Client) -> None:
    client.force_login(make_staff("Editor"))
    draft = make_complete(standfirst="", intro="TK")
    html = LexborHTMLParser(client.get(f"{LIST}{draft.pk}/change/").text)
    links = html.css(".checks a")
    assert [link.text() for link in links] == [
        "It has no standfirst.",
        "“TK” still stands in the text.",
    ]
    for link in links:
        assert html.css_first(str(link.attributes["href"])) is not None
    summary = html.css_first(".checks summary")
    assert summary is not None and summary.text() == "2 checks open"


def test_the_list_counts_and_filters_as_saved(client: Client) -> None:
    client.force_login(make_staff("Editor"))
    complete, draft = make_complete(), make_draft(headline="Bare")
    for each in (complete, draft):
        client.post(
            f"{LIST}{each.pk}/change/",
            form_data(make_draft()) | _form(client, each) | {"intro": "More."},
        )
    complete.refresh_from_db()
    draft.refresh_from_db()
    assert (complete.open_checks, draft.open_checks) == (0, 4)
    rows = client.get(LIST, {"checks": "open"}).context["cl"].result_list
    assert draft in rows and complete not in rows
    assert complete in client.get(LIST, {"checks": "passed"}).context["cl"].result_list


def _form(client: Client, interview: Interview) -> dict[str, Any]:
    from tests.interviews.desk import typed_in

    return typed_in(client, interview)

"""Corrections: at the answer, at the top, on their own page, and in the date."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from selectolax.lexbor import LexborHTMLParser

from interviews.models import Correction, Interview
from newsroom.accounts.acts import Act
from tests.factories import make_correction, make_draft, make_interview, make_staff
from tests.interviews.desk import LIST, form_data, typed_in

pytestmark = pytest.mark.django_db


def texts(html: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in html.css(selector)]


def page(client: Client, address: str) -> LexborHTMLParser:
    return LexborHTMLParser(client.get(address).text)


def corrected(interview: Interview, **fields: Any) -> dict[str, Any]:
    """Return what the form sends with one correction more."""
    row = {
        "corrections-TOTAL_FORMS": 1,
        "corrections-0-interview": interview.pk,
        "corrections-0-kind": "correction",
        "corrections-0-date": "2026-05-03",
        "corrections-0-text": "It was Monday.",
    }
    return form_data(interview, publish_at_0="2026-05-01", publish_at_1="08:00") | (
        row | {f"corrections-0-{name}": value for name, value in fields.items()}
    )


def test_a_correction_stands_at_the_top_and_at_its_answer(client: Client) -> None:
    interview = make_interview(2)
    second = interview.questions.all()[1]
    day = datetime.date(2026, 5, 3)
    make_correction(interview, kind="update", date=day, text="He has left office.")
    make_correction(interview, question=second, date=day, text="It was Monday.")
    html = page(client, interview.get_absolute_url())
    assert texts(html, ".corrections > .correction") == [
        "Update 3 May 2026 He has left office.",
        "Correction 3 May 2026 It was Monday. To the answer",
    ]
    assert texts(html, ".exchange .correction") == [
        "Correction 3 May 2026 It was Monday."
    ]
    assert texts(html, "#q2 .correction") != []
    link = html.css_first(".correction__place a")
    assert link is not None and link.attributes["href"] == "#q2"


def test_a_correction_of_a_further_answer_stands_in_its_exchange(
    client: Client,
) -> None:
    interview = make_draft(1)
    further = interview.questions.create(answer="And I.", position=2)
    interview.publish(by=None)
    make_correction(interview, question=further)
    html = page(client, interview.get_absolute_url())
    assert len(html.css("#q1 .correction")) == 1


def test_words_of_a_correction_are_text(client: Client) -> None:
    interview = make_interview()
    make_correction(interview, text="<img src=x onerror=alert(1)>")
    text = client.get(interview.get_absolute_url()).text
    assert "<img src=x" not in text and "&lt;img src=x" in text


def test_all_corrections_are_listed_newest_first_but_for_hidden_interviews(
    client: Client,
) -> None:
    shown = make_interview(headline="Shown")
    make_correction(shown, date=datetime.date(2026, 5, 1), text="Older.")
    make_correction(
        shown,
        question=shown.questions.get(),
        date=datetime.date(2026, 5, 2),
        text="Newer.",
    )
    for hidden in (make_draft(), make_interview(), make_interview()):
        make_correction(hidden, text="Canary")
    Interview.objects.get(pk=hidden.pk).withdraw(by=None)
    soon = timezone.now() + datetime.timedelta(hours=1)
    Interview.objects.filter(pk=hidden.pk - 1).update(publish_at=soon)
    html = page(client, "/corrections/")
    assert texts(html, ".correction__words") == ["Newer.", "Older."]
    links = [node.attributes["href"] for node in html.css(".log__entry h2 a")]
    assert links == [shown.get_absolute_url() + "#q1", shown.get_absolute_url()]


def test_an_empty_list_of_corrections_says_so(client: Client) -> None:
    assert "Nothing had to be corrected yet." in client.get("/corrections/").text


@pytest.mark.parametrize("rows", [1, 6])
def test_the_list_of_corrections_takes_one_query(
    client: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        interview = make_interview()
        make_correction(interview, question=interview.questions.get())
    with django_assert_num_queries(1):
        client.get("/corrections/")


def test_a_correction_moves_the_public_date_of_change_and_a_vote_does_not(
    client: Client,
) -> None:
    interview = make_interview()
    assert interview.modified == interview.publish_at
    correction = make_correction(interview)
    interview.refresh_from_db()
    moved = interview.modified
    assert moved and interview.publish_at and moved > interview.publish_at
    interview.rate(reader_key="a", score=5)
    interview.refresh_from_db()
    assert interview.modified == moved
    stamp = f'article:modified_time" content="{moved:%Y-%m-%dT%H:%M:%S}'
    assert stamp in client.get(interview.get_absolute_url()).text
    correction.delete()
    interview.refresh_from_db()
    assert interview.modified and interview.modified > moved


def test_a_correction_made_before_publication_does_not_date_it_back() -> None:
    interview = make_draft()
    make_correction(interview)
    interview.publish(by=None)
    assert interview.modified == interview.publish_at


def test_an_editor_corrects_on_the_form_of_the_interview(client: Client) -> None:
    client.force_login(make_staff("Editor"))
    interview = make_interview()
    question = interview.questions.get()
    data = corrected(interview, question=question.pk)
    assert client.post(f"{LIST}{interview.pk}/change/", data).status_code == 302
    row = Correction.objects.get()
    assert (row.question, row.text) == (question, "It was Monday.")


def test_a_correction_takes_only_questions_of_its_interview(client: Client) -> None:
    client.force_login(make_staff("Editor"))
    interview = make_interview()
    foreign = make_interview().questions.get()
    client.post(
        f"{LIST}{interview.pk}/change/", corrected(interview, question=foreign.pk)
    )
    assert not Correction.objects.exists()


def test_a_correction_outlives_its_question(client: Client) -> None:
    interview = make_interview(2)
    correction = make_correction(interview, question=interview.questions.all()[0])
    interview.questions.all()[0].delete()
    correction.refresh_from_db()
    assert correction.question is None


def test_a_contributor_does_not_correct(client: Client) -> None:
    writer = make_staff("Contributor")
    client.force_login(writer)
    draft = make_draft(created_by=writer)
    client.post(f"{LIST}{draft.pk}/change/", corrected(draft))
    assert not Correction.objects.exists()


def test_every_change_of_a_correction_leaves_one_entry_with_before_and_after(
    client: Client,
) -> None:
    client.force_login(make_staff("Editor", "asel"))
    interview = make_interview()
    row = {
        "corrections-TOTAL_FORMS": "1",
        "corrections-0-kind": "correction",
        "corrections-0-date": "2026-05-03",
        "corrections-0-text": "It was Monday.",
    }
    first, second = (
        "Correction, 2026-05-03: It was Monday.",
        "Correction, 2026-05-03, q1: It was Tuesday.",
    )

    def save(**changes: Any) -> None:
        sent = typed_in(client, interview) | changes
        client.post(f"{LIST}{interview.pk}/change/", sent)

    save(**row)
    save()  # as it was
    question = interview.questions.get().pk
    second_row = {"text": "It was Tuesday.", "question": question}
    save(**{f"corrections-0-{name}": value for name, value in second_row.items()})
    save(**{"corrections-0-DELETE": "on"})
    assert not Correction.objects.exists()
    acts = Act.objects.exclude(verb="publish").order_by("pk")
    assert {(act.who, act.verb, act.kind_id) for act in acts} == {
        ("asel", "change", str(interview.pk))
    }
    assert [(a.before["corrections"], a.after["corrections"]) for a in acts] == [
        ([], [first]),
        ([first], [second]),
        ([second], []),
    ]
    page = client.get(f"{LIST}{interview.pk}/history/").text
    assert page.count("<dt>Corrections</dt>") == 3 and second in page

"""The page of one answer, at an address that lasts, and how it is cited."""

import datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings
from selectolax.lexbor import LexborHTMLParser

from interviews.models import Interview, Question
from interviews.page.citing import cite
from tests.factories import (
    make_draft,
    make_interview,
    make_publication,
    make_speaker,
    make_staff,
)

pytestmark = pytest.mark.django_db


def address(interview: Interview, anchor: int) -> str:
    return f"{interview.get_absolute_url()}q/{anchor}/"


def page(client: Client, interview: Interview, anchor: int) -> LexborHTMLParser:
    response = client.get(address(interview, anchor))
    assert response.status_code == 200
    return LexborHTMLParser(response.text)


def one(html: LexborHTMLParser, selector: str) -> str:
    (node,) = html.css(selector)
    return " ".join(node.text().split())


def content(html: LexborHTMLParser, selector: str) -> str | None:
    (node,) = html.css(selector)
    return node.attributes["content"]


def test_it_shows_one_exchange_with_a_title_and_description_of_its_own(
    client: Client, settings: Settings
) -> None:
    settings.SITE_URL = "https://news.example"
    interview = make_interview(3, headline="A headline")
    html = page(client, interview, 2)
    assert one(html, "title") == "Question 2? · A headline"
    assert content(html, "meta[name=description]") == "Answer 2."
    assert content(html, "meta[property='og:title']") == "Question 2?"
    shared = f"https://news.example{address(interview, 2)}"
    assert content(html, "meta[property='og:url']") == shared
    (canonical,) = html.css("link[rel=canonical]")
    whole = f"https://news.example{interview.get_absolute_url()}"
    assert canonical.attributes["href"] == whole
    assert one(html, "section.exchange .answer .words") == "Answer 2."
    assert [link.attributes["href"] for link in html.css(".onward a")] == [
        address(interview, 1),
        address(interview, 3),
        f"{interview.get_absolute_url()}#q2",
    ]
    assert one(html, ".onward [rel=next] span") == "Question 3?"


def test_the_address_survives_reordering_and_renumbering(client: Client) -> None:
    interview = make_interview(3)
    interview.questions.filter(anchor=3).update(position=0, number="7b")
    html = page(client, interview, 3)
    assert one(html, ".question") == "Q-7b. Question 3?"
    assert "Question 1 of 3" in one(html, ".byline")


def test_the_anchor_of_a_second_answer_leads_to_its_exchange(client: Client) -> None:
    interview = make_interview(1)
    Question.objects.create(interview=interview, position=2, answer="I add this.")
    html = page(client, interview, 2)
    assert one(html, ".question .words") == "Question 1?"
    assert "I add this." in one(html, "section.exchange")


def test_a_question_stands_right_under_the_headline(client: Client) -> None:
    interview = make_interview(2)
    interview.questions.filter(anchor=2).update(section="Later")
    (question,) = page(client, interview, 2).css(".question")
    assert question.attributes["aria-level"] == "2"


@pytest.mark.parametrize("anchor", [0, 4, 99999999999999999999])
def test_an_anchor_that_was_never_given_is_not_found(
    client: Client, anchor: int
) -> None:
    assert client.get(address(make_interview(3), anchor)).status_code == 404


@pytest.mark.parametrize("tail", ["q/1/", "cite/"])
def test_what_is_not_published_is_for_the_desk_alone(client: Client, tail: str) -> None:
    draft = make_draft(headline="Canary")
    path = draft.get_absolute_url() + tail
    assert client.get(path).status_code == 404
    client.force_login(make_staff("Editor"))
    response = client.get(path)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("questions", [1, 30])
def test_it_asks_a_fixed_number_of_queries(
    client: Client, questions: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    interview = make_interview(questions)
    make_speaker(interview)
    with django_assert_num_queries(5):
        page(client, interview, 1)


def cited() -> Interview:
    interview = make_draft(
        headline="Salt & {iron}", publication=make_publication(name="The Courier")
    )
    make_speaker(interview, name="Ada Lund", position=1)
    make_speaker(interview, name="Ben Okri Vane", role="interviewer", position=2)
    make_speaker(interview, name="Suharto", role="interviewer", position=3)
    when = datetime.datetime(2026, 3, 9, 8, tzinfo=datetime.UTC)
    interview.publish(by=None, at=when)
    return interview


def test_three_ways_to_cite() -> None:
    interview = cited()
    forms = cite(interview, "https://news.example/i/")
    assert forms.plain == (
        "Ada Lund, “Salt & {iron}”, The Courier, 9 March 2026, https://news.example/i/"
    )
    assert forms.apa == (
        "Vane, B. O., & Suharto. (2026, March 9). Salt & {iron}"
        " [Interview with Ada Lund]. The Courier. https://news.example/i/"
    )
    assert forms.bibtex == (
        f"@online{{interview{interview.pk},\n"
        "  author = {Ben Okri Vane and Suharto},\n"
        "  title = {Salt \\& \\{iron\\}},\n"
        "  journal = {The Courier},\n"
        "  date = {2026-03-09},\n"
        "  url = {https://news.example/i/},\n"
        "  note = {Interview with Ada Lund}\n"
        "}"
    )


@pytest.mark.parametrize(
    ("headline", "plain"),
    [
        ("“No ferry waits”", "“No ferry waits”, "),
        ("« Le bac attend »", "« Le bac attend », "),
        ("“No”, said the captain", "““No”, said the captain”, "),
        ("No ferry waits", "“No ferry waits”, "),
    ],
)
def test_a_headline_that_is_a_quotation_is_quoted_once(
    headline: str, plain: str
) -> None:
    forms = cite(make_interview(headline=headline), "https://x.example/")
    assert forms.plain.startswith(plain)


def test_an_interview_without_names_is_cited_by_its_publication() -> None:
    interview = make_interview(
        headline="Voices", publication=make_publication(name="The Courier")
    )
    forms = cite(interview, "https://x.example/")
    assert forms.apa.startswith("The Courier. (")
    assert forms.apa.endswith("). Voices. The Courier. https://x.example/")
    assert forms.plain.startswith("“Voices”, The Courier, ")
    assert "author" not in forms.bibtex and "note" not in forms.bibtex


def test_the_page_of_an_answer_cites_that_answer(
    client: Client, settings: Settings
) -> None:
    settings.SITE_URL = "https://news.example"
    interview = cited()
    assert f"https://news.example{address(interview, 1)}" in one(
        page(client, interview, 1), ".cite"
    )
    html = LexborHTMLParser(client.get(f"{interview.get_absolute_url()}cite/").text)
    assert "title = {Salt \\& \\{iron\\}}" in one(html, ".cite")

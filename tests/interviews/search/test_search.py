"""Search finds the answer, alike on both databases, and nothing that is hidden."""

import datetime
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from selectolax.lexbor import LexborHTMLParser

from interviews.models import Interview, Question
from interviews.models.search import (
    MOST_RANKED,
    SearchEntry,
    SearchEntryQuerySet,
    place,
)
from interviews.search.query import parse
from interviews.search.results import PAGE_SIZE, find, search
from tests.factories import (
    make_draft,
    make_interview,
    make_person,
    make_publication,
    make_speaker,
)
from tests.interviews.search import corpus

pytestmark = pytest.mark.django_db
MATCHING = SearchEntryQuerySet.matching


def ask(typed: str, *facts: str, by_date: bool = False) -> list[str]:
    """Return where the results lead, in order."""
    page = search(parse(typed), facts, by_date=by_date, after="")
    return [
        row.interview.slug + (f"#q{row.question.anchor}" if row.question else "")
        for row in page.rows
    ]


def make_words(answer: str, **fields: Any) -> Interview:
    interview = make_draft(**fields)
    question = interview.questions.get()
    question.answer = answer
    question.save()
    interview.publish(by=None)
    return interview


def test_sixty_questions_find_their_answers() -> None:
    made = corpus.build()
    assert len(made) == 200
    asked = corpus.questions()
    assert len(asked) == 60
    wrong = [
        known
        for known in asked
        if ask(known.typed)[:1]
        != [f"{made[known.language, known.topic, known.place].slug}#q2"]
    ]
    assert wrong == []


def test_every_order_is_that_of_a_plain_reading() -> None:
    """Both databases answer as the same few lines of Python do, so they agree."""
    corpus.build()
    entries = list(SearchEntry.objects.order_by("-place"))
    asked = [known.typed for known in corpus.questions()]
    asked += ["bridge", "мост", "école", '"the first thing"', "театр", "fut ma", "вы"]
    for typed in asked:
        query = parse(typed)
        expected = [e.place for e in entries if read(e, query, begin=False)]
        if query.beginning and len(expected) < PAGE_SIZE:
            expected = [e.place for e in entries if read(e, query, begin=True)]
        found = [
            hit.place for hit in sorted(find(query, []).hits, key=lambda h: -h.place)
        ]
        assert found == expected[:MOST_RANKED], typed


def read(entry: SearchEntry, query: Any, *, begin: bool) -> bool:
    fields = (entry.headline, entry.speakers, entry.asked, entry.answered)
    text = "".join(fields).replace("  ", " ")
    ends = [" "] * len(query.terms)
    if begin:
        ends[-1] = ""
    return all(
        f" {' '.join(term)}{end}" in text
        for term, end in zip(query.terms, ends, strict=True)
    )


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Бұл ӘЛІБИ туралы.", "әліби"),
        ("Бұл әліби туралы.", "ӘЛІБИ"),
        ("Жүргізуші қаһарман өңір ғұмыры", "кахарман онир гумыры журги"),
        ("Онир туралы айтты", "өңір"),
        ("La leçon à l’école", "ECOLE lecon"),
        ("Министерства были закрыты", "закрыты минист"),
        ("قال محمد إن المدرسة مغلقة", "المدرسه"),
        ("我住在北京市。", "北京"),
        ("He wrote an e-mail.", "e-mail"),
        ("It was *very* [cold](https://example.org/).", '"very cold"'),
        ("In 1947, 3a was 12.5%", "12.5"),
    ],
)
def test_words_are_found_however_they_are_written(text: str, typed: str) -> None:
    interview = make_words(text)
    make_words("Something else entirely")
    assert ask(typed) == [f"{interview.slug}#q1"]


def test_a_phrase_is_its_words_in_order() -> None:
    whole = make_words("The tide clock stopped.")
    make_words("The clock of the tide stopped.")
    assert ask('"tide clock"') == [f"{whole.slug}#q1"]


def test_a_word_goes_on_only_where_whole_words_are_too_few() -> None:
    longer = make_words("A clockmaker.")
    assert ask("clock") == [f"{longer.slug}#q1"]
    for _ in range(PAGE_SIZE):
        make_words("A clock.")
    assert len(ask("clock")) == PAGE_SIZE
    assert f"{longer.slug}#q1" not in ask("clock")


def test_the_best_field_comes_first_then_the_newest() -> None:
    start = timezone.now() - datetime.timedelta(days=9)
    in_answer = make_words("The tide.", headline="One")
    in_speaker = make_draft(headline="Two")
    make_speaker(in_speaker, name="Tide Abbott")
    in_headline = make_draft(headline="The tide")
    older = make_draft(headline="An older tide")
    for n, row in enumerate([older, in_headline, in_speaker, in_answer]):
        row.publish(by=None, at=start + datetime.timedelta(days=n))
    assert ask("tide") == [
        in_headline.slug,
        older.slug,
        in_speaker.slug,
        f"{in_answer.slug}#q1",
    ]
    assert ask("tide", by_date=True) == [
        f"{in_answer.slug}#q1",
        in_speaker.slug,
        in_headline.slug,
        older.slug,
    ]


def test_an_edit_is_found_and_what_it_replaced_is_not() -> None:
    interview = make_words("Before the change")
    question = interview.questions.get()
    question.answer = "After it"
    question.save()
    interview.relist()
    assert ask("before") == []
    assert ask("after") == [f"{interview.slug}#q1"]


def hide_by_time(row: Interview) -> None:
    row.publish(by=None, at=timezone.now() + datetime.timedelta(hours=1))


HIDING = {
    "draft": lambda row: None,
    "in review": lambda row: row.submit(by=None),
    "scheduled": hide_by_time,
    "withdrawn": lambda row: (row.publish(by=None), row.withdraw(by=None)),
    "gone": lambda row: (row.publish(by=None), row.delete()),
}


@pytest.mark.parametrize("state", HIDING)
def test_nothing_hidden_is_found_or_counted(client: Client, state: str) -> None:
    person = make_person(name="Canary person", slug="canary-person")
    draft = make_draft(headline="Canary wren")
    make_speaker(draft, person=person, name="Canary wren")
    draft.tags.add("canary tag")
    HIDING[state](draft)
    assert ask("wren") == []
    for narrowed in ("person=canary-person", "tag=canary-tag"):
        there = client.get(f"/search/?q=answer&{narrowed}").text
        never = client.get(f"/search/?q=answer&{narrowed}x").text
        assert there == never.replace("canary-personx", "canary-person").replace(
            "canary-tagx", "canary-tag"
        )


def test_what_was_scheduled_is_found_when_its_moment_comes() -> None:
    interview = make_draft(headline="Wren")
    soon = timezone.now() + datetime.timedelta(hours=1)
    interview.publish(by=None, at=soon)
    assert ask("wren") == []
    interview.publish(by=None, at=timezone.now() - datetime.timedelta(seconds=2))
    assert ask("wren") == [interview.slug]


def test_a_search_is_narrowed(client: Client) -> None:
    publication, person = make_publication(name="Courier"), make_person(name="Ada Lund")
    whole = make_draft(headline="Wren one", publication=publication, language="fr")
    make_speaker(whole, person=person)
    whole.tags.add("sea")
    whole.publish(by=None, at=datetime.datetime(2021, 5, 1, tzinfo=datetime.UTC))
    make_interview(headline="Wren two")
    for narrowed in (
        "publication=courier",
        "person=ada-lund",
        "tag=sea",
        "year=2021",
        "language=fr",
    ):
        html = LexborHTMLParser(client.get(f"/search/?q=wren&{narrowed}").text)
        assert [n.text() for n in html.css(".result h2")] == ["Wren one"], narrowed
    for narrowed in ("publication=x", "person=x", "tag=x", "year=x", "language=x"):
        html = LexborHTMLParser(client.get(f"/search/?q=wren&{narrowed}").text)
        assert html.css(".result") == []
    assert len(LexborHTMLParser(client.get("/search/?q=wren").text).css(".result")) == 2


def test_a_result_lands_on_the_answer_and_marks_the_words(client: Client) -> None:
    interview = make_draft(3, headline="Of tides & <clocks>")
    interview.publish(by=None)
    html = LexborHTMLParser(client.get("/search/?q=answer").text)
    (result,) = html.css(".result")
    link = result.css_first("h2 a")
    assert link is not None
    assert link.attributes["href"] == f"{interview.get_absolute_url()}#q1"
    assert link.text() == "Of tides & <clocks>"
    assert [node.text() for node in result.css("mark")] == ["Answer"]
    assert [n.attributes["href"] for n in result.css(".result__further a")] == [
        f"{interview.get_absolute_url()}#q2",
        f"{interview.get_absolute_url()}#q3",
    ]


def test_a_word_of_the_intro_is_shown_there(client: Client) -> None:
    make_interview(standfirst="In short.", intro="We met by the *quay* at noon.")
    html = LexborHTMLParser(client.get("/search/?q=quay").text)
    (words,) = html.css(".result__words")
    assert words.text() == "We met by the quay at noon."
    assert [node.text() for node in words.css("mark")] == ["quay"]


def test_what_is_typed_comes_back_as_text(client: Client) -> None:
    make_interview()
    typed = "\"><script>alert(1)</script>'"
    text = client.get("/search/", {"q": typed, "person": typed, "sort": typed}).text
    assert "<script>alert" not in text


@pytest.mark.parametrize("order", ["", "date"])
def test_long_results_go_on_by_plain_links(client: Client, order: str) -> None:
    publication = make_publication()
    start = timezone.now() - datetime.timedelta(days=1)
    for n in range(45):
        row = make_draft(headline=f"Wren {n}", publication=publication)
        row.publish(by=None, at=start + datetime.timedelta(seconds=n))
    link: str | None = f"?q=wren&sort={order}"
    seen = []
    while link is not None:
        html = LexborHTMLParser(client.get(f"/search/{link}").text)
        seen += [node.text() for node in html.css(".result h2")]
        following = html.css_first("a[rel=next]")
        link = following.attributes["href"] if following else None
    assert seen == [f"Wren {n}" for n in reversed(range(45))]


HOSTILE = [
    "x" * 8000,
    " ".join(f"word{n}" for n in range(200)),
    "*" * 200,
    "%_?*" * 50,
    '"' * 199,
    "\0",
    "a\0b",
    "the of and to in " * 40,
    "NEAR(a b) AND NOT {headline} : x ^y",
    "'a' & !b | (c:* <-> d",
    "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "q" + "\u0301" * 190,
    "😀" * 100,
]


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_no_query_is_a_fault(client: Client, typed: str) -> None:
    make_words("Some words, the of and to in a b c d x y")
    for name in ("q", "publication", "person", "tag", "year", "language", "sort"):
        response = client.get("/search/", {"q": "words", name: typed})
        assert response.status_code in (200, 400)


@pytest.mark.parametrize("after", ["x", "~", "1~", "0~9" * 40, "1~-", "~5", "٣~x"])
def test_a_damaged_cursor_is_no_page(client: Client, after: str) -> None:
    make_interview(headline="Wren")
    response = client.get("/search/", {"q": "wren", "after": after})
    assert response.status_code == 404


def test_a_search_asks_the_same_number_of_questions_however_much_it_finds(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    publication, person = make_publication(), make_person()
    for count in (1, 30):
        while Interview.objects.count() < count:
            row = make_draft(headline="A wren", publication=publication)
            make_speaker(row, person=person)
            row.publish(by=None)
        # On PostgreSQL three more bound the time of the first.
        with django_assert_num_queries(3 if connection.vendor == "sqlite" else 6):
            client.get('/search/?q="wren"')


def test_only_the_newest_thousand_are_ranked_and_the_page_says_so(
    client: Client,
) -> None:
    interview = make_interview()
    older = interview.publish_at or timezone.now()
    SearchEntry.objects.bulk_create(
        SearchEntry(
            place=place(older, 1000 + n, 1),
            interview=interview,
            headline=" wren ",
            speakers="",
            asked="",
            answered="",
            facts="",
        )
        for n in range(MOST_RANKED + 5)
    )
    assert len(find(parse("wren"), []).hits) == MOST_RANKED
    text = " ".join(client.get("/search/?q=wren").text.split())
    assert "More than 1000 answers match. The newest are ranked here" in text


def slow(entries: Any, query: Any, facts: Any, *, begin: bool, **how: bool) -> Any:
    """Look through all rows for longer than anybody may."""
    if not how:
        if connection.vendor == "sqlite":
            raise OperationalError("interrupted")
        return entries.extra(where=["pg_sleep(30)::text = 'never'"])
    return MATCHING(entries, query, facts, begin=begin, **how)


def test_a_search_that_reads_on_and_on_shows_the_newest_and_says_so(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_interview(headline="The tern and the wren")
    monkeypatch.setattr(SearchEntryQuerySet, "matching", slow)
    text = " ".join(client.get("/search/?q=wren+tern").text.split())
    assert "Found in 1 interview. Too much had to be read for these words" in text


def test_places_rise_with_publication_and_fit_their_column() -> None:
    early = datetime.datetime(1, 1, 2, tzinfo=datetime.UTC)
    late = datetime.datetime(9998, 1, 1, tzinfo=datetime.UTC)
    now = timezone.now()
    second = datetime.timedelta(seconds=1)
    rows = [
        place(early, 2**63 - 1, 0),
        place(now - second, 2**20 - 1, 0),
        place(now, 5, 2047),
        place(now, 5, 1),
        place(now, 5, 0),
        place(now, 6, 9),
        place(late, 5, 0),
    ]
    assert rows == sorted(rows)
    assert rows[-1] < 2**63


def test_an_interview_of_thousands_of_questions_is_indexed_as_far_as_it_goes() -> None:
    interview = make_interview()
    Question.objects.bulk_create(
        Question(interview=interview, position=n, anchor=n + 10, answer=f"Word{n}")
        for n in range(2, 2100)
    )
    interview.relist()
    assert interview.search_entries.count() == 2048


def test_a_result_shows_as_text_what_was_written_as_markup(client: Client) -> None:
    make_words(
        "The harbour <script>alert(1)</script> & <harbour onclick=x> are closed."
    )
    page = client.get("/search/?q=harbour").text
    result = LexborHTMLParser(page).css_first("main ol")
    assert result is not None
    assert "<script>alert(1)</script> &" in result.text()
    assert "<harbour onclick=x>" in result.text()
    assert not result.css("script, harbour")
    assert {mark.text() for mark in result.css("mark")} == {"harbour"}

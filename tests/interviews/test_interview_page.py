"""The page of one interview."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings
from selectolax.lexbor import LexborHTMLParser, LexborNode

from interviews.models import Interview, Question
from tests.factories import (
    make_draft,
    make_interview,
    make_person,
    make_publication,
    make_rating,
    make_speaker,
    make_staff,
)

pytestmark = pytest.mark.django_db


def page(client: Client, interview: Interview) -> LexborHTMLParser:
    response = client.get(interview.get_absolute_url())
    assert response.status_code == 200
    return LexborHTMLParser(response.text)


def texts(nodes: list[LexborNode]) -> list[str]:
    return [" ".join(node.text().split()) for node in nodes]


def one(html: LexborHTMLParser, selector: str) -> str:
    (node,) = texts(html.css(selector))
    return node


def test_every_exchange_has_its_place_its_label_and_its_paragraphs(
    client: Client,
) -> None:
    interview = make_draft(2)
    question = interview.questions.all()[1]
    question.answer = "First.\n\n> Second, quoted.\n\nThird."
    question.save()
    interview.publish(by=None)
    html = page(client, interview)
    assert [node.attributes["id"] for node in html.css("section.exchange")] == [
        "q1",
        "q2",
    ]
    assert texts(html.css("#q2 .question")) == ["Q-2. Question 2?"]
    assert texts(html.css("#q2 .question .words")) == ["Question 2?"]
    assert texts(html.css("#q2 .label")) == ["Q-2.", "A-2."]
    assert texts(html.css("#q2 .answer p")) == ["First.", "Second, quoted.", "Third."]


@pytest.mark.parametrize(
    ("style", "language", "labels"),
    [
        ("numbered", "en", ["Q-1.", "A-1."]),
        ("letters", "en", ["Q:", "A:"]),
        ("letters", "ru", ["В:", "О:"]),
        ("letters", "kk", ["С:", "Ж:"]),
        ("letters", "ar", ["س:", "ج:"]),
        ("names", "en", ["Ben Okri-Vane:", "Ada Lund:"]),
        ("initials", "en", ["BO:", "AL:"]),
        ("bold", "en", []),
    ],
)
def test_labels_follow_the_publication_and_the_language(
    client: Client, style: str, language: str, labels: list[str]
) -> None:
    publication = make_publication(label_style=style)
    interview = make_draft(0, publication=publication, language=language)
    asker = make_speaker(interview, name="Ben Okri-Vane", role="interviewer")
    guest = make_speaker(interview, name="Ada Lund")
    Question.objects.create(
        interview=interview,
        text="Why?",
        answer="So.",
        asked_by=asker,
        answered_by=guest,
    )
    interview.publish(by=None)
    assert texts(page(client, interview).css(".label")) == labels


def test_a_number_as_typed_stands_before_a_counted_one(client: Client) -> None:
    interview = make_draft(2)
    interview.questions.filter(position=2).update(number="1a")
    interview.publish(by=None)
    assert texts(page(client, interview).css(".question .label")) == ["Q-1.", "Q-1a."]


def test_a_statement_takes_no_number_from_the_questions(client: Client) -> None:
    interview = make_draft(0)
    Question.objects.create(interview=interview, position=1, answer="A statement.")
    Question.objects.create(interview=interview, position=2, text="Why?", answer="So.")
    interview.publish(by=None)
    html = page(client, interview)
    assert texts(html.css(".label")) == ["A:", "Q-1.", "A-1."]
    assert one(html, ".length") == "1 min · 1 question"


def test_questions_stand_one_level_under_their_section(client: Client) -> None:
    interview = make_draft(3)
    interview.questions.filter(position=2).update(section="The second half")
    interview.publish(by=None)
    html = page(client, interview)
    levels = [node.attributes["aria-level"] for node in html.css(".question")]
    assert levels == ["2", "3", "3"]
    assert one(html, "h2.section") == "The second half"


def test_the_opening_says_who_where_and_when(client: Client) -> None:
    interview = make_interview(
        headline="A headline",
        standfirst="A standfirst.",
        byline="By Ben",
        dateline_place="Pretoria",
        dateline_date="2022-01-11",
    )
    make_speaker(interview, honorific="Dr", name="Ada Lund", post="Keeper of tides")
    html = page(client, interview)
    publication = interview.publication.name
    assert one(html, "title") == f"A headline · {publication}"
    assert one(html, ".opening .kicker") == publication
    assert one(html, "h1") == "A headline"
    assert one(html, ".opening .standfirst") == "A standfirst."
    assert one(html, ".guest") == "Dr Ada Lund Keeper of tides"
    assert one(html, ".dateline") == "Pretoria, 11 January 2022"
    date = html.css_first(".dateline time")
    assert date is not None and date.attributes["datetime"] == "2022-01-11"


@pytest.mark.parametrize(
    ("standfirst", "description"),
    [("In short.", "In short."), ("", "Who said “no” & why?")],
)
def test_the_description_is_the_standfirst_or_the_first_question(
    client: Client, standfirst: str, description: str
) -> None:
    interview = make_draft(0, standfirst=standfirst)
    Question.objects.create(
        interview=interview, text="Who said *“no”* & why?", answer="I."
    )
    interview.publish(by=None)
    html = page(client, interview)
    for selector in ("meta[name=description]", "meta[property='og:description']"):
        meta = html.css_first(selector)
        assert meta is not None and meta.attributes["content"] == description


def test_the_address_is_told_in_full(client: Client, settings: Settings) -> None:
    settings.SITE_URL = "https://news.example"
    interview = make_interview()
    link = page(client, interview).css_first("link[rel=canonical]")
    assert link is not None
    address = f"https://news.example{interview.get_absolute_url()}"
    assert link.attributes["href"] == address


def test_the_page_is_the_same_for_all_who_read_it(client: Client) -> None:
    interview = make_interview()
    stranger = client.get(interview.get_absolute_url())
    client.force_login(make_staff("Editor"))
    editor = client.get(interview.get_absolute_url())
    assert stranger.content == editor.content
    for response in (stranger, editor):
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
        assert "csrf" not in response.text


def test_two_answers_to_one_question_name_their_speakers(client: Client) -> None:
    interview = make_draft(0)
    for position, (name, text) in enumerate([("Ada", "Why?"), ("Ben", "")], start=1):
        speaker = make_speaker(interview, name=name)
        Question.objects.create(
            interview=interview,
            position=position,
            text=text,
            answer=f"{name} answers.",
            answered_by=speaker,
        )
    interview.publish(by=None)
    html = page(client, interview)
    assert len(html.css("section.exchange")) == 1
    assert texts(html.css(".speaker")) == ["Ada", "Ben"]
    assert texts(html.css(".answer p")) == ["Ada answers.", "Ben answers."]


def test_the_widget_says_zero_one_and_many(client: Client) -> None:
    interview = make_interview()
    widget = ".opening .average-rating"
    assert one(page(client, interview), widget) == "Average rating: ☆☆☆☆☆ 0 reviews"
    label = page(client, interview).css_first(f"{widget} [role=img]")
    assert label is not None and label.attributes["aria-label"] == "Not rated yet"
    make_rating(interview, 4)
    assert one(page(client, interview), widget) == "Average rating: ★★★★☆ 4.0 1 review"
    for score in (5, 4):
        make_rating(interview, score)
    html = page(client, interview)
    assert one(html, widget) == "Average rating: ★★★★☆ 4.3 3 reviews"
    label = html.css_first(f"{widget} [role=img]")
    assert label is not None
    assert label.attributes["aria-label"] == "Rated 4.3 out of 5, 3 reviews"


def test_only_approved_reviews_are_read(client: Client) -> None:
    interview = make_interview()
    moderator = make_staff("Moderator")
    make_rating(interview, review="Read by all", name="Ada").approve(by=moderator)
    make_rating(interview, review="Canary waiting")
    make_rating(interview, review="Canary refused").reject(by=moderator)
    text = client.get(interview.get_absolute_url()).text
    assert "Read by all" in text
    assert "Canary" not in text


def test_a_review_is_text_and_never_markup(client: Client) -> None:
    interview = make_interview()
    rating = make_rating(interview, review="<script>alert(1)</script>", name="<b>x</b>")
    rating.approve(by=make_staff("Moderator"))
    text = client.get(interview.get_absolute_url()).text
    assert "<script>alert" not in text and "<b>x" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


@pytest.mark.parametrize("questions", [1, 30])
def test_the_number_of_queries_does_not_grow(
    client: Client, questions: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    interview = make_draft(questions)
    interview.tags.add("one", "two")
    make_speaker(interview, person=make_person())
    interview.publish(by=None)
    for score in (3, 4, 5):
        make_rating(interview, score)
    with django_assert_num_queries(7):
        client.get(interview.get_absolute_url())


def test_strangers_get_the_same_404_for_a_draft_and_for_nothing(client: Client) -> None:
    draft = client.get(make_draft(headline="Hidden").get_absolute_url())
    nothing = client.get("/interviews/absent/")
    assert (draft.status_code, draft.content) == (404, nothing.content)


def test_editors_see_a_draft_marked_as_one_and_never_cached(client: Client) -> None:
    draft = make_draft()
    client.force_login(make_staff("Editor"))
    response = client.get(draft.get_absolute_url())
    assert response.status_code == 200
    assert "readers do not see this page" in response.text
    assert "no-store" in response["Cache-Control"]


def test_a_contributor_does_not_see_the_draft_of_another(client: Client) -> None:
    draft = make_draft()
    client.force_login(make_staff("Contributor"))
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_the_page_carries_its_language_and_direction(client: Client) -> None:
    html = page(client, make_interview(language="ar", dateline_date="2021-06-05"))
    root = html.css_first("html")
    assert root is not None
    assert (root.attributes["lang"], root.attributes["dir"]) == ("ar", "rtl")
    assert "يونيو" in one(html, ".dateline")


@pytest.mark.parametrize(
    ("language", "of_publication", "spoken"),
    [("fr", "ru", "fr"), ("ar", "kk", "kk"), ("ar", "zu", "en"), ("en", "fr", "en")],
)
def test_the_interface_speaks_as_the_interview_then_as_the_publication(
    client: Client, language: str, of_publication: str, spoken: str
) -> None:
    publication = make_publication(language=of_publication)
    interview = make_interview(language=language, publication=publication)
    for path in (interview.get_absolute_url(), f"{interview.get_absolute_url()}q/1/"):
        response = client.get(path, headers={"accept-language": "ru"})
        masthead = LexborHTMLParser(response.text).css_first("header.masthead")
        assert masthead is not None and masthead.attributes["lang"] == spoken


def test_guests_and_tags_lead_to_their_pages(client: Client) -> None:
    interview = make_draft(1)
    interview.tags.add("sea")
    person = make_person(name="Ada Lund")
    make_speaker(interview, person=person, name="Ada Lund", position=1)
    make_speaker(interview, name="Ben", position=2)
    interview.publish(by=None)
    html = page(client, interview)
    (guest,) = html.css(".guest a")
    assert guest.attributes["href"] == person.get_absolute_url()
    (tag,) = html.css(".tags a")
    assert tag.attributes["href"] == "/tags/sea/"


def test_provenance_is_one_sentence(client: Client) -> None:
    interview = make_interview(
        held="video", held_language="ru", interpreted=True, edited_for_length=True
    )
    assert one(page(client, interview), ".provenance") == (
        "This interview was held by video, was spoken in Русский, went through an"
        " interpreter and was edited for length and clarity."
    )

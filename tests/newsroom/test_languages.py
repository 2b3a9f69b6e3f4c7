"""Pages speak the language of what they show; the desk speaks its user's."""

import datetime
import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from selectolax.lexbor import LexborHTMLParser

from interviews.models import Interview, Rating
from newsroom.mail import Letter
from tests import messages
from tests.factories import (
    OUR_PAGE,
    make_correction,
    make_draft,
    make_interview,
    make_person,
    make_publication,
    make_rating,
    make_speaker,
    make_staff,
)

pytestmark = pytest.mark.django_db

# A name of each kind that stands on pages, in words that no interface has.
CONTENT = {"fr": "Éloïse Brûlé", "ru": "Ёлка Щукина", "kk": "Әсем Ұлықпан"}
OTHER = {"fr": "ru", "ru": "kk", "kk": "ru"}
LANGUAGES = pytest.mark.parametrize("language", CONTENT)
# What is written so in every language; dates of APA are English.
SAME = set("Aa APA BibTeX cookie Cookie JavaScript May Newsroom http QR".split())
LATIN = re.compile(r"[A-Za-z]{2,}")
WORD = re.compile(r"[^\W\d_]{2,}")
SPOKEN = ("aria-label", "alt", "title", "placeholder", "content")
RATED = {"fr": "Note moyenne\xa0:", "ru": "Средняя оценка:", "kk": "Орташа баға:"}
PUBLISHED = datetime.datetime(2026, 5, 3, 12, tzinfo=datetime.UTC)


def ask(interview: Interview, word: str, times: int) -> None:
    for n in range(1, times + 1):
        interview.questions.create(
            position=n,
            text=f"{word}?",
            answer=f"{word}. {word}.",
            pull_quote=f"{word}.",
        )


def make_all(language: str) -> Interview:
    """Make an interview with everything that a page can show of one."""
    word = CONTENT[language]
    title = make_publication(
        name=word, tagline=word, about=word, masthead=word, language=language
    )
    fields = {
        "headline": word,
        "standfirst": word,
        "dateline_place": word,
        "dateline_date": PUBLISHED.date(),
        "held": "video",
        "held_place": word,
        "held_on": PUBLISHED.date(),
        "interpreted": True,
        "edited_for_length": True,
        "questions_sent": True,
    }
    interview = make_draft(
        0, slug=f"all-{language}", language=language, publication=title, **fields
    )
    guest = make_person(name=word, post=word, bio=word)
    make_speaker(interview, name=word, post=word, person=guest)
    ask(interview, word, 5)
    interview.tags.add(word)
    other = make_draft(0, headline=word, language=language, publication=title)
    ask(other, word, 1)
    make_speaker(other, name=word, person=guest)
    version = make_draft(
        0, headline=word, slug="version", language=OTHER[language], publication=title
    )
    ask(version, word, 1)
    for each in (other, version, interview):
        each.publish(by=None, at=PUBLISHED)
    both = Interview.objects.filter(pk__in=[interview.pk, version.pk])
    both.join_as_versions(by=None)
    make_correction(interview, text=word, question=interview.questions.first())
    make_correction(interview, text=word)
    for score in (5, 2):
        rating = make_rating(interview, score, review=word)
        rating.approve(by=None, version=rating.version)
    rating.answer(by=make_staff("Moderator"), reply=word)
    return interview


def addresses(interview: Interview) -> list[str]:
    review = Rating.objects.reviews().first()
    assert review is not None
    own = interview.get_absolute_url()
    return [
        own,
        f"{own}q/1/",
        f"{own}cite/",
        f"{own}reviews/",
        f"{own}ratings/mine/",
        review.get_absolute_url(),
        reverse("reviews:report", args=[review.pk]),
        f"/embed{own}",
        f"{own}with/version/",
    ]


def printed(html: str) -> str:
    """Return all that a reader sees or hears of a page."""
    page = LexborHTMLParser(html)
    for node in page.css("script, style, pre, link, meta[property], meta[name]"):
        node.decompose()
    spoken = [
        node.attributes.get(name) or ""
        for name in SPOKEN
        for node in page.css(f"[{name}]")
    ]
    # The names of languages are in the language they name.
    for node in page.css("option[lang]"):
        node.decompose()
    return " ".join([page.root.text(separator=" "), *spoken])  # type: ignore[union-attr]


def english(language: str) -> set[str]:
    """Return the words of the English interface that this language does not have."""
    said: list[set[str]] = [set(), set()]
    for message in messages.kept(language):
        for side, value in zip(said, (message.id, message.string), strict=True):
            for form in [value] if isinstance(value, str) else value:
                side |= {word.casefold() for word in WORD.findall(form)}
    return said[0] - said[1]


def leaks(language: str, html: str) -> list[str]:
    """Return what of the page is English: any Latin word beside Cyrillic ones."""
    text = re.sub(r"\S*\w[.:/@]\w\S*", " ", printed(html))  # addresses
    if language == "fr":
        strange = english("fr")
        found = [w for w in WORD.findall(text) if w.casefold() in strange]
    else:
        found = LATIN.findall(text)
    return [word for word in found if word not in SAME]


@LANGUAGES
def test_leaks_are_found(language: str) -> None:
    html = f'<p title="Write a review">{CONTENT[language]}</p><p>Nobody yet</p>'
    expected = ["Nobody", "yet", "Write", "review"]
    assert [word for word in leaks(language, html) if word in expected] == expected


@LANGUAGES
def test_pages_of_an_interview_have_no_english_left(
    client: Client, language: str
) -> None:
    interview = make_all(language)
    for address in addresses(interview):
        response = client.get(address)
        assert response.status_code == 200, address
        assert leaks(language, response.text) == [], address
        found = LexborHTMLParser(response.text).css_first("html")
        assert found.attributes["lang"] == language, address


@LANGUAGES
def test_the_widget_is_labelled_in_the_language_of_the_interview(
    client: Client, language: str
) -> None:
    page = LexborHTMLParser(client.get(make_all(language).get_absolute_url()).text)
    widgets = page.css(".average-rating")
    assert len(widgets) == 2
    for widget in widgets:
        assert widget.text().strip().startswith(RATED[language])
        assert "3,5" in widget.text()


def test_the_widget_of_an_english_page_reads_as_ever(client: Client) -> None:
    interview = make_interview(language="en")
    page = LexborHTMLParser(client.get(interview.get_absolute_url()).text)
    for widget in page.css(".average-rating"):
        words = " ".join(widget.text().split())
        assert words.startswith("Average rating:") and words.endswith("0 reviews")


@pytest.mark.parametrize(
    ("language", "length", "date"),
    [
        ("fr", "1\xa0min · 5 questions", "3 mai 2026"),
        ("ru", "1\xa0мин · 5 вопросов", "3 мая 2026 г."),
        ("kk", "1\xa0мин · 5 сұрақ", "2026 жылғы 3 мамыр"),
    ],
)
def test_numbers_and_dates_are_written_as_the_language_does(
    client: Client, language: str, length: str, date: str
) -> None:
    page = LexborHTMLParser(client.get(make_all(language).get_absolute_url()).text)
    assert page.css_first(".length").text() == length
    assert date in page.css_first(".dateline").text()
    provenance = page.css_first(".provenance").text()
    assert date.removesuffix(".") in provenance and ".." not in provenance


@pytest.mark.parametrize(
    ("questions", "said"), [(1, "1 вопрос"), (2, "2 вопроса"), (5, "5 вопросов")]
)
def test_russian_counts_in_its_forms(client: Client, questions: int, said: str) -> None:
    interview = make_interview(questions, language="ru")
    page = LexborHTMLParser(client.get(interview.get_absolute_url()).text)
    assert page.css_first(".length").text().endswith(f" · {said}")


@LANGUAGES
def test_what_many_interviews_share_speaks_the_language_of_the_site(
    client: Client, settings: Settings, language: str
) -> None:
    settings.LANGUAGE_CODE = language
    interview = make_all(language)
    person = interview.speakers.get().person
    assert person is not None
    tag = interview.tags.get()
    found = [
        "/",
        "/interviews/",
        "/publications/",
        interview.publication.get_absolute_url(),
        "/people/",
        person.get_absolute_url(),
        "/tags/",
        f"/tags/{tag.slug}/",
        "/archive/",
        "/archive/2026/",
        "/archive/2026/05/",
        "/corrections/",
        "/best/",
        "/saved/",
        "/search/",
        f"/search/?q={CONTENT[language].split()[0]}",
        "/search/?q=nothing",
    ]
    for address in found:
        response = client.get(address)
        assert response.status_code == 200, address
        extra = {"nothing"}
        assert set(leaks(language, response.text)) <= extra, address
    missing = client.get("/interviews/none-there/")
    assert missing.status_code == 404 and leaks(language, missing.text) == []


@LANGUAGES
def test_refusals_are_in_the_language_of_the_page(
    client: Client, language: str
) -> None:
    interview = make_all(language)
    review = Rating.objects.reviews().first()
    assert review is not None
    rate = f"{interview.get_absolute_url()}ratings/"
    report = reverse("reviews:report", args=[review.pk])
    for address, data, headers in [
        (rate, {}, OUR_PAGE),
        (rate, {"score": "5"}, {"Origin": "https://elsewhere.example"}),
        (report, {}, OUR_PAGE),
        (report, {}, {}),
    ]:
        refused = client.post(address, data, headers=headers)
        assert refused.status_code in (400, 403), address
        assert leaks(language, refused.text) == [], (address, headers)


def test_scripts_are_refused_in_the_language_of_the_page(client: Client) -> None:
    interview = make_interview(language="ru")
    refused = client.post(
        f"{interview.get_absolute_url()}ratings/",
        headers={**OUR_PAGE, "Accept": "application/json"},
    )
    assert refused.json() == {"errors": {"score": ["Выберите от одной до пяти звёзд."]}}


def test_the_language_of_the_browser_changes_no_public_page(client: Client) -> None:
    address = make_interview(language="ru").get_absolute_url()
    asked = client.get(address, headers={"Accept-Language": "fr"})
    assert 'lang="ru"' in asked.text and "Средняя оценка:" in asked.text
    assert "Latest" in client.get("/none/", headers={"Accept-Language": "fr"}).text


@pytest.mark.parametrize(
    ("language", "of_the_title", "interface"),
    [("ar", "en", "en"), ("ar", "fr", "fr"), ("de", "kk", "kk")],
)
def test_languages_that_the_interface_lacks_follow_the_publication(
    client: Client, language: str, of_the_title: str, interface: str
) -> None:
    title = make_publication(language=of_the_title)
    interview = make_interview(language=language, publication=title)
    page = LexborHTMLParser(client.get(interview.get_absolute_url()).text)
    html, masthead = page.css_first("html"), page.css_first(".masthead")
    assert html.attributes["lang"] == language
    assert html.attributes["dir"] == ("rtl" if language == "ar" else "ltr")
    assert masthead.attributes["lang"] == interface
    assert masthead.attributes["dir"] == "ltr"
    assert page.css_first(".average-rating").attributes["lang"] == interface


def test_letters_to_readers_are_in_the_language_of_the_interview(
    client: Client,
) -> None:
    interview = make_interview(language="fr", headline="La marée")
    data = {"score": 4, "email": "reader@mail.example"}
    client.post(f"{interview.get_absolute_url()}ratings/", data, headers=OUR_PAGE)
    letter = Letter.objects.get()
    assert letter.subject == "Votre note pour « La marée »"
    assert letter.body.startswith("Merci d’avoir noté «\xa0La marée\xa0».")


def test_letters_to_moderators_are_in_the_language_of_the_site(client: Client) -> None:
    title = make_publication(alert_moderators=True)
    user = make_staff("Moderator")
    type(user).objects.update(email="desk@mail.example")
    interview = make_interview(language="fr", publication=title)
    data = {"score": 4, "review": "Oui."}
    client.post(f"{interview.get_absolute_url()}ratings/", data, headers=OUR_PAGE)
    letter = Letter.objects.get()
    assert letter.subject.startswith("A review of “")


# The desk


@pytest.mark.parametrize(
    ("browser", "language"), [("fr, en;q=0.5", "fr"), ("de", "en"), ("ru-RU", "ru")]
)
def test_the_desk_begins_in_the_language_of_the_browser(
    client: Client, browser: str, language: str
) -> None:
    client.force_login(make_staff("Editor"))
    html = client.get("/admin/", headers={"Accept-Language": browser}).text
    assert LexborHTMLParser(html).css_first("html").attributes["lang"] == language


def test_the_desk_speaks_as_its_user_chose_there(client: Client) -> None:
    client.force_login(make_staff("Editor"))
    chosen = client.post("/admin/language/", {"language": "kk", "next": "/admin/"})
    assert (chosen.status_code, chosen["Location"]) == (302, "/admin/")
    cookie = chosen.cookies["language"]
    assert (cookie.value, cookie["path"], cookie["httponly"]) == ("kk", "/admin/", True)
    html = client.get("/admin/", headers={"Accept-Language": "fr"}).text
    assert "Транскрипттен жаңа сұхбат" in html
    options = LexborHTMLParser(html).css(".languages button")
    assert [one.attributes["value"] for one in options] == ["en", "fr", "ru"]


def test_the_choice_of_a_language_leads_to_no_other_site(client: Client) -> None:
    client.force_login(make_staff("Editor"))
    data = {"language": "fr", "next": "https://elsewhere.example/"}
    assert client.post("/admin/language/", data)["Location"] == "/"


def test_the_language_of_the_desk_ends_with_the_request(client: Client) -> None:
    client.force_login(make_staff("Editor"))
    client.get("/admin/", headers={"Accept-Language": "fr"})
    assert "Skip to the text" in client.get("/").text


@LANGUAGES
def test_the_scripts_of_the_desk_speak_its_language(
    client: Client, language: str
) -> None:
    client.force_login(make_staff("Editor"))
    client.cookies["language"] = language
    page = client.get("/admin/jsi18n/").text
    words = json.loads(page.partition("const newcatalog = ")[2].partition(";\n")[0])
    some = ("January", "Choose a Date", "Today (%(date)s)", "Choose all %s")
    assert [word for word in some if words.get(word, word) == word] == []

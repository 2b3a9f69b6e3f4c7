"""What machines are told: required properties, real addresses, true figures."""

import datetime
import json
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from interviews.models import Interview
from interviews.page import structured
from tests.factories import (
    make_correction,
    make_draft,
    make_interview,
    make_person,
    make_publication,
    make_rating,
    make_speaker,
)

pytestmark = pytest.mark.django_db

REQUIRED = {
    "NewsArticle": "headline image datePublished dateModified author publisher url",
    "NewsMediaOrganization": "name url",
    "BreadcrumbList": "itemListElement",
    "ListItem": "position name",
    "Person": "name",
    "Question": "name url acceptedAnswer",
    "Answer": "text",
    "AggregateRating": "ratingValue ratingCount bestRating worstRating",
    "CorrectionComment": "text datePublished",
    "Place": "name",
}


def told(client: Client, address: str) -> dict[str, Any]:
    html = LexborHTMLParser(client.get(address).text)
    (element,) = html.css('script[type="application/ld+json"]')
    data: dict[str, Any] = json.loads(element.text())
    return data


def graph(client: Client, address: str) -> dict[str, Any]:
    data = told(client, address)
    assert data["@context"] == "https://schema.org"
    return {node["@type"]: node for node in data["@graph"]}


def walk(node: Any) -> Any:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from walk(value)
    elif isinstance(node, list):
        for value in node:
            yield from walk(value)


def make_whole() -> Any:
    interview = make_draft(
        2,
        publication=make_publication(name="The Courier"),
        headline="Tides",
        standfirst="In short.",
        language="en",
        dateline_place="Aarhus",
        dateline_date=datetime.date(2022, 1, 11),
    )
    person = make_person(name="Ada Lund")
    guest = make_speaker(
        interview, person=person, name="Ada Lund", post="Minister", honorific="Dr"
    )
    asker = make_speaker(interview, name="Ben Okri", role="interviewer")
    interview.questions.update(asked_by=asker, answered_by=guest)
    interview.tags.add("sea")
    make_correction(interview, date=datetime.date(2022, 2, 1))
    interview.publish(by=None)
    return interview


def test_every_node_has_what_its_kind_requires(client: Client) -> None:
    interview = make_whole()
    make_rating(interview, 4)
    data = told(client, interview.get_absolute_url())
    kinds = set()
    for node in walk(data):
        kind = node.get("@type")
        kinds.add(kind)
        for name in REQUIRED.get(kind, "").split():
            assert node.get(name) not in (None, "", []), (kind, name)
        for name in ("url", "@id", "item"):
            if name in node:
                assert node[name].startswith(f"{settings.SITE_URL}/")
    assert set(REQUIRED) <= kinds


def test_the_article_says_who_where_and_when(client: Client) -> None:
    interview = make_whole()
    article = graph(client, interview.get_absolute_url())["NewsArticle"]
    assert article["headline"] == "Tides"
    assert article["description"] == "In short."
    assert article["inLanguage"] == "en"
    assert article["dateCreated"] == "2022-01-11"
    assert article["contentLocation"] == {"@type": "Place", "name": "Aarhus"}
    assert article["author"] == [{"@type": "Person", "name": "Ben Okri"}]
    assert article["about"] == [
        {
            "@type": "Person",
            "name": "Ada Lund",
            "honorificPrefix": "Dr",
            "jobTitle": "Minister",
            "url": f"{settings.SITE_URL}/people/ada-lund/",
        }
    ]
    assert article["keywords"] == ["sea"]
    assert article["correction"][0]["datePublished"] == "2022-02-01"
    assert "aggregateRating" not in article


def test_each_exchange_has_its_address_and_people(client: Client) -> None:
    interview = make_whole()
    article = graph(client, interview.get_absolute_url())["NewsArticle"]
    address = f"{settings.SITE_URL}{interview.get_absolute_url()}"
    assert article["hasPart"][1] == {
        "@type": "Question",
        "url": f"{address}#q2",
        "name": "Question 2?",
        "author": {"@type": "Person", "name": "Ben Okri"},
        "acceptedAnswer": {
            "@type": "Answer",
            "text": "Answer 2.",
            "author": {"@type": "Person", "name": "Ada Lund"},
        },
    }


def test_the_rating_told_is_the_one_shown(client: Client) -> None:
    interview = make_interview()
    for score in (4, 4, 5):
        make_rating(interview, score)
    article = graph(client, interview.get_absolute_url())["NewsArticle"]
    assert article["aggregateRating"] == {
        "@type": "AggregateRating",
        "ratingValue": 4.3,
        "ratingCount": 3,
        "bestRating": 5,
        "worstRating": 1,
    }


def test_no_words_end_the_element_early(client: Client) -> None:
    interview = make_interview(headline="</script><script>alert(1)</script><!--")
    text = client.get(interview.get_absolute_url()).text
    assert "<script>alert" not in text
    article = graph(client, interview.get_absolute_url())["NewsArticle"]
    assert article["headline"] == "</script><script>alert(1)</script><!--"


def test_the_front_page_tells_the_search(client: Client) -> None:
    data = told(client, "/")
    assert data["@type"] == "WebSite"
    target = data["potentialAction"]["target"]["urlTemplate"]
    assert target == f"{settings.SITE_URL}/search/?q={{search_term_string}}"


def test_figures_are_left_out_where_the_newsroom_wants_so(settings: Any) -> None:
    interview = make_interview()
    make_rating(interview, 5)
    rated = Interview.objects.select_related("rating_summary").get()
    assert structured.aggregate(rated) is not None
    settings.RATING_MARKUP = False
    assert structured.aggregate(rated) is None

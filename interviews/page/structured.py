"""What an interview says to machines: schema.org as plain dictionaries.

Each exchange is a Question of the article, with its answers and its own address. It is
no FAQPage: nobody may add answers, and the text is one piece.
"""

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from interviews.models import Interview, Speaker
from interviews.page.labels import ExchangeShown
from newsroom.models import Publication

ANSWER_LENGTH = 140  # the page itself has the rest, a link away

type Data = dict[str, Any]


def script(data: Data) -> SafeString:
    """Return the element for the page; no sign in it can end the element early."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308


def interview_page(
    interview: Interview, exchanges: list[ExchangeShown], description: str
) -> Data:
    """Return the article, its publication and the way to it; no query."""
    return {
        "@context": "https://schema.org",
        "@graph": [
            article(interview, exchanges, description),
            organization(interview.publication),
            breadcrumbs(
                [
                    (settings.SITE_NAME, "/"),
                    (
                        interview.publication.name,
                        interview.publication.get_absolute_url(),
                    ),
                    (interview.headline, ""),
                ]
            ),
        ],
    }


def article(
    interview: Interview, exchanges: list[ExchangeShown], description: str
) -> Data:
    url = absolute(interview.get_absolute_url())
    publisher = {"@id": organization_id(interview.publication)}
    asking = [s for s in interview.speakers.all() if s.role == s.Role.INTERVIEWER]
    authors: list[Data] = [person(speaker) for speaker in asking]
    if not authors and interview.byline:
        authors = [{"@type": "Person", "name": interview.byline}]
    card = reverse("interviews:card", args=[interview.slug])
    data: Data = {
        "@type": "NewsArticle",
        "url": url,
        "headline": interview.headline,
        "description": description,
        "inLanguage": interview.language,
        "image": [absolute(card)],
        "author": authors or [publisher],
        "publisher": publisher,
        "hasPart": [question(one, url) for one in exchanges if one.html],
    }
    if guests := interview.guests():
        data["about"] = [person(guest) for guest in guests]
    if interview.publish_at:
        data["datePublished"] = interview.publish_at.isoformat(timespec="seconds")
    if interview.modified:
        data["dateModified"] = interview.modified.isoformat(timespec="seconds")
    if interview.dateline_date:
        data["dateCreated"] = interview.dateline_date.isoformat()
    if interview.dateline_place:
        data["contentLocation"] = {"@type": "Place", "name": interview.dateline_place}
    if tags := [tag.name for tag in interview.tags.all()]:
        data["keywords"] = tags
    if corrections := interview.corrections.all():
        data["correction"] = [
            {
                "@type": "CorrectionComment",
                "text": correction.text,
                "datePublished": correction.date.isoformat(),
            }
            for correction in corrections
        ]
    if rating := aggregate(interview):
        data["aggregateRating"] = rating
    return data


def question(exchange: ExchangeShown, url: str) -> Data:
    address = f"{url}#q{exchange.anchor}"
    answers = []
    for shown in exchange.answers:
        answer: Data = {"@type": "Answer", "text": cut(shown.words)}
        if shown.by:
            answer["author"] = {"@type": "Person", "name": shown.by}
        answers.append(answer)
    data: Data = {
        "@type": "Question",
        "url": address,
        "name": exchange.words,
    }
    if exchange.asker:
        data["author"] = {"@type": "Person", "name": exchange.asker}
    if answers:
        data["acceptedAnswer"] = answers[0] if len(answers) == 1 else answers
    return data


def person(speaker: Speaker) -> Data:
    """Return a speaker as on the day."""
    data: Data = {"@type": "Person", "name": speaker.name}
    if speaker.honorific:
        data["honorificPrefix"] = speaker.honorific
    if speaker.post:
        data["jobTitle"] = speaker.post
    if speaker.person:
        data["url"] = absolute(speaker.person.get_absolute_url())
        if speaker.person.portrait:
            data["image"] = absolute(speaker.person.portrait.url)
    return data


def organization_id(publication: Publication) -> str:
    return absolute(publication.get_absolute_url()) + "#publication"


def organization(publication: Publication) -> Data:
    data: Data = {
        "@type": "NewsMediaOrganization",
        "@id": organization_id(publication),
        "name": publication.name,
        "url": absolute(publication.get_absolute_url()),
    }
    if publication.logo:
        data["logo"] = {
            "@type": "ImageObject",
            "url": absolute(publication.logo.url),
            "width": publication.logo_width,
            "height": publication.logo_height,
        }
    return data


def publication_page(publication: Publication) -> Data:
    """Return the publication with what its interviews need not repeat."""
    return {
        "@context": "https://schema.org",
        **organization(publication),
        "ethicsPolicy": absolute("/ethics/"),
        "correctionsPolicy": absolute(reverse("corrections")),
    }


def breadcrumbs(steps: list[tuple[str, str]]) -> Data:
    """Return the names and addresses on the way here; the page itself needs none."""
    items: list[Data] = []
    for position, (name, address) in enumerate(steps, start=1):
        items.append({"@type": "ListItem", "position": position, "name": name})
        if address:
            items[-1]["item"] = absolute(address)
    return {"@type": "BreadcrumbList", "itemListElement": items}


def aggregate(interview: Interview) -> Data | None:
    """Return the figures as the page shows them, None while nobody has rated."""
    summary = getattr(interview, "rating_summary", None)
    if not settings.RATING_MARKUP or summary is None or not summary.count:
        return None
    return {
        "@type": "AggregateRating",
        "ratingValue": summary.figure,
        "ratingCount": summary.count,
        "bestRating": 5,
        "worstRating": 1,
    }


def site() -> Data:
    """Return the site itself, with its search; for the front page."""
    search = absolute(reverse("search")) + "?q={search_term_string}"
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": settings.SITE_NAME,
        "url": absolute("/"),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        },
    }


def cut(text: str) -> str:
    if len(text) <= ANSWER_LENGTH:
        return text
    return text[:ANSWER_LENGTH].rpartition(" ")[0] + "…"


def absolute(address: str) -> str:
    return f"{settings.SITE_URL}{address}"

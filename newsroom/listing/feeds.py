"""Feeds of the newest interviews, whole: Atom and JSON, of the site and its parts."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date, quote_etag
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from interviews.models import Interview, InterviewQuerySet
from interviews.page import labels
from interviews.views import whole
from newsroom import pages
from newsroom.languages import speaking
from newsroom.listing.lists import appearances, public_people, public_tags, tagged
from newsroom.models import Publication

ITEMS = 20
# XML has no way to write these, not even escaped.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Channel:
    """What a feed is of; ``page`` is the address of the page that it follows."""

    title: str
    page: str
    language: str
    interviews: InterviewQuerySet


def site_channel() -> Channel:
    name, language = settings.SITE_NAME, settings.LANGUAGE_CODE
    return Channel(name, "/", language, Interview.objects.published())


def publication_channel(slug: str) -> Channel:
    row = get_object_or_404(Publication, slug=slug)
    interviews = Interview.objects.published().filter(publication=row)
    return Channel(row.name, row.get_absolute_url(), row.language, interviews)


def person_channel(slug: str) -> Channel:
    row = get_object_or_404(public_people(), slug=slug)
    rows = appearances().filter(person=row).order_by("-publish_at", "-interview_id")
    keys = list(rows.values_list("interview_id", flat=True)[:ITEMS])
    address = reverse("newsroom:person", args=[slug])
    return _part(row.name, address, keys)


def tag_channel(slug: str) -> Channel:
    row = get_object_or_404(public_tags(), slug=slug)
    rows = tagged().filter(tag=row).order_by("-publish_at", "-content_object_id")
    keys = list(rows.values_list("content_object_id", flat=True)[:ITEMS])
    return _part(row.name, reverse("newsroom:tag", args=[slug]), keys)


def _part(name: str, address: str, keys: list[int]) -> Channel:
    interviews = Interview.objects.published().filter(pk__in=keys)
    title = f"{name} · {settings.SITE_NAME}"
    return Channel(title, address, settings.LANGUAGE_CODE, interviews)


CHANNELS: dict[str, Callable[..., Channel]] = {
    "site": site_channel,
    "publications": publication_channel,
    "people": person_channel,
    "tags": tag_channel,
}


@require_safe
@pages.stored()
def atom(request: HttpRequest, of: str, **slug: str) -> HttpResponseBase:
    channel = CHANNELS[of](**slug)
    feed = FullText(
        title=_clean(channel.title),
        link=_absolute(channel.page),
        description=None,
        language=channel.language,
        feed_url=_absolute(request.path),
    )
    interviews = _newest(channel)
    for interview in interviews:
        feed.add_item(
            title=_clean(interview.headline),
            link=_absolute(interview.get_absolute_url()),
            description=_clean(interview.standfirst),
            content=_clean(_text(interview)),
            language=interview.language,
            author_name=_clean(interview.byline or interview.publication.name),
            categories=[_clean(tag.name) for tag in interview.tags.all()],
            pubdate=interview.publish_at,
            updateddate=interview.modified,
            unique_id=_id(interview),
        )
    feed.updated = _updated(interviews)
    # Browsers show the stylesheet of this type only; feed readers take it as well.
    response = HttpResponse(content_type="application/xml; charset=utf-8")
    feed.write(response, "utf-8")
    return _conditional(request, response, feed.updated)


@require_safe
@pages.stored()
def as_json(request: HttpRequest, of: str, **slug: str) -> HttpResponseBase:
    channel = CHANNELS[of](**slug)
    interviews = _newest(channel)
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": _absolute(channel.page),
        "feed_url": _absolute(request.path),
        "language": channel.language,
        "items": [_item(interview) for interview in interviews],
    }
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False})
    response["Content-Type"] = "application/feed+json; charset=utf-8"
    return _conditional(request, response, _updated(interviews))


def _item(interview: Interview) -> dict[str, Any]:
    card = reverse("interviews:card", args=[interview.slug])
    return {
        "id": _id(interview),
        "url": _absolute(interview.get_absolute_url()),
        "title": interview.headline,
        "summary": interview.standfirst,
        "content_html": _text(interview),
        "image": _absolute(card),
        "date_published": interview.publish_at,
        "date_modified": interview.modified,
        "authors": [{"name": interview.byline or interview.publication.name}],
        "tags": [tag.name for tag in interview.tags.all()],
        "language": interview.language,
    }


class FullText(Atom1Feed):
    """Atom whose entries carry the whole text, each in its language, and which a
    browser shows as a page."""

    updated: datetime | None = None

    def write(self, outfile: Any, encoding: str) -> None:
        handler = SimplerXMLGenerator(outfile, encoding, short_empty_elements=True)
        handler.startDocument()
        style = f'href="{static("css/feed.css")}" type="text/css"'
        handler.processingInstruction("xml-stylesheet", style)
        handler.startElement("feed", AttributesImpl(self.root_attributes()))
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("feed")

    def latest_post_date(self) -> datetime:
        """The moment of the last change; an empty feed has the year one of feeds."""
        return self.updated or datetime.fromisoformat("2005-12-01T00:00:00+00:00")

    def add_item_elements(self, handler: Any, item: Any) -> None:
        super().add_item_elements(handler, item)
        attributes = {"type": "html", "xml:lang": item["language"]}
        handler.addQuickElement("content", item["content"], attributes)


def _newest(channel: Channel) -> list[Interview]:
    return list(whole(channel.interviews.newest_first())[:ITEMS])


def _text(interview: Interview) -> str:
    with speaking(interview.language, interview.publication.language):
        context = {
            "interview": interview,
            "exchanges": labels.shown(interview),
            "site_url": settings.SITE_URL,
        }
        return render_to_string("interviews/full_text.html", context)


def _updated(interviews: list[Interview]) -> datetime | None:
    return max((i.modified for i in interviews if i.modified), default=None)


def _conditional(
    request: HttpRequest, response: HttpResponse, updated: datetime | None
) -> HttpResponseBase:
    """Answer 304 to who has it; what a correction changes has another date and tag."""
    etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    response["ETag"] = etag
    seconds = int(updated.timestamp()) if updated else None
    if seconds:
        response["Last-Modified"] = http_date(seconds)
    return get_conditional_response(request, etag, seconds, response) or response


def _id(interview: Interview) -> str:
    """Return what stays when headline, slug and date change."""
    host = urlsplit(settings.SITE_URL).hostname
    return f"tag:{host},{interview.created:%Y-%m-%d}:interview-{interview.pk}"


def _clean(text: str) -> str:
    return UNWRITABLE.sub("", text)


def _absolute(address: str) -> str:
    return f"{settings.SITE_URL}{address}"

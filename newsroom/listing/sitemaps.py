"""What search engines are told: every public address, and when it last changed.

Interviews lie in blocks by their key, so that no count is needed and a block never
grows past what a sitemap may hold.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from interviews.models import Interview
from newsroom import pages
from newsroom.listing.feeds import UNWRITABLE
from newsroom.listing.lists import public_people, public_tags
from newsroom.models import Page, Publication

BLOCK = 10_000  # a sitemap holds 50,000 addresses at most
LARGEST_BLOCK = 2**40
RECENT = 1000  # of the last changes: the blocks they are in have a date
NEWS_HOURS = 48
MOST_NEWS = 1000
XML = "application/xml; charset=utf-8"


@dataclass(frozen=True)
class Place:
    address: str
    changed: datetime.datetime | None = None


SETS: dict[str, Callable[[], "QuerySet[Any]"]] = {
    "interviews": lambda: Interview.objects.published().only(
        "slug", "publish_at", "modified_at"
    ),
    "people": lambda: public_people().only("slug"),
    "tags": lambda: public_tags().only("slug"),
}


@require_safe
@pages.stored()
def index(request: HttpRequest) -> HttpResponse:
    places = [Place("/sitemaps/pages.xml")]
    for name, rows in SETS.items():
        dates = _dates() if name == "interviews" else {}
        places += [
            Place(f"/sitemaps/{name}-{number}.xml", dates.get(number))
            for number in _used(rows())
        ]
    return _document("sitemap_index", {"places": places}, request)


def _used(rows: "QuerySet[Any]") -> list[int]:
    """Return the blocks that hold something. Each is looked up by itself: to group the
    keys, the database would read them all."""
    keys = rows.model._default_manager.order_by("pk")
    first, last = keys.first(), keys.last()
    if not first or not last:
        return []
    numbers = range(first.pk // BLOCK, last.pk // BLOCK + 1)
    # Ordered, so that PostgreSQL goes by the key; it would read for a mere EXISTS.
    found = {
        f"block_{number}": Subquery(
            _block(rows, number).order_by("pk").values("pk")[:1]
        )
        for number in numbers
    }
    row = keys.annotate(**found).values_list(*found)[0]
    return [number for number, some in zip(numbers, row, strict=True) if some]


def _dates() -> dict[int, datetime.datetime]:
    """Return when blocks last changed, of those with one of the last changes."""
    dates: dict[int, datetime.datetime] = {}
    for name in ("publish_at", "modified_at"):
        # Bounded by its own column first: the index in that order is taken then.
        rows = Interview.objects.filter(**{f"{name}__lte": timezone.now()})
        latest = rows.published().order_by(f"-{name}")
        for key, moment in latest.values_list("pk", name)[:RECENT]:
            number = key // BLOCK
            dates[number] = max(moment, dates.get(number, moment))
    return dates


def _block(rows: "QuerySet[Any]", number: int) -> "QuerySet[Any]":
    return rows.filter(pk__gte=number * BLOCK, pk__lt=(number + 1) * BLOCK)


@require_safe
@pages.stored()
def block(request: HttpRequest, name: str, number: int) -> HttpResponse:
    if name not in SETS or number > LARGEST_BLOCK:
        raise Http404
    places = [_place(row) for row in _block(SETS[name](), number).order_by("pk")]
    if not places:
        raise Http404
    return _document("sitemap", {"places": places}, request)


def _place(row: Any) -> Place:
    if isinstance(row, Interview):
        return Place(row.get_absolute_url(), row.modified)
    if hasattr(row, "get_absolute_url"):
        return Place(row.get_absolute_url())
    return Place(reverse("newsroom:tag", args=[row.slug]))


@require_safe
@pages.stored()
def fixed(request: HttpRequest) -> HttpResponse:
    """Tell the front page, the lists, the publications and the editors' own pages."""
    lists = ["newsroom:home", "interviews:list", "newsroom:publications"]
    lists += ["newsroom:people", "newsroom:tags", "newsroom:archive", "corrections"]
    places = [Place(reverse(name)) for name in lists]
    places += [Place(row.get_absolute_url()) for row in Publication.objects.all()]
    places += [Place(r.get_absolute_url(), r.updated) for r in Page.objects.all()]
    return _document("sitemap", {"places": places}, request)


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """Tell the last two days; never stored, for things fall out of it by the hour."""
    since = timezone.now() - datetime.timedelta(hours=NEWS_HOURS)
    published = Interview.objects.published().filter(publish_at__gte=since)
    interviews = published.newest_first().select_related("publication")[:MOST_NEWS]
    return _document("news_sitemap", {"interviews": interviews}, request)


@require_safe
@pages.stored()
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /interviews/*/ratings/",
        "",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
        f"Sitemap: {settings.SITE_URL}/news-sitemap.xml",
        "",
    ]
    content = "\n".join(lines)
    return HttpResponse(content, content_type="text/plain; charset=utf-8")


def _document(name: str, context: dict[str, Any], request: HttpRequest) -> HttpResponse:
    """Write it without what XML cannot hold, such as a sign that a headline was pasted
    with: one would make search engines refuse the whole."""
    text = render_to_string(f"newsroom/{name}.xml", context, request)
    return HttpResponse(UNWRITABLE.sub("", text), content_type=XML)

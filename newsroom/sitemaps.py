"""What search engines are told: every public address, and when it last changed.

Interviews lie in blocks by their key, so that no count is needed and a block never
grows past what a sitemap may hold.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import F, Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from interviews.models import Interview
from newsroom import pages
from newsroom.lists import public_people, public_tags
from newsroom.models import Page, Publication

BLOCK = 10_000  # a sitemap holds 50,000 addresses at most
LARGEST_BLOCK = 2**40
NEWS_HOURS = 48
MOST_NEWS = 1000
XML = "application/xml; charset=utf-8"


@dataclass(frozen=True)
class Place:
    address: str
    changed: datetime.datetime | None = None


SETS: dict[str, Callable[[], "QuerySet[Any]"]] = {
    "interviews": lambda: Interview.objects.published(),
    "people": public_people,
    "tags": public_tags,
}


@require_safe
@pages.stored()
def index(request: HttpRequest) -> HttpResponse:
    places = [Place("/sitemaps/pages.xml")]
    for name, rows in SETS.items():
        blocks = rows().order_by().annotate(block=F("pk") / BLOCK).values("block")
        if name == "interviews":
            blocks = blocks.annotate(
                changed=Max("modified_at"), published=Max("publish_at")
            )
        for block in blocks.distinct().order_by("block"):
            changed = [block.get("changed"), block.get("published")]
            last = max((moment for moment in changed if moment), default=None)
            places.append(Place(f"/sitemaps/{name}-{block['block']}.xml", last))
    context = {"places": places}
    return render(request, "newsroom/sitemap_index.xml", context, content_type=XML)


@require_safe
@pages.stored()
def block(request: HttpRequest, name: str, number: int) -> HttpResponse:
    if name not in SETS or number > LARGEST_BLOCK:
        raise Http404
    rows = SETS[name]().filter(pk__gte=number * BLOCK, pk__lt=(number + 1) * BLOCK)
    places = [_place(row) for row in rows.order_by("pk")]
    if not places:
        raise Http404
    context = {"places": places}
    return render(request, "newsroom/sitemap.xml", context, content_type=XML)


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
    context = {"places": places}
    return render(request, "newsroom/sitemap.xml", context, content_type=XML)


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """Tell the last two days; never stored, for things fall out of it by the hour."""
    since = timezone.now() - datetime.timedelta(hours=NEWS_HOURS)
    published = Interview.objects.published().filter(publish_at__gte=since)
    interviews = published.newest_first().select_related("publication")[:MOST_NEWS]
    context = {"interviews": interviews}
    return render(request, "newsroom/news_sitemap.xml", context, content_type=XML)


@require_safe
@pages.stored()
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /search/",
        "Disallow: /interviews/*/ratings/",
        "",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
        f"Sitemap: {settings.SITE_URL}/news-sitemap.xml",
        "",
    ]
    content = "\n".join(lines)
    return HttpResponse(content, content_type="text/plain; charset=utf-8")

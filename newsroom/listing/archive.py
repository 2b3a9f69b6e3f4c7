"""Interviews by the year and month in which they were published."""

import datetime

from django.db.models import Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from interviews.models import Interview, InterviewQuerySet
from newsroom import pages
from newsroom.listing import keyset
from newsroom.listing.lists import NEWEST
from newsroom.views import cards

# What calendars of every zone and both databases can tell.
YEARS = range(2, 9999)
LONGEST_ARCHIVE = 200  # years


class YearConverter:
    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:04}"


class MonthConverter(YearConverter):
    regex = "[0-9]{2}"

    def to_url(self, value: int) -> str:
        return f"{value:02}"


type Span = tuple[datetime.datetime, datetime.datetime]


@require_safe
@pages.stored()
def index(request: HttpRequest) -> HttpResponse:
    published = Interview.objects.published()
    newest = published.newest_first().values_list("publish_at", flat=True).first()
    oldest = published.order_by("publish_at").values_list("publish_at", flat=True)
    years: list[int] = []
    if newest and (first := oldest.first()):
        last, start = _local(newest).year, _local(first).year
        years = list(range(last, max(start, last - LONGEST_ARCHIVE) - 1, -1))
    used = _used([_year(year) for year in years])
    context = {"years": [y for y, some in zip(years, used, strict=True) if some]}
    return render(request, "newsroom/archive.html", context)


@require_safe
@pages.stored("after")
def year(request: HttpRequest, year: int) -> HttpResponse:
    if year not in YEARS:
        raise Http404
    page = _page(request, _year(year))
    used = _used([_month(year, number) for number in range(1, 13)])
    months = [datetime.date(year, n, 1) for n, some in enumerate(used, 1) if some]
    context = {"year": year, "months": months, "page": page}
    return render(request, "newsroom/archive_year.html", context)


@require_safe
@pages.stored("after")
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    if year not in YEARS or month not in range(1, 13):
        raise Http404
    page = _page(request, _month(year, month))
    context = {"month": datetime.date(year, month, 1), "page": page}
    return render(request, "newsroom/archive_month.html", context)


def _page(request: HttpRequest, span: Span) -> keyset.Slice[Interview]:
    """Return the interviews of the span; Http404 for one without any, so that an
    address does not tell what is still to come."""
    page = keyset.page(request, cards(_published(span)), NEWEST)
    if not page and page.first:
        raise Http404
    return page


def _published(span: Span) -> InterviewQuerySet:
    """Return what readers may see of a span. Its end comes before the present moment:
    SQLite seeks by the first of two upper bounds and walks over the rest."""
    start, end = span
    rows = Interview.objects.filter(publish_at__gte=start, publish_at__lt=end)
    return rows.published()


def _used(spans: list[Span]) -> list[bool]:
    """Return for each span whether something was published in it; one query.

    The first of each is asked for and not whether there is one, for that PostgreSQL looks
    through all rows until it meets it.
    """
    if not spans:
        return []
    found = {
        f"span_{n}": Subquery(
            _published(span).order_by("publish_at").values("publish_at")[:1]
        )
        for n, span in enumerate(spans)
    }
    newest = Interview.objects.published().newest_first()
    row = newest.annotate(**found).values_list(*found).first()
    return [bool(first) for first in row] if row else [False] * len(spans)


def _local(moment: datetime.datetime) -> datetime.datetime:
    return timezone.localtime(moment)


def _year(year: int) -> Span:
    return _moment(year, 1), _moment(year + 1, 1)


def _month(year: int, month: int) -> Span:
    return _moment(year, month), _moment(year + month // 12, month % 12 + 1)


def _moment(year: int, month: int) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime(year, month, 1))

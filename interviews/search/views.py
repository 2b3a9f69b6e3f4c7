"""The page of search, which is a plain form and its results."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from interviews.models.search import fact
from interviews.search.query import parse
from interviews.search.results import Results, search
from newsroom.languages import LANGUAGE_CHOICES
from newsroom.listing.lists import public_people, public_tags
from newsroom.models import Publication

LONGEST_VALUE = 200
FILTERS = ["publication", "person", "tag", "year", "language"]


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    asked = {
        name: request.GET.get(name, "").replace("\0", "")[:LONGEST_VALUE].strip()
        for name in ["q", "sort", *FILTERS]
    }
    query = parse(asked["q"])
    publications = list(Publication.objects.all())
    narrowed, facts = _narrowed(asked, publications)
    results = Results()
    if query and facts is not None:
        by_date, after = asked["sort"] == "date", request.GET.get("after", "")
        results = search(query, facts, by_date=by_date, after=after)
    context = {
        "asked": asked,
        "query": query,
        "page": results,
        "kept": urlencode([(name, value) for name, value in asked.items() if value]),
        "narrowed": narrowed,
        "publications": publications,
    }
    return render(request, "interviews/search.html", context)


def _narrowed(
    asked: dict[str, str], publications: list[Publication]
) -> tuple[dict[str, Any], list[str] | None]:
    """Return the rows that the filters name, and the facts to look for.

    The facts are None where a filter names nothing there is: nothing is found then.
    """
    sets: dict[str, Any] = {"person": public_people, "tag": public_tags}
    rows: dict[str, Any] = {}
    facts: list[str | None] = []
    for name in FILTERS:
        value = asked[name]
        if not value:
            continue
        if name == "publication":
            rows[name] = next((p for p in publications if p.slug == value), None)
        elif name in sets:
            rows[name] = sets[name]().filter(slug=value).first()
        elif name == "year":
            rows[name] = value if value.isascii() and value.isdecimal() else None
        else:
            rows[name] = value if value in dict(LANGUAGE_CHOICES) else None
        row = rows[name]
        facts.append(fact(name, getattr(row, "pk", row)) if row else None)
    known = [each for each in facts if each is not None]
    return rows, known if len(known) == len(facts) else None

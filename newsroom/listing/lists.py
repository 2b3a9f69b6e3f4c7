"""Lists of interviews: of a publication, a person, a tag, a year, a month."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from taggit.models import Tag

from interviews.models import Interview, Speaker, TaggedInterview
from interviews.page import structured
from newsroom import pages
from newsroom.languages import speaking
from newsroom.listing import keyset
from newsroom.models import Person, Publication
from newsroom.views import cards

NEWEST = ("-publish_at", "-pk")
INDEX_SIZE = 100  # names a page


@require_safe
@pages.stored("after")
def publication(request: HttpRequest, slug: str) -> HttpResponse:
    publication = get_object_or_404(Publication, slug=slug)
    interviews = cards(Interview.objects.published().filter(publication=publication))
    context = {
        "publication": publication,
        "page": keyset.page(request, interviews, NEWEST),
        "structured": structured.script(structured.publication_page(publication)),
    }
    with speaking(publication.language):
        return render(request, "newsroom/publication.html", context)


# People


def appearances() -> QuerySet[Speaker]:
    """Return who speaks in what readers may see, by the column that lists read."""
    return Speaker.objects.filter(publish_at__lte=timezone.now())


def public_people() -> QuerySet[Person]:
    return Person.objects.filter(Exists(appearances().filter(person=OuterRef("pk"))))


@require_safe
@pages.stored("after")
def people(request: HttpRequest) -> HttpResponse:
    page = keyset.page(request, public_people(), ("name", "pk"), INDEX_SIZE)
    return render(request, "newsroom/people.html", {"page": page})


@dataclass(frozen=True)
class Held:
    """Interviews one after another in which a person held the same post."""

    post: str
    interviews: list[Interview]


@require_safe
@pages.stored("after")
def person(request: HttpRequest, slug: str) -> HttpResponse:
    person = get_object_or_404(public_people(), slug=slug)
    rows = appearances().filter(person=person)
    page = keyset.page(request, rows, ("-publish_at", "-interview_id"))
    context = {"person": person, "page": page, "held": _posts_held(page.rows)}
    return render(request, "newsroom/person.html", context)


def _posts_held(rows: list[Speaker]) -> list[Held]:
    """Return the interviews newest first, under the post as on the day."""
    posts = {row.interview_id: row.post for row in rows}
    interviews = by_keys(posts)
    return [
        Held(post, list(group))
        for post, group in itertools.groupby(interviews, lambda each: posts[each.pk])
    ]


def by_keys(keys: Iterable[int]) -> list[Interview]:
    """Return the cards of those among ``keys`` that readers may see, newest first."""
    return list(cards(Interview.objects.published().filter(pk__in=list(keys))))


# Tags


def tagged() -> "QuerySet[TaggedInterview]":
    rows: QuerySet[TaggedInterview] = TaggedInterview.objects.filter(
        publish_at__lte=timezone.now()
    )
    return rows


def public_tags() -> "QuerySet[Any]":
    return Tag.objects.filter(  # type: ignore[no-any-return]
        Exists(tagged().filter(tag=OuterRef("pk")))
    ).exclude(slug="")


@require_safe
@pages.stored("after")
def tags(request: HttpRequest) -> HttpResponse:
    page = keyset.page(request, public_tags(), ("name", "pk"), INDEX_SIZE)
    return render(request, "newsroom/tags.html", {"page": page})


@require_safe
@pages.stored("after")
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    tag = get_object_or_404(public_tags(), slug=slug)
    rows = tagged().filter(tag=tag)
    page = keyset.page(request, rows, ("-publish_at", "-content_object_id"))
    latest = by_keys(row.content_object_id for row in page.rows)
    context = {"tag": tag, "page": page, "latest": latest}
    return render(request, "newsroom/tag.html", context)

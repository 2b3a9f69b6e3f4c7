"""Public pages around the interviews: home, publications, editable pages, media."""

import os
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from interviews.models import Interview, InterviewQuerySet, PreviewLink, Speaker
from interviews.models.preview import PREVIEW_COOKIE
from interviews.page import structured
from newsroom import pages
from newsroom.languages import speaking
from newsroom.models import Page, Person, Publication

MEDIA_TYPES = {
    "avif": "image/avif",
    "webp": "image/webp",
    "jpg": "image/jpeg",
    "png": "image/png",
}
MEDIA_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
RIVER = 4  # interviews of each publication on the front page


def cards(interviews: InterviewQuerySet) -> InterviewQuerySet:
    """Return what a listing shows of each interview, newest first; two queries."""
    return (
        interviews.newest_first()
        .select_related("publication")
        .prefetch_related("speakers__person")
        .defer("intro", "intro_html", "closing", "closing_html")
    )


@require_safe
@pages.stored()
def home(request: HttpRequest) -> HttpResponse:
    """Show the newest interview large, then what is new under each publication."""
    published = Interview.objects.published()
    newest = list(cards(published.newest_of_each_publication(RIVER + 1)))
    rivers: dict[Publication, list[Interview]] = {}
    for interview in newest[1:]:
        rivers.setdefault(interview.publication, []).append(interview)
    context = {
        "front": True,
        "structured": structured.script(structured.site()),
        "lead": newest[0] if newest else None,
        "rivers": [(name, interviews[:RIVER]) for name, interviews in rivers.items()],
    }
    return render(request, "newsroom/home.html", context)


@require_safe
@pages.stored()
def saved(request: HttpRequest) -> HttpResponse:
    """Show the page for a list that only the reader's browser knows."""
    return render(request, "newsroom/saved.html")


@require_safe
@pages.stored()
def publications(request: HttpRequest) -> HttpResponse:
    context = {"publications": Publication.objects.all()}
    return render(request, "newsroom/publications.html", context)


@require_safe
@pages.stored()
def page(request: HttpRequest, slug: str) -> HttpResponse:
    page = get_object_or_404(Page, slug=slug)
    with speaking(page.language):
        return render(request, "newsroom/page.html", {"page": page})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer alike for what never was and for what readers may not see."""
    context = {"latest": cards(Interview.objects.published())[:5]}
    return render(request, "404.html", context, status=404)


@require_safe
def media(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    """Serve an uploaded picture whose owner readers may see; staff see all."""
    kind = MEDIA_TYPES.get(name.rpartition(".")[2])
    previewed = request.COOKIES.get(PREVIEW_COOKIE, "")
    if kind is None or not (
        is_public_media(token)
        or PreviewLink.objects.shows(previewed, token)
        or is_seen_at_desk(token, request.user)
    ):
        raise Http404
    file = settings.MEDIA_ROOT / token / name
    if not os.path.isfile(file):  # noqa: PTH113 -- a name too long is no file either
        raise Http404
    response = FileResponse(file.open("rb"), content_type=kind)
    response["Content-Security-Policy"] = MEDIA_POLICY
    response["Cache-Control"] = "private, max-age=300"
    return response


def is_seen_at_desk(token: str, user: Any) -> bool:
    """Say whether staff may see the picture: not that of an interview hidden from them."""
    if not user.is_staff:
        return False
    owners = Interview.objects.filter(picture__startswith=f"{token}/")
    if user.has_perm("interviews.delete_interview"):
        return True  # who may look into the bin
    return not owners.exclude(pk__in=Interview.objects.seen_by(user)).exists()


def is_public_media(token: str) -> bool:
    """Say whether readers may see the picture in this folder, and its renditions."""
    published = Interview.objects.published()
    files = [f"{token}/picture.{ending}" for ending in MEDIA_TYPES]
    return (
        published.exclude(picture="").filter(picture__in=files).exists()
        or Publication.objects.filter(logo__in=files).exists()
        or Speaker.objects.filter(
            Exists(published.filter(pk=OuterRef("interview"))),
            person__in=Person.objects.exclude(portrait="").filter(portrait__in=files),
        ).exists()
    )

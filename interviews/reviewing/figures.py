"""Figures made of ratings, for lists, for programs and for other sites' pages."""

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from interviews.models import Interview, RatingSummary
from interviews.models.rating_summary import PRIOR_COUNT, PRIOR_TOTAL
from newsroom.languages import speaking

LISTED = 25
FRESH = "public, max-age=60"
# Any site may show it in a frame; it has no form, no script and no cookie.
EMBED_CSP: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.NONE],
    "img-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "frame-ancestors": ["*"],
}


@require_safe
def best(request: HttpRequest) -> HttpResponse:
    """The best and the most rated interviews. Never stored: any rating may move them."""
    interview = Interview.objects.published().filter(pk=OuterRef("interview"))
    rated = RatingSummary.objects.filter(Exists(interview), by_count__gt=0)
    rated = rated.select_related("interview__publication")
    context = {
        "best": rated.order_by("-by_average", "interview_id")[:LISTED],
        "most": rated.order_by("-by_count", "interview_id")[:LISTED],
        "prior_count": PRIOR_COUNT,
        "prior": PRIOR_TOTAL / PRIOR_COUNT,
    }
    response = render(request, "interviews/best.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def as_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The figures of one interview, for programs of other sites too."""
    interview = _rated(slug)
    summary = getattr(interview, "rating_summary", RatingSummary())
    response = JsonResponse(
        {
            "interview": settings.SITE_URL + interview.get_absolute_url(),
            "headline": interview.headline,
            "average": summary.figure,
            "count": summary.count,
            "scores": {score: count for score, count, _ in summary.breakdown},
            "best": 5,
            "worst": 1,
        }
    )
    response["Access-Control-Allow-Origin"] = "*"
    return _for_other_sites(response)


@require_safe
@csp_override(EMBED_CSP)
def embed(request: HttpRequest, slug: str) -> HttpResponse:
    """The widget for other sites' pages."""
    interview = _rated(slug)
    with speaking(interview.language, interview.publication.language):
        response = render(request, "interviews/embed.html", {"interview": interview})
    return _for_other_sites(response)


def _rated(slug: str) -> Interview:
    interviews = Interview.objects.published()
    interviews = interviews.select_related("publication", "rating_summary")
    return get_object_or_404(interviews, slug=slug)


def _for_other_sites(response: HttpResponse) -> HttpResponse:
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Cache-Control"] = FRESH
    return response

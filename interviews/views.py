"""The reader's page of one interview, of one answer, and the list of all."""

from django.conf import settings
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from interviews.forms import RatingForm
from interviews.models import (
    Correction,
    Interview,
    InterviewQuerySet,
    Speaker,
)
from interviews.page import labels, structured
from interviews.page.citing import cite
from interviews.page.related import related
from interviews.reviewing import reviews
from newsroom import pages
from newsroom.languages import speaking
from newsroom.listing import keyset
from newsroom.listing.lists import NEWEST
from newsroom.views import cards

WORDS_A_MINUTE = 230
REVIEWS_SHOWN = 20
DESCRIPTION_LENGTH = 200


@require_safe
@pages.stored("after")
def interview_list(request: HttpRequest) -> HttpResponse:
    page = keyset.page(request, cards(Interview.objects.published()), NEWEST)
    return render(request, "interviews/list.html", {"page": page})


@require_safe
@pages.stored("after")
def corrections(request: HttpRequest) -> HttpResponse:
    """All that was put right, newest first."""
    rows = Correction.objects.public()
    rows = rows.select_related("interview__publication", "question")
    context = {"page": keyset.page(request, rows, ("-date", "-pk"))}
    return render(request, "interviews/corrections.html", context)


@require_safe
@pages.stored()
def interview_detail(request: HttpRequest, slug: str) -> HttpResponse:
    interview = find(request, slug)
    pages.depends_on(request, interview_id=interview.pk)
    with speaking(interview.language, interview.publication.language):
        context = page(interview) | {
            "related": related(interview),
            "versions": interview.versions(),
        }
        response = render(request, "interviews/detail.html", context)
    return for_staff_only_until_public(response, interview)


@require_safe
@pages.stored()
def answer(request: HttpRequest, slug: str, anchor: int) -> HttpResponse:
    """Show one exchange at its permanent address, wherever it stands by now."""
    interview = find(request, slug)
    exchanges = labels.shown(interview)
    place = next((n for n, one in enumerate(exchanges) if anchor in one.anchors), None)
    if place is None:
        raise Http404
    exchange = exchanges[place]
    exchange.level = 2  # under the headline, without its section
    address = settings.SITE_URL + reverse("interviews:answer", args=[slug, anchor])
    with speaking(interview.language, interview.publication.language):
        context = {
            "interview": interview,
            "exchange": exchange,
            "asked": sum(bool(one.place) for one in exchanges),
            "before": exchanges[place - 1] if place else None,
            "after": exchanges[place + 1] if place + 1 < len(exchanges) else None,
            "description": cut(" ".join(said.words for said in exchange.answers)),
            "address": address,
            "citation": cite(interview, address, exchange.words),
        }
        response = render(request, "interviews/answer.html", context)
    return for_staff_only_until_public(response, interview)


@require_safe
@pages.stored()
def citation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how to cite the interview as a whole."""
    interview = find(request, slug)
    with speaking(interview.language, interview.publication.language):
        address = settings.SITE_URL + interview.get_absolute_url()
        context = {"interview": interview, "citation": cite(interview, address)}
        response = render(request, "interviews/cite.html", context)
    return for_staff_only_until_public(response, interview)


@require_safe
def card(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Send the drawn picture for links on other sites; only of what readers see."""
    # Rarely asked for, and 4 MB of every worker if imported above.
    from interviews.page import card_image

    interviews = Interview.objects.published().select_related("publication")
    interview = get_object_or_404(interviews.prefetch_related("speakers"), slug=slug)
    file = card_image.path(interview)
    etag = quote_etag(file.stem)
    response = HttpResponse(file.read_bytes(), content_type="image/png")
    response["ETag"], response["Cache-Control"] = etag, "max-age=300"
    return get_conditional_response(request, etag, None, response) or response


def for_staff_only_until_public(
    response: HttpResponse, interview: Interview
) -> HttpResponse:
    if not interview.is_public:
        add_never_cache_headers(response)
    return response


def find(request: HttpRequest, slug: str) -> Interview:
    """Return what this visitor may read under the address; Http404 for all else.

    A published interview is found without looking who asks, so that its page is the
    same for all readers.
    """
    interviews = whole(Interview.objects.filter(slug=slug))
    if interview := interviews.published().first():
        return interview
    if not request.user.has_perm("interviews.view_interview"):
        raise Http404
    return get_object_or_404(interviews.editable_by(request.user))  # type: ignore[arg-type]


def whole(interviews: InterviewQuerySet) -> InterviewQuerySet:
    """Fetch all that the page prints, in a fixed number of queries."""
    return interviews.select_related("publication", "rating_summary").prefetch_related(
        Prefetch("speakers", Speaker.objects.select_related("person")),
        "tags",  # type: ignore[misc] # a manager of taggit, which has no types
        "questions",
        Prefetch("corrections", Correction.objects.select_related("question")),
    )


def page(interview: Interview, form: RatingForm | None = None) -> dict[str, object]:
    """Return the context of the interview's page; ``form`` is one that was refused."""
    exchanges = labels.shown(interview)
    words = sum(
        len(f"{question.text} {question.answer}".split())
        for question in interview.questions.all()
    )
    described = description(interview, exchanges)
    told = structured.interview_page(interview, exchanges, described)
    return {
        "interview": interview,
        "exchanges": exchanges,
        "structured": structured.script(told),
        "asked": sum(bool(exchange.html) for exchange in exchanges),
        "description": described,
        "minutes": max(1, round(words / WORDS_A_MINUTE)),
        "provenance": labels.provenance(interview),
        "reviews": reviews.shown(
            interview, interview.ratings.reviews()[:REVIEWS_SHOWN]
        ),
        "form": form or RatingForm(interview),
    }


def description(interview: Interview, exchanges: list[labels.ExchangeShown]) -> str:
    """Return what search engines print under the headline, as plain text."""
    first_question = next((one.words for one in exchanges if one.words), "")
    text = interview.search_description or interview.standfirst
    return cut(text or first_question)


def cut(text: str) -> str:
    return labels.shortened(" ".join(text.split()), DESCRIPTION_LENGTH)

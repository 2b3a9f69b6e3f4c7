"""Reviews as others read them: in lists, each at its own address, helpful, reported."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from interviews.forms import ReportForm
from interviews.models import HelpfulVote, Interview, Rating, RatingSummary, Report
from interviews.models.rating import REVIEW_ORDERS
from newsroom import pages
from newsroom.languages import speaking
from newsroom.listing import keyset
from newsroom.posting import limits, posts, readers
from newsroom.posting.limits import Limit
from newsroom.posting.posts import DATABASE_TROUBLE, Refused
from newsroom.serving import turns

PAGE_SIZE = 20
SORTS = {
    "newest": _("Newest"),
    "helpful": _("Most helpful"),
    "highest": _("Highest"),
    "lowest": _("Lowest"),
}


def shown(interview: Interview, reviews: Iterable[Rating]) -> list[Rating]:
    """Return the reviews with ``corrected``: the date of the first correction that was
    made after the review was written, or None."""
    found = list(reviews)
    corrections = interview.corrections.all() if found else []
    dates = sorted(correction.date for correction in corrections)
    for review in found:
        written = review.updated.date()
        later = (date for date in dates if date > written)
        review.corrected = next(later, None)  # type: ignore[attr-defined]
    return found


@require_safe
@pages.stored("sort", "after")
def review_list(request: HttpRequest, slug: str) -> HttpResponse:
    """All reviews of an interview, in the order that the reader chooses."""
    interviews = Interview.objects.published().select_related(
        "publication", "rating_summary"
    )
    interview = get_object_or_404(interviews, slug=slug)
    pages.depends_on(request, interview_id=interview.pk)
    sort = request.GET.get("sort", "")
    sort = sort if sort in REVIEW_ORDERS else "newest"
    rows = interview.ratings.reviews(sort)
    page = keyset.page(request, rows, REVIEW_ORDERS[sort], PAGE_SIZE)
    with speaking(interview.language, interview.publication.language):
        context = {
            "interview": interview,
            "reviews": shown(interview, page.rows),
            "page": page,
            "sort": sort,
            "sorts": SORTS.items(),
        }
        return render(request, "interviews/reviews.html", context)


@require_safe
@pages.stored()
def review_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One review at its own address; there is none for what is not approved."""
    review = _public(pk)
    pages.depends_on(request, interview_id=review.interview_id)
    return _page(request, "interviews/review.html", review)


@csrf_exempt
@require_POST
def find_helpful(request: HttpRequest, pk: int) -> HttpResponse:
    """Count that this reader found the review helpful, once."""
    request.upload_handlers = []

    def act(review: Rating, reader_key: str) -> None:
        HelpfulVote.objects.vote(review, reader_key)

    return _post(request, _public(pk), "helpful", act)


@csrf_exempt
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a moderator to look at the review; a second report replaces the first."""
    request.upload_handlers = []  # nobody has a file to send
    review = _public(pk)
    if request.method in ("GET", "HEAD"):
        return _page(request, "interviews/report.html", review, form=ReportForm())
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD, POST"})
    form = ReportForm(request.POST)

    def act(review: Rating, reader_key: str) -> None:
        if not form.is_valid():
            raise Refused(400, _("Please say what is wrong with it."))
        Report.objects.update_or_create(
            rating=review,
            reader_key=reader_key,
            defaults={**form.cleaned_data, "closed": None},
        )

    return _post(request, review, "report", act, form=form)


def _public(pk: int) -> Rating:
    interview = Interview.objects.published().filter(pk=OuterRef("interview"))
    reviews = Rating.objects.reviews().filter(Exists(interview))
    related = ("interview__publication", "interview__rating_summary")
    return get_object_or_404(reviews.select_related(*related), pk=pk)


def _post(
    request: HttpRequest, review: Rating, what: str, act: Any, **context: Any
) -> HttpResponse:
    """Do ``act`` for this reader, within limits; else say why not and keep the words."""
    publication = review.interview.publication
    number = readers.current(request)
    number = readers.new() if number is None else number
    key = readers.key(number)
    try:
        posts.check_origin(request, f"{what} {review.pk}", key)
        try:
            _limited(request, review, what, key, act)
        except DATABASE_TROUBLE:
            raise posts.busy() from None
    except Refused as refusal:
        if posts.wants_json(request):
            with speaking(review.interview.language, publication.language):
                said = {"errors": {"__all__": [str(refusal)]}}
            response: HttpResponse = JsonResponse(said, status=refusal.status)
        else:
            context |= {"refusal": refusal, "asked": what}
            context["confirm"] = posts.token(f"{what} {review.pk}", key)
            name = "report" if what == "report" else "review"
            response = _page(
                request, f"interviews/{name}.html", review, refusal.status, **context
            )
        return posts.finished(request, response, number=number, refusal=refusal)
    review.refresh_from_db(fields=["helpful"])
    if posts.wants_json(request):
        response = JsonResponse({"helpful": review.helpful})
    elif what == "report":
        response = _page(request, "interviews/report.html", review, reported=True)
    else:
        response = HttpResponseRedirect(review.get_absolute_url(), status=303)
    return posts.finished(request, response, number=number)


def _limited(
    request: HttpRequest, review: Rating, what: str, key: str, act: Any
) -> None:
    allowances = [
        Limit(f"{what} reader {key[:24]}", 20),
        Limit(f"{what} prefix {limits.prefix(request)}", 120),
    ]
    with turns.writing(review.interview_id):
        if wait := limits.take(allowances):
            raise posts.too_quick(wait)
        act(review, key)


def _page(
    request: HttpRequest,
    template: str,
    review: Rating,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    interview = review.interview
    with speaking(interview.language, interview.publication.language):
        shown(interview, [review])
        context |= {"review": review, "interview": interview}
        context["summary"] = getattr(interview, "rating_summary", RatingSummary())
        return render(request, template, context, status=status)

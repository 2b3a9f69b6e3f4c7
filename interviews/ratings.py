"""Rating an interview, and the reader's own rating."""

from typing import Any

from django.core import signing
from django.db import OperationalError, transaction
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from interviews.forms import RatingForm
from interviews.models import Interview, Rating, RatingSummary
from newsroom import limits, readers
from newsroom.limits import Limit
from newsroom.models import Publication
from newsroom.origin import Origin, of

CONFIRM_SALT = "newsroom.confirm"
AN_HOUR = 3600


class Refused(Exception):  # noqa: N818 -- an answer to the reader, not a fault
    """The rating is not taken; ``status`` and sentence say why, the text is kept."""

    def __init__(self, status: int, sentence: str, *, confirm: str = "") -> None:
        super().__init__(sentence)
        self.status, self.confirm = status, confirm


@csrf_exempt
@require_POST
def rate(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a reader's rating of a published interview, new or instead of theirs."""
    interview = _published(slug)
    reader = readers.current(request) or readers.new()
    form = RatingForm(interview, request.POST)
    try:
        _check_origin(request, interview, reader)
        if not form.is_valid():
            return _invalid(request, interview, form)
        rating = _store(request, interview, reader, form)
    except Refused as refusal:
        response = _refusal(request, interview, form, refusal)
        if refusal.confirm:
            readers.remember(response, reader)
        return response
    response = _thanks(request, interview, rating)
    readers.remember(response, reader)
    return response


@require_safe
@cache_control(private=True, no_store=True)
def my_rating(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the reader their own rating, whatever its state, to change or withdraw."""
    interview = _published(slug)
    rating = _own(request, interview)
    context = {
        "interview": interview,
        "rating": rating,
        "form": RatingForm(interview, initial=_initial(rating)),
    }
    return _private(render(request, "interviews/my_rating.html", context))


@csrf_exempt
@require_POST
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    interview = _published(slug)
    rating = _own(request, interview)
    if of(request) != Origin.OURS or rating is None:
        raise Http404
    rating.withdraw()
    return HttpResponseRedirect(_mine(interview))


def _published(slug: str) -> Interview:
    interviews = Interview.objects.published().select_related("publication")
    return get_object_or_404(interviews, slug=slug)


def _mine(interview: Interview) -> str:
    return reverse("interviews:my_rating", args=[interview.slug]) + "#reviews"


def _own(request: HttpRequest, interview: Interview) -> Rating | None:
    reader = readers.current(request)
    if reader is None:
        return None
    return interview.ratings.filter(reader_key=readers.key(reader)).first()


def _initial(rating: Rating | None) -> dict[str, Any]:
    if rating is None or rating.status == Rating.Status.WITHDRAWN:
        return {}
    return {
        name: getattr(rating, name) for name in ("score", "review", "name", "email")
    }


def _check_origin(request: HttpRequest, interview: Interview, reader: str) -> None:
    """Refuse what another site sent; ask to confirm where the browser does not say."""
    origin = of(request)
    if origin == Origin.OURS:
        return
    if origin == Origin.FOREIGN:
        raise Refused(
            403, _("This was sent from another site. Send it from this page.")
        )
    if readers.current(request) and _confirmed(request, interview, reader):
        return
    raise Refused(
        403,
        _("Please confirm that this rating is yours."),
        confirm=signing.dumps([interview.pk, readers.key(reader)], salt=CONFIRM_SALT),
    )


def _confirmed(request: HttpRequest, interview: Interview, reader: str) -> bool:
    try:
        said = signing.loads(
            request.POST.get("confirm", ""), salt=CONFIRM_SALT, max_age=AN_HOUR
        )
    except signing.BadSignature:
        return False
    return bool(said == [interview.pk, readers.key(reader)])


def _store(
    request: HttpRequest, interview: Interview, reader: str, form: RatingForm
) -> Rating | None:
    """Store the rating; None for a program's, which is thanked and forgotten."""
    if interview.publication.rating_policy == Publication.RatingPolicy.CLOSED:
        raise Refused(403, _("Ratings are closed for this publication."))
    if form.from_a_program:
        return None
    allowances = [
        Limit(f"rate reader {readers.key(reader)[:24]}", 10),
        Limit(f"rate prefix {interview.pk} {limits.prefix(request)}", 60),
        Limit(f"rate interview {interview.pk}", 600),
    ]
    busy = Refused(503, _("We are busy just now. Please send it again in a moment."))
    try:
        with transaction.atomic():
            if not limits.take(allowances):
                raise Refused(
                    429, _("That was quick. Please wait a minute and send it again.")
                )
            return interview.rate(reader_key=readers.key(reader), **form.words())
    except OperationalError:
        raise busy from None


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _thanks(
    request: HttpRequest, interview: Interview, rating: Rating | None
) -> HttpResponse:
    if not _wants_json(request):
        return _private(HttpResponseRedirect(_mine(interview), status=303))
    summary = RatingSummary.objects.filter(pk=interview.pk).first() or RatingSummary()
    return _private(
        JsonResponse(
            {
                "status": rating.status if rating else Rating.Status.PENDING,
                "average": summary.figure,
                "count": summary.count,
            }
        )
    )


def _invalid(
    request: HttpRequest, interview: Interview, form: RatingForm
) -> HttpResponse:
    if _wants_json(request):
        return _private(JsonResponse({"errors": form.errors}, status=400))
    return _private(_shown(request, interview, form, status=400))


def _refusal(
    request: HttpRequest, interview: Interview, form: RatingForm, refusal: Refused
) -> HttpResponse:
    if _wants_json(request):
        errors = {"errors": {"__all__": [str(refusal)]}}
        response: HttpResponse = JsonResponse(errors, status=refusal.status)
    else:
        response = _shown(
            request,
            interview,
            form,
            status=refusal.status,
            refusal=str(refusal),
            confirm=refusal.confirm,
        )
    if refusal.status == 429:
        response["Retry-After"] = str(limits.seconds_left())
    if refusal.status == 503:
        response["Retry-After"] = "3"
    return _private(response)


def _shown(
    request: HttpRequest,
    interview: Interview,
    form: RatingForm,
    *,
    status: int,
    **more: str,
) -> HttpResponse:
    """Show the form again with everything the reader wrote."""
    context = {"interview": interview, "form": form, **more}
    return render(request, "interviews/my_rating.html", context, status=status)


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response

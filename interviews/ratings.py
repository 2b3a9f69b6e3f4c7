"""Rating an interview, and the reader's own rating."""

from typing import Any

from django.core import signing
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from interviews.bursts import is_burst
from interviews.forms import RatingForm
from interviews.models import Interview, Rating, RatingSummary
from newsroom import limits, origin, readers, turns
from newsroom.limits import Limit
from newsroom.models import Publication
from newsroom.origin import Origin

CONFIRM_SALT = "newsroom.confirm"
AN_HOUR = 3600
# Busy for longer than it waits by itself, out of reach, or rows of an interview that
# was deleted a moment ago.
DATABASE_TROUBLE = (OperationalError, InterfaceError, IntegrityError)


class Refused(Exception):  # noqa: N818 -- an answer to the reader, not a fault
    """It is not done: the status and the sentence say why, the words are kept.

    ``wait`` is in seconds, 0 where waiting does not help.
    """

    def __init__(self, status: int, sentence: str, *, wait: int = 0) -> None:
        super().__init__(sentence)
        self.status, self.wait = status, wait


@csrf_exempt
@require_POST
def rate(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a reader's rating of a published interview, new or instead of theirs."""
    request.upload_handlers = []  # nobody has a file to send: none reaches the disk
    interview = _published(slug)
    reader = readers.current(request) or readers.new()
    form = RatingForm(interview, request.POST)
    try:
        _check_origin(request, interview, reader)
        rating = _store(request, interview, reader, form)
    except Refused as refusal:
        return _refused(request, interview, reader, refusal, form=form)
    response = _done(request, interview, rating)
    readers.remember(response, reader)
    return response


@require_safe
def my_rating(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the reader their own rating, whatever its state, to change or withdraw."""
    interview = _published(slug)
    reader = readers.current(request)
    rating = _own(interview, reader)
    return _page(request, interview, reader, rating=rating)


@csrf_exempt
@require_POST
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the reader's own rating back; without one there is nothing to do."""
    request.upload_handlers = []
    interview = _published(slug)
    reader = readers.current(request) or readers.new()
    rating = _own(interview, reader)
    try:
        _check_origin(request, interview, reader)
        if rating:
            rating.withdraw()
    except Refused as refusal:
        return _refused(request, interview, reader, refusal, rating=rating)
    except DATABASE_TROUBLE:
        return _refused(request, interview, reader, _busy(), rating=rating)
    return _done(request, interview, rating)


def _published(slug: str) -> Interview:
    interviews = Interview.objects.published()
    return get_object_or_404(
        interviews.select_related("publication", "rating_summary"), slug=slug
    )


def _own(interview: Interview, reader: str | None) -> Rating | None:
    if reader is None:
        return None
    return interview.ratings.filter(reader_key=readers.key(reader)).first()


# What may be refused


def _check_origin(request: HttpRequest, interview: Interview, reader: str) -> None:
    """Refuse what another site sent; ask to confirm where the browser does not say."""
    sender = origin.of(request)
    if sender == Origin.FOREIGN:
        raise Refused(
            403, _("This was sent from another site. Send it from this page.")
        )
    if sender == Origin.UNKNOWN and not _confirmed(request, interview, reader):
        raise Refused(403, _("Please confirm that this is you: send it once more."))


def _token(interview: Interview, reader: str) -> str:
    return signing.dumps([interview.pk, readers.key(reader)], salt=CONFIRM_SALT)


def _confirmed(request: HttpRequest, interview: Interview, reader: str) -> bool:
    """Say whether the token is that of this reader's cookie and of this interview."""
    token = request.POST.get("confirm", "")
    try:
        said = signing.loads(token, salt=CONFIRM_SALT, max_age=AN_HOUR)
    except signing.BadSignature:
        return False
    return bool(said == [interview.pk, readers.key(reader)])


def _busy() -> Refused:
    return Refused(
        503, _("We are busy just now. Please send it again in a moment."), wait=3
    )


def _store(
    request: HttpRequest, interview: Interview, reader: str, form: RatingForm
) -> Rating:
    if interview.publication.rating_policy == Publication.RatingPolicy.CLOSED:
        raise Refused(403, _("Ratings are closed for this publication."))
    if not form.is_valid():
        raise Refused(
            400, _("Please look at the marked fields; what you wrote is kept.")
        )
    key = readers.key(reader)
    try:
        network = limits.prefix(request)
        hot = f"rate interview {interview.pk}"
        allowances = [
            Limit(f"rate reader {key[:24]}", 10),
            Limit(f"rate prefix {interview.pk} {network}", 60),
            Limit(hot, 600),
        ]
        with turns.writing():
            taken = limits.count(allowances)
            if taken.wait:
                sentence = _("That was quick. Please wait a minute and send it again.")
                raise Refused(429, sentence, wait=taken.wait)
            held_for = _held_for(interview, form, taken.used.get(hot, 0))
            return interview.rate(
                reader_key=key, network=network, held_for=held_for, **form.words()
            )
    except DATABASE_TROUBLE:
        raise _busy() from None


def _held_for(interview: Interview, form: RatingForm, this_minute: int) -> str:
    if form.from_a_program:
        return Rating.HeldFor.TRAP
    return Rating.HeldFor.BURST if is_burst(interview, this_minute) else ""


# What is answered


def _wants_json(request: HttpRequest) -> bool:
    kinds = ["text/html", "application/json"]
    return request.get_preferred_type(kinds) == "application/json"


def _done(
    request: HttpRequest, interview: Interview, rating: Rating | None
) -> HttpResponse:
    if not _wants_json(request):
        mine = reverse("interviews:my_rating", args=[interview.slug]) + "#reviews"
        return _private(HttpResponseRedirect(mine, status=303))
    summary = RatingSummary.objects.filter(pk=interview.pk).first() or RatingSummary()
    said = {"average": summary.figure, "count": summary.count}
    return _private(JsonResponse({"status": rating and rating.shown_status, **said}))


def _refused(
    request: HttpRequest,
    interview: Interview,
    reader: str,
    refusal: Refused,
    *,
    form: RatingForm | None = None,
    rating: Rating | None = None,
) -> HttpResponse:
    if _wants_json(request):
        unfit = form.errors if form and refusal.status == 400 else None
        errors = {"errors": unfit or {"__all__": [str(refusal)]}}
        response = _private(JsonResponse(errors, status=refusal.status))
    else:
        response = _page(
            request, interview, reader, rating=rating, form=form, refusal=refusal
        )
    if refusal.wait:
        response["Retry-After"] = str(refusal.wait)
    if origin.of(request) == Origin.UNKNOWN:
        readers.remember(response, reader)
    return response


def _page(
    request: HttpRequest,
    interview: Interview,
    reader: str | None,
    *,
    rating: Rating | None = None,
    form: RatingForm | None = None,
    refusal: Refused | None = None,
) -> HttpResponse:
    """Show the reader's own page, with everything they wrote in the form."""
    context = {
        "interview": interview,
        "rating": rating,
        "form": form or RatingForm(interview, initial=_initial(rating)),
        "refusal": refusal,
        "confirm": _token(interview, reader) if reader else "",
    }
    status = refusal.status if refusal else 200
    return _private(
        render(request, "interviews/my_rating.html", context, status=status)
    )


def _initial(rating: Rating | None) -> dict[str, Any]:
    if rating is None or rating.status == Rating.Status.WITHDRAWN:
        return {}
    return {
        name: getattr(rating, name) for name in ("score", "review", "name", "email")
    }


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response

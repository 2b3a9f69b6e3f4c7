"""Rating an interview, and the reader's own rating."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
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

from interviews.forms import RatingForm
from interviews.models import Interview, Rating, RatingSummary
from interviews.reviewing import letters, own, privacy
from interviews.reviewing.bursts import is_burst
from interviews.reviewing.own import Reader
from newsroom.languages import speaking
from newsroom.mail import Letter
from newsroom.models import Publication
from newsroom.posting import limits, posts
from newsroom.posting.limits import Limit
from newsroom.posting.posts import DATABASE_TROUBLE, Refused
from newsroom.serving import turns

# What a rating needs of its interview; whole rows would be half its cost.
NEEDED = [
    "slug",
    "headline",
    "language",
    "publication__name",
    "publication__language",
    "publication__accent",
    "publication__rating_policy",
    "publication__alert_moderators",
]


@csrf_exempt
@require_POST
def rate(request: HttpRequest, slug: str, link: str = "") -> HttpResponse:
    """Take a reader's rating of a published interview, new or instead of theirs."""
    request.upload_handlers = []  # nobody has a file to send: none reaches the disk
    interview = _published(slug)
    reader = own.reader(request, interview, link)
    form = RatingForm(interview, request.POST)
    try:
        posts.check_origin(request, _about(interview), reader.key)
        rating = _store(request, interview, reader, form)
    except Refused as refusal:
        return _page(request, interview, reader, form=form, refusal=refusal)
    return _done(request, interview, reader, rating)


@require_safe
def my_rating(request: HttpRequest, slug: str, link: str = "") -> HttpResponse:
    """Show the reader their own rating, whatever its state, to change or withdraw."""
    interview = _published(slug)
    reader = own.reader(request, interview, link)
    return _page(request, interview, reader, rating=reader.rating(interview))


@require_safe
def export(request: HttpRequest, slug: str, link: str = "") -> HttpResponse:
    """Hand the reader a copy of all that is kept of them: of who has this cookie, or
    the address that the link was mailed to."""
    interview = _published(slug)
    reader = own.reader(request, interview, link)
    theirs: Any = Rating.objects.filter(reader_key=reader.key)
    letters = Letter.objects.none()
    if link and (rating := theirs.filter(interview=interview).first()):
        theirs = privacy.ratings(rating.email)
        letters = Letter.objects.filter(to__iexact=rating.email)
    told = JsonResponse(
        privacy.kept(theirs, letters),
        json_dumps_params={"indent": 1, "ensure_ascii": False},
    )
    told["Content-Disposition"] = 'attachment; filename="my-ratings.json"'
    return posts.finished(request, told)


@csrf_exempt
@require_POST
def withdraw(request: HttpRequest, slug: str, link: str = "") -> HttpResponse:
    """Take the reader's own rating back; without one there is nothing to do."""

    def act(rating: Rating) -> Rating:
        rating.withdraw()
        return rating

    return _on_own(request, slug, link, act)


@csrf_exempt
@require_POST
def erase(request: HttpRequest, slug: str, link: str = "") -> HttpResponse:
    """Delete the reader's own rating with all that is kept of it."""

    def act(rating: Rating) -> None:
        rating.delete()
        transaction.on_commit(privacy.overwrite)

    return _on_own(request, slug, link, act)


def _on_own(
    request: HttpRequest,
    slug: str,
    link: str,
    act: Callable[[Rating], Rating | None],
) -> HttpResponse:
    request.upload_handlers = []
    interview = _published(slug)
    reader = own.reader(request, interview, link)
    rating = left = reader.rating(interview)
    try:
        posts.check_origin(request, _about(interview), reader.key)
        if rating:
            with turns.writing(interview.pk):
                left = act(rating)
    except Refused as refusal:
        return _page(request, interview, reader, rating=rating, refusal=refusal)
    except DATABASE_TROUBLE:
        return _page(request, interview, reader, rating=rating, refusal=posts.busy())
    return _done(request, interview, reader, left)


def _published(slug: str) -> Interview:
    interviews = Interview.objects.published().select_related("publication")
    return get_object_or_404(interviews.only(*NEEDED), slug=slug)


def _about(interview: Interview) -> str:
    return f"interview {interview.pk}"


def _store(
    request: HttpRequest, interview: Interview, reader: Reader, form: RatingForm
) -> Rating:
    if interview.publication.rating_policy == Publication.RatingPolicy.CLOSED:
        raise Refused(403, _("Ratings are closed for this publication."))
    if not form.is_valid():
        raise Refused(
            400, _("Please look at the marked fields; what you wrote is kept.")
        )
    try:
        network = limits.prefix(request)
        hot = f"rate interview {interview.pk}"
        allowances = [
            Limit(f"rate reader {reader.key[:24]}", 10),
            Limit(f"rate prefix {interview.pk} {network}", 60),
            Limit(hot, 600),
        ]
        with turns.writing(interview.pk):
            taken = limits.count(allowances)
            if taken.wait:
                raise posts.too_quick(taken.wait)
            rating = interview.rate(
                reader_key=reader.key,
                new_reader=reader.is_new,
                network=network,
                held_for=_held_for(interview, form, taken.used.get(hot, 0)),
                **form.words(),
            )
            letters.received(rating)
            return rating
    except DATABASE_TROUBLE:
        raise posts.busy() from None


def _held_for(interview: Interview, form: RatingForm, this_minute: int) -> str:
    if form.from_a_program:
        return Rating.HeldFor.TRAP
    return Rating.HeldFor.BURST if is_burst(interview, this_minute) else ""


# What is answered


def _done(
    request: HttpRequest, interview: Interview, reader: Reader, rating: Rating | None
) -> HttpResponse:
    if posts.wants_json(request):
        found = RatingSummary.objects.filter(pk=interview.pk).first()
        summary = found or RatingSummary()
        said = {"average": summary.figure, "count": summary.count}
        status = rating and rating.shown_status
        response: HttpResponse = JsonResponse({"status": status, **said})
    else:
        # A link that led to what is erased leads nowhere any more.
        mine = own.address(interview, reader.link if rating else "") + "#reviews"
        response = HttpResponseRedirect(mine, status=303)
    return posts.finished(request, response, number=reader.number)


def _page(
    request: HttpRequest,
    interview: Interview,
    reader: Reader,
    *,
    rating: Rating | None = None,
    form: RatingForm | None = None,
    refusal: Refused | None = None,
) -> HttpResponse:
    """Show the reader's own page, with everything they wrote in the form."""
    status = refusal.status if refusal else 200
    with speaking(interview.language, interview.publication.language):
        if refusal and posts.wants_json(request):
            unfit = form.errors if form and status == 400 else None
            errors = {"errors": unfit or {"__all__": [str(refusal)]}}
            response: HttpResponse = JsonResponse(errors, status=status)
        else:
            context = {
                "interview": interview,
                "rating": rating,
                "form": form or RatingForm(interview, initial=_initial(rating)),
                "refusal": refusal,
                "confirm": posts.token(_about(interview), reader.key),
                "link": reader.link,
            }
            response = render(
                request, "interviews/my_rating.html", context, status=status
            )
    number = reader.number if refusal else ""
    return posts.finished(request, response, number=number, refusal=refusal)


def _initial(rating: Rating | None) -> dict[str, Any]:
    if rating is None or rating.status == Rating.Status.WITHDRAWN:
        return {}
    return {
        name: getattr(rating, name) for name in ("score", "review", "name", "email")
    }

"""The one place that leads from an earlier address to the present one."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from interviews.models import Interview
from newsroom.addresses import OldSlug
from newsroom.listing.lists import public_people, public_tags
from newsroom.models import Publication

# The first part of an address, and what readers may find under it.
PUBLIC: dict[str, Callable[[], "QuerySet[Any]"]] = {
    "interviews": lambda: Interview.objects.published(),
    "publications": lambda: Publication.objects.all(),
    "people": public_people,
    "tags": public_tags,
}
LIFETIME = 300  # seconds: an address may be taken again


def redirect_moved(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer 301 where a page is missing whose slug was another's before.

    It covers every page under an interview, a person and so on, and a page that is
    there always comes first. Hidden rows redirect nobody.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == 404 and request.method in ("GET", "HEAD"):
            return _redirect(request) or response
        return response

    return answer


def _redirect(request: HttpRequest) -> HttpResponse | None:
    match = request.resolver_match
    slug = match.kwargs.get("slug") if match else None
    kind = request.path.split("/")[1]
    if not slug or kind not in PUBLIC:
        return None
    rows = PUBLIC[kind]()
    target = OldSlug.objects.target(rows.model, slug)
    now: Model | None = rows.filter(pk=target).first() if target else None
    if now is None:
        return None
    rest = request.get_full_path().split("/", 3)[3]
    response = HttpResponsePermanentRedirect(f"/{kind}/{now.slug}/{rest}")  # type: ignore[attr-defined]
    response["Cache-Control"] = f"max-age={LIFETIME}"
    return response

"""Two language versions of one interview, read side by side."""

from dataclasses import dataclass
from itertools import zip_longest

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from interviews.models import Interview
from interviews.page import labels
from interviews.views import whole
from newsroom import pages
from newsroom.languages import speaking


@dataclass(frozen=True)
class Row:
    """The exchange at one place in both versions; None where one has no more."""

    left: labels.ExchangeShown | None
    right: labels.ExchangeShown | None


@require_safe
@pages.stored()
def side_by_side(request: HttpRequest, slug: str, other: str) -> HttpResponse:
    published = whole(Interview.objects.published())
    left = get_object_or_404(published, slug=slug)
    if left.translation_group is None or slug == other:
        raise Http404
    right = get_object_or_404(
        published, slug=other, translation_group=left.translation_group
    )
    with speaking(left.language):
        pairs = zip_longest(labels.shown(left), labels.shown(right))
        context = {
            "both": [left, right],
            "left": left,
            "right": right,
            "rows": [Row(*pair) for pair in pairs],
        }
        return render(request, "interviews/side_by_side.html", context)

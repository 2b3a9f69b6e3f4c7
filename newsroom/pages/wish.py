"""What a view says of its page: that it may be stored, and how long it is good."""

import contextlib
import functools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict

WISH = "newsroom.pages.wish"


@dataclass
class Wish:
    """The store lays one in the request; a view, and who makes requests wait, fill it in.

    ``count`` reads the counters that say how new a page is. What changes once the work
    has begun may be missing from the page: so they are read then.
    """

    count: Callable[[], Any] = tuple
    wanted: bool = False  # readers came for the page that it replaces
    crowded: bool = False  # nobody looked at the request: too many others wait
    stored: bool = False
    parameters: frozenset[str] = frozenset()
    interview_id: int | None = None
    until: float | None = None  # seconds since 1970

    def __post_init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Say that the work begins only now."""
        self.made, self.counted = time.time(), self.count()


def stored(*parameters: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let a view's page be stored: ``@stored()``, or ``@stored("after", "sort")``.

    The page must be the same for every reader without a session. ``parameters`` are
    those that the view reads: a request with one of them is rendered each time, and all
    others are taken out of ``request.GET`` first, so that they cannot matter.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @functools.wraps(view)
        def render(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            named = {key: request.GET[key] for key in request.GET if key in parameters}
            wish: Wish = request.META.get(WISH) or Wish()
            wish.stored, wish.parameters = not named, frozenset(parameters)
            with _only(request, named):
                response = view(request, *args, **kwargs)
            staff = settings.SESSION_COOKIE_NAME in request.COOKIES
            kept = "private, no-cache" if staff else "no-cache"
            response.headers.setdefault("Cache-Control", kept)
            return response

        return render

    return decorate


@contextlib.contextmanager
def _only(request: HttpRequest, named: dict[str, str]) -> Iterator[None]:
    """Let the view see these parameters; a redirect made later keeps all."""
    whole, query = request.META.get("QUERY_STRING", ""), urlencode(named)
    request.META["QUERY_STRING"], request.GET = query, QueryDict(query)
    try:
        yield
    finally:
        request.META["QUERY_STRING"] = whole


def depends_on(
    request: HttpRequest,
    *,
    interview_id: int | None = None,
    until: datetime | None = None,
) -> None:
    """Say what else ends a stored page: changes of one interview's ratings, a moment.

    Editorial changes and the next moment of publication end every page anyway.
    """
    wish: Wish | None = request.META.get(WISH)
    if wish is not None:
        wish.interview_id = interview_id
        wish.until = until.timestamp() if until else None

"""Whose rating it is: known by the reader's cookie, or by the link they were mailed."""

from dataclasses import dataclass

from django.core import signing
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.crypto import salted_hmac

from interviews.models import Interview, Rating
from newsroom.posting import readers

LINK_SALT = "newsroom.own-rating"


@dataclass(frozen=True)
class Reader:
    """``key`` is what rows keep of them; ``number`` what their cookie is to keep, empty
    for who has no cookie yet or came by ``link``."""

    key: str
    number: str = ""
    link: str = ""
    is_new: bool = False

    def rating(self, interview: Interview) -> Rating | None:
        if self.is_new:
            return None
        return interview.ratings.filter(reader_key=self.key).first()


def reader(request: HttpRequest, interview: Interview, link: str = "") -> Reader:
    """Return who asks; a new reader if nothing tells. Http404 for a link of nobody's."""
    if link:
        rating = _linked(interview, link)
        return Reader(rating.reader_key, link=link)
    number = readers.current(request)
    if number is not None:
        return Reader(readers.key(number), number)
    number = readers.new()
    return Reader(readers.key(number), number, is_new=True)


def address(interview: Interview, link: str = "") -> str:
    """Return where the reader finds their own rating."""
    if link:
        return reverse("interviews:my_rating_by_link", args=[interview.slug, link])
    return reverse("interviews:my_rating", args=[interview.slug])


def link(rating: Rating) -> str:
    """Return what only its writer is mailed; it ends when the address is changed."""
    return signing.dumps([rating.pk, _seal(rating)], salt=LINK_SALT)


def _linked(interview: Interview, link: str) -> Rating:
    try:
        pk, seal = signing.loads(link, salt=LINK_SALT)
    except (signing.BadSignature, ValueError):
        raise Http404 from None
    rating = get_object_or_404(interview.ratings, pk=pk)
    if seal != _seal(rating):
        raise Http404
    return rating


def _seal(rating: Rating) -> str:
    return salted_hmac(LINK_SALT, rating.email, algorithm="sha256").hexdigest()[:16]

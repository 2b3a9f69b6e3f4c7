"""What readers' posts have in common: who may send them, and how they are refused."""

from django.core import signing
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from newsroom.posting import origin, readers
from newsroom.posting.origin import Origin

CONFIRM_SALT = "newsroom.confirm"
AN_HOUR = 3600
# Busy for longer than it waits by itself, out of reach, or rows of an interview that
# was deleted a moment ago.
DATABASE_TROUBLE = (OperationalError, InterfaceError, IntegrityError)


class Refused(Exception):  # noqa: N818 -- an answer to the reader, not a fault
    """It is not done: the status and the sentence say why, the words are kept.

    ``wait`` is in seconds, 0 where waiting does not help.
    """

    def __init__(
        self, status: int, sentence: "str | Promise", *, wait: int = 0
    ) -> None:
        super().__init__(sentence)
        self.status, self.wait = status, wait


def busy() -> Refused:
    sentence = _("We are busy just now. Please send it again in a moment.")
    return Refused(503, sentence, wait=3)


def too_quick(wait: int) -> Refused:
    sentence = _("That was quick. Please wait a minute and send it again.")
    return Refused(429, sentence, wait=wait)


def check_origin(request: HttpRequest, about: str, reader_key: str) -> None:
    """Refuse what another site sent; ask to confirm where the browser does not say."""
    sender = origin.of(request)
    if sender == Origin.FOREIGN:
        raise Refused(
            403, _("This was sent from another site. Send it from this page.")
        )
    if sender == Origin.UNKNOWN and not _confirmed(request, about, reader_key):
        raise Refused(403, _("Please confirm that this is you: send it once more."))


def token(about: str, reader_key: str) -> str:
    """Return what a browser that does not say where it posts from sends back."""
    return signing.dumps([about, reader_key], salt=CONFIRM_SALT)


def _confirmed(request: HttpRequest, about: str, reader_key: str) -> bool:
    """Say whether the token is that of this reader and of this very thing."""
    sent = request.POST.get("confirm", "")
    try:
        said = signing.loads(sent, salt=CONFIRM_SALT, max_age=AN_HOUR)
    except signing.BadSignature:
        return False
    return bool(said == [about, reader_key])


def finished(
    request: HttpRequest,
    response: HttpResponse,
    *,
    number: str = "",
    refusal: Refused | None = None,
) -> HttpResponse:
    """Mark an answer as one reader's own; ``number`` is what their cookie keeps."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    if refusal and refusal.wait:
        response["Retry-After"] = str(refusal.wait)
    # Refused for want of an origin, they come back with the token and this cookie.
    if number and (not refusal or origin.of(request) == Origin.UNKNOWN):
        readers.remember(response, number)
    return response


def wants_json(request: HttpRequest) -> bool:
    kinds = ["text/html", "application/json"]
    return request.get_preferred_type(kinds) == "application/json"

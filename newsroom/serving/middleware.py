"""What holds for every request and response: headers, and text that is text."""

from collections.abc import Callable

from django.contrib.auth import get_user_model
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from newsroom.accounts.acts import Act

type Handler = Callable[[HttpRequest], HttpResponse]

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)


SERVER = "Newsroom"  # who serves, without what by and in which version
METHODS = ("GET", "HEAD", "POST")
# The only address that takes another: it forgets what was typed and not saved.
FORGETS = ("DELETE", "/autosave/")


def headers(get_response: Handler) -> Handler:
    def add_headers(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == 405 and (response.streaming or not response.content):
            response = _told(request, response)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers["Server"] = SERVER
        if request.path.startswith("/admin/"):
            response.headers["Cache-Control"] = "private, no-store"
        return response

    return add_headers


def _told(request: HttpRequest, refusal: HttpResponse) -> HttpResponse:
    """Return the refusal of a method with its page; a file's has no place for one."""
    response = render(request, "405.html", status=405)
    response.headers["Content-Length"] = str(len(response.content))
    for name, value in refusal.items():
        response.headers.setdefault(name, value)
    return response


def well_formed(get_response: Handler) -> Handler:
    """Refuse methods that no page knows, for Django's desk would take each for GET, and
    what no database can look for: a NUL in the address or in a cookie."""

    def check_form(request: HttpRequest) -> HttpResponse:
        method, end = FORGETS
        forgets = request.method == method and request.path.endswith(end)
        if request.method not in METHODS and not forgets:
            return HttpResponseNotAllowed(METHODS)
        sent = [request.path, *request.COOKIES.values()]
        for name, values in request.GET.lists():
            sent += [name, *values]
        if any("\0" in text for text in sent):
            raise BadRequest("a NUL character")
        return get_response(request)

    return check_form


def desk_speaks(get_response: Handler) -> Handler:
    """Let the desk speak as its user chose there, or else as their browser asks.

    Public pages never look at either: they are the same for all readers.
    """

    def speak(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith("/admin/"):
            return get_response(request)
        with translation.override(translation.get_language_from_request(request)):
            return get_response(request)

    return speak


def watched(get_response: Handler) -> Handler:
    """Note in the log who came in by the desk's door, who did not, and who was refused.

    It looks at requests and answers alone, so that no page can forget to.
    """

    def watch(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith("/admin/"):
            return get_response(request)
        posted = request.path if request.method == "POST" else ""
        leaving = request.user if posted == reverse("admin:logout") else None
        if leaving is not None:
            leaving.is_authenticated  # noqa: B018 -- look before the session is gone
        response = get_response(request)
        came_in = request.user.is_authenticated
        if leaving is not None and leaving.is_authenticated and not came_in:
            Act.objects.record(Act.Verb.SIGN_OUT, by=leaving)
        elif posted == reverse("admin:login") and response.status_code != 429:
            # A guess refused unread is no try; noting each would fill the disk.
            _note_sign_in(request, came_in and response.status_code == 302)
        elif response.status_code == 403 and came_in:
            Act.objects.denied(request)
        return response

    return watch


def _note_sign_in(request: HttpRequest, came_in: bool) -> None:
    if came_in:
        Act.objects.record(Act.Verb.SIGN_IN, by=request.user)
        return
    # Only a name that exists: a password is easily typed into the wrong field.
    name = request.POST.get("username", "")[:150]
    users = get_user_model().objects.filter(username=name)
    known = users.first() if "\0" not in name else None
    Act.objects.record(Act.Verb.SIGN_IN_FAILED, by=known)

"""Where a post comes from: pages are stored, so forms carry no token to check."""

from enum import StrEnum

from django.conf import settings
from django.http import HttpRequest


class Origin(StrEnum):
    OURS = "ours"
    FOREIGN = "foreign"
    UNKNOWN = "unknown"  # neither header: an old browser or a program


def of(request: HttpRequest) -> Origin:
    site = request.headers.get("Sec-Fetch-Site", "")
    origin = request.headers.get("Origin", "")
    if site == "same-origin" and origin == "null":
        # A reader's add-on took the referrer away; the browser still vouches for us.
        return Origin.OURS
    ours = (settings.SITE_URL, f"{request.scheme}://{request.get_host()}")
    if site not in ("", "none", "same-origin") or (origin and origin not in ours):
        return Origin.FOREIGN
    if site == "same-origin" or origin:
        return Origin.OURS
    return Origin.UNKNOWN

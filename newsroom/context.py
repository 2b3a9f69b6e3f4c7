"""What every template may name. No queries: these run on each render."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_bidi


def site(request: HttpRequest) -> dict[str, str]:
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        # What the interface speaks; the content beside it may be in another language.
        "interface": get_language() or settings.LANGUAGE_CODE,
        "interface_direction": "rtl" if get_language_bidi() else "ltr",
    }

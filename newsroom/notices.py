"""What the desk tells a person on their next page."""

from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class HostCookie(CookieStorage):
    """Named as our other cookies: Django takes a cookie without that name away by a
    header that says nothing of https."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cookie_name = "__Host-messages" if settings.HTTPS else "messages"


class Notices(FallbackStorage):
    storage_classes = (HostCookie, SessionStorage)

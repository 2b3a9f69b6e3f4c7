"""What the desk tells is kept as safely as who is signed in."""

from typing import Any

import pytest
from django.test import Client

from tests.factories import make_person, make_staff

pytestmark = pytest.mark.django_db
PEOPLE = "/admin/newsroom/person/"


@pytest.mark.parametrize(
    ("https", "name"), [(True, "__Host-messages"), (False, "messages")]
)
def test_a_notice_comes_and_goes_by_a_cookie_of_this_host(
    client: Client, settings: Any, https: bool, name: str
) -> None:
    settings.HTTPS = settings.SESSION_COOKIE_SECURE = https
    client.force_login(make_staff("Editor"))
    delete = {"action": "delete_selected", "_selected_action": make_person().pk}
    client.post(PEOPLE, delete | {"post": "yes"}, secure=https)
    for kept in (True, False):
        cookie = client.cookies[name]
        assert bool(cookie.value) is kept
        assert bool(cookie["secure"]) is https
        assert (cookie["path"], cookie["domain"]) == ("/", "")
        page = client.get(PEOPLE, secure=https).text
        assert ("Successfully deleted 1 person." in page) is kept

"""Answers that no store may keep."""

from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.test import Client

from interviews.models import Interview
from newsroom import pages
from newsroom.pages.store import Store
from tests.factories import make_interview
from tests.newsroom.pages.asking import ask, served, two


def page_of(store_maker: Any, **headers: str) -> list[str]:
    """Return how a store of a view with these headers answers twice."""

    @pages.stored()
    def view(request: HttpRequest) -> HttpResponse:
        response = HttpResponse("hello", headers=headers)
        if "status" in headers:
            response.status_code = int(headers["status"])
        return response

    return two(store_maker(served(view)), "/")


@pytest.mark.parametrize(
    "headers",
    [
        {"Set-Cookie": "a=b"},
        {"Cache-Control": "private"},
        {"Cache-Control": "max-age=0, no-store"},
        {"Vary": "Cookie"},
        {"Vary": "Accept-Language"},
        {"Content-Encoding": "gzip"},
        {"status": "404"},
        {"status": "201"},
    ],
    ids=str,
)
def test_what_forbids_it_is_not_kept(make_store: Any, headers: dict[str, str]) -> None:
    assert page_of(make_store, **headers) == ["", ""]


def test_what_does_not_forbid_it_is_kept(make_store: Any) -> None:
    said = {"Vary": "accept-encoding", "Cache-Control": "max-age=3", "X-Other": "a"}
    assert page_of(make_store, **said) == ["miss", "hit"]


def test_a_view_that_does_not_ask_for_it_is_not_kept(store: Store) -> None:
    assert two(store, "/healthz") == ["", ""]


def test_staff_see_the_page_itself(store: Store, client: Client) -> None:
    client.force_login(User.objects.create_superuser("chief"))
    name = settings.SESSION_COOKIE_NAME
    cookie = f"theme=dark; {name}={client.cookies[name].value}"
    draft = Interview.objects.get(pk=make_interview(headline="Secret").pk)
    draft.withdraw(by=None)
    for _ in range(2):
        said = ask(store, draft.get_absolute_url(), cookie=cookie)
        assert (said.status, said.page) == (200, "")
        assert ask(store, draft.get_absolute_url()).status == 404
        assert (
            ask(store, "/", cookie=cookie)
            .headers["cache-control"]
            .startswith("private")
        )
    assert two(store, "/") == ["miss", "hit"]
    assert ask(store, "/", cookie=cookie).page == ""  # though it lies ready


def test_a_readers_cookie_gets_the_page_of_all(store: Store) -> None:
    ask(store, "/")
    cookie = f"{settings.READER_COOKIE_NAME}=abc; x=random"
    assert ask(store, "/", cookie=cookie).page == "hit"
    assert ask(store, "/", authorization="Basic abc").page == ""

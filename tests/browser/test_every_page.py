"""Every public page, at every width, in both schemes, in both directions."""

from collections.abc import Iterator

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from playwright.sync_api import Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.accessibility import Rules, violations
from tests.browser.story import Site, make_site

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
WIDTHS = [360, 768, 1440]
SPOKEN = "(document.querySelector('.masthead') ?? document.documentElement).lang"
# What editors write says itself in which language it is.
WRITTEN = ["/about/", "/contact/", "/ethics/"]
FAULTS = ["400", "403", "405", "500", "503"]


@pytest.fixture
def asked(page: Page) -> list[str]:
    """Return the addresses that the page asks for, as they come."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


def width_shown(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth"))


def complaints(page: Page) -> Iterator[str]:
    """Yield what is wrong with the page that is open, in both schemes at every width."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if (shown := width_shown(page)) > width:
            yield f"{shown} wide at {width}"
        page.emulate_media(color_scheme="light")
        yield from (f"{width}: {broken}" for broken in violations(page))
        # What the other scheme changes are colours.
        page.emulate_media(color_scheme="dark")
        dark = violations(page, Rules.COLOURS)
        yield from (f"{width}, dark: {broken}" for broken in dark)


def check(page: Page, server: LiveServer, addresses: list[str]) -> None:
    found = []
    for address in addresses:
        page.goto(server.url + address)
        found += [f"{address}: {each}" for each in complaints(page)]
    assert found == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_is_accessible_fits_and_asks_no_other_site(
    page: Page,
    live_server: LiveServer,
    groups: None,
    first_pages: None,
    asked: list[str],
    language: str,
) -> None:
    site = make_site(language)
    check(page, live_server, site.addresses)
    assert len(asked) > len(site.addresses)
    assert [url for url in asked if not url.startswith(live_server.url)] == []


@pytest.mark.parametrize("language", ["fr", "ru", "kk"])
def test_every_page_is_accessible_in_every_language_of_the_interface(
    page: Page,
    live_server: LiveServer,
    groups: None,
    first_pages: None,
    settings: Settings,
    language: str,
) -> None:
    settings.LANGUAGE_CODE = language
    site = make_site(language)
    page.set_viewport_size({"width": 360, "height": 900})
    found = []
    for address in site.addresses:
        page.goto(live_server.url + address)
        found += [(address, broken) for broken in violations(page)]
        if address not in WRITTEN:
            assert page.evaluate(SPOKEN) == language, address
        if width_shown(page) > 360:
            found.append((address, ("wider", "than the window")))
    assert found == []


def test_the_pages_of_what_went_wrong_are_as_good(
    page: Page, live_server: LiveServer
) -> None:
    for fault in FAULTS:
        html = render_to_string(f"{fault}.html", request=RequestFactory().get("/"))
        page.route(
            f"**/wrong/{fault}",
            lambda route, _request, html=html: route.fulfill(
                body=html, content_type="text/html"
            ),
        )
    check(page, live_server, [f"/wrong/{fault}" for fault in FAULTS])


def test_a_story_holds_every_kind_of_page(groups: None) -> None:
    site: Site = make_site()
    assert len(site.addresses) == len(set(site.addresses)) == 34

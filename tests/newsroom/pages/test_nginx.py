"""Finished pages as files for nginx: there while they are good, and no moment longer."""

import datetime
import gzip
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings as live
from django.db import transaction

from newsroom import pages
from newsroom.pages import front, nginx, versions
from newsroom.pages.nginx import AHEAD, EVERY
from newsroom.pages.store import Store
from tests.factories import make_interview, make_rating
from tests.newsroom.pages.asking import HOST, ask

NOON = datetime.datetime(2026, 5, 4, 12, tzinfo=datetime.UTC)
RELEASE = "this release"


@pytest.fixture
def store(make_store: Any, settings: Any) -> Iterator[Store]:
    settings.SITE_URL = f"http://{HOST}"
    settings.PAGES_FOR_NGINX = True
    store: Store = make_store()
    store.release = RELEASE
    nginx.take_up(versions.shared(), RELEASE)
    yield store
    front.drop(live.DATA_DIR / "front")


def sent(address: str, name: str = "index.html") -> bytes | None:
    """Return what nginx sends for an address, None where it asks the newsroom."""
    file = live.DATA_DIR / "front" / "now" / "www" / f"{address[1:]}{name}"
    return file.read_bytes() if file.exists() else None


def on_disk() -> bytes:
    folder: Path = live.DATA_DIR / "front"
    files = (f for f in folder.rglob("*") if f.is_file() and not f.is_symlink())
    return b"".join(file.read_bytes() for file in files)


def test_a_finished_page_is_there_plain_and_compressed(store: Store) -> None:
    address = make_interview(slug="қала-әкімі").get_absolute_url()
    page = ask(store, address).body
    plain = "/interviews/қала-әкімі/"
    assert sent(plain) == page
    assert gzip.decompress(sent(plain, "index.html.gz") or b"") == page
    assert sent("/") is None
    home = ask(store, "/").body
    assert sent("/") == home


def test_what_nginx_would_not_send_as_it_is_stays_in_the_store(store: Store) -> None:
    address = make_interview(slug="tide").get_absolute_url()
    for other in ("/feed/", f"/embed{address}", f"{address}?x=1", "/robots.txt"):
        assert ask(store, other).status == 200
    ask(store, "/interviews/", host="localhost")
    assert sent("/feed/") is None
    assert sent(f"/embed{address}") is None
    assert sent("/robots.txt", "") is None
    assert sent("/interviews/") is None
    assert sent(address) is not None  # the unknown parameter changed nothing


@pytest.mark.parametrize(
    "path", ["/a", "/a/../b/", "/./", "//a/", "/a//", "/.a/", f"/{'x' * 256}/", "a/"]
)
def test_an_odd_address_has_no_place(path: str) -> None:
    assert front.place_of(path) is None


def test_an_editorial_change_takes_every_page_away(store: Store) -> None:
    ask(store, "/")
    address = make_interview().get_absolute_url()
    ask(store, address)
    with transaction.atomic():
        pages.changed()
        assert sent(address)
    assert sent(address) is None and sent("/") is None


def test_a_rating_takes_the_pages_of_its_interview_away(store: Store) -> None:
    rated, other = make_interview(), make_interview()
    addresses = [rated.get_absolute_url(), other.get_absolute_url(), "/"]
    for address in addresses:
        ask(store, address)
    make_rating(rated, 2)
    assert [sent(address) is None for address in addresses] == [True, False, False]
    assert sent(addresses[0], "index.html.gz") is None
    again = ask(store, addresses[0])
    assert "1 review" in again.text and sent(addresses[0]) == again.body


def test_what_is_withdrawn_leaves_no_byte(store: Store) -> None:
    interview = make_interview(headline="Wombat")
    ask(store, "/interviews/")
    ask(store, interview.get_absolute_url())
    assert b"Wombat" in on_disk()
    interview.withdraw(by=None)
    assert b"Wombat" not in on_disk()


def test_a_page_whose_content_changed_meanwhile_is_not_shown(
    make_store: Any, store: Store, django: Any
) -> None:
    interview = make_interview()

    def rates_meanwhile(environ: Any, start_response: Any) -> Any:
        response = django(environ, start_response)
        make_rating(interview)
        return response

    hasty: Store = make_store(rates_meanwhile)
    hasty.release = RELEASE
    ask(hasty, interview.get_absolute_url())
    assert sent(interview.get_absolute_url()) is None
    assert not list((live.DATA_DIR / "front" / "now").rglob("*.html"))


def test_pages_go_before_the_clock_ends_them(store: Store) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        soon = NOON + datetime.timedelta(minutes=5)
        make_interview(headline="Soon").publish(by=None, at=soon)
        ask(store, "/")
        before = time.time()
        for seconds, there in ((0, True), (299.8, True), (300 - AHEAD, False)):
            clock.move_to(NOON + datetime.timedelta(seconds=seconds))
            before = nginx.watch(versions.shared(), before)
            assert (sent("/") is not None) is there, seconds
        # What ends before the next look is not put there at all.
        clock.move_to(NOON + datetime.timedelta(seconds=300 - EVERY))
        ask(store, "/")
        assert sent("/") is None


def test_a_clock_that_is_set_back_takes_them_away(store: Store) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        ask(store, "/")
        before = time.time()
        clock.shift(-1)
        nginx.watch(versions.shared(), before)
        assert sent("/") is None


def test_another_release_does_not_show_its_pages(make_store: Any, store: Store) -> None:
    ask(store, "/")
    nginx.take_up(versions.shared(), RELEASE)
    assert sent("/") is not None  # a restart keeps them
    nginx.take_up(versions.shared(), "the next one")
    assert sent("/") is None
    ask(store, "/interviews/")
    assert sent("/interviews/") is None


def test_a_newsroom_without_nginx_clears_them_away(store: Store, settings: Any) -> None:
    ask(store, "/")
    settings.PAGES_FOR_NGINX = False
    nginx.take_up(versions.shared(), RELEASE)
    assert sent("/") is None
    ask(store, "/interviews/")
    assert sent("/interviews/") is None


def test_what_a_killed_process_left_is_swept_up(store: Store) -> None:
    folder = live.DATA_DIR / "front"
    front.write(folder, {"": b"half"})
    (folder / "gone-1" / "good").mkdir(parents=True)
    nginx.take_up(versions.shared(), RELEASE)
    assert {each.name for each in folder.iterdir()} <= {"now", "release"}


def test_two_pages_of_one_second_have_two_tags(store: Store) -> None:
    """nginx's ETag is the time of the file and its size."""
    interview = make_interview()
    file = live.DATA_DIR / "front/now/www" / interview.get_absolute_url()[1:]
    times = set()
    for score in (3, 4, 5):
        make_rating(interview, score)
        ask(store, interview.get_absolute_url())
        times.add(int((file / "index.html").stat().st_mtime))
    assert len(times) == 3


def test_they_are_bounded(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nginx, "LARGEST", 15_000)
    for address in ("/", "/interviews/", "/publications/", "/archive/", "/people/"):
        ask(store, address)
    assert len(on_disk()) < 15_000
    assert ask(store, "/").status == 200


def test_the_newsroom_goes_on_where_no_file_can_be_written(store: Store) -> None:
    folder = live.DATA_DIR / "front"
    front.drop(folder)
    (folder / "now").write_text("not a folder")
    try:
        assert [ask(store, "/").page for _ in range(2)] == ["miss", "hit"]
    finally:
        (folder / "now").unlink()


def test_nginx_says_the_headers_that_the_newsroom_says(
    store: Store, settings: Any
) -> None:
    settings.SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    text = (live.BASE_DIR / "deploy" / "nginx.conf").read_text()
    part = text[text.index("location / {") :].partition("}\n\n")[0]
    said = dict(re.findall(r'add_header (\S+) "(.*?)"', part))
    said["Content-Type"] = re.findall(r'default_type "(.*)";', part)[0]
    assert said.pop("Last-Modified") == "" and said.pop("X-Page") == "hit"
    store.application = hsts(store.application)
    answer = ask(store, make_interview().get_absolute_url())
    own = {"etag", "vary", "content-length", "x-page", "x-request-id", "server"}
    told = {n: v for n, v in answer.headers.items() if n not in own}
    assert {name.lower(): value for name, value in said.items()} == told


def hsts(_application: Any) -> Any:
    """Return the application as it is built with the present settings, over https."""
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
    return lambda environ, start: application(
        {**environ, "wsgi.url_scheme": "https"}, start
    )

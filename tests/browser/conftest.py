import os
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.browser.chromium import launched

# Playwright's loop runs in this thread, and Django would refuse to touch the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# A busy machine is slow, not wrong.
expect.set_options(timeout=20_000)


class UnderWay:
    """Requests that the live server works on. The tables are emptied after a test, and
    that waits for no answer that a closed page still asked for: PostgreSQL calls it a
    deadlock."""

    def __init__(self) -> None:
        self.begun = self.ended = 0
        request_started.connect(self._begin)
        request_finished.connect(self._end)

    def _begin(self, **_: Any) -> None:
        self.begun += 1

    def _end(self, **_: Any) -> None:
        self.ended += 1

    def wait(self) -> None:
        quiet, until = 0, time.monotonic() + 10
        while quiet < 3 and time.monotonic() < until:
            quiet = quiet + 1 if self.begun == self.ended else 0
            time.sleep(0.03)


under_way = UnderWay()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page with JavaScript that fails the test on any console error."""
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        # Chromium always notes a form refused with 400, and a page that is not there
        # or not for this person.
        address = message.location["url"]
        refused = [("404", "/nowhere/"), ("403", "/admin/newsroom/act/")]
        expected = "status of 400" in message.text or any(
            f"status of {status}" in message.text and address.endswith(path)
            for status, path in refused
        )
        if message.type == "error" and not expected:
            complaints.append(f"{message.text} {address}")

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    under_way.wait()
    assert complaints == []


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """A page of a browser without JavaScript."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()
    under_way.wait()

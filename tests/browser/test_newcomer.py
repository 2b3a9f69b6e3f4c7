"""Somebody new to the desk makes a finished page of a transcript, in few actions."""

from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from interviews.models import Interview
from newsroom.demo.portraits import portrait
from tests.browser.accessibility import violations
from tests.browser.staff import enter
from tests.factories import make_publication, make_staff

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
MOST_ACTIONS = 15
TRANSCRIPT = """“A harbour is a promise to those who are late”

Exclusive interview of the Minister of Ports of Varland, Ms. Ilse Tamm, to the
“Northern Courier”

Port Alder, 7 March 2023

Q-1. Madam Minister, what does a small country do with so many harbours?

A-1. It keeps them open. A harbour that is closed for one winter is closed for ten.

We counted forty-one, and each of them has somebody who remembers the last ferry.

Q-2. Your critics say the breakwater comes too late. Do they have a point?

A-2. They do. It was planned before I could read.

Q-3. What would you like to be asked more often?

A-3. Where the gulls have gone.
"""


class Newcomer:
    """A person at the desk: every press, choice and field filled in is one action."""

    def __init__(self, page: Page) -> None:
        self.page, self.actions = page, 0

    def press(self, what: Locator) -> None:
        self.actions += 1
        what.click()

    def fill(self, field: str, words: str) -> None:
        self.actions += 1
        self.page.locator(field).fill(words)

    def button(self, name: str) -> None:
        self.press(self.page.get_by_role("button", name=name))

    def upload(self, field: str, file: Path) -> None:
        self.actions += 1
        self.page.locator(field).set_input_files(file)


def test_a_newcomer_publishes_a_finished_page_within_fifteen_actions(
    page: Page, live_server: LiveServer, groups: None, tmp_path: Path
) -> None:
    make_publication(name="Northern Courier")
    enter(page, live_server, make_staff("Editor", "ed"))
    face = tmp_path / "face.jpg"
    face.write_bytes(portrait("Ilse").read())
    one = Newcomer(page)
    page.goto(f"{live_server.url}/admin/")

    one.press(page.get_by_role("link", name="New interview from a transcript"))
    one.fill("#id_text", TRANSCRIPT)
    one.button("Read the transcript")
    one.button("Create draft")
    expect(page.locator("[data-questions]")).to_have_attribute("data-ready", "")
    one.press(page.locator("#speakers-group .add-row a"))
    one.fill("#id_speakers-0-name", "Ilse Tamm")
    one.fill(
        "#id_standfirst", "Varland’s Minister of Ports on ferries, gulls and winters."
    )
    one.fill("#id_tags", "harbours, Varland")
    one.upload("#id_picture", face)
    one.fill("#id_picture_alt", "Ilse Tamm on the quay of Port Alder.")
    one.button("Save and publish")

    expect(page.locator(".messagelist")).to_contain_text("1 interview published.")
    assert one.actions <= MOST_ACTIONS, one.actions
    interview = Interview.objects.published().get()
    reader = Client()
    assert reader.get(interview.get_absolute_url()).status_code == 200
    page.goto(live_server.url + interview.get_absolute_url())
    expect(page.locator("h1")).to_contain_text("A harbour is a promise")
    expect(page.locator(".standfirst")).to_contain_text("ferries, gulls and winters")
    expect(page.locator("section.exchange")).to_have_count(3)
    expect(page.locator("main")).to_contain_text("Ilse Tamm")
    for tag in ("harbours", "Varland"):
        expect(page.get_by_role("link", name=tag, exact=True).first).to_be_visible()
    picture = page.get_by_role("img", name="Ilse Tamm on the quay of Port Alder.")
    expect(picture.first).to_be_visible()
    assert violations(page) == []

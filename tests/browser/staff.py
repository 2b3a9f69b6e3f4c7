"""People of the desk in a browser, signed in without the form that other tests fill."""

from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from interviews.models import Interview

FORM = "/admin/interviews/interview/{}/change/"


def enter(page: Page, server: LiveServer, user: User) -> None:
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": server.url}
    page.context.add_cookies([cookie])  # type: ignore[list-item]


def open_form(page: Page, server: LiveServer, interview: Interview) -> None:
    page.goto(server.url + FORM.format(interview.pk))
    expect(page.locator("[data-questions]")).to_have_attribute("data-ready", "")


def save(page: Page) -> None:
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist .success")).to_have_count(1)
    page.wait_for_load_state()  # the page takes the copy of what it saved away

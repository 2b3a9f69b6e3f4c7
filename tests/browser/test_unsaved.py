"""Work that was not saved is not lost, whatever comes between, in a real browser."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, expect
from pytest_django.live_server_helper import LiveServer

from interviews.models import Autosave, Interview
from tests.browser.accessibility import violations
from tests.browser.conftest import under_way
from tests.browser.staff import FORM, enter
from tests.factories import PASSWORD, make_draft, make_staff

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
WORDS = "Half a thought, "


class Desk:
    """One editor's browser, the draft that is open in it, and the way to it."""

    def __init__(self, browser: Browser, server: LiveServer) -> None:
        self.browser, self.server = browser, server
        self.user: User = make_staff("Editor", "ed")
        self.draft = make_draft(2, created_by=self.user)
        self.address = server.url + FORM.format(self.draft.pk)
        self.context = self.machine()
        self.page = self.context.new_page()

    def machine(self) -> BrowserContext:
        context = self.browser.new_context()
        enter(context.new_page(), self.server, self.user)
        return context

    def open(self) -> None:
        self.page.goto(self.address)
        expect(self.page.locator("[data-questions]")).to_have_attribute(
            "data-ready", ""
        )

    def type(self, words: str) -> None:
        self.page.locator("#id_questions-1-answer").fill(words)
        expect(self.page.locator("span[data-kept]")).to_contain_text("Kept in this")

    def save(self) -> None:
        self.page.get_by_role("button", name="Save and stay").click()

    def sign_in(self, page: Page) -> None:
        page.get_by_label("Username").fill("ed")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()

    def put_back(self) -> None:
        self.page.get_by_role("button", name="Put it back").click()


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer, groups: None) -> Iterator[Desk]:
    desk = Desk(browser, live_server)
    yield desk
    desk.context.close()
    under_way.wait()


def _sign_in_ends(desk: Desk) -> None:
    desk.context.clear_cookies(name="session")
    desk.save()
    desk.sign_in(desk.page)
    desk.put_back()


def _sign_in_is_another(desk: Desk) -> None:
    """In another tab, so that the form's token is of the sign-in before."""
    desk.context.clear_cookies()
    other = desk.context.new_page()
    other.goto(f"{desk.server.url}/admin/login/")
    desk.sign_in(other)
    desk.save()
    expect(desk.page.locator("h1")).to_have_text("This form could not be taken")
    desk.open()
    desk.put_back()


def _server_is_away(desk: Desk) -> None:
    def cut(route: Route, request: Request) -> None:
        if request.method == "POST":
            route.abort("connectionrefused")
        else:
            route.continue_()

    desk.page.route("**/change/", cut)
    with desk.page.expect_event("requestfailed"):
        desk.save()
    desk.page.unroute("**/change/")
    desk.open()
    desk.put_back()


def _browser_crashes(desk: Desk) -> None:
    desk.page.close()
    desk.page = desk.context.new_page()
    desk.open()
    desk.put_back()


def _one_leaves_and_comes_back(desk: Desk) -> None:
    desk.page.once("dialog", lambda dialog: dialog.accept())
    desk.page.goto(f"{desk.server.url}/admin/")
    desk.page.go_back()
    if desk.page.locator("[data-offer]").is_visible():
        desk.put_back()


def _question_is_refused(desk: Desk) -> None:
    desk.page.locator("#id_questions-0-pull_quote").fill("x" * 5000)
    desk.page.locator("#id_questions-0-section").evaluate("one => one.maxLength = 999")
    desk.page.locator("#id_questions-0-section").fill("x" * 300)
    desk.save()
    expect(desk.page.locator(".errornote")).to_be_visible()
    desk.page.locator("#id_questions-0-section").fill("")
    desk.page.locator("#id_questions-0-pull_quote").fill("")


def _picture_is_too_large(desk: Desk) -> None:
    upload = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"x" * 21_000_000}
    desk.page.locator("#id_picture").set_input_files(upload)  # type: ignore[arg-type]
    desk.save()
    expect(desk.page.locator(".field-picture")).to_contain_text("larger than 20 MB")


def _colleague_saves(desk: Desk) -> None:
    colleague = make_draft()  # any row of the log needs one
    stored = Interview.objects.get(pk=desk.draft.pk)
    stored.claim()
    stored.standfirst = "A colleague's."
    stored.save()
    stored.keep(by=colleague.created_by)
    desk.save()
    expect(desk.page.locator(".conflict")).to_be_visible()
    assert violations(desk.page) == []
    desk.page.get_by_role("button", name="Join both as chosen").click()
    expect(desk.page.locator(".messagelist")).to_contain_text("Both texts are joined.")


INTERRUPTIONS: list[Callable[[Desk], None]] = [
    _sign_in_ends,
    _sign_in_is_another,
    _server_is_away,
    _browser_crashes,
    _one_leaves_and_comes_back,
    _question_is_refused,
    _picture_is_too_large,
    _colleague_saves,
]


def test_words_outlast_whatever_comes_between(desk: Desk) -> None:
    for interrupt in INTERRUPTIONS:
        words = WORDS + interrupt.__name__
        desk.open()
        desk.type(words)
        interrupt(desk)
        field = desk.page.locator("#id_questions-1-answer")
        expect(field, interrupt.__name__).to_have_value(words)
        desk.save()
        expect(desk.page.locator(".messagelist .success")).to_have_count(1)
        desk.page.wait_for_load_state()
        stored = desk.draft.questions.last()
        assert stored is not None and stored.answer == words, interrupt.__name__
    desk.open()
    expect(desk.page.locator("[data-offer]")).to_be_hidden()


def test_a_sign_in_that_ends_is_said_and_a_new_one_goes_on(desk: Desk) -> None:
    desk.page.clock.install()
    desk.open()
    desk.context.clear_cookies(name="session")
    desk.page.locator("#id_headline").fill("Half a headline")
    desk.page.clock.run_for(8000)
    ended = desk.page.locator("[data-signed-out]")
    expect(ended).to_be_visible()
    assert violations(desk.page) == []
    with desk.context.expect_page() as opened:
        ended.get_by_role("link", name="Sign in again").click()
    desk.sign_in(opened.value)
    expect(opened.value.locator("#content-main")).to_be_visible()
    desk.page.evaluate("dispatchEvent(new Event('focus'))")
    expect(ended).to_be_hidden()
    expect(desk.page.locator("span[data-kept]")).to_contain_text("and on the server")
    desk.save()
    expect(desk.page.locator(".messagelist .success")).to_have_count(1)
    desk.draft.refresh_from_db()
    assert desk.draft.headline == "Half a headline"


def test_work_is_taken_up_on_another_machine(desk: Desk) -> None:
    desk.page.clock.install()
    desk.open()
    desk.page.locator("#id_questions-1-answer").fill(WORDS)
    desk.page.clock.run_for(8000)
    expect(desk.page.locator("span[data-kept]")).to_contain_text("and on the server")
    # In the same browser it is offered once, and discarded everywhere.
    desk.page.close()
    desk.page = desk.context.new_page()
    desk.open()
    expect(desk.page.locator(".offer:visible")).to_have_count(1)
    here, desk.context = desk.context, desk.machine()
    desk.page = desk.context.new_page()
    desk.open()
    assert violations(desk.page) == []
    desk.page.get_by_role("link", name="Look at it").click()
    answer = desk.page.locator("#id_questions-1-answer")
    expect(answer).to_have_value(WORDS)
    desk.save()
    expect(desk.page.locator(".messagelist .success")).to_have_count(1)
    assert not Autosave.objects.exists()
    here.close()


def test_what_is_discarded_is_gone_from_the_server_too(desk: Desk) -> None:
    Autosave.objects.put(desk.user, desk.draft, form="headline=Old")
    desk.open()
    with desk.page.expect_response("**/autosave/"):
        desk.page.get_by_role("button", name="Discard it").click()
    assert not Autosave.objects.exists()
    desk.open()
    expect(desk.page.locator(".offer:visible")).to_have_count(0)

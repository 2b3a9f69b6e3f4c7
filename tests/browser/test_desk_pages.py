"""Every page of the desk: usable by everyone, as wide as its window, and within its
policy, for ``page`` fails on any error that the browser notes."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from taggit.models import Tag

from interviews.models import Interview, PreviewLink, TagMerge
from newsroom.accounts.acts import Act
from newsroom.demo.portraits import portrait
from newsroom.models import Page as Fixed
from tests.browser.accessibility import violations
from tests.browser.staff import enter, open_form
from tests.factories import (
    make_correction,
    make_draft,
    make_interview,
    make_person,
    make_rating,
    make_speaker,
    make_staff,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
LOOKS = [("light", 1440), ("dark", 360)]
LIST, QUEUE = "interviews/interview/", "interviews/rating/"
PAGES = {
    "Editor": [
        "",
        LIST,
        f"{LIST}?status__exact=withdrawn",
        f"{LIST}add/",
        f"{LIST}import/",
        *(LIST + "{mine}/" + end for end in ("change/", "delete/", "history/")),
        *(LIST + "{mine}/" + end for end in ("revisions/", "text/", "previews/")),
        f"{LIST}{{mine}}/revisions/compare/?a=1",
        "interviews/binnedinterview/",
        "interviews/binnedinterview/{binned}/change/",
        "interviews/binnedinterview/{binned}/delete/",
        f"{QUEUE}?status__exact=approved",
        "taggit/tag/",
        "taggit/tag/merges/",
        *("taggit/tag/{tag}/" + end for end in ("change/", "delete/")),
        "newsroom/person/",
        "newsroom/person/add/",
        "newsroom/person/{person}/change/",
        "newsroom/publication/",
        "newsroom/publication/add/",
        "newsroom/publication/{publication}/change/",
        "newsroom/publication/{publication}/delete/",
        "newsroom/page/",
        "newsroom/page/{page}/change/",
        "password_change/",
        "nowhere/",
        "newsroom/act/",  # for administrators alone
    ],
    "Contributor": ["", LIST, f"{LIST}add/", f"{LIST}{{mine}}/change/"],
    "Moderator": [
        "",
        QUEUE,
        *(QUEUE + end for end in ("desk/", "bursts/", "decisions/", "privacy/")),
        *(QUEUE + "{rating}/" + end for end in ("change/", "decide/", "history/")),
        f"{QUEUE}decisions/{{decision}}/undo/",
        f"{LIST}{{mine}}/change/",
    ],
    "administrator": [
        "",
        "newsroom/act/",
        "newsroom/act/{act}/change/",
        "state/",
        "auth/user/",
        "auth/user/add/",
        "auth/user/{user}/change/",
        "auth/user/{user}/password/",
        "auth/group/",
        "auth/group/{group}/change/",
    ],
}


class Desk:
    """A person at the desk, with one of everything that its pages are about."""

    def __init__(self, page: Page, server: LiveServer, role: str) -> None:
        self.page, self.server = page, server
        self.user = (
            User.objects.create_superuser(role)
            if role == "administrator"
            else make_staff(role, role.lower())
        )
        writer = self.user if role != "Moderator" else None
        person = make_person(
            name="Asel Nur", portrait=portrait("Asel"), portrait_alt="Her face"
        )
        self.mine = make_draft(2, created_by=writer, headline="“To whistle”")
        self.mine.tags.add("sea")
        make_speaker(self.mine, name="Asel Nur", person=person)
        if role != "Contributor":
            self._publish()
        binned = make_draft()
        binned.bin(by=None)
        rating, shown = (make_rating(make_interview(), review=r) for r in ("A", "B"))
        self.keys = {
            "mine": self.mine.pk,
            "binned": binned.pk,
            "person": person.pk,
            "publication": self.mine.publication_id,
            "page": Fixed.objects.create(slug="us", title="Us", body="We.").pk,
            "tag": self._merged().pk,
            "rating": rating.pk,
            "decision": shown.approve(by=None).pk,
            "act": Act.objects.record("publish", by=self.user, on=self.mine).pk,
            "user": self.user.pk,
            "group": Group.objects.order_by("pk")[0].pk,
        }
        enter(page, server, self.user)

    def _publish(self) -> None:
        self.mine.keep(by=self.user)
        self.mine.publish(by=self.user)
        make_correction(self.mine)
        PreviewLink.objects.make(self.mine, by=self.user, whom="The embassy")

    def _merged(self) -> Tag:
        sea = Tag.objects.get()
        Tag.objects.create(name="waves")
        TagMerge.objects.make(Tag.objects.all(), sea, by=self.user)
        return sea

    def look(self, scheme: str, width: int) -> None:
        self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        self.page.set_viewport_size({"width": width, "height": 900})

    def show(self, path: str) -> None:
        self.page.goto(f"{self.server.url}/admin/{path.format(**self.keys)}")
        self.judge(path)

    def judge(self, what: str) -> None:
        assert violations(self.page) == [], what
        width = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width[0] <= width[1], what


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
@pytest.mark.parametrize("role", PAGES)
def test_every_page_of_a_sign_in_is_accessible_and_fits(
    page: Page,
    live_server: LiveServer,
    groups: None,
    role: str,
    scheme: str,
    width: int,
) -> None:
    desk = Desk(page, live_server, role)
    desk.look(scheme, width)
    for path in PAGES[role]:
        desk.show(path)


def _is_refused(desk: Desk) -> None:
    """A colleague saves while the form is open."""
    open_form(desk.page, desk.server, desk.mine)
    stored = Interview.objects.get(pk=desk.mine.pk)
    stored.claim()
    stored.headline = "A colleague's"
    stored.save()
    stored.keep(by=make_staff("Editor", "bolat"))
    desk.page.get_by_label("Headline").fill("My own")
    desk.page.get_by_role("button", name="Save and stay").click()
    expect(desk.page.locator(".conflict")).to_be_visible()
    desk.judge("conflict")
    desk.page.on("dialog", lambda dialog: dialog.accept())


def _asks_which_tag_stays(desk: Desk) -> None:
    Tag.objects.create(name="ocean")
    desk.page.goto(f"{desk.server.url}/admin/taggit/tag/")
    desk.page.locator("#action-toggle").check()
    desk.page.locator("select[name=action]").select_option("merge")
    desk.page.get_by_role("button", name="Run").click()
    expect(desk.page.get_by_text("The tag that stays")).to_be_visible()
    desk.judge("merge")


def _asks_before_the_bin(desk: Desk) -> None:
    desk.page.goto(f"{desk.server.url}/admin/{LIST}")
    desk.page.locator("#action-toggle").check()
    desk.page.locator("select[name=action]").select_option("delete_selected")
    desk.page.get_by_role("button", name="Run").click()
    expect(desk.page.get_by_role("button", name="Put them in the bin")).to_be_visible()
    desk.judge("bin")


def _makes_a_preview(desk: Desk) -> None:
    """The page that an outsider sees, embargo and all."""
    later = timezone.now() + datetime.timedelta(days=2)
    draft = make_draft(embargo_until=later, publication=desk.mine.publication)
    desk.page.goto(f"{desk.server.url}/admin/{LIST}{draft.pk}/previews/")
    desk.page.get_by_role("button", name="Make a link").click()
    made = desk.page.get_by_role("textbox", name="Link")
    desk.judge("link made")
    token = made.input_value().rstrip("/").rpartition("/")[2]
    desk.page.goto(f"{desk.server.url}/preview/{token}/")
    expect(desk.page.locator("body")).to_contain_text("Under embargo until")
    desk.judge("preview")


def _speaks_every_language(desk: Desk) -> None:
    for code in ("fr", "kk", "ru", "en"):
        desk.page.goto(f"{desk.server.url}/admin/")
        desk.page.locator(".languages summary").click()
        desk.judge(f"languages, before {code}")
        desk.page.locator(f".languages button[lang={code}]").click()
        expect(desk.page.locator("html")).to_have_attribute("lang", code)
        if code != "en":
            open_form(desk.page, desk.server, desk.mine)
            desk.judge(f"form in {code}")


def _sets_up_a_second_factor(desk: Desk) -> None:
    desk.show("second-factor/set-up/")
    desk.page.get_by_role("button", name="Begin").click()
    field = desk.page.locator("#id_code")
    field.fill("000000")
    field.press("Enter")
    expect(desk.page.locator("body")).to_contain_text("That code is not right")
    desk.judge("wrong code")
    device = TOTPDevice.objects.get()
    device.throttle_reset()
    field.fill(f"{totp(device.bin_key):06d}")
    field.press("Enter")
    expect(desk.page.locator(".factor__codes")).to_be_visible()
    desk.judge("recovery codes")
    desk.show("second-factor/set-up/")
    enter(desk.page, desk.server, desk.user)  # by the password alone
    desk.show(LIST)
    expect(desk.page.locator("#id_code")).to_be_visible()


def _signs_in(desk: Desk) -> None:
    desk.page.context.clear_cookies()
    desk.show("login/")
    desk.page.get_by_label("Username").fill("editor")
    desk.page.get_by_label("Password").fill("not this")
    desk.page.get_by_role("button", name="Log in").click()
    expect(desk.page.locator(".errornote")).to_be_visible()
    desk.judge("wrong password")


SITUATIONS: list[Any] = [
    _is_refused,
    _asks_which_tag_stays,
    _asks_before_the_bin,
    _makes_a_preview,
    _speaks_every_language,
    _sets_up_a_second_factor,
    _signs_in,
]


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_pages_that_only_come_about_are_accessible_and_fit(
    page: Page, live_server: LiveServer, groups: None, scheme: str, width: int
) -> None:
    desk = Desk(page, live_server, "Editor")
    desk.look(scheme, width)
    for happens in SITUATIONS:
        happens(desk)

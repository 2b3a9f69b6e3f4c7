"""Reading in a real browser: every page at every width, by keyboard, with and without
JavaScript."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from interviews.models import Correction, Interview
from newsroom.models import Person
from tests.browser.accessibility import violations
from tests.factories import (
    make_draft,
    make_person,
    make_publication,
    make_rating,
    make_speaker,
    make_staff,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
WIDTHS = [320, 360, 768, 1440]


def make_story(language: str = "en") -> Interview:
    """Make an interview with everything that a page can show."""
    title = make_publication(name="The Courier", accent="teal", tagline="Long talks.")
    interview = make_draft(
        12,
        publication=title,
        language=language,
        headline="The harbour keeps its own clock",
        standfirst="Forty years at one window.",
        byline="By Ben Okri-Vane",
        dateline_place="Aarhus",
        dateline_date="2026-03-09",
        intro="We met at six.",
        closing="The ferry was late.",
        held="in_person",
        edited_for_length=True,
    )
    interview.tags.add("sea", "work")
    make_speaker(interview, name="Ada Lund", post="Keeper", person=make_person())
    third = interview.questions.get(anchor=3)
    third.section, third.answer = "The sea", "It rises. Nobody hurries. It rises again."
    third.pull_quote = "Nobody hurries."
    third.save()
    Correction.objects.create(interview=interview, question=third, text="It was 1987.")
    interview.publish(by=None)
    make_rating(interview, review="Fine words").approve(by=make_staff("Moderator"))
    return interview


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_is_read_most_is_accessible_and_fits_at_every_width(
    page: Page, live_server: LiveServer, groups: None, language: str, scheme: str
) -> None:
    interview = make_story(language)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    paths = ["/", interview.get_absolute_url(), f"{interview.get_absolute_url()}q/3/"]
    for path in paths:
        page.goto(live_server.url + path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert violations(page) == [], (path, width)
            shown = page.evaluate("document.documentElement.scrollWidth")
            assert shown <= width, (path, width)


@pytest.mark.parametrize(
    ("scheme", "width", "language"), [("light", 360, "ar"), ("dark", 1440, "en")]
)
def test_every_other_public_page_is_accessible_and_fits(
    page: Page,
    live_server: LiveServer,
    groups: None,
    first_pages: None,
    scheme: str,
    width: int,
    language: str,
) -> None:
    interview = make_story(language)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})
    for path in (
        "/interviews/",
        "/publications/",
        "/corrections/",
        "/saved/",
        "/search/",
        "/search/?q=question",
        "/people/",
        Person.objects.get().get_absolute_url(),
        "/tags/",
        "/tags/sea/",
        "/archive/",
        "/about/",
        "/nowhere/",
        interview.publication.get_absolute_url(),
        f"{interview.get_absolute_url()}cite/",
        f"{interview.get_absolute_url()}reviews/",
        f"{interview.get_absolute_url()}ratings/mine/",
    ):
        page.goto(live_server.url + path)
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_the_questions_follow_the_reader_and_fold_on_small_screens(
    page: Page, plain_page: Page, live_server: LiveServer, groups: None
) -> None:
    address = live_server.url + make_story().get_absolute_url()
    page.set_viewport_size({"width": 1440, "height": 700})
    page.goto(address)
    contents = page.get_by_role("navigation", name="In this interview")
    expect(contents.get_by_role("link")).to_have_count(12)
    contents.get_by_role("link", name="9 Question 9?").click()
    expect(page).to_have_url(f"{address}#q9")
    expect(contents.locator("[aria-current]")).to_have_text("9 Question 9?")
    page.set_viewport_size({"width": 360, "height": 700})
    expect(contents.get_by_role("link").first).to_be_hidden()

    plain_page.goto(address)
    plain_page.get_by_text("In this interview").click()
    plain_page.get_by_role("link", name="9 Question 9?").click()
    expect(plain_page.locator("#q9")).to_be_in_viewport()


def test_a_link_to_an_answer_is_plain_without_javascript_and_copied_with_it(
    page: Page, plain_page: Page, live_server: LiveServer, groups: None
) -> None:
    interview = make_story()
    address = live_server.url + interview.get_absolute_url()
    plain_page.goto(address)
    plain_page.get_by_role("link", name="Link to question 3").click()
    expect(plain_page).to_have_url(f"{address}q/3/")
    expect(plain_page.locator("section.exchange")).to_have_count(1)

    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address)
    page.get_by_role("link", name="Link to question 3").click()
    expect(page.locator(".tools [role=status]")).to_have_text("Link copied")
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}q/3/"
    expect(page).to_have_url(address)


def test_what_a_reader_keeps_stays_in_their_browser(
    page: Page, live_server: LiveServer, groups: None
) -> None:
    interview = make_story()
    page.goto(live_server.url + interview.get_absolute_url())
    page.get_by_role("button", name="Save for later").click()
    page.get_by_role("link", name="Your list").click()
    saved = page.get_by_role("link", name=interview.headline)
    expect(saved).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Remove").click()
    expect(saved).to_have_count(0)
    expect(page.get_by_text("Nothing yet.")).to_be_visible()


def test_colours_and_text_size_are_chosen_once_for_every_page(
    page: Page, live_server: LiveServer, groups: None
) -> None:
    interview = make_story()
    page.emulate_media(color_scheme="light")
    page.goto(live_server.url)
    page.get_by_label("Colours and text size").click()
    page.get_by_label("Dark").check()
    page.get_by_label("Larger").check()
    page.keyboard.press("Escape")
    expect(page.get_by_label("Dark")).to_be_hidden()
    page.goto(live_server.url + interview.get_absolute_url())
    style = "getComputedStyle(document.querySelector('.answer p'))"
    assert page.evaluate(f"{style}.color") == "rgb(236, 231, 220)"
    assert page.evaluate(f"parseFloat({style}.fontSize)") > 22
    page.get_by_label("Colours and text size").click()
    page.get_by_label("Auto").check()
    assert page.evaluate(f"{style}.color") == "rgb(34, 32, 28)"


def test_the_keyboard_reaches_everything_and_one_sees_where_it_is(
    page: Page, live_server: LiveServer, groups: None
) -> None:
    page.goto(live_server.url + make_story().get_absolute_url())
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the text")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    reachable = page.evaluate(
        """[...document.querySelectorAll("a[href], button, summary, input, textarea")]
        .filter((one) => one.checkVisibility({visibilityProperty: true}) && one.closest("main")
            && one.tabIndex >= 0 && one.name !== "website").length"""
    )
    seen = set()
    for _ in range(reachable + 10):
        page.keyboard.press("Tab")
        inside, mark, outline = page.evaluate(
            """() => {
                const one = document.activeElement;
                one.dataset.seen ??= String(Math.random());
                return [Boolean(one.closest("main")), one.dataset.seen,
                    getComputedStyle(one).outlineStyle];
            }"""
        )
        if not inside:
            break
        assert outline != "none"
        seen.add(mark)
    # Five radio buttons are one stop of the keyboard.
    assert len(seen) == reachable - 4


def test_nothing_is_asked_of_another_site(
    page: Page, live_server: LiveServer, groups: None
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(live_server.url + make_story().get_absolute_url())
    page.wait_for_load_state("networkidle")
    assert len(asked) > 5
    assert [url for url in asked if not url.startswith(live_server.url)] == []

"""The interview's form in a real browser: one sign-in, one page, every tool of it."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from interviews import markup
from interviews.models import Interview
from tests.browser.accessibility import violations
from tests.browser.staff import FORM, enter, open_form, save
from tests.factories import make_draft, make_interview, make_speaker, make_staff

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
WORD = """<p class=MsoNormal><b>Bold</b> and <span style="font-style:italic">slanted</span>
 at <a href="https://example.org/a">home</a>, 2 * 3<o:p></o:p></p>
<p class=MsoListParagraph style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·
 <span>&nbsp;&nbsp;</span></span>first</p>
<p class=MsoListParagraph style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·
 </span>second</p><blockquote>said</blockquote><script>alert(1)</script>
<a href="javascript:alert(2)">click</a><img src=x onerror="alert(3)">"""
CLEAN = """**Bold** and *slanted* at [home](https://example.org/a), 2 \\* 3

- first
- second

> said

click"""
PASTE = """([area, html, plain]) => {
  const clipboardData = new DataTransfer();
  if (html) clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", plain);
  area.focus();
  const how = {clipboardData, bubbles: true, cancelable: true};
  area.dispatchEvent(new ClipboardEvent("paste", how));
}"""


@pytest.fixture
def editor(groups: None) -> User:
    return make_staff("Editor", "ed")


@pytest.fixture
def draft(editor: User) -> Interview:
    return make_draft(3, created_by=editor, intro="Before.", closing="After.")


@pytest.fixture
def form(
    page: Page, live_server: LiveServer, editor: User, draft: Interview
) -> Iterator[Page]:
    enter(page, live_server, editor)
    open_form(page, live_server, draft)
    yield page
    page.on("dialog", lambda dialog: dialog.accept())


def questions(draft: Interview) -> list[str]:
    return list(draft.questions.values_list("text", flat=True))


def said(page: Page, words: str) -> None:
    expect(page.locator("main > p[role=status]")).to_have_text(words)


def test_questions_are_moved_by_key_button_and_hand(
    form: Page, draft: Interview
) -> None:
    first = form.locator("#id_questions-0-text")
    first.focus()
    form.keyboard.press("Alt+ArrowDown")
    said(form, "Question moved to place 2 of 3.")
    expect(first).to_be_focused()
    third = form.locator("#questions-2")
    third.get_by_role("button", name="Up").click()
    said(form, "Question moved to place 2 of 3.")
    save(form)
    assert questions(draft) == ["Question 2?", "Question 3?", "Question 1?"]
    form.get_by_role("button", name="Close all").click()
    form.locator("#questions-2 [data-grip]").drag_to(
        form.locator("#questions-0 [data-bar] [data-number]")
    )
    said(form, "Question moved to place 1 of 3.")
    save(form)
    assert questions(draft) == ["Question 1?", "Question 2?", "Question 3?"]


def test_a_question_is_added_between_two_others(form: Page, draft: Interview) -> None:
    form.locator("#questions-0").get_by_role("button", name="Add after").click()
    said(form, "Question added at place 2.")
    form.keyboard.type("And between?")
    form.locator("#id_questions-1-text").focus()
    form.keyboard.press("Control+Enter")  # left empty, it is no question
    save(form)
    assert questions(draft) == [
        "Question 1?",
        "And between?",
        "Question 2?",
        "Question 3?",
    ]


def test_a_question_is_deleted_and_brought_back(form: Page, draft: Interview) -> None:
    for place in (0, 1):
        row = form.locator(f"#questions-{place}")
        row.get_by_role("button", name="Delete").click()
        expect(row).to_be_hidden()
    said(form, "Question 1 will be deleted when you save.")
    form.get_by_role("button", name="Undo").last.click()
    said(form, "The question is back.")
    save(form)
    assert questions(draft) == ["Question 2?", "Question 3?"]


def test_questions_go_to_intro_and_closing(form: Page, draft: Interview) -> None:
    form.locator("#questions-0").get_by_role("button", name="To intro").click()
    form.locator("#questions-2").get_by_role("button", name="To closing").click()
    form.locator("#questions-1").get_by_role("button", name="To intro").click()
    form.get_by_role("button", name="Undo").nth(1).click()
    save(form)
    draft.refresh_from_db()
    assert draft.intro == "Before.\n\nQuestion 1?\n\nAnswer 1."
    assert draft.closing == "Question 3?\n\nAnswer 3.\n\nAfter."
    assert questions(draft) == ["Question 2?"]


def test_keys_and_toolbar_mark_the_words(form: Page) -> None:
    area = form.locator("#id_intro")
    for keys, text in (
        ("Control+i", "*Before.*"),
        ("Control+i", "Before."),
        ("Control+b", "**Before.**"),
        ("Control+z", "Before."),
        ("Control+k", "[Before.](https://)"),
    ):
        if keys != "Control+z":
            area.fill("Before.")
            area.select_text()
            if text == "Before.":
                form.keyboard.press(keys)
        form.keyboard.press(keys)
        expect(area).to_have_value(text)
    area.fill("One\nTwo")
    area.select_text()
    form.get_by_role("button", name="Quotation").click()
    expect(area).to_have_value("> One\n> Two")
    form.get_by_role("button", name="Quotation").click()
    form.get_by_role("button", name="List").click()
    expect(area).to_have_value("- One\n- Two")


def test_what_word_puts_on_the_clipboard_comes_in_clean(form: Page) -> None:
    area = form.locator("#id_intro")
    area.fill("")
    form.evaluate(PASTE, [area.element_handle(), WORD, "plain"])
    expect(area).to_have_value(CLEAN)
    html = markup.render(CLEAN)
    assert html.count("<li>") == 2 and "2 * 3" in html and "script" not in html
    area.fill("home")
    area.select_text()
    form.evaluate(PASTE, [area.element_handle(), "", "https://example.org/"])
    expect(area).to_have_value("[home](https://example.org/)")


def test_lengths_and_shared_looks_are_shown_as_one_writes(form: Page) -> None:
    form.get_by_label("Headline").fill("x" * 63)
    expect(form.locator(".field-headline .counter")).to_have_text("63 / 60")
    said(form, "Headline: 3 letters too many.")
    form.get_by_label("Standfirst").fill("Why one stays.")
    expect(form.locator(".field-standfirst .counter")).to_have_text("14 / 155")
    expect(form.locator("span[data-length]")).to_have_text(
        "12 words · 1 min · 3 questions"
    )
    card = form.locator(".sharing__card")
    expect(card.locator("[data-shown=title]")).to_have_text("x" * 59 + "…")
    expect(card.locator("[data-shown=description]")).to_have_text("Why one stays.")


def test_a_headline_wraps_and_takes_no_line_break(form: Page, draft: Interview) -> None:
    area, other = form.get_by_label("Headline"), form.locator("#id_closing")
    low = area.evaluate("area => area.clientHeight")
    other.fill("A headline of\n\n more letters")
    other.press("Control+a")
    other.press("Control+c")
    area.press("Control+a")
    area.press("Control+v")
    expect(area).to_have_value("A headline of more letters")
    area.press("Enter")
    form.keyboard.type(" than one line has room for" * 5)
    assert area.evaluate("area => area.clientHeight") > low
    assert area.evaluate("area => area.scrollHeight - area.clientHeight") == 0
    whole = area.input_value()
    area.press("Control+a")
    area.press("Control+v")
    area.press("Control+z")
    expect(area).to_have_value(whole)
    save(form)
    draft.refresh_from_db()
    assert (
        draft.headline
        == "A headline of more letters" + " than one line has room for" * 5
    )


def test_the_preview_follows_the_typing_and_saves_nothing(
    form: Page, draft: Interview
) -> None:
    form.get_by_role("button", name="Preview").click()
    frame = form.frame_locator("#live-preview iframe")
    expect(frame.locator("h1")).to_have_text(draft.headline)
    form.locator("#id_questions-1-text").fill("Typed *just* now?")
    expect(frame.locator("#q2 .question em")).to_have_text("just")
    for name, width in (("Desktop", 1280), ("Phone", 390)):
        form.get_by_role("button", name=name, exact=True).click()
        assert frame.locator("html").evaluate("() => innerWidth") == width
    assert violations(form) == []
    form.keyboard.press("Escape")
    assert questions(draft)[1] == "Question 2?"


def test_the_keys_are_listed_and_can_be_switched_off(form: Page) -> None:
    form.locator("body").press("?")
    dialog = form.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    assert violations(form) == []
    dialog.get_by_label("Use these keys").uncheck()
    dialog.get_by_role("button", name="Close").click()
    form.locator("body").press("?")
    expect(dialog).to_be_hidden()
    form.locator("#id_questions-0-text").press("Alt+ArrowDown")
    expect(form.locator("[data-question]").first).to_have_id("questions-0")


def test_unsaved_work_is_offered_again_and_gone_once_saved(
    form: Page, draft: Interview, live_server: LiveServer
) -> None:
    asked: list[str] = []
    form.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    form.get_by_label("Headline").fill("Never saved")
    form.locator("#questions-0").get_by_role("button", name="Add after").click()
    form.keyboard.type("Added?")
    expect(form.locator("span[data-kept]")).to_contain_text("Kept in this browser")
    open_form(form, live_server, draft)
    assert asked == ["beforeunload"]
    expect(form.get_by_label("Headline")).to_have_value(draft.headline)
    form.get_by_role("button", name="Put it back").click()
    expect(form.get_by_label("Headline")).to_have_value("Never saved")
    save(form)
    assert questions(draft)[:2] == ["Question 1?", "Added?"]
    open_form(form, live_server, draft)
    expect(form.locator("[data-offer]")).to_be_hidden()


def test_sixty_questions_are_folded_and_usable(
    form: Page, editor: User, live_server: LiveServer
) -> None:
    long = make_draft(60, created_by=editor)
    make_speaker(long)
    open_form(form, live_server, long)
    expect(form.locator("[data-question] > details[open]")).to_have_count(0)
    form.locator("#questions-59 summary").click()
    expect(form.locator("#id_questions-59-text")).to_be_visible()
    form.locator("#questions-59").get_by_role("button", name="Up").click()
    said(form, "Question moved to place 59 of 60.")
    form.set_viewport_size({"width": 360, "height": 740})
    assert form.evaluate("document.documentElement.scrollWidth") == 360
    assert violations(form) == []


def test_a_contributor_writes_their_own_and_reads_the_rest(
    page: Page, live_server: LiveServer, groups: None
) -> None:
    user = make_staff("Contributor")
    enter(page, live_server, user)
    public = make_interview(2, created_by=user)
    page.goto(live_server.url + FORM.format(public.pk))
    expect(page.locator(".manuscript")).to_have_count(2)
    expect(page.locator("textarea")).to_have_count(0)
    assert violations(page) == []
    mine = make_draft(2, created_by=user)
    open_form(page, live_server, mine)
    page.locator("#id_questions-0-text").press("Alt+ArrowDown")
    save(page)
    assert questions(mine) == ["Question 2?", "Question 1?"]


def test_without_javascript_the_positions_do_the_moving(
    browser: Browser, live_server: LiveServer, editor: User, draft: Interview
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    enter(page, live_server, editor)
    page.goto(live_server.url + FORM.format(draft.pk))
    page.locator("#id_questions-0-position").fill("9")
    page.locator("#id_questions-3-text").fill("Added without?")
    page.get_by_role("button", name="Save and stay").click()
    assert questions(draft) == [
        "Question 2?",
        "Question 3?",
        "Added without?",
        "Question 1?",
    ]
    context.close()

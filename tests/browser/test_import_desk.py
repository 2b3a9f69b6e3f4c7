"""The import desk in a real browser: from a Word file to a page, and every way there."""

import io

import docx
import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from interviews.models import Interview
from tests.browser.accessibility import violations
from tests.factories import (
    PASSWORD,
    make_draft,
    make_person,
    make_publication,
    make_staff,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
IMPORT = "/admin/interviews/interview/import/"
TEXT = """Clay remembers everything

Port Alder, 7 March 2023

Hester Blom: Why clay, of all things?

Noor Abbasi: Because it was under my feet. And then I stayed.

It dries as it likes.

Hester Blom: And the kiln?

Noor Abbasi: My uncle built it.

Share this article
"""


def sign_in(page: Page, server: LiveServer) -> None:
    make_publication(name="The Tidewater", label_style="bold")
    make_staff("Editor", "editor")
    page.goto(f"{server.url}/admin/login/?next={IMPORT}")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_label("Transcript")).to_be_visible()
    page.wait_for_load_state()  # its script listens by then


def read_in(page: Page, text: str = TEXT) -> None:
    page.get_by_label("Transcript").fill(text)
    page.get_by_role("button", name="Read the transcript").click()
    expect(page.locator(".turn")).to_have_count(4)
    page.wait_for_load_state()


def turn(page: Page, at: int) -> list[str]:
    return page.locator(f"#turn-{at} .turn__words").all_inner_texts()


def word_file() -> bytes:
    document = docx.Document()
    document.add_heading("The kiln that outlived its town", level=0)
    document.add_paragraph("Port Alder, 7 March 2023")
    for asked, told in (
        ("Why clay?", "Because it was under my feet."),
        ("And the kiln?", "My uncle built it."),
        ("What is next?", "A wall, and then a garden."),
    ):
        document.add_paragraph().add_run(asked).bold = True
        document.add_paragraph(told)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_a_word_file_with_bold_questions_is_a_page_in_four_actions(
    page: Page, live_server: LiveServer, groups: None
) -> None:
    sign_in(page, live_server)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    page.get_by_label("Or a file").set_input_files(
        {"name": "kiln.docx", "mimeType": kind, "buffer": word_file()}
    )
    page.get_by_role("button", name="Read the transcript").click()
    page.get_by_role("button", name="Create draft").click()
    page.get_by_role("button", name="Save and publish").click()
    expect(page.locator(".messagelist")).to_contain_text("1 interview published.")
    interview = Interview.objects.published().get()
    page.goto(live_server.url + interview.get_absolute_url())
    expect(page.locator("section.exchange")).to_have_count(3)
    expect(page.locator("#q2 .question")).to_contain_text("And the kiln?")
    expect(page.locator("#q2")).to_contain_text("My uncle built it.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_the_desk_is_accessible_and_fits(
    page: Page, live_server: LiveServer, groups: None, scheme: str, width: int
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, live_server)
    assert violations(page) == []
    read_in(page)
    page.locator("#turn-1 summary").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    interview = make_draft(2)
    page.goto(f"{live_server.url}/admin/interviews/interview/{interview.pk}/text/")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def correct_all(page: Page) -> None:
    """Merge, split, swap, take to the edges and back, rename, undo."""
    page.locator("#turn-2 summary").click()
    page.locator("#turn-2").get_by_role("button", name="Merge with").click()
    expect(page.locator(".turn")).to_have_count(3)
    assert turn(page, 1)[-1] == "And the kiln?"
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".turn")).to_have_count(4)
    page.locator("#turn-1 summary").click()
    page.locator("#turn-1").get_by_role("button", name="Split here").click()
    expect(page.locator(".turn")).to_have_count(5)
    assert turn(page, 2) == ["It dries as it likes."]
    # The work goes on at the new turn, its tools open.
    page.locator("#turn-2").get_by_role("button", name="Make it an answer").click()
    expect(page.locator("#turn-2.turn--answers")).to_be_visible()
    page.locator("#turn-2").get_by_role("button", name="Merge with").click()
    expect(page.locator(".turn")).to_have_count(4)
    page.get_by_label("Split where these words begin").fill("And then I")
    page.get_by_role("button", name="Split", exact=True).click()
    expect(page.locator(".turn")).to_have_count(5)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".turn")).to_have_count(4)
    page.locator("#turn-3 summary").click()
    page.locator("#turn-3").get_by_role("button", name="Closing from").click()
    expect(page.locator(".turn")).to_have_count(3)
    page.get_by_role("button", name="The last answer goes on to here").click()
    expect(page.locator(".edge")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".edge")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".turn")).to_have_count(4)
    page.get_by_role("button", name="Bring back: Share").click()
    expect(page.locator("#turn-3")).to_contain_text("Share this article")
    page.get_by_role("group", name="Noor Abbasi").get_by_label("Name").fill("N. Abbasi")
    page.get_by_role("button", name="Change everywhere: Noor Abbasi").click()
    expect(page.locator("#turn-1")).to_contain_text("N. Abbasi")
    expect(page.locator("#turn-3")).to_contain_text("N. Abbasi")
    page.get_by_role("button", name="Create draft").click()
    expect(page.locator(".messagelist")).to_contain_text("The draft is stored.")
    assert [row.answer for row in Interview.objects.get().questions.all()] == [
        "Because it was under my feet. And then I stayed.\n\nIt dries as it likes.",
        "My uncle built it.\n\nShare this article",
    ]


def test_every_correction_works_in_place(
    page: Page, live_server: LiveServer, groups: None
) -> None:
    sign_in(page, live_server)
    read_in(page)
    page.evaluate("window.still = true")
    page.locator("#turn-2 summary").click()
    page.locator("#turn-2").get_by_role("button", name="Merge with").click()
    expect(page.locator("[data-said]")).to_have_text("Merged with the turn above.")
    expect(page.locator("#turn-1 summary")).to_be_focused()
    assert page.evaluate("window.still")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".turn")).to_have_count(4)
    correct_all(page)


def test_every_correction_works_without_javascript(
    plain_page: Page, live_server: LiveServer, groups: None
) -> None:
    sign_in(plain_page, live_server)
    read_in(plain_page)
    correct_all(plain_page)


def test_a_speaker_is_joined_to_a_person_that_is_looked_up(
    page: Page, live_server: LiveServer, groups: None
) -> None:
    for n in range(120):  # more than the page offers by itself
        make_person(name=f"Somebody {n}", slug=f"somebody-{n}")
    person = make_person(name="Zora Quint", slug="zora-quint")
    sign_in(page, live_server)
    read_in(page)
    for name in ("Noor Abbasi", "Noor Abbasi"):  # also after the page changed in place
        page.get_by_role("textbox", name=f"Person: {name}").click()
        page.locator(".select2-search__field").fill("zora")
        page.get_by_role("option", name="Zora Quint").click()
        page.get_by_role("button", name=f"Change everywhere: {name}").click()
        expect(page.locator("#person-1")).to_have_value(str(person.pk))
        page.get_by_role("button", name="Undo").click()
        expect(page.locator("#person-1")).to_have_value("")


def test_a_turn_is_split_at_the_cursor(
    page: Page, live_server: LiveServer, groups: None
) -> None:
    sign_in(page, live_server)
    read_in(page)
    words = page.locator("#turn-1 .turn__words").first
    words.evaluate(
        "each => document.getSelection().setPosition("
        " each.firstChild, each.textContent.indexOf('And then'))"
    )
    page.get_by_role("button", name="Split at the cursor").click()
    expect(page.locator(".turn")).to_have_count(5)
    assert turn(page, 1) == ["Because it was under my feet."]
    assert turn(page, 2)[0] == "And then I stayed."


def test_the_clipboards_bold_type_comes_along_until_the_text_is_changed(
    page: Page, live_server: LiveServer, groups: None
) -> None:
    sign_in(page, live_server)
    text = page.get_by_label("Transcript")
    text.evaluate(
        """each => {
          const data = new DataTransfer();
          data.setData("text/html", "<p><b>Why?</b></p><p>So.</p>");
          data.setData("text/plain", "Why?\\n\\nSo.");
          each.focus();
          const pasting = { clipboardData: data, bubbles: true };
          each.dispatchEvent(new ClipboardEvent("paste", pasting));
          document.execCommand("insertText", false, "Why?\\n\\nSo.");
        }"""
    )
    expect(page.get_by_text("Bold type and headings come along.")).to_be_visible()
    assert page.locator("[name=html]").input_value() == "<p><b>Why?</b></p><p>So.</p>"
    text.press("End")
    text.press_sequentially("!")
    expect(page.get_by_text("do not come along any more")).to_be_visible()
    assert page.locator("[name=html]").input_value() == ""


def test_a_crash_loses_nothing_typed_or_corrected(
    page: Page, live_server: LiveServer, groups: None
) -> None:
    sign_in(page, live_server)
    page.get_by_label("Transcript").fill(TEXT)
    kept = "() => Object.keys(localStorage).filter(key => key.startsWith('import:')).length"
    for _ in range(200):
        if page.evaluate(kept):
            break
        page.wait_for_timeout(50)
    page.goto("about:blank")
    page.goto(live_server.url + IMPORT)
    page.get_by_role("button", name="Bring it back").click()
    expect(page.get_by_label("Transcript")).to_have_value(TEXT)
    page.get_by_role("button", name="Read the transcript").click()
    page.locator("#turn-2 summary").click()
    page.locator("#turn-2").get_by_role("button", name="Merge with").click()
    expect(page.locator(".turn")).to_have_count(3)
    page.goto("about:blank")
    page.goto(live_server.url + IMPORT)
    page.get_by_role("button", name="Bring it back").click()
    expect(page.locator(".turn")).to_have_count(3)
    page.get_by_role("button", name="Create draft").click()
    expect(page.locator(".messagelist")).to_contain_text("The draft is stored.")
    page.goto(live_server.url + IMPORT)
    expect(page.get_by_role("button", name="Bring it back")).to_be_hidden()


def test_the_keyboard_alone_is_enough(
    page: Page, live_server: LiveServer, groups: None
) -> None:
    sign_in(page, live_server)
    read_in(page)
    page.locator("#turn-2 summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(
        page.locator("#turn-2").get_by_role("button", name="Merge with")
    ).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(3)
    expect(page.locator("#turn-1 summary")).to_be_focused()
    page.get_by_label("Split where these words begin").focus()
    page.keyboard.type("It dries")
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(4)
    page.get_by_label("Headline").focus()
    page.keyboard.press("Shift+Tab")
    page.get_by_role("button", name="Create draft").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("The draft is stored.")

"""A day at the desk, as each role lives it: what they may, and what is kept from them."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from interviews.models import Autosave, Interview, Rating
from newsroom.accounts.acts import Act
from newsroom.demo.portraits import portrait
from tests.browser.staff import FORM, enter, open_form, save
from tests.factories import (
    make_draft,
    make_interview,
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
LIST = "/admin/interviews/interview/"


@pytest.fixture
def others(groups: None) -> Interview:
    """A draft of somebody else."""
    return make_draft(2, headline="Canary", created_by=make_staff("Editor", "bolat"))


def at_desk(page: Page, server: LiveServer, group: str) -> User:
    user = make_staff(group, group.lower())
    enter(page, server, user)
    page.goto(f"{server.url}/admin/")
    return user


def press(page: Page, button: str, said: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text(said)
    page.wait_for_load_state()


def buttons(page: Page) -> list[str]:
    row = page.locator(".submit-row").last
    return [each.strip() for each in row.locator("button, input").all_inner_texts()]


def read(server: LiveServer, path: str) -> str:
    """Return what a reader gets at an address; "" where there is nothing."""
    answer = Client(headers={"host": server.url.partition("//")[2]}).get(path)
    return answer.text if answer.status_code == 200 else ""


def verbs(user: User) -> list[str]:
    return [
        *Act.objects.filter(who=user.username)
        .order_by("pk")
        .values_list("verb", flat=True)
    ]


def test_a_contributor_writes_and_hands_in_their_own_and_no_more(
    page: Page, live_server: LiveServer, others: Interview
) -> None:
    paper = make_publication(name="Courier")
    make_person(name="Ilse Tamm", post="Minister of Ports")
    page.clock.install()
    user = at_desk(page, live_server, "Contributor")
    # Home: their own piles, the way to begin, and nobody else's words.
    expect(
        page.get_by_role("link", name="New interview from a transcript")
    ).to_be_visible()
    expect(page.locator(".pile--queue")).to_have_count(0)
    expect(page.locator("body")).not_to_contain_text("Canary")
    page.get_by_role("link", name="Begin with an empty page").click()
    page.get_by_label("Headline").fill("The harbour in winter")
    page.get_by_label("Publication").select_option(str(paper.pk))
    page.locator("#id_language").select_option("en")
    # Kept while they write, in this browser and on the server.
    page.locator("[data-question] textarea[name$=-text]").first.fill("Why so late, TK?")
    page.clock.run_for(8000)
    expect(page.locator("span[data-kept]")).to_contain_text("and on the server")
    assert "harbour" in Autosave.objects.get(user=user).form
    page.locator("[data-question] textarea[name$=-answer]").first.fill("The ice.")
    page.locator("#id_held_place").fill("the quay")
    # A speaker from the register lends their name and post.
    page.locator("#speakers-group .add-row a").click()
    page.locator("#speakers-group .select2-selection").last.click()
    page.locator(".select2-search__field").fill("Ilse")
    page.get_by_role("option", name="Ilse Tamm").click()
    # They choose no moment and publish nothing.
    expect(page.locator("[name^=publish_at]")).to_have_count(0)
    expect(page.get_by_role("button", name="Save and publish")).to_have_count(0)
    save(page)
    draft = Interview.objects.get(created_by=user)
    assert (draft.status, draft.questions.get().answer) == ("draft", "The ice.")
    speaker = draft.speakers.get()
    assert (speaker.name, speaker.post) == ("Ilse Tamm", "Minister of Ports")
    assert not Autosave.objects.filter(user=user).exists()
    # The checks say what is open; a preview link goes out; a revision is held against
    # the one before it.
    expect(page.locator(".checks")).to_contain_text("“TK” still stands in the text.")
    page.get_by_label("Standfirst").fill("A minister, a quay, and eleven weeks of ice.")
    save(page)
    page.get_by_role("link", name="Revisions", exact=True).click()
    page.get_by_role("button", name="Compare the two").click()
    expect(page.locator(".difference ins")).to_contain_text("eleven weeks of ice")
    page.goto(f"{live_server.url}{LIST}{draft.pk}/previews/")
    page.get_by_role("button", name="Make a link").click()
    expect(page.get_by_role("textbox", name="Link")).to_be_visible()
    page.goto(live_server.url + FORM.format(draft.pk))
    press(page, "Save and hand in for review", "1 draft handed in.")
    draft.refresh_from_db()
    assert draft.status == "in_review"
    # The list has their own alone; what is another's is not there.
    page.goto(live_server.url + LIST)
    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    actions = page.locator("select[name=action] option").all_inner_texts()
    assert not any("ublish" in action or "Withdraw" in action for action in actions)
    page.goto(live_server.url + FORM.format(others.pk))
    expect(page).to_have_url(f"{live_server.url}/admin/")
    assert verbs(user) == ["add", "change", "preview", "submit", "denied"]


def test_a_moderator_reads_interviews_and_decides_on_reviews_alone(
    page: Page, live_server: LiveServer, others: Interview
) -> None:
    interview = make_interview(2, headline="The harbour")
    rating = make_rating(interview, review="Fine words")
    user = at_desk(page, live_server, "Moderator")
    # Home: the queue with its age, no pile of interviews, nothing to begin.
    expect(page.locator(".pile--queue")).to_contain_text("1")
    expect(page.locator(".pile")).to_have_count(1)
    expect(page.get_by_role("link", name="New interview")).to_have_count(0)
    # They look at an interview as it is, and cannot write in it, not even by hand.
    page.goto(live_server.url + FORM.format(interview.pk))
    expect(page.locator(".manuscript")).to_have_count(2)
    expect(page.locator("main textarea, main input[type=text]")).to_have_count(0)
    expect(page.get_by_role("link", name="Revisions", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Preview links")).to_have_count(0)
    expect(page.get_by_role("link", name="Edit as text")).to_have_count(0)
    page.goto(live_server.url + LIST)
    expect(page.locator("#result_list tbody tr")).to_have_count(2)
    expect(page.locator("select[name=action]")).to_have_count(0)
    # They decide, and the log says so.
    page.goto(f"{live_server.url}/admin/interviews/rating/")
    page.get_by_role("link", name="Fine words").click()
    page.get_by_label("Editor's reply").fill("Thank you.")
    press(page, "Approve", "1 rating approved.")
    rating.refresh_from_db()
    assert (rating.status, rating.reply) == ("approved", "Thank you.")
    page.goto(f"{live_server.url}/admin/")
    expect(page.locator(".pile--queue")).to_contain_text("Every review has been read.")
    assert Rating.objects.waiting().count() == 0
    assert "approve" in verbs(user)


def test_an_editor_finishes_publishes_corrects_takes_back_and_restores(
    page: Page, live_server: LiveServer, others: Interview, tmp_path: Path
) -> None:
    speaker = make_speaker(others, name="Ilse Tamn")
    others.publication.label_style = "names"
    others.publication.save()
    others.questions.update(answered_by=speaker)
    others.submit(by=others.created_by)
    here = others.get_absolute_url()
    face = tmp_path / "face.jpg"
    face.write_bytes(portrait("Ilse").read())
    user = at_desk(page, live_server, "Editor")
    # Home: what waits for a decision, who wrote it, what is still open in it.
    pile = page.locator(".pile--in_review")
    expect(pile).to_contain_text("bolat")
    expect(pile).to_contain_text("checks open")
    pile.get_by_role("link", name="Canary").click()
    expect(page.locator("[data-questions]")).to_have_attribute("data-ready", "")
    expect(page.locator(".checks")).to_contain_text("It has no standfirst.")
    # A name put right reaches every turn; a picture, how it was held, and a moment to
    # come by the publication's clock.
    page.locator("#id_speakers-0-name").fill("Ilse Tamm")
    page.locator("#id_picture").set_input_files(face)
    page.locator("#id_picture_alt").fill("A quay")
    page.locator("#id_picture_credit").fill("Ben Vane")
    page.locator("#id_held").select_option("video")
    page.locator("#id_edited_for_length").check()
    page.locator("#id_publish_at_0").fill("2099-01-02")
    page.locator("#id_publish_at_1").fill("08:30")
    press(page, "Save and publish", "1 interview scheduled.")
    expect(page.locator(".messagelist")).to_contain_text("It has no standfirst.")
    others.refresh_from_db()
    assert others.is_scheduled and not read(live_server, here)
    # It need not wait: the moment is emptied, and it is out.
    page.locator("#id_publish_at_0").fill("")
    page.locator("#id_publish_at_1").fill("")
    press(page, "Save and publish now", "1 interview published.")
    public = read(live_server, here)
    assert 'alt="A quay"' in public and "Ben Vane" in public
    assert "Ilse Tamn" not in public
    page.goto(live_server.url + here)
    turns = page.locator("section.exchange", has_text="Ilse Tamm")
    expect(turns).to_have_count(2)
    expect(page.locator(".provenance")).to_contain_text("by video")
    expect(page.locator(".provenance")).to_contain_text("edited for length")
    # The list narrows to what the checks found, and finds by a speaker's name.
    page.goto(f"{live_server.url}{LIST}?checks=open&q=tamm")
    page.get_by_role("link", name="Canary").click()
    # A mistake is put right in public.
    page.locator("#corrections-group .add-row a").click()
    page.locator("#id_corrections-0-text").fill("It was Monday.")
    save(page)
    for path in (here, "/corrections/"):
        assert "It was Monday." in read(live_server, path), path
    # It is withdrawn, put into the bin, and taken out of it as it was.
    open_form(page, live_server, others)
    press(page, "Save and withdraw", "1 interview withdrawn.")
    assert not read(live_server, here)
    page.get_by_role("button", name="Delete", exact=True).last.click()
    page.get_by_role("button", name="Put it in the bin").click()
    expect(page.locator(".messagelist")).to_be_visible()
    page.goto(f"{live_server.url}/admin/interviews/binnedinterview/")
    page.locator("#action-toggle").check()
    page.locator("select[name=action]").select_option("put_back")
    press(page, "Run", "1 interview is back.")
    assert Interview.objects.present().get().corrections.count() == 1
    done = "change publish publish change withdraw bin restore"
    assert verbs(user) == done.split()

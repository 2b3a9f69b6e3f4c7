"""The interview's list and form on the desk."""

import datetime
import io
import re
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from pytest_django import DjangoAssertNumQueries
from selectolax.lexbor import LexborHTMLParser
from taggit.models import Tag

from interviews.models import Interview, Question, Speaker
from newsroom.accounts.acts import Act
from tests.factories import make_draft, make_interview, make_rating, make_staff
from tests.interviews.desk import LIST, act, form_data

pytestmark = pytest.mark.django_db


def change(client: Client, interview: Interview, **changes: Any) -> str:
    """Post the change form, follow where it leads, return that page."""
    address = f"{LIST}{interview.pk}/change/"
    return client.post(address, form_data(interview, **changes), follow=True).text


def make_full(n: int) -> Interview:
    interview = make_interview(3)
    for name in ("Asel", "Bolat"):
        Speaker.objects.create(interview=interview, name=f"{name} {n}")
    interview.tags.add("sea", f"tag {n}")
    make_rating(interview)
    return interview


def test_an_editor_saves_text_and_question_together(editor: Client) -> None:
    draft = make_draft()
    changes = {"headline": "Better", "questions-0-answer": "A *fine* answer."}
    response = editor.post(f"{LIST}{draft.pk}/change/", form_data(draft, **changes))
    assert response.status_code == 302
    draft.refresh_from_db()
    assert (draft.headline, draft.version) == ("Better", 2)
    assert draft.questions.get().answer_html == "<p>A <em>fine</em> answer.</p>"


def test_a_wish_to_save_as_new_saves_as_ever(editor: Client) -> None:
    draft = make_draft(headline="Old")
    form = form_data(draft, headline="New", _saveasnew="1")
    assert editor.post(f"{LIST}{draft.pk}/change/", form).status_code == 302
    form = form_data(draft, questions="", _saveasnew="1") | {"headline": ""}
    assert editor.post(f"{LIST}{draft.pk}/change/", form).status_code == 200
    assert [row.headline for row in Interview.objects.all()] == ["New"]


def test_a_headline_is_one_line_whatever_a_browser_sends(editor: Client) -> None:
    draft = make_draft()
    change(editor, draft, headline=" A first\r\n \r\nand a\u00a0second line\n")
    draft.refresh_from_db()
    assert draft.headline == "A first and a\u00a0second line"


def test_a_refused_form_leads_to_each_mistake_in_words(editor: Client) -> None:
    draft = make_draft()
    wrong = {"slug": "a b", "questions-0-text": "", "questions-0-answer": ""}
    page = LexborHTMLParser(change(editor, draft, **wrong))
    found = page.css(".mistakes li")
    assert [" ".join(each.text().split()) for each in found] == [
        "Address: Use letters, digits and hyphens, and no spaces.",
        "Question 1: Write a question, an answer, or both.",
    ]
    for link in page.css(".mistakes a"):
        assert page.css_first(str(link.attributes["href"])) is not None


def test_an_editor_publishes_and_withdraws(editor: Client) -> None:
    draft = make_draft()
    assert "1 interview published." in act(editor, LIST, "publish", draft)
    assert Interview.objects.published().get() == draft
    assert "1 interview withdrawn." in act(editor, LIST, "withdraw", draft)
    assert not Interview.objects.published().exists()
    verbs = Act.objects.filter(kind_id=draft.pk).order_by("pk")
    assert [*verbs.values_list("verb", flat=True)] == ["publish", "withdraw"]


def test_a_coming_time_schedules(editor: Client) -> None:
    soon = timezone.now() + datetime.timedelta(hours=1)
    draft = make_draft(publish_at=soon)
    act(editor, LIST, "publish", draft)
    draft.refresh_from_db()
    assert draft.is_scheduled and draft.publish_at == soon
    assert "Scheduled" in editor.get(LIST).text


def test_what_cannot_be_published_says_why(editor: Client) -> None:
    assert "It has no answer." in act(editor, LIST, "publish", make_draft(0))


def test_the_status_is_changed_by_verbs_only(editor: Client) -> None:
    draft = make_draft()
    data = form_data(draft, status="published", created_by=1, version=99)
    editor.post(f"{LIST}{draft.pk}/change/", data)
    draft.refresh_from_db()
    assert (draft.status, draft.version) == ("draft", 2)


def test_tags_of_a_published_interview_join_its_lists(editor: Client) -> None:
    interview = make_interview()
    day, hour = interview.publish_at.strftime("%Y-%m-%d %H:%M:%S").split()
    times = {"publish_at_0": day, "publish_at_1": hour}
    data = form_data(interview, tags="sea, work", **times)
    editor.post(f"{LIST}{interview.pk}/change/", data)
    interview.refresh_from_db()
    assert set(interview.tagged_items.values_list("publish_at", flat=True)) == {
        interview.publish_at
    }


def test_a_contributor_hands_in_and_cannot_publish(client: Client) -> None:
    writer = make_staff("Contributor")
    client.force_login(writer)
    draft = make_draft(created_by=writer)
    act(client, LIST, "publish", draft)
    draft.refresh_from_db()
    assert draft.status == "draft"
    client.post(
        f"{LIST}{draft.pk}/change/", form_data(draft, publish_at_0="2020-01-01")
    )
    draft.refresh_from_db()
    assert draft.publish_at is None
    assert "1 draft handed in." in act(client, LIST, "submit", draft)


def test_what_a_contributor_adds_is_theirs(client: Client) -> None:
    writer = make_staff("Contributor")
    client.force_login(writer)
    data = form_data(make_draft(), headline="New", slug="")
    for name in ("id", "interview"):
        data.pop(f"questions-0-{name}")
    data["questions-INITIAL_FORMS"] = 0
    response = client.post(f"{LIST}add/", data)
    assert response.status_code == 302, response.context["errors"]
    assert Interview.objects.get(headline="New").created_by == writer


def test_a_published_interview_keeps_a_time(editor: Client) -> None:
    interview = make_interview()
    page = editor.post(f"{LIST}{interview.pk}/change/", form_data(interview)).text
    assert "A published interview needs a time." in page
    assert Interview.objects.published().exists()


def test_the_list_takes_as_many_queries_for_ten_rows_as_for_one(
    editor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for rows in range(1, 11):
        make_full(rows)
        if rows in (1, 10):
            with django_assert_num_queries(13):
                page = editor.get(LIST)
            assert len(page.context["cl"].result_list) == rows


def test_sixty_questions_take_as_many_queries_as_one(
    editor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ContentType.objects.get_for_model(Interview)  # cached by any page before
    for questions in (1, 60):
        draft = make_draft(questions)
        Speaker.objects.create(interview=draft, name="Asel")
        with django_assert_num_queries(17):
            editor.get(f"{LIST}{draft.pk}/change/")


@pytest.mark.parametrize("word", ["Harbour", "bolat", "SEA"])
def test_search_finds_headline_speaker_and_tag_and_counts_right(
    editor: Client, word: str
) -> None:
    found = make_full(1)
    Interview.objects.filter(pk=found.pk).update(headline="The harbour")
    Speaker.objects.create(interview=found, name="Bolat the younger")
    make_draft()
    results = editor.get(LIST, {"q": word}).context["cl"].result_list
    assert [(row.pk, row.asked) for row in results] == [(found.pk, 3)]


def test_the_list_shows_state_speakers_questions_and_figure(editor: Client) -> None:
    interview = make_full(1)
    page = editor.get(LIST).text
    for cell in (
        '<span class="state state--published">Published</span>',
        '<td class="field-speaker_names">Asel 1, Bolat 1</td>',
        '<td class="field-question_count">3</td>',
        '<td class="field-rating">4.0 (1)</td>',
    ):
        assert cell in page
    soon = timezone.now() + datetime.timedelta(days=1)
    Interview.objects.filter(pk=interview.pk).update(publish_at=soon)
    assert (
        '<span class="state state--scheduled">Scheduled</span>' in editor.get(LIST).text
    )


def test_a_button_saves_first_and_publishes_then(editor: Client) -> None:
    draft = make_draft()
    page = change(editor, draft, headline="Typed just now", _act="publish")
    assert "1 interview published." in page
    assert Interview.objects.published().get().headline == "Typed just now"


def test_a_button_schedules_at_the_time_typed(editor: Client) -> None:
    draft = make_draft()
    times = {"publish_at_0": "2099-05-01", "publish_at_1": "08:00:00"}
    assert "Scheduled" in change(editor, draft, _act="publish", **times)
    draft.refresh_from_db()
    assert draft.is_scheduled
    assert draft.publish_at == datetime.datetime(2099, 5, 1, 8, tzinfo=datetime.UTC)


def test_a_new_interview_is_published_by_its_button(editor: Client) -> None:
    data = form_data(make_draft(), headline="New", slug="", _act="publish")
    for name in ("id", "interview"):
        data.pop(f"questions-0-{name}")
    data["questions-INITIAL_FORMS"] = 0
    page = editor.post(f"{LIST}add/", data, follow=True)
    assert page.redirect_chain[-1][0].endswith("/change/")
    assert Interview.objects.published().get().headline == "New"


def test_a_refused_button_still_saves(editor: Client) -> None:
    draft = make_draft()
    page = change(
        editor, draft, headline="Kept", _act="publish", **{"questions-0-answer": ""}
    )
    assert "It has no answer." in page
    draft.refresh_from_db()
    assert (draft.headline, draft.status) == ("Kept", "draft")


def test_publishing_again_does_not_move_the_date(editor: Client) -> None:
    interview = make_interview()
    assert "It is published already." in act(editor, LIST, "publish", interview)
    assert Interview.objects.get().publish_at == interview.publish_at


def test_tags_are_written_one_way(editor: Client) -> None:
    Tag.objects.create(name="Казахстан")
    draft = make_draft()
    change(editor, draft, tags="казахстан, Cafe\u0301, CAF\u00c9, sea   air")
    assert set(draft.tags.names()) == {"Казахстан", "CAF\u00c9", "sea air"}
    assert Tag.objects.count() == 3


def test_an_interview_has_a_bounded_number_of_tags(editor: Client) -> None:
    draft = make_draft()
    page = change(editor, draft, tags=",".join(f"t{n}" for n in range(51)))
    assert "An interview has at most 50 tags." in page
    change(editor, draft, tags=",".join(["T0", *(f"t{n}" for n in range(50))]))
    assert draft.tags.count() == 50


@pytest.mark.parametrize("tag", ["x" * 101, "\ufdfa" * 60])
def test_a_tag_that_is_too_long_is_refused(editor: Client, tag: str) -> None:
    page = change(editor, make_draft(), tags=tag)
    assert "A tag has at most 100 letters." in page
    assert not Tag.objects.exists()


def test_a_question_takes_only_its_own_speakers(editor: Client) -> None:
    draft = make_draft()
    own = Speaker.objects.create(interview=draft, name="Own")
    foreign = Speaker.objects.create(interview=make_draft(), name="Foreign")
    speaker = {
        "speakers-TOTAL_FORMS": 1,
        "speakers-INITIAL_FORMS": 1,
        "speakers-0-id": own.pk,
        "speakers-0-interview": draft.pk,
        "speakers-0-name": "Own",
        "speakers-0-role": "interviewee",
        "speakers-0-position": 0,
    }
    page = editor.get(f"{LIST}{draft.pk}/change/").text
    assert ">Own</option>" in page and "Foreign" not in page
    change(editor, draft, **speaker, **{"questions-0-answered_by": foreign.pk})
    assert draft.questions.get().answered_by is None
    change(editor, draft, **speaker, **{"questions-0-answered_by": own.pk})
    assert draft.questions.get().answered_by == own
    # Taken out in the same form that still names them.
    change(
        editor,
        draft,
        **speaker,
        **{
            "speakers-0-DELETE": "on",
            "questions-0-answered_by": own.pk,
            "questions-0-answer": "Changed.",
        },
    )
    question = draft.questions.get()
    assert (question.answered_by, question.answer) == (None, "Changed.")


def test_a_new_question_goes_last(editor: Client) -> None:
    draft = make_draft()
    added = {
        "questions-TOTAL_FORMS": 2,
        "questions-1-position": 2,
        "questions-1-interview": draft.pk,
        "questions-1-text": "And then?",
    }
    page = editor.get(f"{LIST}{draft.pk}/change/").text
    assert re.search(r'name="questions-__prefix__-position"[^>]* value="2"', page)
    change(editor, draft, **added)
    assert [q.text for q in draft.questions.all()] == ["Question 1?", "And then?"]
    assert Question.objects.get(text="And then?").anchor == 2


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "teal").save(out, "JPEG")
    return SimpleUploadedFile("quay.jpg", out.getvalue(), "image/jpeg")


def test_a_picture_needs_its_words(editor: Client) -> None:
    draft = make_draft()
    assert "Say in words what the picture shows." in change(
        editor, draft, picture=picture()
    )
    change(editor, draft, picture=picture(), picture_alt="A quay in the morning")
    draft.refresh_from_db()
    assert (draft.picture_width, draft.picture_height) == (30, 20)
    assert draft.picture.name.endswith("/picture.jpg")


def test_what_is_no_picture_is_refused(editor: Client) -> None:
    svg = SimpleUploadedFile("a.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    page = change(editor, make_draft(), picture=svg, picture_alt="A drawing")
    assert "This is no picture we can read." in page


def test_a_number_of_rows_alone_makes_no_work(editor: Client) -> None:
    draft = make_draft()
    data = form_data(draft) | {"speakers-TOTAL_FORMS": 10**30}
    page = editor.post(f"{LIST}{draft.pk}/change/", data).text
    rows = re.findall(r'<select name="speakers-[0-9]+-role"', page)
    assert 0 < len(rows) <= len(data)

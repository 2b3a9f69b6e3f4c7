"""The life of an interview: who sees it when, and what cannot happen to it."""

import datetime

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from interviews.models import Interview, Question, Speaker
from newsroom.models import Publication

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)


@pytest.fixture
def draft() -> Interview:
    publication = Publication.objects.create(name="The Strait Courier")
    interview = Interview.objects.create(publication=publication, headline="Ferries")
    Question.objects.create(
        interview=interview, position=1, text="When?", answer="Soon."
    )
    return interview


def published() -> list[str]:
    return [interview.headline for interview in Interview.objects.published()]


def test_a_draft_is_seen_by_no_reader(draft: Interview) -> None:
    assert published() == []


def test_a_published_interview_is_seen_at_once(draft: Interview) -> None:
    draft.publish(by=None)
    assert published() == ["Ferries"]


def test_a_scheduled_interview_appears_at_its_second_without_any_job(
    draft: Interview,
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        draft.publish(by=None, at=NOON + datetime.timedelta(hours=1))
        assert draft.is_scheduled and published() == []
        clock.shift(3599)
        assert published() == []
        clock.shift(1)
        assert draft.is_public and published() == ["Ferries"]


def test_a_withdrawn_interview_is_gone_and_can_come_back(draft: Interview) -> None:
    draft.publish(by=None)
    draft.withdraw(by=None)
    assert published() == []
    draft.publish(by=None)
    assert published() == ["Ferries"]


def test_publishing_says_what_is_missing(draft: Interview) -> None:
    draft.questions.all().delete()
    with pytest.raises(ValidationError, match="no answer"):
        draft.publish(by=None)
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_the_database_refuses_a_published_interview_without_a_time(
    draft: Interview,
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Interview.objects.update(status="published")


def test_lists_of_a_tag_and_a_person_follow_the_publication(draft: Interview) -> None:
    draft.tags.add("ferries")
    Speaker.objects.create(interview=draft, name="Ada Lund")
    draft.publish(by=None)
    assert draft.tagged_items.get().publish_at == draft.publish_at
    assert draft.speakers.get().publish_at == draft.publish_at
    draft.withdraw(by=None)
    assert draft.tagged_items.get().publish_at is None
    assert draft.speakers.get().publish_at is None


def test_an_anchor_is_never_given_twice(draft: Interview) -> None:
    second = Question.objects.create(interview=draft, position=2, text="Why?")
    second.delete()
    third = Question.objects.create(interview=draft, position=2, text="Who?")
    assert (second.anchor, third.anchor) == (2, 3)


def test_a_row_without_a_question_goes_on_answering_the_one_above(
    draft: Interview,
) -> None:
    for position, (text, answer) in enumerate(
        [("Why?", "A."), ("", "B."), ("Who?", "")], 2
    ):
        Question.objects.create(
            interview=draft, position=position, text=text, answer=answer
        )
    assert [len(exchange) for exchange in draft.exchanges()] == [1, 2, 1]


def test_a_row_with_neither_question_nor_answer_is_refused(draft: Interview) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.create(interview=draft, position=2)


def test_contributors_edit_their_own_and_editors_everything(draft: Interview) -> None:
    writer = User.objects.create_user("writer")
    writer.groups.add(Group.objects.get(name="Contributor"))
    editor = User.objects.create_user("editor")
    editor.groups.add(Group.objects.get(name="Editor"))
    mine = Interview.objects.create(
        publication=draft.publication, headline="Mine", created_by=writer
    )
    assert list(Interview.objects.all().editable_by(writer)) == [mine]
    assert set(Interview.objects.all().editable_by(editor)) == {draft, mine}


def test_saving_renders_the_markup(draft: Interview) -> None:
    draft.intro = "A *short* intro."
    draft.save()
    assert draft.intro_html == "<p>A <em>short</em> intro.</p>"
    assert draft.updated <= timezone.now()

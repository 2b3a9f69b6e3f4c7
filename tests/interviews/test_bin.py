"""The bin: out of sight at once, back exactly as it was, gone for good when emptied."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import serializers
from django.test import Client
from django.utils import timezone
from taggit.models import Tag

from interviews import models
from interviews.models import Interview, Rating
from newsroom.accounts.acts import Act
from tests.factories import (
    make_correction,
    make_draft,
    make_interview,
    make_person,
    make_rating,
    make_speaker,
    make_staff,
)
from tests.interviews.desk import LIST, QUEUE, act

pytestmark = pytest.mark.django_db
BIN = "/admin/interviews/binnedinterview/"
ROWS = [
    models.Interview,
    models.Question,
    models.Speaker,
    models.Correction,
    models.Rating,
    models.RatingSummary,
    models.Revision,
    models.TaggedInterview,
]


def dump() -> Any:
    rows = [serializers.serialize("json", m.objects.order_by("pk")) for m in ROWS]
    return [json.loads(table) for table in rows]


def make_whole(reviews: int = 3) -> Interview:
    interview = make_draft(3, headline="Canary")
    interview.tags.add("sea")
    make_speaker(interview, person=make_person(name="Ada Lund"))
    interview.publish(by=None)
    make_correction(interview, question=interview.questions.all()[1])
    for n in range(reviews):
        make_rating(interview, review=f"Canary review {n}").approve(by=None)
    return interview


def test_what_is_deleted_and_put_back_is_as_it_was(editor: Client) -> None:
    interview = make_whole(reviews=500)
    before = dump()
    editor.post(f"{LIST}{interview.pk}/delete/", {"post": "yes"})
    assert Interview.objects.in_bin().get() == interview
    act(editor, BIN, "put_back", interview)
    assert dump() == before
    verbs = Act.objects.filter(who="asel").order_by("pk").values_list("verb")
    assert [*verbs] == [("bin",), ("restore",)]


def test_readers_and_desk_see_nothing_of_it(editor: Client) -> None:
    interview = make_whole()
    waiting = make_rating(interview, review="Canary waits")
    interview.bin(by=None)
    anonymous = Client()
    address = interview.get_absolute_url()
    assert anonymous.get(address).status_code == 404
    for page in ("/", "/interviews/", "/corrections/", "/tags/sea/", "/people/"):
        assert "Canary" not in anonymous.get(page).text, page
    for page in ("/admin/", LIST, QUEUE, f"{LIST}?q=canary"):
        assert "Canary" not in editor.get(page, follow=True).text, page
    assert editor.get(f"{LIST}{interview.pk}/change/").status_code == 302
    assert editor.get(address).status_code == 404
    assert waiting not in Rating.objects.waiting()
    assert "Canary" in editor.get(BIN).text


def test_a_list_puts_the_chosen_into_the_bin_after_asking(editor: Client) -> None:
    rows = [make_interview(), make_draft()]
    asked = act(editor, LIST, "delete_selected", *rows)
    assert "These go to the bin" in asked
    assert not Interview.objects.in_bin().exists()
    data = {"action": "delete_selected", "post": "yes"}
    editor.post(LIST, data | {"_selected_action": [row.pk for row in rows]})
    assert set(Interview.objects.in_bin()) == set(rows)
    assert Act.objects.filter(verb="bin").count() == 2


def test_emptying_deletes_for_good_with_all_that_is_its_own(editor: Client) -> None:
    interview, other = make_whole(), make_interview()
    interview.bin(by=None)
    editor.post(f"{BIN}{interview.pk}/delete/", {"post": "yes"})
    assert Interview.objects.get() == other
    assert not Rating.objects.exists()
    row = Act.objects.get(verb="delete")
    assert (row.kind, row.title) == ("interviews.interview", "Canary")


def test_emptying_takes_the_tags_along_that_nobody_has_any_more(editor: Client) -> None:
    one, two, left = make_interview(), make_interview(), make_interview()
    for interview, tags in ((one, "sea"), (two, "sky"), (left, "sea")):
        interview.tags.add(tags, f"only {interview.pk}")
    Interview.objects.filter(pk__in=[one.pk, two.pk]).update(deleted_at=timezone.now())
    data = {"action": "delete_selected", "post": "yes", "_selected_action": [two.pk]}
    editor.post(BIN, data)
    editor.post(f"{BIN}{one.pk}/delete/", {"post": "yes"})
    assert list(Interview.objects.all()) == [left]
    names = set(Tag.objects.values_list("name", flat=True))
    assert names == {"sea", f"only {left.pk}"}


def test_what_is_not_in_the_bin_is_not_deleted_from_it(editor: Client) -> None:
    interview = make_interview()
    editor.post(f"{BIN}{interview.pk}/delete/", {"post": "yes"})
    act(editor, BIN, "delete_selected", interview)
    data = {"action": "delete_selected", "post": "yes"}
    editor.post(BIN, data | {"_selected_action": interview.pk})
    assert Interview.objects.get() == interview


@pytest.mark.parametrize("group", ["Contributor", "Moderator"])
def test_others_neither_delete_nor_look_into_the_bin(
    client: Client, group: str
) -> None:
    user = make_staff(group)
    client.force_login(user)
    own = make_draft(created_by=user)
    client.post(f"{LIST}{own.pk}/delete/", {"post": "yes"})
    own.refresh_from_db()
    assert own.deleted_at is None
    own.bin(by=None)
    assert client.get(BIN).status_code == 403
    act(client, BIN, "put_back", own)
    client.post(f"{BIN}{own.pk}/delete/", {"post": "yes"})
    assert Interview.objects.in_bin().get() == own


def test_what_was_scheduled_does_not_appear_from_the_bin(client: Client) -> None:
    interview = make_interview()
    interview.bin(by=None)
    stored = Interview.objects.get()
    assert (stored.status, stored.is_public) == ("published", False)
    assert not Interview.objects.published().exists()


def test_a_bin_twice_and_a_return_twice_are_refused() -> None:
    interview = make_interview()
    interview.bin(by=None)
    with pytest.raises(models.SavedMeanwhile):
        interview.bin(by=None)
    interview.put_back(by=None)
    with pytest.raises(models.SavedMeanwhile):
        interview.put_back(by=None)


def test_an_address_in_the_bin_is_not_given_to_another() -> None:
    interview = make_draft(headline="Tides")
    interview.bin(by=None)
    assert make_draft(headline="Tides").slug != interview.slug
    assert User.objects.count() == 0


def test_to_delete_what_lies_in_the_bin_already_is_no_fault(client: Client) -> None:
    client.force_login(make_staff("Editor"))
    interview = make_draft()
    address = f"/admin/interviews/interview/{interview.pk}/delete/"
    for _ in range(2):
        assert client.post(address, {"post": "yes"}).status_code == 302
    assert Interview.objects.in_bin().count() == 1

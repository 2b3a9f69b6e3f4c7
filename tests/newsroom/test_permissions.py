"""What each role may not do at the desk, whatever it sends."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from interviews.models import Interview
from tests.interviews.desk import LIST, form_data
from tests.newsroom.permissions.everything import Everything, state

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["contributor", "editor"])
def test_what_is_foreign_or_binned_takes_no_post(client: Client, role: str) -> None:
    desk = Everything(client, role)
    rows = [desk.binned] + [desk.other] * (role == "contributor")
    for interview in rows:
        interview.revisions.create(version=99, words={})
        before = state()
        for address in (
            "live-preview/",
            "autosave/",
            "revisions/99/restore/",
            "previews/",
            "previews/1/revoke/",
            "text/",
        ):
            data = {"days": 1, "text": "x", "opened_at": 1, "headline": "Taken"}
            answer = client.post(f"{LIST}{interview.pk}/{address}", data)
            assert answer.status_code == 404, address
        client.post(f"{LIST}{interview.pk}/delete/", {"post": "yes"})
        assert state() == before


@pytest.mark.parametrize("role", ["anonymous", "contributor", "moderator"])
def test_no_post_changes_what_a_role_may_not_change(client: Client, role: str) -> None:
    desk = Everything(client, role)
    taken = {
        "headline": "Taken",
        "status": "published",
        "created_by": 1,
        "_act": "publish",
    }
    posts: list[tuple[str, dict[str, Any]]] = []
    for interview in [desk.other, desk.live] + [desk.own] * (role != "contributor"):
        row = f"interviews/interview/{interview.pk}/"
        posts += [(f"{row}change/", form_data(interview, **taken))]
        posts += [(f"{row}delete/", {"post": "yes"}), (f"{row}history/", {})]
    verbs = ("publish", "publish_now", "withdraw", "submit", "delete_selected")
    for action in verbs:
        chosen = {"action": action, "_selected_action": [desk.other.pk, desk.live.pk]}
        posts += [("interviews/interview/", chosen | {"post": "yes"})]
    for model, pk in (
        ("newsroom/publication", desk.own.publication_id),
        ("newsroom/person", desk.person.pk),
        ("taggit/tag", desk.tag.pk),
        ("auth/user", desk.users["editor"].pk),
        ("auth/group", Group.objects.get(name="Editor").pk),
    ):
        fields = {"name": "Taken", "slug": "taken", "username": "taken"}
        posts += [(f"{model}/{pk}/change/", fields | {"is_superuser": "on"})]
        posts += [(f"{model}/{pk}/delete/", {"post": "yes"})]
        posts += [(f"{model}/add/", fields)] * (model != "newsroom/person")
        chosen = {"action": "delete_selected", "_selected_action": [pk], "post": "yes"}
        posts += [(f"{model}/", chosen)]
    row = f"interviews/rating/{desk.rating.pk}/"
    posts += [("interviews/rating/add/", {"score": 5}), (f"{row}delete/", {"post": 1})]
    if role != "moderator":
        posts += [(f"{row}change/", {"reply": "Taken", "_act": "approve"})]
        for action in ("approve", "reject", "mark_spam", "delete_selected"):
            chosen = {"action": action, "_selected_action": [desk.rating.pk]}
            posts += [("interviews/rating/", chosen | {"post": "yes"})]
    before = state()
    for address, data in posts:
        response = client.post(f"/admin/{address}", data, follow=True)
        assert response.status_code in (200, 403), address
        assert "Canary" not in response.text or role == "moderator", address
        assert state() == before, (address, data)


def test_an_editor_does_not_moderate_or_sit_at_staff(client: Client) -> None:
    desk = Everything(client, "editor")
    before = state()
    row = f"/admin/interviews/rating/{desk.rating.pk}/change/"
    client.post(row, {"reply": "Mine", "_act": "approve"})
    for action in ("approve", "reject", "mark_spam"):
        chosen = {"action": action, "_selected_action": [desk.rating.pk]}
        client.post("/admin/interviews/rating/", chosen)
    editor = desk.users["editor"]
    client.post(f"/admin/auth/user/{editor.pk}/change/", {"is_superuser": "on"})
    assert state() == before


def test_a_contributor_sees_no_trace_of_others_drafts(client: Client) -> None:
    Everything(client, "contributor")
    for address in ("", "interviews/interview/", "interviews/interview/?q=anar"):
        assert "Canary" not in client.get(f"/admin/{address}").text
    for model, name in [("question", "interview"), ("rating", "interview")]:
        known = f"app_label=interviews&model_name={model}&field_name={name}"
        assert client.get(f"/admin/autocomplete/?{known}&term=a").status_code == 403


def test_a_contributor_looks_at_what_is_published_of_theirs(client: Client) -> None:
    desk = Everything(client, "contributor")
    page = client.get(f"/admin/interviews/interview/{desk.live.pk}/change/").text
    assert 'name="_save"' not in page and 'name="questions-0-text"' not in page
    own = client.get(f"/admin/interviews/interview/{desk.own.pk}/change/").text
    assert 'value="submit"' in own and 'value="publish"' not in own


def test_hidden_fields_change_nothing(client: Client) -> None:
    desk = Everything(client, "contributor")
    smuggled = {
        "status": "published",
        "created_by": desk.users["editor"].pk,
        "version": 99,
        "deleted_at": "2020-01-01",
        "open_checks": 99,
        "anchors_given": 99,
        "publish_at_0": "2020-01-01",
        "publish_at_1": "00:00:00",
        "pk": desk.other.pk,
        "id": desk.other.pk,
        "_act": "publish",
    }
    client.post(
        f"/admin/interviews/interview/{desk.own.pk}/change/",
        form_data(desk.own, headline="Mine", picture_alt="A look", **smuggled),
    )
    row = Interview.objects.get(pk=desk.own.pk)
    assert (row.headline, row.status, row.version) == ("Mine", "draft", 2)
    assert (row.created_by, row.publish_at) == (desk.users["contributor"], None)
    assert row.anchors_given == 1


def test_the_groups_hold_these_permissions() -> None:
    held = {
        group.name: set(group.permissions.values_list("codename", flat=True))
        for group in Group.objects.all()
    }
    parts = {
        f"{verb}_{part}"
        for part in ("question", "speaker")
        for verb in ("add", "change", "delete", "view")
    }
    writes = {"add_interview", "change_interview", "view_interview"}
    assert held["Contributor"] == parts | writes | {
        "view_publication",
        "view_person",
        "add_person",
        "view_correction",
    }
    assert held["Editor"] == held["Contributor"] | {
        "add_correction",
        "change_correction",
        "delete_correction",
        "delete_interview",
        "lift_embargo",
        "publish_interview",
        "add_publication",
        "change_publication",
        "delete_publication",
        "add_page",
        "change_page",
        "delete_page",
        "view_page",
        "change_person",
        "delete_person",
        "add_tag",
        "change_tag",
        "delete_tag",
        "view_tag",
        "view_rating",
    }
    assert held["Moderator"] == {
        "view_interview",
        "view_question",
        "view_speaker",
        "view_correction",
        "view_rating",
        "change_rating",
        "moderate_rating",
        "erase_reader",
    }

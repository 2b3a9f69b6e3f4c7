"""Who may open and do what at every address of the desk."""

import hashlib
import json
import re
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.core import serializers
from django.test import Client
from django.urls import URLPattern, get_resolver
from taggit.models import Tag

from interviews.models import Interview, Question, Rating, RatingSummary, Speaker
from newsroom.acts import Act
from newsroom.models import Page, Person, Publication
from tests.factories import make_draft, make_interview, make_rating, make_staff
from tests.interviews.desk import form_data

pytestmark = pytest.mark.django_db

KEPT = [
    Interview,
    Question,
    Speaker,
    Rating,
    RatingSummary,
    Tag,
    Person,
    Publication,
    Page,
]
KEPT += [User, Group]
ROLES = ["anonymous", "contributor", "editor", "moderator", "administrator"]
# What GET answers to each role, in the order of ROLES. "in" is the way to sign in,
# "home" the way out of a row that one may not know of.
MATRIX = {
    "": "in 200 200 200 200",
    "jsi18n/": "in 200 200 200 200",
    "password_change/": "in 200 200 200 200",
    "interviews/": "in 200 200 200 200",
    "newsroom/": "in 200 200 404 200",
    "language/": "in 405 405 405 405",
    "taggit/": "in 404 200 404 200",
    "auth/": "in 404 404 404 200",
    "nowhere/": "in 404 404 404 404",
    "interviews/interview/": "in 200 200 200 200",
    "interviews/interview/add/": "in 200 200 403 200",
    "interviews/interview/add/live-preview/": "in 405 405 405 405",
    "interviews/interview/{own}/live-preview/": "in 405 405 405 405",
    "interviews/interview/import/": "in 200 200 403 200",
    "interviews/interview/{own}/text/": "in 200 200 403 200",
    "interviews/interview/{other}/text/": "in 404 200 403 200",
    "interviews/interview/{live}/text/": "in 403 200 403 200",
    "interviews/interview/{own}/change/": "in 200 200 200 200",
    "interviews/interview/{own}/history/": "in 200 200 200 200",
    "interviews/interview/{own}/delete/": "in 403 200 403 200",
    "interviews/interview/{other}/change/": "in home 200 200 200",
    "interviews/interview/{other}/history/": "in home 200 200 200",
    "interviews/interview/{other}/delete/": "in 403 200 403 200",
    "interviews/interview/{live}/change/": "in 200 200 200 200",
    "interviews/interview/{live}/delete/": "in 403 200 403 200",
    "interviews/interview/{own}/autosave/": "in 204 204 403 204",
    "interviews/interview/{other}/autosave/": "in 404 204 403 204",
    "interviews/interview/new/autosave/": "in 204 204 403 204",
    "interviews/interview/{own}/revisions/": "in 200 200 200 200",
    "interviews/interview/{other}/revisions/": "in 404 200 200 200",
    "interviews/interview/{live}/revisions/compare/": "in 200 200 200 200",
    "interviews/interview/{other}/revisions/compare/": "in 404 404 404 404",
    "interviews/interview/{live}/revisions/{one}/restore/": "in 405 405 405 405",
    "interviews/interview/{own}/previews/": "in 200 200 403 200",
    "interviews/interview/{other}/previews/": "in 404 200 403 200",
    "interviews/interview/{live}/previews/": "in 403 200 403 200",
    "interviews/interview/{live}/previews/{one}/revoke/": "in 405 405 405 405",
    "interviews/interview/{binned}/change/": "in home home home home",
    "interviews/binnedinterview/": "in 403 200 403 200",
    "interviews/binnedinterview/add/": "in 403 403 403 403",
    "interviews/binnedinterview/{binned}/change/": "in 403 200 403 200",
    "interviews/binnedinterview/{binned}/history/": "in 403 200 403 200",
    "interviews/binnedinterview/{binned}/delete/": "in 403 200 403 200",
    "interviews/rating/": "in 403 queue queue queue",
    "interviews/rating/add/": "in 403 403 403 403",
    "interviews/rating/{rating}/change/": "in 403 200 200 200",
    "interviews/rating/{rating}/history/": "in 403 200 200 200",
    "interviews/rating/{rating}/delete/": "in 403 403 403 403",
    "interviews/rating/{rating}/decide/": "in 403 403 200 200",
    "interviews/rating/desk/": "in 403 403 200 200",
    "interviews/rating/bursts/": "in 403 403 200 200",
    "interviews/rating/decisions/": "in 403 403 200 200",
    "interviews/rating/decisions/{decision}/undo/": "in 403 403 200 200",
    "interviews/rating/privacy/": "in 403 403 200 200",
    "newsroom/publication/": "in 200 200 403 200",
    "newsroom/publication/add/": "in 403 200 403 200",
    "newsroom/publication/{publication}/change/": "in 200 200 403 200",
    "newsroom/publication/{publication}/history/": "in 200 200 403 200",
    "newsroom/publication/{publication}/delete/": "in 403 200 403 200",
    "newsroom/person/": "in 200 200 403 200",
    "newsroom/person/add/": "in 200 200 403 200",
    "newsroom/person/{person}/change/": "in 200 200 403 200",
    "newsroom/person/{person}/history/": "in 200 200 403 200",
    "newsroom/person/{person}/delete/": "in 403 200 403 200",
    "newsroom/page/": "in 403 200 403 200",
    "newsroom/page/add/": "in 403 200 403 200",
    "newsroom/page/{page}/change/": "in 403 200 403 200",
    "newsroom/page/{page}/history/": "in 403 200 403 200",
    "newsroom/page/{page}/delete/": "in 403 200 403 200",
    "newsroom/act/": "in 403 403 403 200",
    "newsroom/act/add/": "in 403 403 403 403",
    "newsroom/act/{act}/change/": "in 403 403 403 200",
    "newsroom/act/{act}/history/": "in 403 403 403 200",
    "newsroom/act/{act}/delete/": "in 403 403 403 403",
    "taggit/tag/": "in 403 200 403 200",
    "taggit/tag/add/": "in 403 200 403 200",
    "taggit/tag/{tag}/change/": "in 403 200 403 200",
    "taggit/tag/{tag}/history/": "in 403 200 403 200",
    "taggit/tag/{tag}/delete/": "in 403 200 403 200",
    "auth/user/": "in 403 403 403 200",
    "auth/user/add/": "in 403 403 403 200",
    "auth/user/{user}/change/": "in 403 403 403 200",
    "auth/user/{user}/password/": "in 403 403 403 200",
    "auth/user/{user}/history/": "in 403 403 403 200",
    "auth/user/{user}/delete/": "in 403 403 403 200",
    "auth/group/": "in 403 403 403 200",
    "auth/group/add/": "in 403 403 403 200",
    "auth/group/{group}/change/": "in 403 403 403 200",
    "auth/group/{group}/history/": "in 403 403 403 200",
    "auth/group/{group}/delete/": "in 403 403 403 200",
    "autocomplete/?app_label=interviews&model_name=speaker&field_name=person": (
        "in 200 200 403 200"
    ),
    "autocomplete/?app_label=interviews&model_name=question&field_name=interview": (
        "in 200 200 200 200"
    ),
    "r/{content_type}/{other}/": "404 404 404 404 404",
}
# Signing in and out belong to everybody; the rest of the addresses is above.
ELSEWHERE = {"login/", "logout/", "password_change/done/"}


class Desk:
    """One row of everything, and a client of one role."""

    def __init__(self, client: Client, role: str) -> None:
        self.client = client
        self.users = {name: self._user(name) for name in ROLES[1:]}
        writer = self.users["contributor"]
        self.own = make_draft(headline="Own", created_by=writer)
        self.other = make_draft(headline="Canary")
        self.live = make_interview(headline="Live", created_by=writer)
        self.binned = make_draft(headline="Canary", created_by=writer)
        self.binned.bin(by=None)
        self.rating = make_rating(self.live, review="Words")
        self.decision = make_rating(self.live).approve(by=None)
        self.tag = Tag.objects.create(name="sea")
        self.page = Page.objects.create(slug="imprint", title="Imprint", body="We.")
        self.act = Act.objects.record("publish", by=None, on=self.live)
        self.person = Person.objects.create(name="Asel")
        if role != "anonymous":
            client.force_login(self.users[role])

    def _user(self, role: str) -> User:
        if role == "administrator":
            return User.objects.create_superuser(role)
        return make_staff(role.title())

    def address(self, pattern: str) -> str:
        return "/admin/" + pattern.format(
            own=self.own.pk,
            other=self.other.pk,
            live=self.live.pk,
            binned=self.binned.pk,
            one=1,
            rating=self.rating.pk,
            decision=self.decision.pk,
            tag=self.tag.pk,
            person=self.person.pk,
            page=self.page.pk,
            act=self.act.pk,
            publication=self.own.publication_id,
            user=self.users["editor"].pk,
            group=Group.objects.get(name="Editor").pk,
            content_type=1,
        )


def state() -> str:
    """Return a hash of every row that staff could change."""
    rows = [serializers.serialize("python", m.objects.order_by("pk")) for m in KEPT]
    for user in (row for table in rows for row in table):
        user["fields"].pop("last_login", None)
    text = json.dumps(rows, default=str, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def said(response: Any) -> str:
    if response.status_code != 302:
        return str(response.status_code)
    target = response["Location"]
    if target.startswith("/admin/login/"):
        return "in"
    if target.endswith("?status__exact=pending"):
        return "queue"
    return "home" if target == "/admin/" else target


@pytest.mark.parametrize("role", ROLES)
def test_every_page_opens_for_whom_it_should(client: Client, role: str) -> None:
    desk = Desk(client, role)
    before, place = state(), ROLES.index(role)
    expected = {pattern: answers.split()[place] for pattern, answers in MATRIX.items()}
    found = {name: said(client.get(desk.address(name))) for name in MATRIX}
    assert found == expected
    assert state() == before


def test_every_address_of_the_desk_is_in_the_matrix() -> None:
    def walk(patterns: Any, prefix: str = "") -> Any:
        for each in patterns:
            here = prefix + str(each.pattern)
            if isinstance(each, URLPattern):
                yield here
            else:
                yield from walk(each.url_patterns, here)

    (desk,) = [
        each
        for each in get_resolver().url_patterns
        if getattr(each, "namespace", None) == "admin"
    ]
    known = {re.sub(r"{.*}", "*", name.partition("?")[0]) for name in MATRIX}
    # An address without a verb leads to the change form.
    rows = {
        f"{m._meta.app_label}/{m._meta.model_name}/*/" for m in admin.site._registry
    }
    # Two are patterns: an app's own page and the page for what is nowhere.
    there = {
        re.sub(r"<.*>", "*", address)
        for address in walk(desk.url_patterns)
        if "(?P" not in address
    }
    assert there - known - rows == ELSEWHERE


@pytest.mark.parametrize("role", ["anonymous", "contributor", "moderator"])
def test_no_post_changes_what_a_role_may_not_change(client: Client, role: str) -> None:
    desk = Desk(client, role)
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
    for action in ("publish", "withdraw", "submit", "delete_selected"):
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
    desk = Desk(client, "editor")
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
    Desk(client, "contributor")
    known = "app_label=interviews&model_name=question&field_name=interview"
    for address in ("", "interviews/interview/", "interviews/interview/?q=anar"):
        assert "Canary" not in client.get(f"/admin/{address}").text
    completed = client.get(f"/admin/autocomplete/?{known}&term=a").json()["results"]
    assert completed == []


def test_a_contributor_looks_at_what_is_published_of_theirs(client: Client) -> None:
    desk = Desk(client, "contributor")
    page = client.get(f"/admin/interviews/interview/{desk.live.pk}/change/").text
    assert 'name="_save"' not in page and 'name="questions-0-text"' not in page
    own = client.get(f"/admin/interviews/interview/{desk.own.pk}/change/").text
    assert 'value="submit"' in own and 'value="publish"' not in own


def test_hidden_fields_change_nothing(client: Client) -> None:
    desk = Desk(client, "contributor")
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
        form_data(desk.own, headline="Mine", **smuggled),
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

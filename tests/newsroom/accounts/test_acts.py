"""The log: every act of staff leaves one entry, and nobody can change it."""

from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser
from taggit.models import Tag

from interviews.models import Rating
from newsroom.accounts import guesses
from newsroom.accounts.acts import Act, NeverChanged
from newsroom.models import Publication
from tests.factories import (
    PASSWORD,
    make_draft,
    make_interview,
    make_person,
    make_publication,
    make_rating,
    make_staff,
)
from tests.interviews.desk import LIST, QUEUE, act, form_data

pytestmark = pytest.mark.django_db
LOG = "/admin/newsroom/act/"


@pytest.fixture
def chief(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("chief", password=PASSWORD))
    return client


def entries() -> list[tuple[str, str, str]]:
    rows = Act.objects.order_by("pk")
    return [(row.who, row.verb, row.title) for row in rows]


def sign_in(client: Client, name: str, password: str) -> Any:
    data = {"username": name, "password": password}
    return client.post("/admin/login/?next=/admin/", data)


def test_who_signs_in_and_out_is_noted(client: Client) -> None:
    make_staff("Editor", "asel")
    began = timezone.now()
    sign_in(client, "asel", PASSWORD)
    client.post("/admin/logout/")
    assert entries() == [("asel", "sign_in", ""), ("asel", "sign_out", "")]
    assert all(began <= row.at <= timezone.now() for row in Act.objects.all())


def test_who_fails_to_sign_in_is_noted_by_known_name_alone(client: Client) -> None:
    make_staff("Editor", "asel")
    sign_in(client, "asel", "not the secret")
    sign_in(client, "my secret in the wrong field", "x")
    sign_in(client, "a\0b", "x")
    expected = [("asel", "sign_in_failed", "")] + [("", "sign_in_failed", "")] * 2
    assert entries() == expected
    assert "secret" not in str(Act.objects.values())


def test_guesses_that_nobody_looked_at_do_not_fill_the_log(client: Client) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        for _n in range(15):
            sign_in(client, "asel", "a guess")
    looked_at = guesses.IN_ALL - guesses.KEPT_OF_ALL
    assert entries() == [("", "sign_in_failed", "")] * looked_at


def test_a_sign_out_of_nobody_is_no_act(client: Client) -> None:
    client.post("/admin/logout/")
    client.get("/admin/")
    assert entries() == []


def test_what_is_refused_is_noted(client: Client) -> None:
    writer = make_staff("Contributor", "bolat")
    client.force_login(writer)
    other = make_draft()
    client.get("/admin/newsroom/publication/add/")
    client.post(f"{LIST}{other.pk}/change/", form_data(other))
    client.get(f"{LIST}{other.pk}/delete/")
    client.get(LOG)
    rows = Act.objects.order_by("pk").values_list("who", "verb", "note")
    assert [*rows] == [
        ("bolat", "denied", "GET /admin/newsroom/publication/add/"),
        ("bolat", "denied", f"POST {LIST}{other.pk}/change/"),
        ("bolat", "denied", f"GET {LIST}{other.pk}/delete/"),
        ("bolat", "denied", f"GET {LOG}"),
    ]


def test_an_action_that_is_not_theirs_is_noted_and_not_done(client: Client) -> None:
    writer = make_staff("Contributor", "bolat")
    client.force_login(writer)
    own = make_draft(created_by=writer)
    act(client, LIST, "publish", own)
    act(client, LIST, "delete_selected", own)
    address = f"{LIST}{own.pk}/change/"
    client.post(address, form_data(own, headline="Kept words", _act="publish"))
    own.refresh_from_db()
    assert (own.status, own.headline) == ("draft", "Kept words")
    assert entries() == [
        ("bolat", "denied", ""),
        ("bolat", "denied", ""),
        ("bolat", "change", "Kept words"),
        ("bolat", "denied", ""),
    ]


def test_a_reply_by_the_form_leaves_one_entry(client: Client) -> None:
    client.force_login(make_staff("Moderator", "dana"))
    rating = make_rating(make_interview(headline="Tides"), review="Good.")
    Act.objects.all()._raw_delete("default")
    data = {"reason": "other", "note": "A note", "reply": "Thank you."}
    client.post(f"{QUEUE}{rating.pk}/change/", data)
    client.post(f"{QUEUE}{rating.pk}/change/", data | {"_act": "reject"})
    assert [verb for _who, verb, _title in entries()] == ["reply", "reject"]


def test_an_addition_a_change_and_a_deletion_are_noted(chief: Client) -> None:
    chief.post("/admin/taggit/tag/add/", {"name": "sea", "slug": "sea"})
    tag = Tag.objects.get()
    address = f"/admin/taggit/tag/{tag.pk}/"
    chief.post(f"{address}change/", {"name": "ocean", "slug": "sea"})
    chief.post(f"{address}change/", {"name": "ocean", "slug": "sea"})
    chief.post(f"{address}delete/", {"post": "yes"})
    assert entries() == [
        ("chief", "add", "sea"),
        ("chief", "change", "ocean"),
        ("chief", "delete", "ocean"),
    ]
    changed = Act.objects.get(verb="change")
    assert (changed.before, changed.after) == ({"name": "sea"}, {"name": "ocean"})
    assert (changed.kind, changed.kind_id) == ("taggit.tag", str(tag.pk))


def test_deletions_from_a_list_are_noted_one_by_one(chief: Client) -> None:
    people = [make_person(name="Asel"), make_person(name="Bolat")]
    act(chief, "/admin/newsroom/person/", "delete_selected", *people)
    data = {"action": "delete_selected", "post": "yes"}
    chosen = {"_selected_action": [person.pk for person in people]}
    chief.post("/admin/newsroom/person/", data | chosen)
    assert sorted(entries()) == [
        ("chief", "delete", "Asel"),
        ("chief", "delete", "Bolat"),
    ]


def test_groups_are_noted_by_name_and_passwords_not_at_all(chief: Client) -> None:
    user = make_staff("Editor", "asel")
    fresh = {"password1": "quite another one", "password2": "quite another one"}
    address = f"/admin/auth/user/{user.pk}/password/"
    assert chief.post(address, fresh | {"usable_password": "true"}).status_code == 302
    group = Group.objects.get(name="Moderator")
    data = {"username": "asel", "groups": [group.pk], "is_staff": "on"}
    date = {"date_joined_0": "2026-01-01", "date_joined_1": "08:00:00"}
    data |= {"is_active": "on"} | date
    answer = chief.post(f"/admin/auth/user/{user.pk}/change/", data)
    assert answer.status_code == 302
    password, change = Act.objects.order_by("pk")
    assert (password.verb, password.after) == ("password", {"password": "…"})
    assert change.before["groups"] == ["Editor"]
    assert change.after["groups"] == ["Moderator"]
    assert "quite another" not in str(Act.objects.values())


def test_one_s_own_new_password_is_noted(client: Client) -> None:
    client.force_login(make_staff("Editor", "asel"))
    fresh = {"new_password1": "quite another one", "new_password2": "quite another one"}
    client.post("/admin/password_change/", fresh | {"old_password": PASSWORD})
    assert entries() == [("asel", "password", "asel")]


def test_a_publication_s_change_names_the_values(chief: Client) -> None:
    publication = make_publication(name="The Quay")
    data = {
        "name": "The Pier",
        "slug": publication.slug,
        "accent": "ink",
        "language": "en",
        "time_zone": "UTC",
        "label_style": "numbered",
        "rating_policy": "closed",
    }
    chief.post(f"/admin/newsroom/publication/{publication.pk}/change/", data)
    row = Act.objects.get()
    assert row.before == {"name": "The Quay", "rating_policy": "hold_words"}
    assert row.after == {"name": "The Pier", "rating_policy": "closed"}
    assert Publication.objects.get().name == "The Pier"


def test_decisions_on_reviews_are_noted_with_before_and_after(client: Client) -> None:
    client.force_login(make_staff("Moderator", "dana"))
    interview = make_interview(headline="Tides")
    rating = make_rating(interview, review="Good.")
    Act.objects.all()._raw_delete("default")
    for verb in ("approve", "reject", "mark_spam"):
        act(client, QUEUE, verb, rating)
    rows = Act.objects.order_by("pk")
    assert [row.verb for row in rows] == ["approve", "reject", "spam"]
    key = str(rating.pk)
    assert [row.before[key] for row in rows] == ["pending", "approved", "rejected"]
    assert [row.after[key] for row in rows] == ["approved", "rejected", "spam"]
    assert {row.who for row in rows} == {"dana"}


def test_verbs_refused_leave_no_entry() -> None:
    draft = make_draft(0)
    with pytest.raises(ValidationError):
        draft.publish(by=None)
    assert not Act.objects.exists()


def test_an_entry_is_never_changed_or_deleted() -> None:
    row = Act.objects.record("publish", by=None, on=make_draft())
    row.note = "forged"
    for attempt in (
        row.save,
        row.delete,
        lambda: Act.objects.update(note="forged"),
        lambda: Act.objects.filter(pk=row.pk).delete(),
        lambda: Act.objects.bulk_update([row], ["note"]),
    ):
        with pytest.raises(NeverChanged):
            attempt()
    assert Act.objects.get().note == ""


def test_the_desk_offers_no_way_to_change_the_log(chief: Client) -> None:
    row = Act.objects.record("publish", by=None, on=make_draft(headline="Tides"))
    before = list(Act.objects.values())
    data = {"who": "forged", "verb": "add", "title": "forged", "note": "forged"}
    chief.post(f"{LOG}{row.pk}/change/", data)
    chief.post(f"{LOG}{row.pk}/delete/", {"post": "yes"})
    chief.post(f"{LOG}add/", data)
    act(chief, LOG, "delete_selected", row)
    assert list(Act.objects.filter(pk=row.pk).values()) == before
    assert not Act.objects.filter(who="forged").exists()
    page = chief.get(f"{LOG}{row.pk}/change/").text
    assert "Tides" in page and 'name="_save"' not in page


def test_the_history_of_a_row_is_that_of_the_log(chief: Client) -> None:
    draft = make_draft()
    draft.publish(by=None)
    page = LexborHTMLParser(chief.get(f"{LIST}{draft.pk}/history/").text)
    (act,) = page.css(".act")
    text = " ".join(act.text().split())
    assert text.startswith("Published or scheduled Nobody known")
    assert "Statusbefore: Draft after: Published" in text


def test_the_log_outlives_who_acted_and_what_was_acted_on(chief: Client) -> None:
    editor = make_staff("Editor", "asel")
    draft = make_draft(headline="Tides")
    draft.publish(by=editor)
    draft.delete()
    editor.delete()
    row = Act.objects.get()
    assert (row.who, row.title) == ("asel", "Tides")
    assert "asel" in chief.get(LOG).text
    assert not Rating.objects.exists()

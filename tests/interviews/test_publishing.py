"""When an interview becomes public: moments, zones, embargoes, checks."""

import datetime
from datetime import UTC
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from interviews.models import Interview
from newsroom.accounts.acts import Act
from tests.factories import make_draft, make_interview, make_publication, make_staff
from tests.interviews.desk import LIST, act, form_data, typed_in

pytestmark = pytest.mark.django_db
BERLIN = {"time_zone": "Europe/Berlin"}


def change(client: Client, interview: Interview, **changes: Any) -> str:
    address = f"{LIST}{interview.pk}/change/"
    return client.post(address, form_data(interview, **changes), follow=True).text


def at(name: str, date: str, clock: str) -> dict[str, str]:
    return {f"{name}_0": date, f"{name}_1": clock}


def in_hours(hours: float) -> datetime.datetime:
    return timezone.now() + datetime.timedelta(hours=hours)


# Zones


def test_a_moment_is_read_by_the_publication_s_clock(editor: Client) -> None:
    draft = make_draft(publication=make_publication(time_zone="Asia/Almaty"))
    change(editor, draft, **at("publish_at", "2099-05-01", "08:00"))
    draft.refresh_from_db()
    assert draft.publish_at == datetime.datetime(2099, 5, 1, 3, tzinfo=UTC)
    page = editor.get(f"{LIST}{draft.pk}/change/").text
    assert 'value="2099-05-01"' in page and 'value="08:00:00"' in page
    assert "By the clock of Asia/Almaty, UTC+05:00 now." in page
    due = '1 May 2099, 08:00 <span class="due__zone">Asia/Almaty</span>'
    assert due in editor.get(LIST).text


@pytest.mark.parametrize(
    ("date", "clock", "said"),
    [
        ("2026-03-29", "02:30", "Write 01:30 or 03:30."),
        ("2026-10-25", "02:30", "Write 02:30+02:00 for the first or 02:30+01:00"),
        ("0001-01-01", "00:00", "Choose a year from 1900 to 2199."),
        ("9999-12-31", "23:59", "Choose a year from 1900 to 2199."),
        ("2026-13-01", "00:00", "Enter a valid date."),
        ("2026-05-01", "25:00", "Enter a valid time."),
        ("2026-05-01", "", "Give both a date and a time."),
        ("2026-05-01", "12:00+09:00", "At 12:00 the clock of Europe/Berlin is at"),
        ("2026-05-01", "99:00+99:99", "Enter a valid time."),
    ],
)
@pytest.mark.parametrize("name", ["publish_at", "embargo_until"])
def test_a_moment_that_is_none_is_refused_with_what_to_write(
    editor: Client, name: str, date: str, clock: str, said: str
) -> None:
    draft = make_draft(publication=make_publication(**BERLIN))
    assert said in change(editor, draft, headline="Typed", **at(name, date, clock))
    draft.refresh_from_db()
    assert getattr(draft, name) is None and draft.headline != "Typed"


def test_of_a_time_that_comes_twice_either_can_be_chosen_and_is_kept(
    editor: Client,
) -> None:
    draft = make_draft(publication=make_publication(**BERLIN))
    for clock, hour in (("02:30+02:00", 0), ("02:30+01:00", 1)):
        change(editor, draft, **at("publish_at", "2026-10-25", clock))
        draft.refresh_from_db()
        moment = datetime.datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
        assert draft.publish_at == moment
        sent = typed_in(editor, draft)
        assert sent["publish_at_1"] == clock.replace("30+", "30:00+").replace(
            "0:00+02:00", "0:00+0200"
        ).replace("0:00+01:00", "0:00+0100")
        editor.post(f"{LIST}{draft.pk}/change/", sent)
        draft.refresh_from_db()
        assert draft.publish_at == moment


def test_an_untouched_moment_stays_to_the_microsecond(editor: Client) -> None:
    interview = make_interview()
    editor.post(
        f"{LIST}{interview.pk}/change/",
        typed_in(editor, interview) | {"intro": "More."},
    )
    stored = Interview.objects.get()
    assert (stored.intro, stored.publish_at) == ("More.", interview.publish_at)


# Embargoes


def test_nothing_is_published_before_its_embargo_ends(editor: Client) -> None:
    draft = make_draft(embargo_until=in_hours(2))
    with pytest.raises(ValidationError, match="It is under embargo until"):
        draft.publish(by=None)
    with pytest.raises(ValidationError, match="It is under embargo until"):
        draft.publish(by=None, at=in_hours(1))
    assert "It is under embargo until" in act(editor, LIST, "publish", draft)
    draft.refresh_from_db()
    assert draft.status == "draft"
    draft.publish(by=None, at=draft.embargo_until)
    assert draft.is_scheduled


def test_the_database_refuses_it_too() -> None:
    interview = make_interview()
    with pytest.raises(IntegrityError), transaction.atomic():
        Interview.objects.filter(pk=interview.pk).update(embargo_until=in_hours(1))


def test_a_scheduled_interview_is_not_put_before_its_embargo(editor: Client) -> None:
    draft = make_draft(publication=make_publication(**BERLIN))
    change(editor, draft, _act="publish", **at("publish_at", "2099-05-01", "08:00"))
    page = change(
        editor,
        draft,
        **at("publish_at", "2099-05-01", "08:00"),
        **at("embargo_until", "2099-05-02", "08:00"),
    )
    assert "It is under embargo: publish it when that ends or later." in page
    draft.refresh_from_db()
    assert draft.embargo_until is None and draft.is_scheduled


def test_what_is_scheduled_can_be_published_now_its_time_emptied_or_not(
    editor: Client,
) -> None:
    moment = at("publish_at", "2099-05-01", "08:00")
    for sent in (moment, {}):
        draft = make_draft()
        said = change(editor, draft, _act="publish", **moment)
        assert "1 interview scheduled." in said and "interview published" not in said
        assert "Save and publish now" in said
        assert "needs a time" in change(editor, draft)
        assert "1 interview published." in change(
            editor, draft, _act="publish_now", **sent
        )
        draft.refresh_from_db()
        assert draft.is_public
    said = act(editor, LIST, "publish_now", draft)
    assert "It is published already." in said


def test_publishing_now_waits_for_an_embargo(editor: Client) -> None:
    draft = make_draft(embargo_until=datetime.datetime(2099, 5, 1, tzinfo=UTC))
    draft.publish(by=None, at=draft.embargo_until)
    kept = at("embargo_until", "2099-05-01", "00:00")
    said = change(editor, draft, _act="publish_now", **kept)
    assert "It is under embargo until" in said
    draft.refresh_from_db()
    assert draft.is_scheduled and draft.publish_at == draft.embargo_until


@pytest.mark.parametrize("fresh", [{}, at("embargo_until", "2098-01-01", "08:00")])
def test_lifting_an_embargo_early_needs_a_reason_and_is_logged(
    editor: Client, fresh: dict[str, str]
) -> None:
    until = datetime.datetime(2099, 5, 1, 8, tzinfo=UTC)
    draft = make_draft(embargo_until=until)
    assert "Say why the embargo is lifted." in change(editor, draft, **fresh)
    draft.refresh_from_db()
    assert draft.embargo_until == until
    change(editor, draft, embargo_reason="The embassy agreed.", **fresh)
    draft.refresh_from_db()
    assert draft.embargo_until != until
    row = Act.objects.get()
    assert (row.verb, row.who, row.note) == (
        "lift_embargo",
        "asel",
        "The embassy agreed.",
    )
    assert row.before["embargo_until"] == "2099-05-01T08:00:00+00:00"


def test_lifting_an_embargo_early_needs_the_permission(editor: Client) -> None:
    from django.contrib.auth.models import Group, Permission

    lift = Permission.objects.get(codename="lift_embargo")
    Group.objects.get(name="Editor").permissions.remove(lift)
    draft = make_draft(embargo_until=in_hours(2))
    page = change(editor, draft, embargo_reason="Because.")
    assert "You may not end an embargo before its time." in page
    draft.refresh_from_db()
    assert draft.embargo_until is not None


def test_making_it_longer_and_ending_a_past_one_need_neither(editor: Client) -> None:
    draft = make_draft(embargo_until=datetime.datetime(2099, 1, 1, tzinfo=UTC))
    change(editor, draft, **at("embargo_until", "2099-02-01", "08:00"))
    draft.refresh_from_db()
    assert draft.embargo_until == datetime.datetime(2099, 2, 1, 8, tzinfo=UTC)
    past = make_draft(embargo_until=in_hours(-1))
    change(editor, past)
    past.refresh_from_db()
    assert past.embargo_until is None


def test_a_contributor_sets_neither_moment(client: Client) -> None:
    writer = make_staff("Contributor")
    client.force_login(writer)
    draft = make_draft(created_by=writer, embargo_until=in_hours(1))
    change(client, draft, headline="Mine", **at("publish_at", "2026-01-01", "08:00"))
    stored = Interview.objects.get()
    assert (stored.headline, stored.publish_at) == ("Mine", None)
    assert stored.embargo_until == draft.embargo_until


# The path from draft to withdrawn


def test_every_step_is_noted_with_before_and_after() -> None:
    by = make_staff("Editor", "asel")
    draft = make_draft()
    draft.submit(by=by)
    draft.publish(by=by)
    draft.withdraw(by=by)
    rows = Act.objects.order_by("pk")
    assert [(r.verb, r.before["status"], r.after["status"]) for r in rows] == [
        ("submit", "draft", "in_review"),
        ("publish", "in_review", "published"),
        ("withdraw", "published", "withdrawn"),
    ]
    assert [r.after["version"] for r in rows] == [2, 3, 4]
    assert {r.who for r in rows} == {"asel"}


def test_publishing_says_which_checks_are_open(editor: Client) -> None:
    page = act(editor, LIST, "publish", make_draft())
    assert "1 interview published." in page
    assert "It has no standfirst." in page

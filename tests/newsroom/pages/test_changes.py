"""Whatever changes what readers see says so to the page store."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser
from taggit.models import Tag

from interviews.models import BinnedInterview, Interview, Rating, RatingSummary
from newsroom import pages
from newsroom.accounts.acts import Act
from newsroom.models import Page, Person, Publication
from newsroom.pages import versions
from newsroom.pages.versions import SEATS, SLOTS, UNDER_WAY, Versions
from newsroom.serving import faults
from tests.factories import (
    make_draft,
    make_interview,
    make_person,
    make_publication,
    make_rating,
)

pytestmark = pytest.mark.django_db(transaction=True)

# One row of each model that has a page on the desk.
ROWS: dict[type[Model], Callable[[], Any]] = {
    Group: lambda: Group.objects.create(name="Proofreaders"),
    Interview: lambda: make_interview(),
    Person: make_person,
    Page: lambda: Page.objects.create(slug="imprint", title="Imprint", body="We."),
    Publication: make_publication,
    Rating: lambda: make_rating(make_interview(), review="Good."),
    Tag: lambda: Tag.objects.create(name="Sea", slug="sea"),
    User: lambda: User.objects.create_user("someone"),
}


@pytest.fixture
def chief(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("chief"))
    return client


def filled_in(form: Any) -> dict[str, Any]:
    """Return what a browser sends when nothing on the form is touched."""
    data: dict[str, Any] = {}
    for field in form.css("input, textarea, select"):
        name, kind = field.attributes.get("name"), field.attributes.get("type")
        if not name or kind in ("submit", "file") or "__prefix__" in name:
            continue
        if field.tag == "select":
            chosen = field.css("option[selected]")
            data[name] = [option.attributes.get("value") or "" for option in chosen]
        elif kind in ("checkbox", "radio"):
            if "checked" in field.attributes:
                data.setdefault(name, []).append(field.attributes.get("value") or "on")
        elif field.tag == "textarea":
            data[name] = field.text()
        else:
            data[name] = field.attributes.get("value") or ""
    return data


def seen(interview_id: int | None = None) -> versions.Snapshot:
    return versions.shared().read(interview_id)


def address(row: Model, page: str) -> str:
    meta = row._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=[row.pk])


def test_a_save_on_every_page_of_the_desk_moves_the_version(chief: Client) -> None:
    saved = []
    for model in admin.site._registry:
        if model in (Act, BinnedInterview):  # nobody changes one
            continue
        assert model in ROWS, f"name a row of {model} in ROWS"
        row = ROWS[model]()
        change = address(row, "change")
        page = LexborHTMLParser(chief.get(change).text)
        (form,) = page.css(f"form#{model._meta.model_name}_form")
        interview_id = getattr(row, "interview_id", None)
        before = seen(interview_id)
        response = chief.post(change, filled_in(form))
        assert response.status_code == 302, (model, response.text)
        assert seen(interview_id) != before, model
        saved.append(model)
    assert set(saved) == set(ROWS)


def test_a_deletion_on_every_page_of_the_desk_removes(chief: Client) -> None:
    for model, make in ROWS.items():
        if model is Rating:  # nobody deletes one on the desk
            continue
        row = make()
        if isinstance(row, Publication):
            row.interviews.all().delete()
        before = seen()
        response = chief.post(address(row, "delete"), {"post": "yes"})
        assert response.status_code == 302, model
        assert seen().site_removed > before.site_removed, model


def test_a_deletion_from_a_list_removes(chief: Client) -> None:
    person = make_person()
    before = seen()
    chief.post(
        reverse("admin:newsroom_person_changelist"),
        {"action": "delete_selected", "_selected_action": person.pk, "post": "yes"},
    )
    assert not Person.objects.exists()
    assert seen().site_removed > before.site_removed


def test_an_editorial_change_drops_all_and_removes_nothing() -> None:
    interview = make_interview()
    before = seen(interview.pk)
    with transaction.atomic():
        pages.changed()
        assert seen(interview.pk) == before
    after = seen(interview.pk)
    assert after == before._replace(site=before.site + 1)


def test_a_counted_rating_drops_its_interview_alone() -> None:
    interview, other = make_interview(), make_interview()
    assert (interview.pk - other.pk) % SLOTS
    before, of_other = seen(interview.pk), seen(other.pk)
    make_rating(interview)
    assert seen(interview.pk) == before._replace(interview=before.interview + 1)
    assert seen(other.pk) == of_other


def test_waiting_words_drop_nothing_and_their_approval_does() -> None:
    interview = make_interview()
    before = seen(interview.pk)
    rating = make_rating(interview, review="Good.")
    assert seen(interview.pk) == before
    rating.reject(by=User.objects.create_user("moderator"))
    assert seen(interview.pk) == before
    rating.approve(by=User.objects.get())
    assert seen(interview.pk) == before._replace(interview=before.interview + 1)


@pytest.mark.parametrize(
    "takes_back",
    [
        lambda rating: rating.reject(by=None),
        lambda rating: rating.withdraw(),
        lambda rating: rating.delete(),
        lambda rating: rating.interview.rate(
            reader_key=rating.reader_key, score=rating.score, review=""
        ),
    ],
    ids=["rejected", "withdrawn", "deleted", "words taken out, stars kept"],
)
def test_words_that_were_public_are_removed(takes_back: Callable[[Any], Any]) -> None:
    rating = make_rating(make_interview(), review="Good.")
    rating.approve(by=None)  # type: ignore[arg-type]
    before = seen(rating.interview_id)
    takes_back(rating)
    after = seen(rating.interview_id)
    assert after.interview_removed > before.interview_removed
    assert after.site_removed == before.site_removed


def test_repaired_figures_drop_their_interview() -> None:
    interview = make_interview()
    before = seen(interview.pk)
    RatingSummary.objects.repair(interview.pk)
    assert seen(interview.pk).interview > before.interview


def test_withdrawing_and_deleting_an_interview_remove_its_pages() -> None:
    interview = make_interview()
    before = seen()
    interview.withdraw(by=None)
    assert seen().site_removed == before.site_removed + 1
    interview.delete()
    assert seen().site_removed == before.site_removed + 2


def test_a_draft_that_is_handed_in_removes_nothing() -> None:
    before = seen()
    make_draft().submit(by=None)
    assert seen().site_removed == before.site_removed


def test_a_change_rolled_back_drops_nothing_and_leaves_no_mark() -> None:
    before = seen()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        pages.changed()
        assert marks() == 1
        raise ZeroDivisionError
    assert seen() == before
    assert marks() == 0


def test_a_savepoint_rolled_back_drops_nothing() -> None:
    before = seen()
    with transaction.atomic(), pytest.raises(ZeroDivisionError), transaction.atomic():
        pages.changed()
        raise ZeroDivisionError
    assert (seen(), marks()) == (before, 0)


def marks() -> int:
    return sum(versions.shared().words[UNDER_WAY : UNDER_WAY + SEATS])


# Other processes


@pytest.fixture
def mid_change() -> Iterator[subprocess.Popen[str]]:
    """Start a process that stands between its commit and its drop."""
    program = (
        "import sys, pathlib; from newsroom.pages.versions import Versions\n"
        "counters = Versions(pathlib.Path(sys.argv[1])); counters.begin_change()\n"
        "print('ready', flush=True); sys.stdin.read()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(versions.shared().file)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    with process:
        yield process
        process.kill()


def test_a_living_process_in_the_middle_of_a_change_is_left_alone(
    mid_change: subprocess.Popen[str],
) -> None:
    before = seen()
    versions.shared().recover()
    assert (seen(), marks()) == (before, 1)


def test_a_process_that_died_in_the_middle_of_a_change_drops_all(
    mid_change: subprocess.Popen[str],
) -> None:
    before = seen()
    mid_change.send_signal(signal.SIGKILL)
    mid_change.wait()
    versions.shared().recover()
    after = seen()
    assert after.site > before.site
    assert after.site_removed > before.site_removed
    assert marks() == 0
    versions.shared().recover()
    assert seen() == after


def test_another_process_sees_the_move() -> None:
    program = (
        "import sys, pathlib; from newsroom.pages.versions import Versions\n"
        "Versions(pathlib.Path(sys.argv[1])).move(7)\n"
    )
    before = seen(7)
    subprocess.run(
        [sys.executable, "-c", program, str(versions.shared().file)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        check=True,
    )
    assert seen(7) == before._replace(interview=before.interview + 1)


def test_a_file_of_another_shape_is_made_anew_with_another_version() -> None:
    file = settings.DATA_DIR / "other-versions"
    file.write_bytes(b"nothing of ours")
    first = Versions(file).read(None)
    file.unlink()
    assert Versions(file).read(None).site > first.site


def test_a_restart_of_the_machine_drops_all(monkeypatch: pytest.MonkeyPatch) -> None:
    file = settings.DATA_DIR / "booted-versions"
    before = Versions(file).read(None)
    assert Versions(file).read(None) == before
    monkeypatch.setattr(versions, "_boot", lambda: 4711)
    assert Versions(file).read(None).site > before.site


def test_a_file_cut_off_under_who_counts_kills_nobody(tmp_path: Any) -> None:
    """In a process of its own: what goes wrong here ends it with a signal."""
    program = (
        "import os, pathlib, sys; from newsroom.pages.versions import SIZE, Versions\n"
        "file = pathlib.Path(sys.argv[1]); one, other = Versions(file), Versions(file)\n"
        "for left in (0, 100, 4096, SIZE - 1):\n"
        "    change, before = one.begin_change(), other.read(7)\n"
        "    os.truncate(file, left)\n"
        "    assert one.read(7).site > before.site and other.read(7) == one.read(7)\n"
        "    assert file.stat().st_size == SIZE\n"
        "    one.move(7); one.end_change(change); other.look()\n"
        "    assert other.read(7).interview == one.read(7).interview > 0\n"
    )
    subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "page-versions")],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        check=True,
    )


def test_a_reply_drops_its_interview_alone(chief: Client) -> None:
    rating = make_rating(make_interview(), review="Good.")
    rating.approve(by=make_staff_member())
    before = seen(rating.interview_id)
    chief.post(address(rating, "change"), {"reason": "", "reply": "Thank you."})
    rating.refresh_from_db()
    assert rating.reply == "Thank you."
    after = seen(rating.interview_id)
    assert after == before._replace(interview=after.interview)
    assert after.interview > before.interview


def make_staff_member() -> User:
    return User.objects.create_user("moderator", is_staff=True)


def test_a_full_disk_cannot_kill_who_counts(tmp_path: Any, monkeypatch: Any) -> None:
    file = tmp_path / "page-versions"
    Versions(file)
    # Written to memory, a part of the file that has no place on the disk would.
    assert file.stat().st_blocks * 512 >= versions.SIZE

    def full(*arguments: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.posix_fallocate", full)
    with pytest.raises(OSError, match="No space left"):
        Versions(tmp_path / "other")


def test_who_cannot_count_refuses_for_now(tmp_path: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    (tmp_path / "page-versions").mkdir()
    with pytest.raises(OSError, match="no page can be dropped") as refused:
        versions.shared.__wrapped__()
    assert faults.is_passing(refused.value)
    monkeypatch.setattr(versions, "shared", versions.shared.__wrapped__)
    with pytest.raises(OSError, match="no page can be dropped"):
        pages.changed()  # nothing is left half made, which would be a warning here

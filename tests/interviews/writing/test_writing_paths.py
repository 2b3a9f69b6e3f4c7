"""Whichever way an interview is written, its words are kept and search follows."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

from interviews.models import Interview, SearchEntry, snapshot
from newsroom.accounts.acts import Act
from tests.factories import make_publication, make_speaker, make_staff
from tests.interviews.desk import LIST, act, typed_in
from tests.interviews.importing.desk import TEXT, draft, press, read_in
from tests.interviews.writing.test_text_page import text_in

pytestmark = pytest.mark.django_db
FORM = "{}{}/change/"


class Desk:
    """An editor, and one interview that came from a transcript."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.client = Client()
        self.editor: User = make_staff("Editor")
        self.client.force_login(self.editor)
        make_publication(name="The Tidewater", slug="tidewater", label_style="names")
        self.interview = draft(self.client, read_in(self.client))

    def form(self, **changes: Any) -> None:
        data = typed_in(self.client, self.interview) | changes
        address = FORM.format(LIST, self.interview.pk)
        assert self.client.post(address, data).status_code == 302


def _form(desk: Desk) -> None:
    desk.form(**{"headline": "Written", "questions-0-answer": "Written."})


def _form_with_other_rows(desk: Desk) -> None:
    desk.form(
        **{
            "questions-0-DELETE": "on",
            "questions-TOTAL_FORMS": 3,
            "questions-2-text": "Written?",
            "questions-2-position": 9,
            "speakers-1-name": "Written Name",
            "tags": "written",
        }
    )


def _button(desk: Desk) -> None:
    desk.form(_act="publish", intro="Written.")


def _text(desk: Desk) -> None:
    address = f"{LIST}{desk.interview.pk}/text/"
    text = text_in(desk.client.get(address).text).replace("uncle", "written uncle")
    version = Interview.objects.get().version
    desk.client.post(address, {"text": text, "opened_at": version})


def _import_again(desk: Desk) -> None:
    page = read_in(desk.client, TEXT.replace("uncle", "written uncle"))
    press(desk.client, page, "update")


def _command(desk: Desk) -> None:
    file = desk.folder / "later.txt"
    file.write_text(TEXT.replace("uncle", "written uncle"))
    call_command("import_transcript", str(file), publication="tidewater")


def _command_publishes(desk: Desk) -> None:
    file = desk.folder / "other.txt"
    file.write_text(TEXT.replace("uncle", "written uncle"))
    call_command(
        "import_transcript",
        str(file),
        publication="tidewater",
        publish=True,
        update=True,
    )


def _restore(desk: Desk) -> None:
    desk.form(headline="Passing")
    version = desk.interview.revisions.order_by("version")[0].version
    desk.client.post(f"{LIST}{desk.interview.pk}/revisions/{version}/restore/")


def _merge(desk: Desk) -> None:
    mine = typed_in(desk.client, desk.interview) | {"headline": "Written mine"}
    desk.form(**{"questions-0-answer": "Written theirs."})
    version = Interview.objects.get().version
    merge = {"_merge": "yes", "merge_version": version}
    address = FORM.format(LIST, desk.interview.pk)
    assert desk.client.post(address, mine | merge).status_code == 302


def _actions(desk: Desk) -> None:
    for name in ("submit", "publish", "withdraw", "publish"):
        act(desk.client, LIST, name, desk.interview)


def _list_to_bin_and_back(desk: Desk) -> None:
    act(desk.client, LIST, "publish", desk.interview)
    chosen = {"_selected_action": desk.interview.pk, "post": "yes"}
    desk.client.post(LIST, chosen | {"action": "delete_selected"})
    assert not SearchEntry.objects.exists()
    act(desk.client, "/admin/interviews/binnedinterview/", "put_back", desk.interview)


WAYS: list[Callable[[Desk], None]] = [
    _form,
    _form_with_other_rows,
    _button,
    _text,
    _import_again,
    _command,
    _command_publishes,
    _restore,
    _merge,
    _actions,
    _list_to_bin_and_back,
]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("public", [False, True])
def test_words_are_kept_and_search_follows(
    way: Callable[[Desk], None], public: bool, tmp_path: Path
) -> None:
    desk = Desk(tmp_path)
    make_speaker(desk.interview, name="Passer-by")
    if public and way not in (_import_again, _command):
        Interview.objects.get().publish(by=desk.editor)
    first = Interview.objects.get().version
    way(desk)

    interview = Interview.objects.get()
    newest = interview.revisions.newest_first()[0]
    assert newest.words == snapshot.take(interview)
    assert newest.version <= interview.version
    changed = way is not _list_to_bin_and_back or not public
    assert (newest.version > first) is changed
    versions = Act.objects.filter(after__version=newest.version)
    assert versions.count() == 1
    stored = list(SearchEntry.objects.order_by("place").values())
    SearchEntry.objects.rewrite(interview)
    assert list(SearchEntry.objects.order_by("place").values()) == stored
    assert bool(stored) is (interview.status == "published")

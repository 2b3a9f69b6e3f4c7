"""What two wrote, joined: it fits what stands now, and nothing is joined unasked."""

from typing import Any

import pytest

from interviews.models import Autosave, Interview, SavedMeanwhile
from tests.factories import make_draft, make_speaker
from tests.interviews.desk import LIST, typed_in
from tests.interviews.writing.test_two_editors import client_of, refused, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Interview:
    draft = make_draft(3, headline="Tides", standfirst="First thoughts.")
    make_speaker(draft, name="Ada Lund", position=1)
    return draft


def test_one_joins_with_what_was_published_meanwhile(draft: Interview) -> None:
    first, second = client_of("asel"), client_of("bolat")
    sent = typed_in(second, draft) | {"intro": "Bolat's intro."}
    save(first, draft, typed_in(first, draft), _act="publish")
    page = save(second, draft, sent).text
    assert "A published interview needs a time" not in page
    version = Interview.objects.get().version
    merge = {"_merge": "yes", "merge_version": version}
    assert save(second, draft, sent | merge).status_code == 302
    interview = Interview.objects.get()
    assert interview.is_public and interview.intro == "Bolat's intro."
    # Taking one's own empty time would leave it published without one.
    sent = typed_in(second, draft)
    save(first, draft, typed_in(first, draft), intro="Asel's intro.")
    mine = {"publish_at_0": "", "publish_at_1": "", "merge-publish_at": "mine"}
    merge = {"_merge": "yes", "merge_version": version + 2, "merge-intro": "theirs"}
    answer = save(second, draft, sent | mine | merge)
    assert answer.status_code == 200
    assert "A published interview needs a time" in answer.text
    assert Interview.objects.get().is_public


def test_joining_lifts_no_embargo(draft: Interview) -> None:
    first, second = client_of("asel"), client_of("bolat")
    sent = typed_in(second, draft) | {"intro": "Bolat's intro."}
    until = {"embargo_until_0": "2099-05-01", "embargo_until_1": "08:00"}
    save(first, draft, typed_in(first, draft), **until)
    assert "Say why the embargo is lifted" not in save(second, draft, sent).text
    merge = {"_merge": "yes", "merge_version": 2, "merge-embargo_until": "mine"}
    answer = save(second, draft, sent | merge)
    assert "Joining does not lift an embargo." in answer.text
    assert Interview.objects.get().intro == ""
    merge["merge-embargo_until"] = "theirs"
    assert save(second, draft, sent | merge).status_code == 302
    interview = Interview.objects.get()
    assert interview.is_under_embargo and interview.intro == "Bolat's intro."


def test_looking_at_unsaved_work_joins_nothing(draft: Interview) -> None:
    client, sent, _html = refused(draft)
    merge = {"_merge": "yes", "merge_version": 2, "merge-headline": "mine"}
    third = client_of("dana")
    save(third, draft, typed_in(third, draft), intro="Dana's intro.")
    save(client, draft, sent | merge)  # refused, and kept as unsaved
    version = Interview.objects.get().version
    assert "merge" not in Autosave.objects.get().form
    assert client.get(f"{LIST}{draft.pk}/change/?unsaved=yes").status_code == 200
    assert Interview.objects.get().version == version


def test_a_restoration_that_came_too_late_says_so(
    draft: Interview, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of("asel")
    save(client, draft, typed_in(client, draft), headline="Two")

    def late(*_args: Any, **_more: Any) -> None:
        raise SavedMeanwhile

    monkeypatch.setattr(Interview, "rewrite", late)
    page = client.post(f"{LIST}{draft.pk}/revisions/1/restore/", follow=True).text
    assert "Somebody has saved it since you opened it." in page

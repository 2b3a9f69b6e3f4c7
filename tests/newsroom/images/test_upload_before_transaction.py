"""An upload's work holds up nobody who writes: it is done before the transaction."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client

from newsroom.images import drawing, pictures
from newsroom.models import Person
from tests.factories import make_staff
from tests.newsroom.images.test_renditions import drawn

pytestmark = pytest.mark.django_db(transaction=True)
ADD = "/admin/newsroom/person/add/"


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Return, for each piece of work, whether a transaction was open."""
    seen: list[bool] = []

    def noting(work: Any) -> Any:
        def noted(*args: Any, **kwargs: Any) -> Any:
            seen.append(connection.in_atomic_block)
            return work(*args, **kwargs)

        return noted

    monkeypatch.setattr(pictures, "cleaned", noting(pictures.cleaned))
    monkeypatch.setattr(drawing, "encoded", noting(drawing.encoded))
    return seen


def test_a_picture_is_decoded_and_drawn_once_and_before_the_transaction(
    client: Client, groups: None, held: list[bool]
) -> None:
    client.force_login(make_staff("Editor"))
    sent = {"name": "Asel", "slug": "asel", "portrait": drawn(500), "portrait_alt": "x"}
    assert client.post(ADD, sent).status_code == 302
    assert held == [False] * 7  # decoded once, drawn in two widths of three kinds
    portrait = Person.objects.get().portrait
    assert portrait.of("tone") == "teal"
    folder = Path(portrait.path).parent
    assert len([*folder.iterdir()]) == 7


def test_a_picture_that_is_refused_is_looked_at_once(
    client: Client, groups: None, held: list[bool]
) -> None:
    client.force_login(make_staff("Editor"))
    wrong = ContentFile(b"no picture", name="picture.png")
    sent = {"name": "Asel", "slug": "asel", "portrait": wrong, "portrait_alt": "x"}
    assert "This is no picture we can read." in client.post(ADD, sent).text
    assert held == [False]


def test_who_may_not_save_sets_no_work_off(
    client: Client, groups: None, held: list[bool]
) -> None:
    client.force_login(make_staff("Moderator"))
    assert client.post(ADD, {"portrait": drawn()}).status_code == 403
    assert held == []

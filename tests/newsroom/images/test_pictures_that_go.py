"""Pictures that go: replaced, cleared or deleted with their row, and refused ones."""

import io
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from newsroom.images.pictures import cleaned
from tests.factories import make_staff
from tests.interviews.desk import LIST, typed_in
from tests.newsroom.images.test_renditions import drawn, folder, make_pictured

pytestmark = pytest.mark.django_db


def test_a_picture_that_its_row_names_no_more_is_removed_whole(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    client.force_login(make_staff("Editor"))
    interview = make_pictured()
    old = folder(interview)
    assert len(list(old.iterdir())) > 3
    sent = {"opened_at": 1, "picture_alt": "Another quay", "picture": drawn(500)}
    data = typed_in(client, interview) | sent
    address = f"{LIST}{interview.pk}/change/"
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address, data).status_code == 302
    interview.refresh_from_db()
    new = folder(interview)
    assert not old.exists() and new.exists()
    data = typed_in(client, interview) | {"picture-clear": "on", "picture_alt": ""}
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address, data).status_code == 302
    assert not new.exists()


def test_a_picture_goes_with_its_interview_but_not_into_the_bin(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    client.force_login(make_staff("Editor"))
    interview = make_pictured()
    kept = folder(interview)
    for name, there in (("interview", True), ("binnedinterview", False)):
        with django_capture_on_commit_callbacks(execute=True):
            address = f"/admin/interviews/{name}/{interview.pk}/delete/"
            client.post(address, {"post": "yes"})
        assert kept.exists() is there


def test_a_webp_that_does_not_open_is_refused_for_what_it_may_be() -> None:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "WEBP")
    half = out.getvalue()[: len(out.getvalue()) // 2]
    with pytest.raises(ValidationError, match="damaged or too large to open"):
        cleaned(SimpleUploadedFile("a.webp", half))

"""A publication and an editor at its import desk."""

import pytest
from django.test import Client

from newsroom.models import Publication
from tests.factories import make_publication, make_staff


@pytest.fixture
def publication() -> Publication:
    return make_publication(name="The Tidewater", label_style="names")


@pytest.fixture
def editor(client: Client, publication: Publication) -> Client:
    client.force_login(make_staff("Editor"))
    return client

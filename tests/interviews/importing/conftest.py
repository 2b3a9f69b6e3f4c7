"""A publication and an editor at its import desk."""

import pytest
from django.test import Client

from newsroom.models import Publication
from tests.factories import make_publication


@pytest.fixture
def publication() -> Publication:
    return make_publication(name="The Tidewater", label_style="names")


@pytest.fixture
def editor(editor: Client, publication: Publication) -> Client:
    return editor

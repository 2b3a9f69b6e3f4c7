"""People of the desk, signed in."""

import pytest
from django.test import Client

from tests.factories import make_staff


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_staff("Editor", "asel"))
    return client


@pytest.fixture
def moderator(client: Client) -> Client:
    client.force_login(make_staff("Moderator", "mo"))
    return client

"""A few hundred malformed requests; ``make fuzz`` sends tens of thousands."""

from itertools import islice

import pytest
from django.db import transaction
from django.test import Client

from tests.factories import OUR_PAGE, make_interview
from tests.malformed import requests
from tests.newsroom.permissions import table
from tests.newsroom.permissions.everything import Everything

pytestmark = pytest.mark.django_db

EACH = 250


@pytest.mark.parametrize("role", ["anonymous", "administrator"])
def test_no_malformed_request_is_a_fault_of_ours(role: str) -> None:
    client = Client(headers=OUR_PAGE, raise_request_exception=False)
    everything = Everything(client, role)
    addresses = [everything.address(row.address) for row in table.rows()]
    addresses = [each for each in addresses if "/logout/" not in each]
    kept = {name: morsel.value for name, morsel in client.cookies.items()}
    wrong = []
    for asked in islice(requests(1, addresses), EACH):
        client.cookies.load(kept)
        headers = {
            name: value for name, value in asked.headers.items() if name != "Cookie"
        }
        kind = headers.pop("Content-Type", "application/octet-stream")
        path, _, query = asked.address.partition("?")
        with transaction.atomic():
            response = client.generic(
                asked.method,
                path,
                asked.body,
                kind,
                headers=headers,
                QUERY_STRING=query,
            )
            if response.streaming:
                response.getvalue()
            transaction.set_rollback(True)
        if response.status_code >= 500:
            wrong.append(asked)
    assert wrong == []


def test_addresses_that_were_faults_once_are_none(admin_client: Client) -> None:
    """Each was found by the tens of thousands."""
    change = f"/admin/interviews/interview/{make_interview().pk}/change/"
    answers = {
        f"/media/{'9' * 5000}/picture.jpg": 404,
        f"/media/token/{'9' * 5000}.jpg": 404,
        f"{change}?_to_field=": 200,
        f"{change.replace('change', 'delete')}?_to_field=": 200,
    }
    found = {each: admin_client.get(each).status_code for each in answers}
    assert found == answers


@pytest.mark.parametrize(
    "kind",
    ["application/x-www-form-urlencoded; charset=utf-7", "multipart/form-data"],
)
def test_a_form_that_cannot_be_read_is_a_bad_request(kind: str) -> None:
    """Also where its token was to be looked for."""
    client = Client(enforce_csrf_checks=True, headers=OUR_PAGE)
    client.cookies["csrf"] = "a" * 32
    for address in ("/admin/login/", "/admin/jsi18n/"):
        response = client.generic("POST", address, b"a=b", kind)
        assert response.status_code == 400, address
        assert "cannot be understood" in response.text

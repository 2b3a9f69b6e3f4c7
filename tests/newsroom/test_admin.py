"""The desk's publications, people and staff, and what all its lists withstand."""

import re

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from interviews.models import Speaker
from newsroom import desk
from newsroom.models import Person, Publication
from newsroom.serving import turns, waiting
from tests.factories import (
    make_draft,
    make_interview,
    make_person,
    make_publication,
    make_rating,
    make_staff,
)

pytestmark = pytest.mark.django_db

LISTS = [
    "/admin/auth/group/",
    "/admin/auth/user/",
    "/admin/interviews/interview/",
    "/admin/interviews/rating/",
    "/admin/newsroom/act/",
    "/admin/newsroom/person/",
    "/admin/newsroom/publication/",
    "/admin/taggit/tag/",
]
HUGE = "9" * 30
DAMAGED = [
    "o=999",
    "o=-999.x.-",
    f"o={HUGE}",
    "p=x",
    "p=0",
    "p=-1",
    f"p={HUGE}",
    f"p={'9' * 5000}",
    "all=",
    "e=1",
    "e=1&p=-1",
    "q=%00",
    "q=%22",
    "q=%27%22%5C",
    f"q={'a+' * 2000}",
    f"q={'x' * 60000}",
    "q=%ED%A0%80",
    "_to_field=password",
    "_popup=1&_to_field=id",
    "_facets=1",
    "%00=1",
    "publish_at__year=abc",
    "publish_at__year=0",
    "publish_at__year=1",
    "publish_at__year=9999",
    "publish_at__year=9999&publish_at__month=12&publish_at__day=31",
    f"publish_at__year={HUGE}",
    f"publish_at__month={HUGE}",
    "publish_at__month=2&publish_at__day=x",
    "publish_at__year=2026&publish_at__month=2&publish_at__day=31",
    "publish_at__year=2026&publish_at__year=x",
    "publish_at__gte=0001-01-01",
    "status__exact=none",
    "status__exact=%00",
    "status__isnull=x",
    f"score={HUGE}",
    "score=x",
    f"publication__id__exact={HUGE}",
    "publication__id__exact=x",
    f"interview__publication__id__exact={HUGE}",
    "interview__publication__id__exact=x",
    "country=%00",
    f"groups__id__exact={HUGE}",
    "is_staff__exact=x",
    "headline__regex=(((",
    f"id__gt={HUGE}",
    "id__in=1,x",
    "name__nothing=1",
    "created_by__password__startswith=a",
    "password__startswith=a",
]


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("administrator"))
    return client


@pytest.mark.parametrize("address", LISTS)
def test_a_damaged_address_is_no_fault_of_the_desk(admin: Client, address: str) -> None:
    for _ in range(2):
        make_rating(make_interview())
    for query in DAMAGED:
        response = admin.get(f"{address}?{query}", follow=True)
        assert response.status_code in (200, 400), query


@pytest.mark.parametrize(
    ("typed", "sought"),
    [
        ("", []),
        ("''  \"\"", []),
        ("sea sea  the", ["sea", "the"]),
        ("'the sea' a", ["'the sea'", "a"]),
        (" ".join("abcdefghi"), list("abcdef")),
        ("x" * 300, ["x" * 200]),
    ],
)
def test_a_search_looks_for_each_term_once_and_for_a_few(
    typed: str, sought: list[str]
) -> None:
    assert desk.terms(typed) == sought


@pytest.mark.parametrize("address", LISTS)
def test_neither_a_search_nor_counts_make_a_list_compare_whole_rows(
    admin: Client, address: str
) -> None:
    make_rating(make_interview())
    with CaptureQueriesContext(connection) as queries:
        admin.get(address, {"q": "a b", "_facets": "1"})
    said = [query["sql"] for query in queries]
    assert not [sql for sql in said if re.search(r'DISTINCT "\w+"."id"', sql)]
    assert not [sql for sql in said if re.search(r'AS "\d+__c"', sql)]


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("key", ["x", "-1", HUGE, "9" * 5000, "\0", "1e3", "²", ""])
def test_a_damaged_choice_of_rows_changes_nothing(
    admin: Client, address: str, key: str
) -> None:
    make_draft()
    data = {"action": "delete_selected", "_selected_action": key, "index": HUGE}
    response = admin.post(address, data | {"post": "yes"}, follow=True)
    assert response.status_code == 200
    assert Publication.objects.count() == 1


@pytest.mark.parametrize("key", ["x", "0", HUGE, "%00", "1%20OR%201"])
@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_a_damaged_key_leads_home(admin: Client, key: str, page: str) -> None:
    for address in LISTS:
        response = admin.get(f"{address}{key}/{page}/", follow=True)
        assert response.status_code in (200, 400, 403), address


@pytest.mark.parametrize(
    "query", ["term=%00", f"page={HUGE}", "page=x", "field_name=x"]
)
def test_damaged_autocompletion_is_no_fault(admin: Client, query: str) -> None:
    known = "app_label=interviews&model_name=speaker&field_name=person"
    response = admin.get(f"/admin/autocomplete/?{known}&{query}")
    assert response.status_code in (200, 400, 403, 404)


def test_an_editor_makes_a_publication(client: Client) -> None:
    client.force_login(make_staff("Editor"))
    data = {
        "name": "The Quay",
        "accent": "teal",
        "language": "en",
        "time_zone": "Asia/Almaty",
        "label_style": "names",
        "rating_policy": "hold_words",
    }
    client.post("/admin/newsroom/publication/add/", data)
    assert Publication.objects.get().slug == "the-quay"


def test_a_publication_with_interviews_is_not_deleted(client: Client) -> None:
    client.force_login(make_staff("Editor"))
    publication = make_draft().publication
    empty = make_publication()
    for each in (publication, empty):
        client.post(f"/admin/newsroom/publication/{each.pk}/delete/", {"post": "yes"})
    assert Publication.objects.get() == publication


def test_a_deleted_person_leaves_the_name_of_the_day(client: Client) -> None:
    client.force_login(make_staff("Editor"))
    person = Person.objects.create(name="Asel Nur")
    Speaker.objects.create(interview=make_draft(), person=person, name="Asel Nur")
    client.post(f"/admin/newsroom/person/{person.pk}/delete/", {"post": "yes"})
    assert not Person.objects.exists()
    assert Speaker.objects.get().name == "Asel Nur"


@pytest.mark.parametrize("name", ["publication", "person"])
def test_lists_take_as_many_queries_for_ten_rows_as_for_one(
    admin: Client, name: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    expected = {"publication": 6, "person": 7}[name]
    for rows in range(1, 11):
        make_draft()
        Person.objects.create(name=f"Person {rows}")
        if rows in (1, 10):
            with django_assert_num_queries(expected):
                admin.get(f"/admin/newsroom/{name}/")


def test_the_desk_bears_the_site_s_name(client: Client) -> None:
    page = client.get("/admin/login/").text
    assert "<title>Log in | Newsroom</title>" in page
    assert '<a href="/admin/">Newsroom</a>' in page


@pytest.mark.parametrize("page", ["add", "{}/change", "{}/delete"])
def test_a_form_waits_its_turn_where_one_is_saved_at_once(
    admin: Client, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Left to itself, SQLite lets whoever comes later pass one that waits."""
    monkeypatch.setattr(waiting, "patience", lambda: 0.01)
    admin.raise_request_exception = False
    address = f"/admin/newsroom/person/{page.format(make_person().pk)}/"
    data = {"post": "yes", "name": "Asel", "slug": "asel"}
    assert turns._queues[0].acquire(1)
    try:
        assert admin.get(address).status_code == 200
        waited_in_vain = admin.post(address, data).status_code == 503
    finally:
        turns._queues[0].release()
    assert waited_in_vain is (connection.vendor == "sqlite")
    assert admin.post(address, data).status_code in (200, 302)


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("ӘЛІБИ", 1),
        ("әліби", 1),
        ('"Әліби Омар"', 1),
        ("омар ӘЛІБИ", 1),
        ("әліби.", 0),
        ('"ә', 0),
    ],
)
def test_a_search_of_the_desk_knows_the_capitals_of_every_script(
    admin: Client, sought: str, found: int
) -> None:
    make_person(name="Әліби Омар")
    make_person(name="Ada Byron")
    page = admin.get("/admin/newsroom/person/", {"q": sought})
    assert page.context["cl"].result_count == found

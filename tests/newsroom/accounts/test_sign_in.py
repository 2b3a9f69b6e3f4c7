"""Signing in: bounded before the hash, fair to the real owner, ended in time."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from newsroom.accounts import sign_in
from tests.factories import PASSWORD, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names whose password was hashed."""
    hashed: list[str] = []
    original = sign_in.AdminAuthenticationForm.clean

    def clean(form: sign_in.AdminAuthenticationForm) -> object:
        hashed.append(form.cleaned_data["username"])
        return original(form)

    monkeypatch.setattr(sign_in.AdminAuthenticationForm, "clean", clean)
    return hashed


def try_in(client: Client, name: str, password: str = "wrong") -> int:
    form = {"username": name, "password": password}
    return client.post("/admin/login/", form).status_code


@pytest.mark.parametrize("limits", [True, False])
def test_guesses_at_one_name_are_refused_before_the_hash(
    client: Client, hashes: list[str], settings: object, limits: bool
) -> None:
    settings.LIMITS = limits  # type: ignore[attr-defined]
    said = [try_in(client, name) for name in ["ada", "ADA"] * 8]
    assert said == [200] * 10 + [429] * 6
    assert len(hashes) == 10
    response = client.post("/admin/login/", {"username": "ada", "password": "x"})
    assert 0 < int(response["Retry-After"]) <= 60
    assert "Too many tries" in response.text and 'value="ada"' in response.text


def test_guesses_at_many_names_are_refused_in_all(
    client: Client, hashes: list[str]
) -> None:
    said = [try_in(client, f"name-{n}") for n in range(70)]
    assert said == [200] * 60 + [429] * 10
    assert len(hashes) == 60


def test_who_signed_in_from_this_browser_before_is_not_locked_out() -> None:
    editor = make_staff("Editor", "ada")
    own, stranger = Client(), Client()
    assert try_in(own, "ada", PASSWORD) == 302
    own.post("/admin/logout/")
    assert [try_in(stranger, "ada") for _ in range(12)][-1] == 429
    assert try_in(stranger, "ada", PASSWORD) == 429
    assert try_in(own, "ada", PASSWORD) == 302
    own.post("/admin/logout/")
    # The cookie knows one name, and is worth nothing when it is forged.
    assert own.cookies[sign_in.COOKIE]["httponly"]
    stranger.cookies[sign_in.COOKIE] = own.cookies[sign_in.COOKIE].value[:-2] + "xx"
    assert try_in(stranger, "ada", PASSWORD) == 429
    assert editor.username == "ada"


def test_readers_keep_threads_while_passwords_are_hashed(hashes: list[str]) -> None:
    make_staff("Editor", "ada")
    own, stranger = Client(), Client()
    assert try_in(own, "ada", PASSWORD) == 302
    with ExitStack() as others:
        for _n in range(sign_in.PLACES):
            others.enter_context(sign_in._places)
        response = stranger.post("/admin/login/", {"username": "ada", "password": "x"})
        assert (response.status_code, response["Retry-After"]) == (429, "2")
        assert "Many are signing in" in response.text
        assert hashes == ["ada"]
        assert try_in(own, "ada", PASSWORD) == 302
    assert try_in(stranger, "ada") == 200


def test_of_many_guesses_one_is_hashed_at_a_time() -> None:
    at_once, most = 0, 0

    def hash_one() -> bool:
        nonlocal at_once, most
        with sign_in._place("") as found:
            if found:
                at_once += 1
                most = max(most, at_once)
                time.sleep(0.05)
                at_once -= 1
            return found

    with ThreadPoolExecutor(8) as pool:
        looked_at = sum(pool.map(lambda _n: hash_one(), range(8)))
    assert (most, looked_at) == (1, sign_in.PLACES)


def test_known_and_unknown_names_are_answered_alike(client: Client) -> None:
    make_staff("Editor", "ada")
    known = client.post("/admin/login/", {"username": "ada", "password": "wrong"})
    absent = client.post("/admin/login/", {"username": "eve", "password": "wrong"})
    assert known.status_code == absent.status_code == 200
    assert known.text.count("Please enter the correct") == 1
    assert len(known.text) == len(absent.text)


@pytest.mark.parametrize(
    ("steps", "there"),
    [
        ([timedelta(hours=2, minutes=50)] * 3, True),
        ([timedelta(hours=3, minutes=10)], False),
        ([timedelta(hours=2, minutes=50)] * 5, False),
    ],
)
def test_a_session_ends_when_idle_and_after_a_day_of_work(
    client: Client, steps: list[timedelta], there: bool
) -> None:
    make_staff("Editor", "ada")
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        assert try_in(client, "ada", PASSWORD) == 302
        for step in steps:
            clock.shift(step)
            status = client.get("/admin/").status_code
    assert status == (200 if there else 302)


@pytest.mark.parametrize("change", ["password", "is_active", "is_staff"])
def test_a_session_ends_with_what_it_rests_on(client: Client, change: str) -> None:
    user = make_staff("Editor", "ada")
    assert try_in(client, "ada", PASSWORD) == 302
    if change == "password":
        user.set_password("another long password")
    else:
        setattr(user, change, False)
    user.save()
    assert client.get("/admin/").status_code == 302


def test_nothing_is_left_of_a_session_after_signing_out(client: Client) -> None:
    make_staff("Editor", "ada")
    assert try_in(client, "ada", PASSWORD) == 302
    stolen = client.cookies["session"].value
    client.post("/admin/logout/")
    client.cookies["session"] = stolen
    assert client.get("/admin/").status_code == 302
    assert User.objects.count() == 1

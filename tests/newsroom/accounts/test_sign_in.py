"""Signing in: bounded before the hash, fair to the real owner, ended in time."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import User
from django.test import Client, RequestFactory
from django.utils import timezone

from newsroom.accounts import guesses
from newsroom.accounts.guesses import Guess
from tests.factories import PASSWORD, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names whose password was hashed."""
    hashed: list[str] = []
    original = AdminAuthenticationForm.clean

    def clean(form: AdminAuthenticationForm) -> object:
        hashed.append(form.cleaned_data["username"])
        return original(form)

    monkeypatch.setattr(AdminAuthenticationForm, "clean", clean)
    return hashed


@pytest.fixture(autouse=True)
def nobody_has_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guesses, "addresses", guesses.Addresses())


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 11, 30, 12, tzinfo=UTC), tick=False) as now:
        yield now


def try_in(
    client: Client, name: str, password: str = "wrong", source: str = "127.0.0.1"
) -> int:
    form = {"username": name, "password": password}
    return client.post("/admin/login/", form, REMOTE_ADDR=source).status_code


def minute(clock: time_machine.Traveller, guess: Callable[[int], int]) -> list[int]:
    """Guess twice a second for a minute."""
    said = []
    for n in range(120):
        said.append(guess(n))
        clock.shift(0.5)
    return said


@pytest.mark.parametrize("limits", [True, False])
def test_guesses_at_one_name_are_refused_before_the_hash(
    client: Client,
    hashes: list[str],
    settings: object,
    clock: time_machine.Traveller,
    limits: bool,
) -> None:
    settings.LIMITS = limits  # type: ignore[attr-defined]
    said = minute(clock, lambda n: try_in(client, ["ada", "ADA"][n % 2]))
    assert said.count(200) == len(hashes) == guesses.A_NAME_FROM_THERE
    clock.shift(-1)
    response = client.post("/admin/login/", {"username": "ada", "password": "x"})
    assert response.status_code == 429 and 0 < int(response["Retry-After"]) <= 60
    assert "Too many tries" in response.text and 'value="ada"' in response.text


def test_guesses_from_many_addresses_are_counted_by_the_name_and_in_all(
    client: Client, hashes: list[str], clock: time_machine.Traveller
) -> None:
    minute(clock, lambda n: try_in(client, "ada", source=f"192.0.2.{n % 50}"))
    assert len(hashes) <= guesses.A_NAME
    hashes.clear()
    clock.shift(60)
    minute(clock, lambda n: try_in(client, f"name-{n}", source=f"192.0.2.{n % 50}"))
    assert 30 < len(hashes) <= 60


def test_one_address_may_not_guess_at_all_names(
    client: Client, hashes: list[str], clock: time_machine.Traveller
) -> None:
    minute(clock, lambda n: try_in(client, f"name-{n}"))
    assert len(hashes) == guesses.AN_ADDRESS


@pytest.mark.parametrize("addresses", [1, 50])
@pytest.mark.parametrize("names", [1, 50])
def test_while_others_guess_a_newcomer_gets_in(
    client: Client, clock: time_machine.Traveller, addresses: int, names: int
) -> None:
    make_staff("Editor", "name-0")

    def guess(n: int) -> int:
        name, source = f"name-{n % names}", f"192.0.2.{n % addresses}"
        return try_in(client, name, source=source)

    for n in range(600):  # fifty a second, for twelve seconds
        last = guess(n)
        clock.shift(0.02)
    assert last == 429
    assert try_in(Client(), "name-0", PASSWORD, source="192.0.2.99") == 302


def test_whoever_knows_the_password_signs_in_as_often_as_they_like() -> None:
    make_staff("Editor", "ada")
    assert [try_in(Client(), "ada", PASSWORD) for _ in range(12)] == [302] * 12


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
    assert own.cookies[guesses.COOKIE]["httponly"]
    stranger.cookies[guesses.COOKIE] = own.cookies[guesses.COOKIE].value[:-2] + "xx"
    assert try_in(stranger, "ada", PASSWORD) == 429
    assert editor.username == "ada"


def test_readers_keep_a_processor_while_passwords_are_hashed(hashes: list[str]) -> None:
    make_staff("Editor", "ada")
    own, stranger = Client(), Client()
    assert try_in(own, "ada", PASSWORD) == 302
    with ExitStack() as others:
        for _n in range(guesses.PLACES):
            others.enter_context(guesses._places)
        response = stranger.post("/admin/login/", {"username": "ada", "password": "x"})
        assert (response.status_code, response["Retry-After"]) == (429, "2")
        assert "Many are signing in" in response.text
        assert hashes == ["ada"]
        assert try_in(own, "ada", PASSWORD) == 302
    assert try_in(stranger, "ada") == 200


def test_of_many_guesses_one_is_hashed_at_a_time(rf: RequestFactory) -> None:
    at_once, most = 0, 0
    guess = Guess(rf.post("/admin/login/"), "ada")

    def hash_one() -> bool:
        nonlocal at_once, most
        with guess.place() as found:
            if found:
                at_once += 1
                most = max(most, at_once)
                time.sleep(0.05)
                at_once -= 1
            return found

    with ThreadPoolExecutor(8) as pool:
        looked_at = sum(pool.map(lambda _n: hash_one(), range(8)))
    assert (most, looked_at) == (1, guesses.PLACES)


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

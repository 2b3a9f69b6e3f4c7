"""The second factor: set up, asked for, lost and found again."""

import re
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from newsroom.accounts.acts import Act
from tests.factories import PASSWORD, make_draft, make_staff

pytestmark = pytest.mark.django_db

ASK, SET_UP = "/admin/second-factor/", "/admin/second-factor/set-up/"


@pytest.fixture
def editor() -> User:
    return make_staff("Editor", "ada")


def code(user: User, *, later: int = 0) -> str:
    """Return what the person's app shows."""
    device = TOTPDevice.objects.get(user=user)
    totp = TOTP(device.bin_key)
    totp.time = timezone.now().timestamp() + 30 * later
    return f"{totp.token():06d}"


def begin(client: Client) -> str:
    """Press the button that makes the key; return the page that shows it."""
    assert "factor__drawing" not in client.get(SET_UP).text
    client.post(SET_UP)
    return client.get(SET_UP).text


def sign_in(client: Client) -> Any:
    return client.post("/admin/login/", {"username": "ada", "password": PASSWORD})


@pytest.fixture
def codes(client: Client, editor: User) -> list[str]:
    """Set a factor up, sign out, and return the recovery codes."""
    sign_in(client)
    assert "<svg" in begin(client)
    page = client.post(SET_UP, {"code": code(editor)}).text
    assert client.get("/admin/").status_code == 200
    client.post("/admin/logout/")
    return re.findall(r"<code>(\w+)</code>", page)


def test_without_one_a_password_is_enough(client: Client, editor: User) -> None:
    sign_in(client)
    assert client.get("/admin/").status_code == 200


def test_where_one_is_required_nobody_works_without(
    client: Client, editor: User, settings: Any
) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    sign_in(client)
    response = client.get("/admin/interviews/interview/", follow=True)
    assert response.redirect_chain[-1][0].startswith(SET_UP)
    begin(client)
    client.post(SET_UP, {"code": code(editor)})
    assert client.get("/admin/interviews/interview/").status_code == 200


def test_the_key_that_can_be_typed_is_the_one_that_is_drawn(
    client: Client, editor: User
) -> None:
    sign_in(client)
    page = begin(client)
    device = TOTPDevice.objects.get(user=editor)
    (typed,) = re.findall(r"<code>(\w+)</code>", page)
    assert f"secret={typed}" in device.config_url
    assert "style=" not in page.partition("factor__drawing")[2].partition("</svg>")[0]


@pytest.mark.parametrize("wrong", ["000000", "", "x" * 50, "\0", "٣٤٥٦٧٨"])
def test_a_wrong_code_turns_nothing_on(
    client: Client, editor: User, wrong: str
) -> None:
    sign_in(client)
    client.get(SET_UP)
    response = client.post(SET_UP, {"code": wrong})
    assert response.status_code == 200 and "errorlist" in response.text
    assert not TOTPDevice.objects.filter(confirmed=True).exists()


def test_a_password_alone_opens_nothing(
    client: Client, editor: User, codes: list[str]
) -> None:
    draft = make_draft(headline="Canary")
    sign_in(client)
    for address in ("/admin/", "/admin/password_change/", f"/admin/nowhere/{'x' * 9}/"):
        response = client.get(address)
        assert response.status_code == 302
        assert response["Location"].startswith(ASK)
    client.post(f"/admin/interviews/interview/{draft.pk}/delete/", {"post": "yes"})
    assert client.get(draft.get_absolute_url()).status_code == 404
    draft.refresh_from_db()


def test_the_code_of_the_app_lets_in_once(
    client: Client, editor: User, codes: list[str]
) -> None:
    with time_machine.travel(timezone.now().timestamp() + 90, tick=False):
        sign_in(client)
        shown = code(editor)
        response = client.post(ASK, {"code": shown, "next": "/admin/auth/"})
        assert response["Location"] == "/admin/auth/"
        assert client.get("/admin/").status_code == 200
        client.post("/admin/logout/")
        sign_in(client)
        assert "not right" in client.post(ASK, {"code": shown}).text
        assert client.get("/admin/").status_code == 302


def test_a_recovery_code_lets_in_once(
    client: Client, editor: User, codes: list[str]
) -> None:
    assert len(set(codes)) == 10
    sign_in(client)
    typed = f" {codes[3][:4].upper()} {codes[3][4:]} "
    assert client.post(ASK, {"code": typed}).status_code == 302
    assert client.get("/admin/").status_code == 200
    client.post("/admin/logout/")
    sign_in(client)
    assert client.post(ASK, {"code": codes[3]}).status_code == 200
    assert StaticToken.objects.count() == 9


def test_recovery_codes_are_good_however_often_the_app_was_used(
    client: Client, editor: User, codes: list[str]
) -> None:
    for n in range(1, 5):
        with time_machine.travel(timezone.now().timestamp() + 90 * n, tick=False):
            sign_in(client)
            client.post(ASK, {"code": code(editor)})
            client.post("/admin/logout/")
            sign_in(client)
            assert client.post(ASK, {"code": codes[n]}).status_code == 302
            client.post("/admin/logout/")


def test_guessing_codes_is_slowed_down(
    client: Client, editor: User, codes: list[str]
) -> None:
    with time_machine.travel(timezone.now().timestamp() + 90, tick=False):
        sign_in(client)
        assert client.post(ASK, {"code": "000000"}).status_code == 200
        assert client.post(ASK, {"code": code(editor)}).status_code == 200
        assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    "target", ["//evil.test/", "https://evil.test", "javascript:1"]
)
def test_nobody_is_led_off_the_site(
    client: Client, editor: User, codes: list[str], target: str
) -> None:
    sign_in(client)
    response = client.post(ASK, {"code": codes[0], "next": target})
    assert response["Location"] == "/admin/"


CODES, OFF = "/admin/second-factor/codes/", "/admin/second-factor/off/"


def acts() -> list[tuple[str, str, str]]:
    rows = Act.objects.exclude(verb__startswith="sign").order_by("pk")
    return [(row.who, row.verb, row.title) for row in rows]


def test_new_recovery_codes_replace_the_old_and_it_can_be_turned_off(
    client: Client, editor: User, codes: list[str]
) -> None:
    sign_in(client)
    client.post(ASK, {"code": codes[0]})
    page = client.post(CODES, {"code": codes[1]}).text
    fresh = re.findall(r"<code>(\w+)</code>", page)
    assert len(fresh) == 10 and not set(fresh) & set(codes)
    assert client.get(OFF).status_code == 405
    client.post(OFF, {"code": fresh[0]})
    assert not TOTPDevice.objects.exists() and not StaticToken.objects.exists()
    assert client.get("/admin/").status_code == 200
    verbs = ("factor_on", "new_codes", "factor_off")
    assert acts() == [("ada", verb, "ada") for verb in verbs]
    assert not any(each in str(Act.objects.values()) for each in [*codes, *fresh])


def test_the_code_of_the_app_turns_it_off_too(
    client: Client, editor: User, codes: list[str]
) -> None:
    sign_in(client)
    client.post(ASK, {"code": codes[0]})
    with time_machine.travel(timezone.now().timestamp() + 90, tick=False):
        client.post(OFF, {"code": code(editor)})
    assert not TOTPDevice.objects.exists()


@pytest.mark.parametrize("address", [CODES, OFF])
def test_a_session_left_open_changes_nothing_without_a_code(
    client: Client, editor: User, codes: list[str], address: str
) -> None:
    sign_in(client)
    client.post(ASK, {"code": codes[0]})
    before = sorted(StaticToken.objects.values_list("token"))
    for typed in ({}, {"code": ""}, {"code": codes[0]}, {"code": codes[1]}):
        page = client.post(address, typed)
        assert page.status_code == 200 and "errorlist" in page.text
    assert "Too many wrong codes. Wait a little and try again." in page.text
    assert sorted(StaticToken.objects.values_list("token")) == before
    assert TOTPDevice.objects.filter(confirmed=True).exists()
    assert acts()[1:] == [("ada", "wrong_code", "ada")]


def test_who_never_set_one_up_is_led_there(client: Client, editor: User) -> None:
    sign_in(client)
    for address in (CODES, OFF):
        assert client.post(address)["Location"] == SET_UP
    assert acts() == []


def test_an_administrator_forgets_the_factor_of_a_lost_phone(
    client: Client, editor: User, codes: list[str]
) -> None:
    boss = Client()
    boss.force_login(User.objects.create_superuser("boss"))
    chosen = {"action": "forget_second_factor", "_selected_action": [editor.pk]}
    for _twice in range(2):
        assert boss.post("/admin/auth/user/", chosen).status_code == 302
    assert acts()[1:] == [("boss", "factor_off", "ada")]
    sign_in(client)
    assert client.get("/admin/").status_code == 200

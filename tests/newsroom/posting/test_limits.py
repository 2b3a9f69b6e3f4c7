"""How often one may act, and who is one: not by what the client says of itself."""

from ipaddress import ip_network
from typing import Any

import pytest
import time_machine
from django.http import HttpRequest
from django.test import Client, RequestFactory

from interviews.models import Interview, Rating
from newsroom.models import Allowance, NetworkKey
from newsroom.posting import limits
from newsroom.posting.limits import Limit
from tests.factories import OUR_PAGE, make_interview

NOON = "2027-03-02T12:00:10Z"


@pytest.fixture
def interview(db: None) -> Interview:
    return make_interview()


def post(client: Client, interview: Interview, **more: Any) -> Any:
    data = {"score": 4, "review": "Kept"}
    address = f"{interview.get_absolute_url()}ratings/"
    headers = {**OUR_PAGE, **more.pop("headers", {})}
    return client.post(address, data, headers=headers, **more)


def seen(peer: str, forwarded: str | None = None) -> HttpRequest:
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return RequestFactory().get("/", headers=headers, REMOTE_ADDR=peer)


def test_a_reader_has_ten_ratings_a_minute_from_the_first(interview: Interview) -> None:
    reader = Client()
    with time_machine.travel("2027-03-02T12:00:50Z", tick=False) as clock:
        for _ in range(10):
            assert post(reader, interview).status_code == 303
            clock.shift(2)  # past the full minute of the clock, not of the reader
        refused = post(reader, interview)
        assert (refused.status_code, refused["Retry-After"]) == (429, "40")
        assert "Kept" in refused.text
        as_json = post(reader, interview, headers={"Accept": "application/json"})
        assert as_json.status_code == 429
        assert as_json.json()["errors"]["__all__"][0].startswith("That was quick.")
        clock.shift(40)
        assert post(reader, interview).status_code == 303


def test_one_prefix_has_sixty_a_minute_on_one_interview(interview: Interview) -> None:
    with time_machine.travel(NOON, tick=False):
        answers = [
            post(Client(), interview, REMOTE_ADDR=f"192.0.2.{n}").status_code
            for n in range(62)
        ]
        assert answers == [303] * 60 + [429] * 2
        elsewhere = post(Client(), interview, REMOTE_ADDR="198.51.100.1")
        assert elsewhere.status_code == 303
        assert post(Client(), make_interview()).status_code == 303


def test_what_is_refused_leaves_no_rating_and_is_not_counted(
    interview: Interview,
) -> None:
    with time_machine.travel(NOON, tick=False):
        for _ in range(70):
            post(Client(), interview)
    assert Rating.objects.count() == 60
    used = Allowance.objects.get(key=f"rate interview {interview.pk}").used
    assert used == 60


def test_forged_addresses_are_one_address(interview: Interview) -> None:
    with time_machine.travel(NOON, tick=False):
        answers = [
            post(
                Client(),
                interview,
                headers={
                    "X-Forwarded-For": f"10.{n}.0.1",
                    "X-Real-IP": f"10.{n}.0.1",
                    "Forwarded": f"for=10.{n}.0.1",
                },
            ).status_code
            for n in range(61)
        ]
    assert answers == [303] * 60 + [429]


def test_without_limits_nothing_is_counted(interview: Interview, settings: Any) -> None:
    settings.LIMITS = False
    reader = Client()
    assert {post(reader, interview).status_code for _ in range(12)} == {303}
    assert Allowance.objects.count() == 0


@pytest.mark.django_db
def test_the_first_limit_used_up_says_how_long() -> None:
    two = [Limit("wide", 3), Limit("narrow", 1)]
    with time_machine.travel(NOON, tick=False) as clock:
        assert limits.take(two) == 0
        clock.shift(20)
        assert limits.take(two) == 40
        clock.shift(40)
        assert limits.take(two) == 0


@pytest.mark.django_db
def test_minutes_long_over_are_swept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsroom.posting.limits.secrets.randbelow", lambda most: 0)
    with time_machine.travel(NOON, tick=False) as clock:
        for n in range(5):
            limits.take([Limit(f"reader {n}", 10)])
        clock.shift(121)
        limits.take([Limit("another", 10)])
    assert list(Allowance.objects.values_list("key", flat=True)) == ["another"]


@pytest.mark.django_db
def test_a_clock_set_back_shuts_nobody_out() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        assert limits.take([Limit("reader", 1)]) == 0
        clock.shift(-3600)
        assert limits.take([Limit("reader", 1)]) == 0


@pytest.mark.parametrize(
    ("trusted", "peer", "forwarded", "client"),
    [
        ([], "192.0.2.1", None, "192.0.2.1"),
        ([], "192.0.2.1", "203.0.113.9", "192.0.2.1"),
        (["127.0.0.1"], "192.0.2.1", "203.0.113.9", "192.0.2.1"),
        (["127.0.0.1"], "127.0.0.1", "203.0.113.9", "203.0.113.9"),
        (["127.0.0.1"], "127.0.0.1", "10.9.9.9, 203.0.113.9", "203.0.113.9"),
        (["127.0.0.1", "10.0.0.0/8"], "127.0.0.1", "8.8.8.8, 10.1.1.1", "8.8.8.8"),
        (["127.0.0.1"], "127.0.0.1", "", "127.0.0.1"),
        (["127.0.0.1"], "127.0.0.1", "nonsense", "127.0.0.1"),
        (["127.0.0.1"], "::ffff:127.0.0.1", "2001:db8::1", "2001:db8::1"),
        ([], "::ffff:192.0.2.1", None, "192.0.2.1"),
        ([], "", "203.0.113.9", None),
        ([], "unix:", None, None),
    ],
)
def test_the_address_is_the_rightmost_that_no_proxy_of_ours_has(
    settings: Any, trusted: list[str], peer: str, forwarded: str, client: str | None
) -> None:
    settings.TRUSTED_PROXIES = [ip_network(words) for words in trusted]
    found = limits.address(seen(peer, forwarded))
    assert (str(found) if found else None) == client


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.254", True),
        ("192.0.2.1", "192.0.3.1", False),
        ("::ffff:192.0.2.1", "192.0.2.7", True),
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("fe80::1%eth0", "fe80::2", True),
        ("", "192.0.2.1", False),
    ],
)
def test_a_prefix_is_a_24_or_a_64(one: str, other: str, same: bool) -> None:
    assert (limits.prefix(seen(one)) == limits.prefix(seen(other))) is same


@pytest.mark.django_db
def test_a_prefix_is_a_hash_of_the_day_whose_key_is_thrown_away() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        today = limits.prefix(seen("192.0.2.1"))
        assert "192" not in today and len(today) == 24
        clock.shift(24 * 3600)
        assert limits.prefix(seen("192.0.2.1")) != today
        assert NetworkKey.objects.count() == 1

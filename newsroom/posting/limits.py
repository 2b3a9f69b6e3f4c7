"""How often one may act: counted in the database, so for all worker processes."""

import ipaddress
import secrets
from dataclasses import dataclass
from operator import attrgetter

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from newsroom.env import Network
from newsroom.models import Allowance, NetworkKey

MINUTE = 60
SWEPT_AT_ONCE = 100
# One statement for all limits of an act. Its row locks make the other acts wait, and a
# start ahead of us by more than a wait for the lock is a clock that was set back.
COUNT = """
INSERT INTO {table} AS kept (key, started, used) VALUES {rows}
ON CONFLICT (key) DO UPDATE SET
    used = CASE WHEN {over} THEN 1 ELSE kept.used + 1 END,
    started = CASE WHEN {over} THEN excluded.started ELSE kept.started END
RETURNING key, started, used
"""
OVER = f"""(kept.started <= excluded.started - {MINUTE}
    OR kept.started > excluded.started + {MINUTE})"""

type Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Limit:
    """At most ``most`` acts a minute for one ``key``."""

    key: str
    most: int


@dataclass(frozen=True)
class Taken:
    """``wait``: the seconds until a limit that is used up is free again, else 0;
    ``used``: how often each key acted in its minute, this act included."""

    wait: int
    used: dict[str, int]


def take(limits: list[Limit], *, always: bool = False) -> int:
    """Count one act against each limit; return 0, or the seconds until the used up
    one is free again.

    A key's minute begins with its first act. Call it in the transaction of the act
    and undo that unless 0 is returned: what is refused or fails is not counted.
    ``always``: also where readers' limits are off for a measurement.
    """
    return count(limits, always=always).wait


def count(limits: list[Limit], *, always: bool = False) -> Taken:
    """As ``take``, and say how often each key has acted."""
    if not limits or not (settings.LIMITS or always):
        return Taken(0, {})
    now = int(timezone.now().timestamp())
    # In one order everywhere, or two acts could wait for each other's rows.
    limits = sorted(limits, key=attrgetter("key"))
    rows = ", ".join(["(%s, %s, 1)"] * len(limits))
    table = Allowance._meta.db_table
    values = [value for limit in limits for value in (limit.key, now)]
    with connection.cursor() as cursor:
        cursor.execute(COUNT.format(table=table, rows=rows, over=OVER), values)
        kept = {key: (started, used) for key, started, used in cursor.fetchall()}
    waits = [
        max(1, kept[limit.key][0] + MINUTE - now)
        for limit in limits
        if kept[limit.key][1] > limit.most
    ]
    if not waits and not secrets.randbelow(SWEPT_AT_ONCE // 4):
        _sweep(now - 2 * MINUTE)
    return Taken(max(waits, default=0), {key: used for key, (_, used) in kept.items()})


def _sweep(before: int) -> None:
    """Delete some of the minutes long over, but none that another act holds."""
    free = Allowance.objects.select_for_update(skip_locked=True)
    rows = free.filter(started__lt=before).values_list("pk", flat=True)
    if old := list(rows[:SWEPT_AT_ONCE]):
        Allowance.objects.filter(pk__in=old).delete()


def address(request: HttpRequest) -> Address | None:
    """Return the client's address, None if unknown.

    A header counts only from a trusted proxy: then it is the right-most entry that no
    trusted proxy of ours is.
    """
    found = _parse(str(request.META.get("REMOTE_ADDR", "")))
    hops = request.headers.get("X-Forwarded-For", "").split(",")
    while hops and found and _is_trusted(found):
        found = _parse(hops.pop()) or found
    return found


def _parse(text: str) -> Address | None:
    try:
        found = ipaddress.ip_address(text.strip())
    except ValueError:
        return None
    # A server that listens on both kinds names IPv4 clients so: ::ffff:192.0.2.1
    return getattr(found, "ipv4_mapped", None) or found


def _is_trusted(found: Address) -> bool:
    trusted: list[Network] = settings.TRUSTED_PROXIES
    return any(found in network for network in trusted)


def give_back(limits: list[Limit]) -> None:
    """Uncount an act that turned out to be none of those that are limited."""
    rows = Allowance.objects.filter(key__in=[limit.key for limit in limits], used__gt=0)
    rows.update(used=F("used") - 1)


def prefix(request: HttpRequest) -> str:
    """Return a keyed hash of the client's /24 or /64.

    The key is random, the day's own, and thrown away when the day is over: then nobody
    can tell from the hash where it came from.
    """
    return _hashed(request, 24)


def source(request: HttpRequest) -> str:
    """Return such a hash of the whole address, or /64, for what is kept for minutes."""
    return _hashed(request, 32)


def _hashed(request: HttpRequest, length: int) -> str:
    found = address(request)
    if found is None:
        return "nowhere"
    if found.version == 6:
        length = 64
    network = ipaddress.ip_network(f"{found}/{length}", strict=False)
    key = NetworkKey.objects.of_today()
    return salted_hmac(key, str(network), algorithm="sha256").hexdigest()[:24]

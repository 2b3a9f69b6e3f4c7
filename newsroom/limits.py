"""How often one may act: counted in the database, so for all worker processes."""

import ipaddress
from dataclasses import dataclass
from operator import attrgetter

from django.conf import settings
from django.db.models import BigIntegerField, Case, F, Q, Value, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from newsroom.env import Network
from newsroom.models import Allowance

MINUTE = 60
SWEPT_AT_ONCE = 100

type Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Limit:
    """At most ``most`` acts a minute for one ``key``."""

    key: str
    most: int


def take(limits: list[Limit]) -> int:
    """Count one act against each limit; return 0, or the seconds until the used up
    one is free again.

    A key's minute begins with its first act. Call it in the transaction of the act
    and undo that unless 0 is returned: what is refused or fails is not counted.
    """
    if not settings.LIMITS:
        return 0
    now = int(timezone.now().timestamp())
    # In one order everywhere, or two acts could wait for each other's rows.
    limits = sorted(limits, key=attrgetter("key"))
    Allowance.objects.bulk_create(
        [Allowance(key=limit.key, started=now) for limit in limits],
        ignore_conflicts=True,
    )
    for limit in limits:
        if not _count(limit, now):
            started = Allowance.objects.values_list("started", flat=True)
            return max(1, started.get(key=limit.key) + MINUTE - now)
    _sweep(now - 2 * MINUTE)
    return 0


def _count(limit: Limit, now: int) -> bool:
    """Count one act in a single statement, whose row lock makes the others wait."""
    # A start ahead of us by more than a wait for the lock is a clock that was set back.
    over = Q(started__lte=now - MINUTE) | Q(started__gt=now + MINUTE)
    rows = Allowance.objects.filter(over | Q(used__lt=limit.most), key=limit.key)
    return bool(
        rows.update(
            used=Case(When(over, then=1), default=F("used") + 1),
            started=Case(
                When(over, then=Value(now, BigIntegerField())), default="started"
            ),
        )
    )


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


def prefix(request: HttpRequest) -> str:
    """Return a hash of the client's /24 or /64 that changes every day."""
    found = address(request)
    if found is None:
        return "nowhere"
    length = 24 if found.version == 4 else 64
    network = ipaddress.ip_network(f"{found}/{length}", strict=False)
    salt = f"newsroom.prefix {timezone.now():%Y-%m-%d}"
    return salted_hmac(salt, str(network), algorithm="sha256").hexdigest()[:24]

"""How often one may act: counted in the database, so for all worker processes."""

import ipaddress
import time
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from newsroom.models import Allowance

MINUTE = 60
KEPT_WINDOWS = 60


@dataclass(frozen=True)
class Limit:
    """At most ``most`` acts a minute for one ``key``."""

    key: str
    most: int


def window() -> int:
    return int(timezone.now().timestamp()) // MINUTE


def seconds_left() -> int:
    """Return when the next window begins, for Retry-After."""
    return MINUTE - int(timezone.now().timestamp()) % MINUTE


def used_up(limits: list[Limit]) -> bool:
    """Say whether any of these has nothing left now; one query."""
    if not settings.LIMITS:
        return False
    rows = dict(
        Allowance.objects.filter(
            window=window(), key__in=[limit.key for limit in limits]
        ).values_list("key", "used")
    )
    return any(rows.get(limit.key, 0) >= limit.most for limit in limits)


def take(limits: list[Limit]) -> bool:
    """Count one act against each limit; False when one of them is used up.

    Call it in the transaction of the act: what is refused or fails is not counted.
    """
    if not settings.LIMITS:
        return True
    now = window()
    Allowance.objects.bulk_create(
        [Allowance(key=limit.key, window=now) for limit in limits],
        ignore_conflicts=True,
    )
    for limit in sorted(limits, key=lambda limit: limit.key):
        rows = Allowance.objects.filter(key=limit.key, window=now, used__lt=limit.most)
        if not rows.update(used=models.F("used") + 1):
            return False
    if now % 10 == 0:
        Allowance.objects.filter(window__lt=now - KEPT_WINDOWS).delete()
    return True


def address(request: HttpRequest) -> str:
    """Return the client's address: a header counts only from a trusted proxy."""
    peer = str(request.META.get("REMOTE_ADDR", ""))
    chain = [*request.headers.get("X-Forwarded-For", "").split(","), peer]
    for hop in reversed([hop.strip() for hop in chain if hop.strip()]):
        peer = hop
        if not _trusted(hop):
            break
    return peer


def _trusted(hop: str) -> bool:
    try:
        found = ipaddress.ip_address(hop)
    except ValueError:
        return False
    return any(found in network for network in settings.TRUSTED_PROXIES)


def prefix(request: HttpRequest) -> str:
    """Return a hash of the client's /24 or /64 that changes every day."""
    try:
        found = ipaddress.ip_address(address(request))
    except ValueError:
        return "nowhere"
    length = 24 if found.version == 4 else 64
    network = ipaddress.ip_network((found, length), strict=False)
    day = time.strftime("%Y-%m-%d", time.gmtime())
    hashed = salted_hmac(f"newsroom.prefix {day}", str(network), algorithm="sha256")
    return str(hashed.hexdigest())[:24]

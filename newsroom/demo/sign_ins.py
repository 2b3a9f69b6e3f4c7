"""The four accounts of a new newsroom, with passwords of their own."""

import json
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group, User

GROUPS = {"editor": "Editor", "moderator": "Moderator", "contributor": "Contributor"}
ROLES = ("administrator", *GROUPS)

type SignIns = dict[str, dict[str, str]]


def path() -> Path:
    return Path(settings.DATA_DIR) / "sign-ins.json"


def prepare() -> SignIns:
    """Return user name and password by role; those made before are kept.

    They stand in ``DATA_DIR/sign-ins.json``, readable by its owner alone. An account
    whose password is not there any more gets a new one.
    """
    file = path()
    known: SignIns = json.loads(file.read_text("utf-8")) if file.exists() else {}
    present = set(
        User.objects.filter(username__in=ROLES).values_list("username", flat=True)
    )
    missing = [role for role in ROLES if role not in known or role not in present]
    for role in missing:
        known[role] = _account(role)
    if missing:
        _write(file, {role: known[role] for role in ROLES})
    return known


def _write(file: Path, accounts: SignIns) -> None:
    """Put the file in place whole, never readable by others in between."""
    fresh = file.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    opened = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "w", encoding="utf-8") as out:
        json.dump(accounts, out, indent=1)
    fresh.replace(file)


def _account(role: str) -> dict[str, str]:
    password = secrets.token_urlsafe(12)
    user, _ = User.objects.get_or_create(username=role)
    user.is_staff = True
    user.is_superuser = role == "administrator"
    user.set_password(password)
    user.save()
    if role in GROUPS:
        user.groups.add(Group.objects.get(name=GROUPS[role]))
    return {"username": role, "password": password}

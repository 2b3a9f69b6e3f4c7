"""The four accounts of a new newsroom, with passwords of their own."""

import json
import os
import secrets

from django.conf import settings
from django.contrib.auth.models import Group, User

GROUPS = {"editor": "Editor", "moderator": "Moderator", "contributor": "Contributor"}
ROLES = ("administrator", *GROUPS)

type SignIns = dict[str, dict[str, str]]


def prepare() -> SignIns:
    """Return user name and password by role; those made before are kept.

    They stand in ``DATA_DIR/sign-ins.json``, readable by its owner alone. An account
    whose password is not there any more gets a new one.
    """
    file = settings.DATA_DIR / "sign-ins.json"
    known: SignIns = json.loads(file.read_text("utf-8")) if file.exists() else {}
    present = set(
        User.objects.filter(username__in=ROLES).values_list("username", flat=True)
    )
    missing = [role for role in ROLES if role not in known or role not in present]
    for role in missing:
        known[role] = _account(role)
    if missing:
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(opened, "w", encoding="utf-8") as out:
            json.dump({role: known[role] for role in ROLES}, out, indent=1)
    return known


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

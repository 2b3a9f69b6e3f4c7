"""``table.txt``: what each address answers to each role.

A line holds an address, what it answers to GET and what to POST. An answer is one word
for everybody, or five: for a visitor, a contributor, an editor, a moderator and an
administrator. "in" is the way to sign in, "home" the way out of a row that one may not
know of, "done" the same way after an act, "queue" the list of what waits.
"""

from pathlib import Path
from typing import Any, NamedTuple

from tests.newsroom.permissions.everything import ROLES

FILE = Path(__file__).with_name("table.txt")


class Row(NamedTuple):
    address: str
    get: list[str]
    post: list[str]


def rows() -> list[Row]:
    found = []
    for line in FILE.read_text().splitlines():
        if line and not line.startswith("#"):
            address, get, post = map(str.split, line.split(" | "))
            found.append(Row(address[0], for_each(get), for_each(post)))
    return found


def for_each(words: list[str]) -> list[str]:
    return words * len(ROLES) if len(words) == 1 else words


def said(response: Any) -> str:
    """Return an answer as the table has it."""
    if response.status_code != 302:
        return str(response.status_code)
    target = response["Location"]
    if target.startswith("/admin/login/"):
        return "in"
    if target.endswith("?status__exact=pending"):
        return "queue"
    return "home" if target == "/admin/" else "302"

"""Slugs made from names, in any script."""

import secrets
import unicodedata
from typing import Any

from django.db.models import QuerySet
from django.utils.text import slugify

LENGTH = 80


class SlugConverter:
    """Path converter for slugs that keep their letters: ``/people/айгүл-сәрсен/``."""

    regex = r"[-\w]+"

    def to_python(self, value: str) -> str:
        return unicodedata.normalize("NFC", value)

    def to_url(self, value: str) -> str:
        return value


def make_slug(name: str, *taken: QuerySet[Any], length: int = LENGTH) -> str:
    """Return a slug for ``name`` that no row of ``taken`` has; a query for each."""
    slug = _plain(name, length) or secrets.token_hex(4)  # emoji or signs alone
    used = {
        other
        for rows in taken
        for other in rows.filter(slug__startswith=slug).values_list("slug", flat=True)
    }
    if slug not in used:
        return slug
    return next(s for n in range(2, len(used) + 3) if (s := f"{slug}-{n}") not in used)


def make_unlike_any(name: str) -> str:
    """Return a slug for ``name`` that nobody else makes at the same moment."""
    return f"{_plain(name, LENGTH)}-{secrets.token_hex(4)}".lstrip("-")


def _plain(name: str, length: int) -> str:
    slug = slugify(name, allow_unicode=True)
    if len(slug) > length:
        slug = slug[: length + 1].rpartition("-")[0] or slug[:length]
    return slug

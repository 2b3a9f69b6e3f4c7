"""Addresses made from names, in any script."""

import secrets

from django.db.models import Model, QuerySet
from django.utils.text import slugify


class SlugConverter:
    """Path converter for slugs that keep their letters: ``/people/айгүл-сәрсен/``."""

    regex = r"[-\w]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def make_slug[M: Model](taken: QuerySet[M], name: str, length: int = 80) -> str:
    """Return a slug for ``name`` that no row of ``taken`` has; one query."""
    slug = slugify(name, allow_unicode=True)
    if len(slug) > length:
        slug = slug[: length + 1].rpartition("-")[0] or slug[:length]
    slug = slug or secrets.token_hex(4)  # a name of emoji or signs alone
    used = set(taken.filter(slug__startswith=slug).values_list("slug", flat=True))
    if slug not in used:
        return slug
    return next(s for n in range(2, len(used) + 3) if (s := f"{slug}-{n}") not in used)

"""What the log tells of one row, in the words of its form."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.translation import gettext as _

from newsroom.accounts.acts import Act
from newsroom.times import written


@dataclass(frozen=True)
class Entry:
    """One act: ``lines`` are names with what was before and after, ``parts`` what else
    changed, ``link`` leads to the words themselves."""

    act: Act
    lines: list[tuple[str, str, str]]
    parts: str = ""
    link: str = ""


def entry(act: Act, model: type[Model], **more: str) -> Entry:
    lines = [
        (name_of(model, name), say(model, name, before), say(model, name, after))
        for name, before, after in act.changes
        if name not in ("version", "changed")
    ]
    return Entry(act, lines, **more)


def name_of(model: type[Model], name: str) -> str:
    try:
        field = model._meta.get_field(name.removesuffix("_id"))
    except FieldDoesNotExist:
        return name.replace("_", " ")
    if field.auto_created and field.related_model:  # rows that belong to this one
        return str(field.related_model._meta.verbose_name_plural)
    return str(getattr(field, "verbose_name", name))


def say(model: type[Model], name: str, value: Any) -> str:
    """Return a value of the log as its form would show it."""
    if value is None or value == "" or value == []:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    try:
        choices = getattr(model._meta.get_field(name), "flatchoices", [])
    except FieldDoesNotExist:
        choices = []
    return str(dict(choices).get(value) or _moment(str(value)))


def _moment(text: str) -> str:
    try:
        at = datetime.datetime.fromisoformat(text)
    except ValueError:
        return text
    return written(at, "UTC") if at.tzinfo else text

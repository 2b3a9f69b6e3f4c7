"""Rows that belong to a row that is not there, for ``check_consistency``.

Databases refuse them; a statement with their rules switched off leaves them behind.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Exists, OuterRef

from newsroom import pages


class Relations:
    def differences(self) -> tuple[int, list[dict[str, Any]]]:
        checked, problems = 0, []
        for model, field in _keys():
            checked += 1
            there = field.remote_field.model._base_manager.filter(
                **{field.target_field.attname: OuterRef(field.attname)}
            )
            rows = model._base_manager.exclude(**{field.attname: None})
            lost = rows.filter(~Exists(there)).order_by("pk")
            problems += [
                {
                    "kind": "relation",
                    "id": f"{model._meta.label_lower}.{field.name}:{pk}",
                    "expected": key,
                    "found": "",
                }
                for pk, key in lost.values_list("pk", field.attname)
            ]
        return checked, problems

    @transaction.atomic
    def repair(self, row: str) -> None:
        """Do what would have been done when the other row went."""
        label, _, pk = row.partition(":")
        model = apps.get_model(label.rpartition(".")[0])
        field: Any = model._meta.get_field(label.rpartition(".")[2])
        found = model._base_manager.filter(pk=pk)
        if field.remote_field.on_delete is models.PROTECT:
            # Never without it: an empty one takes its place, for people to fill in.
            for key in found.values_list(field.attname, flat=True):
                _stand_in(field.remote_field.model, key)
        elif field.null:
            found.update(**{field.name: None})
        else:
            found.delete()
        pages.changed(remove=True)


def _keys() -> Iterator[tuple[type[models.Model], Any]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            for field in model._meta.concrete_fields:
                if isinstance(field, models.ForeignKey):
                    yield model, field


def _stand_in(model: type[models.Model], key: int) -> None:
    if not model._base_manager.filter(pk=key).exists():
        name = model.NAMED_BY  # type: ignore[attr-defined]
        model._base_manager.create(pk=key, **{name: f"#{key}"})

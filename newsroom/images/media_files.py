"""Uploaded files held against the rows that name them, for ``check_consistency``.

An upload writes its file first and its row after it, so what dies in between leaves a
file that no row names: such a folder may go once it is a day old.
"""

import shutil
import time
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import FileField, Model

from newsroom import pages
from newsroom.accounts.acts import Act
from newsroom.images.renditions import RenditionsField

A_DAY = 24 * 3600  # seconds

type Named = tuple[type[Model], str, int, str]  # model, column, key, file


def named() -> list[Named]:
    """Return every file that a row names."""
    found: list[Named] = []
    for model in apps.get_models():
        if model._meta.proxy:
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, FileField):
                rows = model._base_manager.exclude(**{field.name: ""})
                keys = rows.order_by("pk").values_list("pk", field.name)
                found += [(model, field.name, pk, name) for pk, name in keys]
    return found


class OrphanFiles:
    """Folders that no row names, a day after they were last written to."""

    def differences(self) -> tuple[int, list[dict[str, Any]]]:
        root = Path(settings.MEDIA_ROOT)
        # The folders first: a row that comes meanwhile is seen then.
        there = sorted(root.iterdir()) if root.is_dir() else []
        kept = {name.partition("/")[0] for *_row, name in named()}
        since = time.time() - A_DAY
        left = [each for each in there if each.name not in kept and _age(each) < since]
        problems = [
            {
                "kind": "orphan_file",
                "id": each.name,
                "expected": 0,
                "found": _files(each),
            }
            for each in left
        ]
        return len(there), problems

    def repair(self, folder: str) -> None:
        """Take the folder away, unless a row came to name it."""
        if all(name.partition("/")[0] != folder for *_row, name in named()):
            place = Path(settings.MEDIA_ROOT, folder)
            shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)


class MissingFiles:
    """Rows that name a file that is not there."""

    def differences(self) -> tuple[int, list[dict[str, Any]]]:
        rows, root = named(), Path(settings.MEDIA_ROOT)
        problems = [
            {
                "kind": "missing_file",
                "id": f"{model._meta.label_lower}.{column}:{pk}",
                "expected": name,
                "found": "",
            }
            for model, column, pk, name in rows
            if not (root / name).is_file()
        ]
        return len(rows), problems

    @transaction.atomic
    def repair(self, row: str) -> None:
        """Show no picture where there is none, and note in the log which it was. Where
        no file at all is there, the disk is away: what was stored on it stays."""
        label, _, pk = row.partition(":")
        model = apps.get_model(label.rpartition(".")[0])
        column = label.rpartition(".")[2]
        found = model._base_manager.filter(pk=pk)
        # Without the picture itself, whose size Django would look up in the file.
        one = found.only("pk").get()
        was_stored = getattr(one, f"{column}_tone", True)  # its renditions were made
        if was_stored and not any(Path(settings.MEDIA_ROOT).glob("*")):
            return
        before = {column: found.values_list(column, flat=True).get()}
        Act.objects.record(
            Act.Verb.CHANGE, by=None, on=one, before=before, after={column: ""}
        )
        found.update(**{column: ""})
        pages.changed()


class MissingRenditions:
    """Pictures that lack a width or format that their pages name."""

    def differences(self) -> tuple[int, list[dict[str, Any]]]:
        root, drawn = Path(settings.MEDIA_ROOT), _drawn()
        # Where the picture itself is missing, that is said already.
        rows = [
            row
            for row in named()
            if (row[0], row[1]) in drawn and (root / row[3]).is_file()
        ]
        problems = [
            {
                "kind": "missing_rendition",
                "id": f"{model._meta.label_lower}.{column}:{pk}",
                "expected": len(there),
                "found": sum(there),
            }
            for model, column, pk, _name in rows
            if not all(there := self._there(model, column, pk))
        ]
        return len(rows), problems

    def repair(self, row: str) -> None:
        label, _, pk = row.partition(":")
        model = apps.get_model(label.rpartition(".")[0])
        getattr(
            model._base_manager.get(pk=pk), label.rpartition(".")[2]
        ).make_renditions()
        pages.changed()

    def _there(self, model: type[Model], column: str, pk: int) -> list[bool]:
        picture = getattr(model._base_manager.get(pk=pk), column)
        shown = [each.url for _kind, all_of in picture.renditions() for each in all_of]
        root = Path(settings.MEDIA_ROOT)
        return [(root / u.removeprefix(settings.MEDIA_URL)).is_file() for u in shown]


def _drawn() -> set[tuple[type[Model], str]]:
    return {
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, RenditionsField)
    }


def _age(place: Path) -> float:
    """Return when anything in it was written last, in seconds since 1970."""
    return max(each.stat().st_mtime for each in (place, *place.rglob("*")))


def _files(place: Path) -> int:
    return sum(each.is_file() for each in (place, *place.rglob("*")))

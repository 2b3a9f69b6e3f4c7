"""One file that holds the whole newsroom: its rows, as of one moment, and its pictures.

The file is a ZIP: ``tables/<table>.jsonl`` with a JSON array of column values a row,
``media/<path>``, and ``manifest.json`` with the SHA-256 of each part. The comment that
ends the file is the SHA-256 of all before it. Columns are named, not a database, so
SQLite restores into PostgreSQL and back.

Sessions and limits are left out: who was signed in is not to be so again.
"""

import contextlib
import hashlib
import itertools
import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Field, Model

from newsroom import pages

FORMAT = 1
ROWS_AT_ONCE = 500
VALUES_AT_ONCE = 5000  # of one statement; SQLite takes 32,766
LEFT_OUT = {"sessions.session", "newsroom.allowance"}
MANIFEST = "manifest.json"
LAST = "last-backup"  # a file in DATA_DIR that says when the last one was made
SEAL = 64  # characters of a SHA-256

type Manifest = dict[str, Any]


class BackupError(Exception):
    """The backup cannot be made or used. The message says what to do."""


def models() -> list[type[Model]]:
    """Return every model with a table of its own, those that join two included."""
    found = apps.get_models(include_auto_created=True)
    tables = [m for m in found if m._meta.managed and not m._meta.proxy]
    return [m for m in tables if m._meta.label_lower not in LEFT_OUT]


def columns(model: type[Model]) -> list["Field[Any, Any]"]:
    return [field for field in model._meta.concrete_fields if not field.generated]


def migrations() -> list[list[str]]:
    """Return what has been applied to the database."""
    return sorted(
        [app, name] for app, name in MigrationRecorder(connection).applied_migrations()
    )


def last() -> datetime | None:
    """Return when this newsroom was last backed up, None if it never was."""
    try:
        return datetime.fromisoformat((settings.DATA_DIR / LAST).read_text())
    except (OSError, ValueError):
        return None


# Making one


def write(file: Path) -> Manifest:
    """Write a backup and return its manifest. ``file`` appears whole or not at all."""
    fresh = file.with_name(f"{file.name}.part")
    try:
        with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as into:
            with _one_moment():
                manifest: Manifest = {
                    "format": FORMAT,
                    "made": datetime.now(UTC).isoformat(timespec="seconds"),
                    "migrations": migrations(),
                    "tables": {
                        m._meta.db_table: _write_rows(into, m) for m in models()
                    },
                }
            manifest["media"] = dict(_write_media(into))
            into.writestr(MANIFEST, json.dumps(manifest, indent=1))
            into.comment = b"-" * SEAL
        with fresh.open("r+b") as sealed:
            sealed.seek(-SEAL, os.SEEK_END)
            sealed.write(_seal(fresh))
        fresh.replace(file)
        (settings.DATA_DIR / LAST).write_text(manifest["made"])
    finally:
        fresh.unlink(missing_ok=True)
    return manifest


@contextlib.contextmanager
def _one_moment() -> Iterator[None]:
    """Let all reads inside see the database as it was at the first of them.

    Nobody waits meanwhile: neither database blocks its writers for such a reader.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # Not Django's transaction, which takes the write lock at its beginning.
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


def _write_rows(into: zipfile.ZipFile, model: type[Model]) -> dict[str, Any]:
    names = [field.attname for field in columns(model)]
    rows = model._base_manager.order_by("pk").values_list(*names)
    count, digest = 0, hashlib.sha256()
    with into.open(f"tables/{model._meta.db_table}.jsonl", "w") as out:
        for row in rows.iterator(ROWS_AT_ONCE):
            # Sorted, for the databases keep what JSON holds in orders of their own.
            text = json.dumps(row, cls=Exact, ensure_ascii=False, sort_keys=True)
            line = text.encode() + b"\n"
            out.write(line)
            digest.update(line)
            count += 1
    return {"columns": names, "rows": count, "sha256": digest.hexdigest()}


class Exact(DjangoJSONEncoder):
    """Django's cuts moments to milliseconds."""

    def default(self, value: Any) -> Any:
        return (
            value.isoformat() if isinstance(value, datetime) else super().default(value)
        )


def _write_media(into: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Pictures are never changed under their name, so they need no moment."""
    root = Path(settings.MEDIA_ROOT)
    for picture in sorted(path for path in root.rglob("*") if path.is_file()):
        name = picture.relative_to(root).as_posix()
        with picture.open("rb") as source, into.open(f"media/{name}", "w") as out:
            yield name, _copy(source, out)


def _seal(file: Path) -> bytes:
    """Return the hash of all bytes before the seal, which ends the file."""
    digest, left = hashlib.sha256(), file.stat().st_size - SEAL
    with file.open("rb") as source:
        while left > 0 and (block := source.read(min(left, 1 << 20))):
            digest.update(block)
            left -= len(block)
    return digest.hexdigest().encode()


def _end(file: Path) -> bytes:
    with file.open("rb") as source:
        source.seek(max(0, file.stat().st_size - SEAL))
        return source.read()


def _copy(source: Any, out: Any) -> str:
    digest = hashlib.sha256()
    while block := source.read(1 << 20):
        digest.update(block)
        out.write(block)
    return digest.hexdigest()


# Using one


@contextlib.contextmanager
def verified(file: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """Open a backup whose every byte is as it was written; BackupError otherwise."""
    try:
        if _end(file) != _seal(file):
            raise BackupError(f"{file} is damaged or no backup. Nothing was changed.")
        with zipfile.ZipFile(file) as backup:
            manifest = json.loads(backup.read(MANIFEST))
            if manifest["format"] != FORMAT:
                raise BackupError(
                    "Restore it with the release of Newsroom that made it."
                )
            if any(".." in Path(name).parts for name in manifest["media"]):
                raise BackupError("A picture would lie outside of its folder.")
            yield backup, manifest
    except FileNotFoundError as error:
        raise BackupError(f"There is no file {file}.") from error


def _digest(part: Any) -> str:
    digest = hashlib.sha256()
    while block := part.read(1 << 20):
        digest.update(block)
    return digest.hexdigest()


def restore(file: Path) -> Manifest:
    """Replace all rows and pictures by those of a backup; return its manifest.

    Everything is verified before anything is touched, and the rows are replaced in one
    transaction. Pictures come before the rows that name them and those of the replaced
    newsroom go after it: whenever this stops, no row is without its picture.
    """
    with verified(file) as (backup, manifest):
        call_command("migrate", verbosity=0, interactive=False)
        if manifest["migrations"] != migrations():
            raise BackupError(
                "The backup is of another release of Newsroom. Restore it with that"
                " release, then update. Nothing was replaced."
            )
        _restore_media(backup, manifest)
        with transaction.atomic():
            _restore_rows(backup, manifest)
            pages.changed(remove=True)
        _remove_other_media(set(manifest["media"]))
    return manifest


def _restore_rows(backup: zipfile.ZipFile, manifest: Manifest) -> None:
    known = models()
    with connection.cursor() as cursor:
        for model in known:
            cursor.execute(f"DELETE FROM {_quoted(model._meta.db_table)}")  # noqa: S608
        for model in known:
            part = manifest["tables"][model._meta.db_table]
            with backup.open(f"tables/{model._meta.db_table}.jsonl") as lines:
                _insert(cursor, model, part["columns"], lines)
        for statement in connection.ops.sequence_reset_sql(no_style(), known):
            cursor.execute(statement)
    connection.check_constraints()


def _insert(cursor: Any, model: type[Model], names: list[str], lines: Any) -> None:
    """Insert as the columns are: through ``save`` dates would be those of today."""
    fields = {field.attname: field for field in columns(model)}
    used = [fields[name] for name in names]
    into = ", ".join(_quoted(field.column) for field in used)
    table = _quoted(model._meta.db_table)
    # One statement for many rows: each is a way to PostgreSQL and back.
    most = VALUES_AT_ONCE // len(used)
    place = f"({', '.join(['%s'] * len(used))})"
    for some in itertools.batched(lines, most):
        rows = [zip(used, json.loads(line), strict=True) for line in some]
        places = ", ".join([place] * len(rows))
        cursor.execute(
            f"INSERT INTO {table} ({into}) VALUES {places}",  # noqa: S608
            [
                f.get_db_prep_save(f.to_python(v), connection)
                for row in rows
                for f, v in row
            ],
        )


def _quoted(name: str | None) -> str:
    return connection.ops.quote_name(str(name))


def _restore_media(backup: zipfile.ZipFile, manifest: Manifest) -> None:
    root = Path(settings.MEDIA_ROOT)
    for name, digest in manifest["media"].items():
        target = root / name
        if target.is_file() and _same(target, digest):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(f"{target.name}.part")
        with backup.open(f"media/{name}") as part, fresh.open("wb") as out:
            shutil.copyfileobj(part, out, 1 << 20)
        fresh.replace(target)


def _same(file: Path, digest: str) -> bool:
    with file.open("rb") as there:
        return _digest(there) == digest


def _remove_other_media(kept: set[str]) -> None:
    root = Path(settings.MEDIA_ROOT)
    for picture in [path for path in root.rglob("*") if path.is_file()]:
        if picture.relative_to(root).as_posix() not in kept:
            picture.unlink()
            with contextlib.suppress(OSError):  # other pictures stand there
                picture.parent.rmdir()

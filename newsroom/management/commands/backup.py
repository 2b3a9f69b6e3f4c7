from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from newsroom import backup


class Command(BaseCommand):
    help = (
        "Write the whole newsroom into one file: all rows as of one moment, and all"
        " pictures. The newsroom may be in use meanwhile."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            manifest = backup.write(file)
        except (OSError, DatabaseError) as error:
            raise CommandError(f"{error}. Nothing was kept of {file}.") from error
        rows = sum(part["rows"] for part in manifest["tables"].values())
        size = file.stat().st_size / 1e6
        self.stdout.write(
            f"{file}: {rows} rows, {len(manifest['media'])} pictures, {size:.1f} MB."
            " Keep SECRET_KEY with it, in another place: readers' cookies need it."
        )

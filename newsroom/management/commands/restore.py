from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from newsroom import backup


class Command(BaseCommand):
    help = (
        "Replace the whole newsroom by a backup, on SQLite or PostgreSQL, whichever it"
        " was made on. The file is verified before anything is touched. Stop the server"
        " first, or restart it afterwards."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = backup.restore(options["file"])
        except backup.BackupError as error:
            raise CommandError(str(error)) from error
        except (OSError, DatabaseError) as error:
            raise CommandError(
                f"{error}. No row was replaced; pictures of the backup may lie beside"
                " the others already. Restore it again."
            ) from error
        rows = sum(part["rows"] for part in manifest["tables"].values())
        self.stdout.write(
            f"The newsroom of {manifest['made']} is back: {rows} rows,"
            f" {len(manifest['media'])} pictures."
        )

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder

from interviews.reviewing import privacy


class Command(BaseCommand):
    help = (
        "Readers' privacy. purge: delete what is past its time (run it daily); export"
        " WHO: print all that is kept of a reader as JSON; erase WHO: delete it. WHO is an"
        " e-mail address, or the number of a review. With --dry-run nothing is deleted"
        " and the rows are counted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", choices=["purge", "export", "erase"])
        parser.add_argument("who", nargs="?", default="")
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        act, who, dry_run = options["act"], options["who"], options["dry_run"]
        if (act == "purge") == bool(who):
            raise CommandError("Name a reader for export and erase only.")
        if act == "export":
            found = privacy.export(who)
            self.stdout.write(json.dumps(found, cls=DjangoJSONEncoder, indent=1))
            return
        if act == "purge":
            counts = privacy.purge(dry_run=dry_run)
        else:
            counts = privacy.erase(who, dry_run=dry_run)
        verb = "would go" if dry_run else "are gone"
        said = ", ".join(f"{name} {count}" for name, count in counts.items())
        self.stdout.write(f"{sum(counts.values())} rows {verb}: {said}.")

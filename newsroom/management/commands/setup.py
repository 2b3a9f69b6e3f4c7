from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = (
        "Bring the newsroom up to date: database tables, static files, demo content and"
        " sign-ins. Safe to repeat; nothing of yours is overwritten."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--no-demo", action="store_true", help="for a newsroom of your own"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("Preparing the database ...")
        call_command("migrate", verbosity=0, interactive=False)
        self.stdout.write("Collecting static files ...")
        call_command("collectstatic", verbosity=0, interactive=False)
        call_command("renditions", stdout=self.stdout)
        if not options["no_demo"]:
            call_command("demo", stdout=self.stdout)

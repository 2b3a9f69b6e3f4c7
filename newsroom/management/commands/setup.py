from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = (
        "Bring the newsroom up to date: database tables, static files, demo content and"
        " sign-ins. Safe to repeat; nothing of yours is overwritten."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("Preparing the database ...")
        call_command("migrate", verbosity=0, interactive=False)
        self.stdout.write("Collecting static files ...")
        call_command("collectstatic", verbosity=0, interactive=False)
        call_command("renditions", stdout=self.stdout)
        call_command("demo", stdout=self.stdout)

from typing import Any

from django.core.management.base import BaseCommand

from newsroom.mail import Letter


class Command(BaseCommand):
    help = (
        "Send the letters that are due, as the server does by itself. Run it now and then"
        " so that letters left by a server that was stopped go out."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        sent, failed = Letter.objects.send_due()
        self.stdout.write(f"{sent} sent, {failed} to be tried again.")

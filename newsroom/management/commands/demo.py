from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand

from newsroom.demo import build, sign_ins
from newsroom.models import Publication


class Command(BaseCommand):
    help = (
        "Fill an empty newsroom with demo content and make four sign-ins, kept in"
        " DATA_DIR/sign-ins.json. Safe to repeat: nothing is overwritten or doubled."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        accounts = sign_ins.prepare()
        if not Publication.objects.exists():
            self.stdout.write("Writing the demo interviews and drawing portraits ...")
            users = User.objects.in_bulk(list(accounts), field_name="username")
            build.build(users)
        self.stdout.write(f"\nReaders:   {settings.SITE_URL}/")
        self.stdout.write(f"The desk:  {settings.SITE_URL}/admin/")
        for role, account in accounts.items():
            self.stdout.write(f"  {role:<14} {account['password']}")
        self.stdout.write(f"(kept in {sign_ins.path()})\n")

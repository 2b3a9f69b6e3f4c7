import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from interviews.models import RatingSummary


class Command(BaseCommand):
    help = (
        "Hold the rating figures of every interview against its approved ratings."
        " Exit status 1 on a difference; --repair writes the counted figures."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--repair", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        checked, problems = RatingSummary.objects.differences()
        if options["repair"]:
            for problem in problems:
                RatingSummary.objects.repair(problem["id"])
        result = {
            "ok": not problems,
            "checked": {"rating_summary": checked},
            "problems": problems,
        }
        if options["json"]:
            self.stdout.write(json.dumps(result))
        else:
            self.tell(checked, problems, repaired=options["repair"])
        if problems:
            sys.exit(1)

    def tell(
        self, checked: int, problems: list[dict[str, Any]], *, repaired: bool
    ) -> None:
        for problem in problems:
            self.stdout.write(
                f"interview {problem['id']}: counted {problem['expected']},"
                f" kept {problem['found']}"
            )
        done = " They are repaired." if repaired and problems else ""
        self.stdout.write(
            f"{checked} interviews checked, {len(problems)} differ.{done}"
        )

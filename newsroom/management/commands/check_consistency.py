import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from interviews.listed import Listed
from interviews.models import HelpfulVote, RatingSummary, SearchEntry
from newsroom.images.media_files import MissingFiles, OrphanFiles

# What is kept beside the rows it is made of. Each compares (``differences``) and puts
# right (``repair``).
KEPT: dict[str, Any] = {
    "rating_summary": RatingSummary.objects,
    "helpful": HelpfulVote.objects,
    "search_index": SearchEntry.objects,
    "listed": Listed(),
    "missing_file": MissingFiles(),
    "orphan_file": OrphanFiles(),
}


class Command(BaseCommand):
    help = (
        "Hold the figures of every interview against its approved ratings, the count of"
        " every review against its votes, lists and the search index against what is"
        " published, and files against the rows that name them. Exit status 1 on a"
        " difference; --repair counts, lists and indexes anew, and removes files that no"
        " row names."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--repair", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        checked, problems = {}, []
        for kind, kept in KEPT.items():
            checked[kind], found = kept.differences()
            problems += found
        if options["repair"]:
            for problem in problems:
                KEPT[problem["kind"]].repair(problem["id"])
        if options["json"]:
            result = {"ok": not problems, "checked": checked, "problems": problems}
            self.stdout.write(json.dumps(result))
        else:
            self.tell(checked, problems, repaired=options["repair"])
        if problems:
            sys.exit(1)

    def tell(
        self,
        checked: dict[str, int],
        problems: list[dict[str, Any]],
        *,
        repaired: bool,
    ) -> None:
        for problem in problems:
            self.stdout.write(
                "{kind} {id}: counted {expected}, kept {found}".format(**problem)
            )
        done = " They are repaired." if repaired and problems else ""
        said = ", ".join(f"{kind} {number}" for kind, number in checked.items())
        self.stdout.write(f"Checked: {said}. {len(problems)} differ.{done}")

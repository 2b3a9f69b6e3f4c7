import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from interviews.derived import Anchors, Parts, Rendered
from interviews.listed import Listed
from interviews.models import HelpfulVote, RatingSummary, SearchEntry
from interviews.models.search import FullText
from interviews.models.tag import UnusedTags
from newsroom.addresses import NoSlug, OldSlug
from newsroom.images.media_files import MissingFiles, MissingRenditions, OrphanFiles
from newsroom.relations import Relations

# What must agree with other rows. Each compares (``differences``) and puts right
# (``repair``), after those above it, of which it may be made.
KEPT: dict[str, Any] = {
    "missing_file": MissingFiles(),
    "relation": Relations(),
    "slug": NoSlug(),
    "part": Parts(),
    "anchors": Anchors(),
    "rendered": Rendered(),
    "listed": Listed(),
    "search_index": SearchEntry.objects,
    "full_text": FullText(),
    "rating_summary": RatingSummary.objects,
    "helpful": HelpfulVote.objects,
    "old_slug": OldSlug.objects,
    "unused_tag": UnusedTags(),
    "missing_rendition": MissingRenditions(),
    "orphan_file": OrphanFiles(),
}


class Command(BaseCommand):
    help = (
        "Hold the figures of every interview against its approved ratings, the count of"
        " every review against its votes, lists and the search index against what is"
        " published, HTML against the words it is made of, rows against those that they"
        " belong to, and files against the rows that name them. Exit status 1 on a"
        " difference; --repair makes anew what is made of other rows, and removes rows"
        " that belong to nothing and files that no row names. It changes no text."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--repair", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        checked, problems = {}, []
        for kind, kept in KEPT.items():
            checked[kind], found = kept.differences()
            problems += found
            for problem in found if options["repair"] else []:
                kept.repair(problem["id"])
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

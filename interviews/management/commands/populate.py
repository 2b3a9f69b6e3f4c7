import json
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from interviews.population import canaries
from interviews.population.build import Population


class Command(BaseCommand):
    help = (
        "Add invented, published interviews and ratings, for tests and measurements."
        " Six short exchanges an interview, at most 2 kB, unless --words says more."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--interviews", type=int, default=1000, metavar="N")
        parser.add_argument("--ratings", type=int, default=0, metavar="M")
        parser.add_argument("--seed", type=int, default=1, metavar="S")
        parser.add_argument(
            "--words", type=int, default=0, metavar="W", help="words of each interview"
        )
        parser.add_argument(
            "--canary",
            action="store_true",
            help="add what readers must not see and print {kind: word} as JSON",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        began, interviews = time.monotonic(), options["interviews"]
        population = Population(options["seed"], interviews, options["words"])
        population.write(options["ratings"])
        seconds = time.monotonic() - began
        self.stderr.write(
            f"{interviews} interviews and {options['ratings']} ratings"
            f" in {seconds:.1f} s."
        )
        if options["canary"]:
            self.stdout.write(json.dumps(canaries.lay()))

import hashlib
import json
from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from interviews.models import Interview
from interviews.transcripts.parse import parse
from interviews.transcripts.read import read
from interviews.transcripts.source import Unreadable
from interviews.transcripts.transcript import Transcript
from interviews.writing import checks
from interviews.writing.imports import (
    Outcome,
    PublishedAlready,
    import_transcript,
    publication_named,
)
from newsroom.models import Publication


@dataclass(frozen=True)
class Incoming:
    source: str
    digest: str
    transcript: Transcript


class Command(BaseCommand):
    help = (
        "Make an interview of each transcript file: a draft, or a published page with"
        " --publish. The same file again changes nothing. If one file cannot be read,"
        " nothing is written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--publication", metavar="SLUG")
        parser.add_argument("--publish", action="store_true")
        parser.add_argument(
            "--update",
            action="store_true",
            help="change an interview that is no draft any more, too",
        )
        parser.add_argument("--dry-run", action="store_true", help="write nothing")
        parser.add_argument("--json", action="store_true", help="one object a line")

    def handle(self, *args: Any, **options: Any) -> None:
        incoming = [self.read(file) for file in options["files"]]
        for item in incoming:
            for warning in item.transcript.warnings:
                place = f":{warning.place}" if warning.place else ""
                self.stderr.write(f"{item.source}{place}: {warning.message}")
        if options["dry_run"]:
            for item in incoming:
                self.show(item, as_json=options["json"])
            return
        with transaction.atomic():
            lines = [self.write(item, options) for item in incoming]
        for line in lines:
            self.stdout.write(line)

    def read(self, file: str) -> Incoming:
        try:
            data = Path(file).read_bytes()
            transcript = parse(read(data, Path(file).name))
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from error
        except Unreadable as error:
            raise CommandError(f"{file}: {error}") from error
        return Incoming(file, hashlib.sha256(data).hexdigest(), transcript)

    def show(self, item: Incoming, *, as_json: bool) -> None:
        if as_json:
            structure = {"source": item.source, **item.transcript.as_dict()}
            self.stdout.write(json.dumps(structure, ensure_ascii=False))
            return
        transcript = item.transcript
        self.stdout.write(f"{item.source}: {transcript.headline or 'no headline'}")
        for exchange in transcript.exchanges:
            question = " ".join(map(str, exchange.question))[:70] or "(statement)"
            paragraphs = sum(len(answer.paragraphs) for answer in exchange.answers)
            self.stdout.write(
                f"  {exchange.typed or '–'} {question} · {paragraphs} paragraphs"
            )

    def write(self, item: Incoming, options: dict[str, Any]) -> str:
        publication = self.publication(item, options["publication"])
        try:
            interview, outcome = import_transcript(
                item.transcript,
                publication,
                source_hash=item.digest,
                update_published=options["update"],
            )
            if options["publish"] and interview.status != Interview.Status.PUBLISHED:
                interview.publish(by=None)
                for finding in checks.report(interview):
                    self.stderr.write(f"{item.source}: {finding.sentence}")
                outcome = Outcome.CREATED if outcome == "created" else Outcome.UPDATED
        except PublishedAlready as error:
            raise CommandError(
                f"{item.source}: “{error}” is no draft any more;"
                " pass --update to change it all the same."
            ) from error
        except ValidationError as error:
            raise CommandError(f"{item.source}: {' '.join(error.messages)}") from error
        url = interview.get_absolute_url()
        if not options["json"]:
            return f"{outcome} {url}"
        return json.dumps(
            {
                "source": item.source,
                "status": outcome,
                "slug": interview.slug,
                "url": url,
            },
            ensure_ascii=False,
        )

    def publication(self, item: Incoming, slug: str | None) -> Publication:
        if slug:
            try:
                return Publication.objects.get(slug=slug)
            except Publication.DoesNotExist:
                raise CommandError(f"There is no publication {slug!r}.") from None
        transcript = item.transcript
        if transcript.publication:
            return publication_named(transcript.publication, transcript.style)
        existing = list(Publication.objects.all()[:2])
        if len(existing) != 1:
            raise CommandError(
                f"{item.source}: it names no publication; pass --publication SLUG."
            )
        return existing[0]

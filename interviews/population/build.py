"""Published interviews, with all that lists, pages and searches read."""

import functools
from collections import Counter
from datetime import timedelta
from itertools import batched, count
from random import Random
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.utils import timezone
from taggit.models import Tag

from interviews import markup
from interviews.models import (
    Interview,
    Question,
    Rating,
    RatingSummary,
    Speaker,
    TaggedInterview,
)
from interviews.models.rating import SCORES
from interviews.models.search import SearchEntry, fact, padded, place, with_tags
from interviews.population import words
from interviews.population.index import filled_at_once
from interviews.population.table import Table
from interviews.population.words import Exchange, Talk
from interviews.search.snippets import plain
from newsroom import pages
from newsroom.models import Person, Publication

AT_ONCE = 2000
EXCHANGES = 6
WORDS = 40  # of one exchange: six are less than 2 kB
PUBLICATIONS = 5
YEARS = 20
HOT_TAG = "World"  # on every second interview
MEMORY = 262_144  # KiB for SQLite: indexes that do not fit are read again and again
REVIEWED = 10  # one of so many ratings has words


class Said(NamedTuple):
    """One exchange, with its HTML and its words as the search index has them."""

    asked: str
    answered: str
    asked_html: str
    answered_html: str
    asked_words: str
    answered_words: str


_padded = functools.cache(padded)


class Population:
    """Writes interviews and ratings; ``seed`` makes the same ones again."""

    def __init__(self, seed: int, interviews: int, length: int = 0) -> None:
        self.random = Random(seed)  # noqa: S311 -- not a secret
        self.seed, self.interviews = seed, interviews
        talk = Talk(self.random, length // EXCHANGES if length else WORDS)
        self.stock = [self._rendered(exchange) for exchange in talk.stock]
        self.interview = Table(
            Interview, "id", "publication_id", "headline", "slug", "standfirst",
            "dateline_place", "dateline_date", "intro", "intro_html", "status",
            "publish_at", "created", "updated", "anchors_given",
        )  # fmt: skip
        self.speaker = Table(
            Speaker, "id", "interview_id", "person_id", "name", "post", "role",
            "position", "publish_at",
        )  # fmt: skip
        self.question = Table(
            Question, "id", "interview_id", "position", "anchor", "asked_by_id", "text",
            "text_html", "answered_by_id", "answer", "answer_html",
        )  # fmt: skip
        self.entry = Table(
            SearchEntry, "place", "interview_id", "question_id", "headline",
            "speakers", "asked", "answered", "facts",
        )  # fmt: skip
        self.tagged = Table(
            TaggedInterview, "tag_id", "content_object_id", "publish_at"
        )
        self.rating = Table(
            Rating, "interview_id", "score", "reader_key", "name", "review", "status",
            "created", "updated",
        )  # fmt: skip
        columns = [f"score_{score}" for score in SCORES]
        self.summary = Table(RatingSummary, "interview_id", *columns)

    @staticmethod
    def _rendered(exchange: Exchange) -> Said:
        asked, answer = map(markup.render, exchange)
        return Said(
            *exchange, asked, answer, *(padded(plain(h)) for h in (asked, answer))
        )

    def write(self, ratings: int) -> None:
        """Write everything; ratings go to the newest interview by half, then around."""
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(f"PRAGMA cache_size = -{MEMORY}")
        publications = self._publications()
        people = self._people(max(10, min(5000, self.interviews // 20)))
        tags = self._tags(max(10, min(2000, self.interviews // 50)))
        first = self.interview.next_key()
        self._now = timezone.now() - timedelta(minutes=1)
        self._step = timedelta(days=365 * YEARS) / max(1, self.interviews)
        for part in batched(range(self.interviews), AT_ONCE):
            with transaction.atomic():
                self._interviews(part, first, publications, people, tags)
        if self.interviews:
            self._ratings(ratings, first)
        for table in (self.interview, self.speaker, self.question, self.tagged):
            table.finish()
        # Few interviews do not use them all.
        keys = [key for key, _name in tags]
        Tag.objects.filter(pk__in=keys, interviews_taggedinterview_items=None).delete()
        with transaction.atomic():
            pages.changed()

    def _publications(self) -> list[Publication]:
        names = [f"The {word.title()}" for word in words.PLAIN[:PUBLICATIONS]]
        return [Publication.objects.get_or_create(name=name)[0] for name in names]

    def _people(self, number: int) -> list[tuple[int, str, str]]:
        table = Table(Person, "id", "name", "slug", "post", "country")
        first, rows = table.next_key(), []
        for n in range(number):
            name = f"{self.random.choice(words.FIRST)} {self.random.choice(words.LAST)}"
            post = self.random.choice(words.POSTS)
            country = self.random.choice(words.COUNTRIES)
            rows.append((first + n, name, f"person-{first + n}", post, country))
        table.insert(rows)
        table.finish()
        return [(key, name, post) for key, name, _, post, _ in rows]

    def _tags(self, number: int) -> list[tuple[int, str]]:
        names = [HOT_TAG, *(f"{words.PLAIN[n % 50]} {n}" for n in range(1, number))]
        return [(Tag.objects.get_or_create(name=n)[0].pk, n) for n in names]

    def _interviews(
        self,
        part: tuple[int, ...],
        first: int,
        publications: list[Publication],
        people: list[tuple[int, str, str]],
        tags: list[tuple[int, str]],
    ) -> None:
        choice, randrange = self.random.choice, self.random.randrange
        interviews: list[Any] = []
        speakers: list[Any] = []
        questions: list[Any] = []
        tagged: list[Any] = []
        entries: list[Any] = []
        speaker, question = (count(t.next_key()) for t in (self.speaker, self.question))
        for n in part:
            key = first + n
            moment = self._now - self._step * (self.interviews - 1 - n)
            guest, name, post = choice(people)
            asker, asker_name, _ = choice(people)
            asked_by, answered_by = next(speaker), next(speaker)
            speakers += [
                (asked_by, key, asker, asker_name, "", "interviewer", 1, moment),
                (answered_by, key, guest, name, post, "interviewee", 2, moment),
            ]
            headline = f"{name} on {choice(words.PLAIN)} and {choice(words.PLAIN)}"
            topics = [words.COMMON]
            topics += [words.HALF] * (n % 2) + [words.RARE] * (n % 1000 == 7)
            intro = f"{name} speaks of {', '.join(topics)}."
            publication = publications[n % len(publications)].pk
            standfirst = choice(self.stock).asked
            place_name = choice(words.COUNTRIES)
            interviews.append(
                (key, publication, headline, f"interview-{self.seed}-{key}", standfirst)
                + (place_name, moment.date(), intro, f"<p>{intro}</p>")
                + (Interview.Status.PUBLISHED, moment, moment, moment, EXCHANGES)
            )
            used = {tags[randrange(len(tags))], tags[randrange(len(tags))]}
            used |= {tags[0]} if n % 2 else set()
            named = dict(sorted(used))
            tagged += [(tag, key, moment) for tag in named]
            facts = [fact("publication", publication), fact("language", "en")]
            facts += [fact("year", moment.year), fact("person", asker)]
            facts += [fact("person", guest), *(fact("tag", tag) for tag in named)]
            about = f" {' '.join(facts)} "
            both = _padded(asker_name) + _padded(f"{name} {post}")[1:]
            told = with_tags(padded(standfirst, place_name, intro), named.values())
            row = (padded(headline), both, "", told, about)
            entries.append((place(moment, key, 0), key, None, *row))
            both = _padded(asker_name) + _padded(name)[1:]
            for position in range(1, EXCHANGES + 1):
                said, its_key = choice(self.stock), next(question)
                questions.append(
                    (its_key, key, position, position, asked_by, said.asked)
                    + (said.asked_html, answered_by, said.answered, said.answered_html)
                )
                row = ("", both, said.asked_words, said.answered_words, about)
                entries.append((place(moment, key, position), key, its_key, *row))
        self.interview.insert(interviews)
        self.speaker.insert(speakers)
        self.question.insert(questions)
        self.tagged.insert(tagged)
        with filled_at_once(first + part[0], first + part[-1]):
            self.entry.insert(entries)

    def _ratings(self, number: int, first: int) -> None:
        newest = first + self.interviews - 1
        figures: dict[int, Counter[int]] = {}
        for part in batched(range(number), AT_ONCE * 5):
            rows = []
            for n in part:
                key = (
                    first + self.random.randrange(self.interviews) if n % 2 else newest
                )
                score = self.random.choice((1, 2, 3, 4, 4, 5, 5, 5))
                review = "" if n % REVIEWED else self.random.choice(self.stock).asked
                name = self.random.choice(words.FIRST) if review else ""
                moment = self._now - timedelta(seconds=n)
                figures.setdefault(key, Counter())[score] += 1
                rows.append(
                    (key, score, f"populated-{self.seed}-{newest}-{n}", name, review)
                    + (Rating.Status.APPROVED, moment, moment)
                )
            with transaction.atomic():
                self.rating.insert(rows)
        with transaction.atomic():
            self.summary.insert(
                (key, *(scores[score] for score in SCORES))
                for key, scores in figures.items()
            )
        self.rating.finish()

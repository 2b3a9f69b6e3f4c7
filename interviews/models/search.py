"""The search index: the words of what readers may find, a row for every answer."""

import contextlib
import datetime
from collections.abc import Iterable, Iterator
from itertools import batched
from operator import attrgetter
from typing import Any, Self

from django.db import connection, models, transaction
from django.db.models.expressions import RawSQL
from django.utils import timezone
from taggit.models import Tag

from interviews.models.interview import Interview
from interviews.models.queryset import InterviewQuerySet
from interviews.models.question import Question
from interviews.models.speaker import Speaker
from interviews.models.tag import TaggedInterview
from interviews.search.folding import fold
from interviews.search.query import Query
from interviews.search.snippets import plain
from newsroom import pages

MOST_RANKED = 1000  # the newest matches; what is older is not looked at
PATIENCE = 300  # milliseconds that PostgreSQL may look through all rows
MOST_LOOKED_AT = 20_000  # the newest rows, which are looked through where that fails
MOST_INDEXED = 100_000  # letters of one field: databases bound what they index
ROWS_OF_ONE = 2048
MOST_ROWS = ROWS_OF_ONE - 1  # of questions; the headline has one too
AT_ONCE = 200  # interviews that are held in memory
INTERVIEWS_OF_ONE_SECOND = 2**20
LAST_SECOND = 2**32 - 1


def place(publish_at: datetime.datetime, interview_id: int, row: int) -> int:
    """Return the key of an entry: it rises with publication, so that the newest
    matches are the largest keys, which both databases' indexes give in order.

    Of one interview the headline (row 0) has the largest, then its first question.
    """
    second = min(max(int(publish_at.timestamp()), 0), LAST_SECOND)
    within = interview_id % INTERVIEWS_OF_ONE_SECOND * ROWS_OF_ONE
    later = ROWS_OF_ONE - 1 - row
    return second * INTERVIEWS_OF_ONE_SECOND * ROWS_OF_ONE + within + later


def padded(*texts: str) -> str:
    """Return the folded words with a space on either side of each."""
    words = fold(" ".join(texts)[:MOST_INDEXED])
    return f" {words} " if words else ""


def with_tags(around: str, names: Iterable[str]) -> str:
    """Return the padded words around the questions with those of the tags after them."""
    return around + padded(*names)[bool(around) :]


# Facts about an interview that a search can be narrowed to, as words of the index.


def fact(kind: str, value: object) -> str:
    return f"x{kind}{value}".replace("-", "")


@contextlib.contextmanager
def patience() -> Iterator[None]:
    """Let PostgreSQL give a search up that reads on and on, with an OperationalError.

    It takes rows in order where many have the words, and reads all of them when hardly
    any has them as they were asked for. SQLite's index never reads the rows.
    """
    if connection.vendor == "sqlite":
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = %s", [PATIENCE])
        yield


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    def matching(
        self,
        query: Query,
        facts: Iterable[str],
        *,
        begin: bool,
        newest_alone: bool = False,
    ) -> Self:
        """Return the newest matches, no more than are ranked; ``begin`` lets the last
        word go on, ``newest_alone`` bounds what PostgreSQL looks through."""
        now = place(timezone.now(), INTERVIEWS_OF_ONE_SECOND - 1, 0)
        parameters: list[object]
        if connection.vendor == "sqlite":
            # Read forwards: backwards, FTS5 loses rows that hold several of the words.
            sql = (
                "SELECT -rowid FROM interviews_search WHERE interviews_search MATCH %s"
                " AND rowid >= %s ORDER BY rowid LIMIT %s"
            )
            parameters = [_fts5(query, facts, begin), -now, MOST_RANKED]
        elif newest_alone:
            sql = (
                "SELECT place FROM (SELECT place, vector FROM interviews_searchentry"
                " WHERE place <= %s ORDER BY place DESC LIMIT %s) AS newest"
                " WHERE vector @@ %s::tsquery LIMIT %s"
            )
            asked = _tsquery(query, facts, begin)
            parameters = [now, MOST_LOOKED_AT, asked, MOST_RANKED]
        else:
            sql = (
                "SELECT place FROM interviews_searchentry WHERE vector @@ %s::tsquery"
                " AND place <= %s ORDER BY place DESC LIMIT %s"
            )
            parameters = [_tsquery(query, facts, begin), now, MOST_RANKED]
        newest = RawSQL(sql, parameters)  # noqa: S611 -- only parameters
        return self.filter(
            models.Exists(
                Interview.objects.published().filter(pk=models.OuterRef("interview"))
            ),
            place__in=newest,
        )

    def ranked(self, query: Query, *, begin: bool) -> Self:
        """Add ``rank``: the best field that holds all words, 0 for the headline.

        Tags are as weak as an answer, 3, like all else that stands around the
        questions: they say what an interview is about, which its answers say better.
        """
        return self.annotate(
            rank=models.Case(
                models.When(_all_in("headline", query, begin), then=0),
                models.When(_all_in("speakers", query, begin), then=1),
                models.When(_all_in("asked", query, begin), then=2),
                default=3,
                output_field=models.IntegerField(),
            )
        )

    def rewrite(self, interview: Interview) -> None:
        """Make the index hold what readers may find of this interview."""
        self.filter(interview=interview).delete()
        published = interview.status == Interview.Status.PUBLISHED
        if published and interview.deleted_at is None:
            # Ordered, so that they are read anew and not from a form's copies.
            speakers = interview.speakers.order_by("position", "pk")
            questions = interview.questions.order_by("position", "pk")
            tags = Tag.objects.filter(
                interviews_taggedinterview_items__content_object=interview
            )
            rows = entries(interview, list(speakers), questions[:MOST_ROWS], tags)
            self.insert(rows)

    def retag(self, interviews: Iterable[int]) -> None:
        """Write the tags of these anew: names in the row of the headline, keys in all.

        The other words stay as they are, for a tag may be on thousands.
        """
        for keys in batched(interviews, AT_ONCE):
            rows = Interview.objects.filter(pk__in=keys).select_for_update()
            for interview in _with_tags(rows):
                (head,) = entries(
                    interview, interview.speakers.all(), [], _tags(interview)
                )
                kept = self.filter(interview=interview)
                same = {"answered": head.answered, "facts": head.facts}
                kept.filter(question=None).exclude(**same).update(**same)
                kept.exclude(facts=head.facts).update(facts=head.facts)

    def differences(self) -> tuple[int, list[dict[str, Any]]]:
        """Hold the index against the words that readers may find.

        The numbers are those of rows; ``found`` are the rows that are as they should
        be, and those of an interview that should have none.
        """
        public = Interview.objects.present().filter(status=Interview.Status.PUBLISHED)
        strays = self.exclude(interview__in=public).order_by().values("interview")
        problems = [
            _difference(row["interview"], 0, row["rows"])
            for row in strays.annotate(rows=models.Count("pk")).order_by("interview_id")
        ]
        checked = 0
        for interview in _with_words(public).iterator(chunk_size=AT_ONCE):
            checked += 1
            rows = entries(
                interview,
                interview.speakers.all(),
                interview.questions.all()[:MOST_ROWS],
                _tags(interview),
            )
            expected = {row.told() for row in rows}
            kept = {row.told() for row in interview.search_entries.all()}
            if kept != expected:
                right = len(kept & expected)
                problems.append(_difference(interview.pk, len(expected), right))
        return checked, problems

    @transaction.atomic
    def repair(self, interview_id: int) -> None:
        """Write the rows of this interview anew."""
        self.rewrite(Interview.objects.select_for_update().get(pk=interview_id))
        pages.changed()

    def insert(self, rows: "list[SearchEntry]") -> None:
        # Two interviews of one second, a million keys apart, would meet at one place:
        # better that one of them is not found than that it cannot be published.
        self.bulk_create(rows, ignore_conflicts=True, batch_size=500)  # type: ignore[arg-type] # Self


class FullText:
    """SQLite's index of the words, which a statement could empty; PostgreSQL's is a
    column of the rows themselves."""

    ALL = "SELECT -rowid FROM interviews_search WHERE interviews_search MATCH %s"
    EMPTY = "INSERT INTO interviews_search (interviews_search) VALUES ('delete-all')"
    FILL = (
        "INSERT INTO interviews_search (rowid, words) SELECT -place,"
        " headline || speakers || asked || answered || facts"
        " FROM interviews_searchentry ORDER BY place DESC"
    )

    def differences(self) -> tuple[int, list[dict[str, Any]]]:
        rows = set(SearchEntry.objects.values_list("pk", flat=True))
        if connection.vendor != "sqlite":
            return len(rows), []
        with connection.cursor() as cursor:
            cursor.execute(self.ALL, [f"{fact('publication', '')}*"])
            found = {place for (place,) in cursor.fetchall()}
        if found == rows:
            return len(rows), []
        right = len(found & rows)
        problem = {"id": "interviews_search", "expected": len(rows), "found": right}
        return len(rows), [{"kind": "full_text", **problem}]

    @transaction.atomic
    def repair(self, index: str) -> None:
        """Fill it anew: it holds no words that a single row could be found by."""
        with connection.cursor() as cursor:
            cursor.execute(self.EMPTY)
            cursor.execute(self.FILL)
        pages.changed()


@contextlib.contextmanager
def retagged(tags: Iterable[int]) -> Iterator[None]:
    """Rename, merge, part or delete these tags within it: searches follow.

    Whoever changes the tags of one interview calls its ``relist`` instead.
    """
    with transaction.atomic():
        # Nobody puts one of them on an interview meanwhile.
        keys = list(Tag.objects.filter(pk__in=tags).select_for_update().order_by("pk"))
        tagged = TaggedInterview.objects.filter(tag__in=keys).order_by("content_object")
        interviews = list(tagged.values_list("content_object", flat=True).distinct())
        yield
        SearchEntry.objects.retag(interviews)


class SearchEntry(models.Model):
    """The folded words of a headline, or of one row of questions and answers.

    ``answered`` are, in the row of the headline, the words that stand around the
    questions: standfirst, place, intro and closing, and the names of the tags.

    Only published interviews have entries, scheduled ones too: their places lie in the
    time to come, and a search looks no further than now. The database's own full-text
    index over these columns is kept by the database itself; see the migration.
    """

    # Given, never counted; but this type is SQLite's own row number, whose negative the
    # words' index speaks of.
    place = models.BigAutoField(primary_key=True)
    interview = models.ForeignKey(
        Interview, models.CASCADE, related_name="search_entries"
    )
    question = models.ForeignKey(
        Question, models.CASCADE, null=True, related_name="search_entries"
    )
    headline = models.TextField()
    speakers = models.TextField()
    asked = models.TextField()
    answered = models.TextField()
    facts = models.TextField()

    objects = SearchEntryQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.interview_id}: {self.headline or self.asked}".strip()[:80]

    def told(self) -> tuple[object, ...]:
        """Return all that a search can find of it, to be compared."""
        words = (self.headline, self.speakers, self.asked, self.answered)
        return (self.place, self.question_id, *words, frozenset(self.facts.split()))


def entries(
    interview: Interview,
    speakers: Iterable[Speaker],
    questions: Iterable[Question],
    tags: Iterable[Tag],
) -> list[SearchEntry]:
    """Return the unsaved rows of a published interview, that of the headline first."""
    moment = interview.publish_at or timezone.now()
    tags = sorted(tags, key=attrgetter("pk"))
    around = padded(
        interview.standfirst,
        interview.dateline_place,
        plain(interview.intro_html),
        plain(interview.closing_html),
    )
    names = {speaker.pk: speaker.name for speaker in speakers}
    rows = [
        SearchEntry(
            headline=padded(interview.headline),
            speakers=padded(*(f"{s.honorific} {s.name} {s.post}" for s in speakers)),
            answered=with_tags(around, (tag.name for tag in tags)),
        )
    ]
    for question in questions:
        said_by = (question.asked_by_id, question.answered_by_id)
        rows.append(
            SearchEntry(
                question=question,
                speakers=padded(*(names.get(key or 0, "") for key in said_by)),
                asked=padded(question.section, plain(question.text_html)),
                answered=padded(plain(question.answer_html)),
            )
        )
    facts = [
        fact("publication", interview.publication_id),
        fact("language", interview.language),
        fact("year", timezone.localtime(moment).year),
        *(fact("person", s.person_id) for s in speakers if s.person_id),
        *(fact("tag", tag.pk) for tag in tags),
    ]
    for number, row in enumerate(rows):
        row.place = place(moment, interview.pk, number)
        row.interview, row.facts = interview, f" {' '.join(facts)} "
    return rows


def _with_tags(interviews: InterviewQuerySet) -> InterviewQuerySet:
    """Fetch what the row of each headline is made of."""
    speakers = Speaker.objects.order_by("position", "pk")
    return interviews.order_by("pk").prefetch_related(
        models.Prefetch("speakers", speakers), "tagged_items__tag"
    )


def _with_words(interviews: InterviewQuerySet) -> InterviewQuerySet:
    """Fetch what the entries of each are made of, and the entries."""
    questions = Question.objects.order_by("position", "pk")
    return _with_tags(interviews).prefetch_related(
        models.Prefetch("questions", questions), "search_entries"
    )


def _tags(interview: Interview) -> list[Tag]:
    return [each.tag for each in interview.tagged_items.all()]


def _difference(interview_id: int, expected: int, found: int) -> dict[str, Any]:
    return {
        "kind": "search_index",
        "id": interview_id,
        "expected": [expected],
        "found": [found],
    }


def _all_in(column: str, query: Query, begin: bool) -> models.Q:
    condition = models.Q()
    for term in query.terms:
        words = " ".join(term)
        ends = "" if begin and term == query.terms[-1] else " "
        condition &= models.Q(**{f"{column}__contains": f" {words}{ends}"})
    return condition


# Words are letters and digits only: neither language has a sign that they could hold.


def _fts5(query: Query, facts: Iterable[str], begin: bool) -> str:
    terms = [f'"{" ".join(term)}"' for term in query.terms]
    if begin:
        terms[-1] += "*"
    return " AND ".join([*terms, *(f'"{word}"' for word in facts)])


def _tsquery(query: Query, facts: Iterable[str], begin: bool) -> str:
    terms = [" <-> ".join(f"'{word}'" for word in term) for term in query.terms]
    if begin:
        terms[-1] += ":*"
    return " & ".join([*(f"({t})" for t in terms), *(f"'{word}'" for word in facts)])

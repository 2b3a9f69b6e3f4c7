"""Find, order and group what a search shows: interviews, each at its best answer."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, NamedTuple

from django.db import OperationalError
from django.db.models import QuerySet, StringAgg, Value
from django.http import Http404

from interviews.models import Interview, Question
from interviews.models.search import (
    MOST_RANKED,
    ROWS_OF_ONE,
    SearchEntry,
    patience,
)
from interviews.search.query import Query
from interviews.search.snippets import Piece, mark, plain, snippet

PAGE_SIZE = 10
FURTHER_SHOWN = 4
OF_ANSWERS = 3  # the rank of answers, and of what stands around the questions
BY_PLACE, BY_RANK = attrgetter("place"), attrgetter("rank")
# What is read of an interview.
PRINTED = ["slug", "headline", "standfirst", "intro_html", "closing_html", "language"]
PRINTED += ["publish_at", "publication__name", "publication__accent"]

type Key = tuple[int, int]


class Hit(NamedTuple):
    place: int
    rank: int
    interview: int
    question: int | None


class Found(NamedTuple):
    hits: list[Hit]
    whole: bool  # whether all rows were looked through


@dataclass(frozen=True)
class Result:
    """One interview: its best answer (None where the headline is), and further ones."""

    interview: Interview
    headline: list[Piece]
    question: Question | None
    snippet: list[Piece]
    further: list[Question]


@dataclass(frozen=True)
class Results:
    """A page of results; ``answers`` counts matches up to the most that are ranked."""

    rows: list[Result] = field(default_factory=list)
    answers: int = 0
    interviews: int = 0
    after: str = ""
    first: bool = True
    whole: bool = True

    @property
    def capped(self) -> bool:
        return self.answers == MOST_RANKED


def search(query: Query, facts: Iterable[str], *, by_date: bool, after: str) -> Results:
    """Return a page of the newest matches; Http404 for a cursor nobody gave out.

    One or two queries for the matches, more where PostgreSQL gave one up, and two for
    what is shown of them.
    """
    place = _place(after)
    hits, whole = find(query, list(facts))
    groups = _grouped(hits, by_date)
    shown = [group for group in groups if _key(group, by_date) > place]
    rows = [sorted(group, key=_landing) for group in shown[:PAGE_SIZE]]
    more = len(shown) > PAGE_SIZE
    return Results(
        rows=_shown(rows, query),
        answers=len(hits),
        interviews=len(groups),
        after="{}~{}".format(*_key(rows[-1], by_date)) if more else "",
        first=not after,
        whole=whole,
    )


def find(query: Query, facts: list[str]) -> Found:
    """Return the matches of whole words; where these do not fill a page, also those in
    which the last word goes on."""
    found = _find(query, facts, begin=False)
    if query.beginning and len(found.hits) < PAGE_SIZE:
        found = _find(query, facts, begin=True)
    return found


def _find(query: Query, facts: list[str], *, begin: bool) -> Found:
    try:
        with patience():
            return Found(_hits(query, facts, begin=begin), whole=True)
    except OperationalError:
        hits = _hits(query, facts, begin=begin, newest_alone=True)
        return Found(hits, whole=False)


def _hits(query: Query, facts: list[str], *, begin: bool, **how: bool) -> list[Hit]:
    entries = SearchEntry.objects.matching(query, facts, begin=begin, **how)
    ranked: QuerySet[Any] = entries.ranked(query, begin=begin)
    rows = ranked.values_list("place", "rank", "interview_id", "question_id")
    return [Hit(*row) for row in rows]


def _grouped(hits: list[Hit], by_date: bool) -> list[list[Hit]]:
    """Return the hits of each interview, and the interviews in order."""
    hits = sorted(hits, key=BY_PLACE, reverse=True)
    if not by_date:
        hits.sort(key=BY_RANK)
    groups: dict[int, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.interview, []).append(hit)
    return list(groups.values())


def _landing(hit: Hit) -> tuple[int, bool]:
    """Order the hits of one interview: an answer comes before the words around it."""
    return hit.rank, hit.rank == OF_ANSWERS and hit.question is None


def _key(group: list[Hit], by_date: bool) -> Key:
    first = group[0]
    return (0 if by_date else first.rank, -(first.place // ROWS_OF_ONE))


def _place(after: str) -> Key:
    if not after:
        return (-1, 0)
    rank, _, place = after.partition("~")
    if not (rank.isdecimal() and place.lstrip("-").isdecimal() and len(after) < 30):
        raise Http404
    return int(rank), int(place)


def _shown(groups: list[list[Hit]], query: Query) -> list[Result]:
    """Return what is printed of each group, in two queries."""
    if not groups:
        return []
    keys = [group[0].interview for group in groups]
    found = Interview.objects.published().select_related("publication").only(*PRINTED)
    tags = StringAgg("tagged_items__tag__name", Value("\n"))
    interviews = found.annotate(tag_names=tags).in_bulk(keys)
    best = [hit.question for group in groups for hit in group[: FURTHER_SHOWN + 1]]
    questions = Question.objects.only("anchor", "text_html", "answer_html").in_bulk(
        [key for key in best if key is not None]
    )
    return [
        _result(interviews[group[0].interview], group, questions, query)
        for group in groups
        if group[0].interview in interviews
    ]


def _result(
    interview: Interview, group: list[Hit], questions: dict[int, Question], query: Query
) -> Result:
    found = [
        questions[hit.question]
        for hit in group[: FURTHER_SHOWN + 1]
        if hit.question in questions
    ]
    on_answer = group[0].question is not None and bool(found)
    question, further = (found[0], found[1:]) if on_answer else (None, found)
    text = _text(question) if question else _around(interview, query)
    return Result(
        interview=interview,
        headline=mark(interview.headline, query),
        question=question,
        snippet=snippet(text, query),
        further=further[:FURTHER_SHOWN],
    )


def _around(interview: Any, query: Query) -> str:
    """Return the first of the texts around the questions that has a word of it."""
    texts: list[str] = [
        interview.standfirst,
        plain(interview.intro_html),
        plain(interview.closing_html),
        " · ".join(sorted((interview.tag_names or "").split("\n"))),
    ]
    found = (t for t in texts if any(piece.found for piece in mark(t, query)))
    return next(found, interview.standfirst)


def _text(question: Question) -> str:
    return f"{plain(question.text_html)} {plain(question.answer_html)}".strip()

"""What a moderator is shown of each review, and how the desk has been doing."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median
from typing import Any

from django.db.models import F, Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from interviews.models import Rating, Report

KINDS = {
    "waiting": gettext_lazy("Waiting"),
    "reported": gettext_lazy("Reported"),
    "burst": gettext_lazy("Held: burst"),
    "trap": gettext_lazy("Held: trap"),
}
OTHERS_SHOWN = 5
COMPARED = 500  # the newest reviews that words are held against
ALIKE = 0.6  # the share of words that two texts have in common
FEWEST_WORDS = 4
WEEKS = 8
MOST_COUNTED = 5000

LINK = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w-]+\.(?:com|net|org|info|ru|xyz|shop|top|site)\b",
    re.IGNORECASE,
)
SHOUTED = re.compile(r"\b\w{3,}\b")


def pile(kind: str) -> QuerySet[Rating]:
    """Return what a tab of the desk lists, what came first first."""
    waiting = Rating.objects.waiting()
    rows = {
        "waiting": waiting,
        "burst": waiting.filter(held_for=Rating.HeldFor.BURST),
        "reported": Rating.objects.approved()
        .filter(pk__in=Report.objects.open().values("rating"))
        .order_by("updated", "pk"),
        "trap": Rating.objects.filter(
            status=Rating.Status.SPAM,
            held_for=Rating.HeldFor.TRAP,
            moderated_by=None,
        ).order_by("updated", "pk"),
    }[kind]
    reports = Prefetch("reports", Report.objects.open(), to_attr="open_reports")
    return rows.select_related("interview__publication").prefetch_related(
        reports, "earlier_words"
    )


@dataclass
class Card:
    """One rating with what helps to decide on it."""

    rating: Rating
    flags: list[str]
    reports: list[Report]
    others: list[Rating] = field(default_factory=list)  # of the same reader
    others_total: int = 0
    similar: list[Rating] = field(default_factory=list)


def cards(ratings: list[Rating]) -> list[Card]:
    """Return a card for each rating; two queries however many they are."""
    others = _others(ratings)
    compared = list(
        Rating.objects.exclude(review="")
        .select_related("interview")
        .defer("interview__intro_html", "interview__closing_html")
        .order_by("-pk")[:COMPARED]
    )
    words = {rating.pk: _words(rating.review) for rating in [*compared, *ratings]}
    found = []
    for rating in ratings:
        theirs = others[rating.reader_key]
        theirs = [other for other in theirs if other.pk != rating.pk]
        card = Card(rating, flags(rating), getattr(rating, "open_reports", []))
        card.others, card.others_total = theirs[:OTHERS_SHOWN], len(theirs)
        card.similar = [
            other
            for other in compared
            if other.pk != rating.pk and _alike(words[rating.pk], words[other.pk])
        ][:OTHERS_SHOWN]
        found.append(card)
    return found


def flags(rating: Rating) -> list[str]:
    """Return what about it deserves a second look, in a moderator's words."""
    found = [str(rating.get_held_for_display())] if rating.held_for else []
    text = f"{rating.name} {rating.review}"
    if links := len(LINK.findall(text)):
        found.append(ngettext("%d link", "%d links", links) % links)
    held = rating.interview.publication.held_words.split("\n")
    folded = text.casefold()
    for word in filter(None, map(str.strip, held)):
        if re.search(rf"\b{re.escape(word.casefold())}\b", folded):
            found.append(_("the word “%s”") % word)
    shouted = SHOUTED.findall(text)
    if (
        len(shouted) > FEWEST_WORDS
        and sum(map(str.isupper, shouted)) > len(shouted) / 2
    ):
        found.append(_("capitals"))
    return found


def _others(ratings: list[Rating]) -> dict[str, list[Rating]]:
    keys = {rating.reader_key for rating in ratings}
    rows = Rating.objects.filter(reader_key__in=keys).select_related("interview")
    rows = rows.defer("interview__intro_html", "interview__closing_html")
    found = defaultdict(list)
    for row in rows.order_by("-created")[: 20 * max(1, len(ratings))]:
        found[row.reader_key].append(row)
    return found


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    if min(len(one), len(other)) < FEWEST_WORDS:
        return False
    return len(one & other) >= ALIKE * len(one | other)


# How the desk has been doing


@dataclass
class Week:
    """Decisions of one week, the oldest first; ``hours`` is the median wait for one."""

    begins: Any
    decided: int = 0
    hours: float | None = None
    approved: int | None = None  # percent


@dataclass
class Figures:
    weeks: list[Week]
    hours: float | None
    approved: int | None
    decided: int
    waiting: int
    bars: list[tuple[str, str, list[tuple[int, float, str]]]] = field(
        default_factory=list
    )


def figures() -> Figures:
    """Return how long decisions took and how many approved, by week and in all.

    A decision on words that were changed since is not among them: it is due again.
    """
    now = timezone.now()
    since = now - timedelta(weeks=WEEKS)
    rows = Rating.objects.filter(
        moderated_at__gte=since,
        moderated_by__isnull=False,
        updated__lte=F("moderated_at"),
    )
    decided = list(
        rows.order_by("-moderated_at").values_list("updated", "moderated_at", "status")[
            :MOST_COUNTED
        ]
    )
    weeks = [Week(since + timedelta(weeks=n)) for n in range(WEEKS)]
    for n, week in enumerate(weeks):
        until = since + timedelta(weeks=n + 1)
        part = [row for row in decided if row[1] and week.begins <= row[1] < until]
        week.decided, week.hours, week.approved = _summed(part)
    total, hours, approved = _summed(decided)
    waiting = Rating.objects.waiting()[:1000].count()
    found = Figures(weeks, hours, approved, total, waiting)
    found.bars = [
        _bars("hours", weeks, lambda week: week.hours),
        _bars("approved", weeks, lambda week: week.approved),
        _bars("decided", weeks, lambda week: week.decided),
    ]
    return found


def _summed(rows: list[Any]) -> tuple[int, float | None, int | None]:
    if not rows:
        return 0, None, None
    waits = [(decided - came).total_seconds() for came, decided, _ in rows]
    approved = sum(status == Rating.Status.APPROVED for *_times, status in rows)
    return len(rows), round(median(waits) / 3600, 1), round(100 * approved / len(rows))


def _bars(
    name: str, weeks: list[Week], value: Any
) -> tuple[str, str, list[tuple[int, float, str]]]:
    """Return a drawing, 8 columns in a field of 160 by 40: ``(x, height, y)`` each."""
    values = [value(week) or 0 for week in weeks]
    most = max(values) or 1
    said = ", ".join("–" if value(week) is None else str(value(week)) for week in weeks)
    columns = []
    for n, each in enumerate(values):
        height = max(1.0, round(38 * each / most, 1)) if each else 0.0
        columns.append((n * 20 + 2, height, f"{40 - height:.1f}"))
    return name, said, columns

"""A moderator's post: which ratings, what is decided, and what is told."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interviews.models import DecidedRating, Decision, Rating
from interviews.models.rating import RatingQuerySet

LONGEST_NOTE = 1000
LONGEST_REPLY = 3000


@dataclass
class Told:
    """What became of it; ``decision`` is the act to undo, None if nothing was done."""

    said: str = ""
    done: list[int] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    decision: int | None = None


def decide(request: HttpRequest, ratings: RatingQuerySet, verb: str) -> Told:
    """Carry out one act on these ratings, with the reason, note and reply of the post."""
    reason = request.POST.get("reason", "")
    said = {"reason": reason if reason in Rating.Reason.values else ""}
    said["note"] = request.POST.get("note", "").strip()[:LONGEST_NOTE]
    if verb == "reply":
        said = {"reply": request.POST.get("reply", "").strip()[:LONGEST_REPLY]}
    elif verb != "reject":
        said = {}
    try:
        decision = Decision.objects.make(
            verb,
            ratings,
            by=request.user,  # type: ignore[arg-type]
            seen=seen(request),
            **said,
        )
    except ValidationError as error:
        return Told(refused=error.messages)
    return tell(decision)


def undo(request: HttpRequest, decision: Decision) -> Told:
    try:
        return tell(decision.undo(by=request.user))  # type: ignore[arg-type]
    except ValidationError as error:
        return Told(refused=error.messages)


def tell(decision: Decision) -> Told:
    done = sorted(item.rating_id for item in decision.items.all())
    return Told(sentence(decision, len(done)), done, decision.refused, decision.pk)


@dataclass(frozen=True)
class Recent:
    """A decision as lists show it; ``about`` is its rating if it was about one."""

    decision: Decision
    said: str
    about: Rating | None


def recent(most: int) -> list[Recent]:
    """Return the newest decisions, in two queries however many they are."""
    decisions = Decision.objects.select_related("by", "undone_by").newest()
    rows: list[Any] = list(decisions[:most])
    single = [row.pk for row in rows if row.total == 1]
    items = DecidedRating.objects.filter(decision__in=single)
    items = items.select_related("rating__interview")
    about = {item.decision_id: item.rating for item in items}
    return [Recent(row, sentence(row, row.total), about.get(row.pk)) for row in rows]


def sentence(decision: Decision, done: int) -> str:
    said = {
        "approve": ngettext("%d rating approved.", "%d ratings approved.", done),
        "reject": ngettext("%d rating rejected.", "%d ratings rejected.", done),
        "spam": ngettext(
            "%d rating marked as spam.", "%d ratings marked as spam.", done
        ),
        "reply": ngettext("%d reply written.", "%d replies written.", done),
        "undo": ngettext(
            "%d rating is as it was before.",
            "%d ratings are as they were before.",
            done,
        ),
    }
    return said.get(decision.verb, _("Done.")) % done


def seen(request: HttpRequest) -> dict[int, int]:
    """Return the versions that stood on the moderator's page, by rating."""
    versions = {}
    for name, value in request.POST.items():
        key = name.removeprefix("seen_")
        if key != name and _is_number(key) and _is_number(str(value)):
            versions[int(key)] = int(str(value))
    return versions


def chosen(request: HttpRequest) -> RatingQuerySet:
    """Return the ratings that a post names, at most a page of them."""
    keys = [int(key) for key in request.POST.getlist("rating") if _is_number(key)]
    return Rating.objects.filter(pk__in=keys[:1000])


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19

"""What is kept of an interview's own words beside them, for ``check_consistency``."""

from collections.abc import Iterator
from typing import Any

from django.db import models, transaction
from django.db.models import F, Max

from interviews import markup
from interviews.models import Correction, Interview, Question
from newsroom import pages

# The words that are printed as HTML, which lies in a column of the same name.
MARKUP: dict[type[models.Model], tuple[str, ...]] = {
    Interview: ("intro", "closing"),
    Question: ("text", "answer"),
}
# Rows that point to a part of an interview, which must be their own.
PARTS = (
    (Question, "asked_by"),
    (Question, "answered_by"),
    (Correction, "question"),
)


class Rendered:
    """The HTML of words that were changed without it."""

    def differences(self) -> tuple[int, list[dict[str, Any]]]:
        checked, problems = 0, []
        for model, names in MARKUP.items():
            columns = [*names, *(f"{name}_html" for name in names)]
            rows = model._base_manager.order_by("pk").values_list("pk", *columns)
            for pk, *both in rows.iterator(chunk_size=500):
                checked += 1
                words, html = both[: len(names)], both[len(names) :]
                if [markup.render(each) for each in words] != html:
                    label = model._meta.label_lower
                    problems.append(_problem("rendered", f"{label}:{pk}", "its words"))
        return checked, problems

    @transaction.atomic
    def repair(self, row: str) -> None:
        label, _, key = row.partition(":")
        for model, names in MARKUP.items():
            if model._meta.label_lower == label:
                one: Any = model._base_manager.select_for_update().get(pk=key)
                one.render()
                html = {
                    name: getattr(one, name) for name in map("{}_html".format, names)
                }
                model._base_manager.filter(pk=key).update(**html)
        pages.changed()


class Anchors:
    """Interviews that would give an anchor a second time."""

    def differences(self) -> tuple[int, list[dict[str, Any]]]:
        rows = Interview.objects.order_by("pk").annotate(last=Max("questions__anchor"))
        behind = rows.filter(last__gt=F("anchors_given"))
        told = behind.values_list("pk", "last", "anchors_given")
        problems = [_problem("anchors", *each) for each in told]
        return rows.count(), problems

    def repair(self, interview_id: int) -> None:
        anchors = Question.objects.filter(interview=interview_id).values("interview")
        last = anchors.annotate(last=Max("anchor")).values("last")
        Interview.objects.filter(pk=interview_id).update(
            anchors_given=models.Subquery(last)
        )


class Parts:
    """Questions that somebody of another interview asks or answers, and the like."""

    def differences(self) -> tuple[int, list[dict[str, Any]]]:
        problems = [
            _problem("part", f"{model._meta.label_lower}.{name}:{pk}", own, other)
            for model, name in PARTS
            for pk, own, other in self._strangers(model, name)
        ]
        return len(PARTS), problems

    def repair(self, row: str) -> None:
        """Leave it open, as where the other row is deleted."""
        label, _, key = row.partition(":")
        for model, name in PARTS:
            if f"{model._meta.label_lower}.{name}" == label:
                model._base_manager.filter(pk=key).update(**{name: None})
        pages.changed()

    def _strangers(
        self, model: type[models.Model], name: str
    ) -> Iterator[tuple[int, int, int]]:
        theirs = f"{name}__interview"
        rows = model._base_manager.exclude(**{name: None}).order_by("pk")
        rows = rows.exclude(**{theirs: F("interview")})
        yield from rows.values_list("pk", "interview", theirs)


def _problem(
    kind: str, key: object, expected: object, found: object = "otherwise"
) -> dict[str, Any]:
    return {"kind": kind, "id": key, "expected": expected, "found": found}

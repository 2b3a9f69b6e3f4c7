"""Two editors at once: what both wrote, held against each other and joined."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict

from interviews.models import Interview, snapshot
from interviews.models.snapshot import BESIDE, QUESTION, SPEAKER, TEXT, Words
from interviews.writing import differences
from interviews.writing.differences import Difference
from newsroom.accounts.acts import Act

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Choice:
    """One place where both differ, and which side is taken unless told otherwise:
    the one that changed it, nobody's where both did."""

    difference: Difference
    taken: str

    @property
    def field(self) -> str:
        return f"merge-{self.difference.key}"


class Conflict:
    """What the form says against what was stored since it was opened."""

    def __init__(self, interview: Interview, form: Any, formsets: list[Any]) -> None:
        self.interview = interview
        self.opened_at = _number(form.data.get("opened_at")) or 0
        self.theirs = snapshot.take(interview)
        revision = interview.revisions.at(self.opened_at)
        self.base = revision.words if revision else self.theirs
        self.mine = typed(form, formsets, self.base, self.theirs)

    @cached_property
    def acts(self) -> list[Act]:
        """What was done to the interview since, newest first."""
        since = []
        for act in Act.objects.about(
            self.interview._meta.label_lower, self.interview.pk
        ):
            if act.after.get("version", self.opened_at + 1) <= self.opened_at:
                break
            since.append(act)
        return since[:10]

    @property
    def version(self) -> int:
        return self.interview.version

    @cached_property
    def choices(self) -> list[Choice]:
        by_me = set(differences.keys(self.base, self.mine))
        by_them = set(differences.keys(self.base, self.theirs))
        return [
            Choice(each, _taken(each.key, by_me, by_them))
            for each in differences.between(self.theirs, self.mine)
        ]

    def merged(self, sent: QueryDict) -> Words | None:
        """Return the words as chosen; None if a place was left open."""
        chosen = {
            each.difference.key: sent.get(each.field, each.taken)
            for each in self.choices
        }
        if not set(chosen.values()) <= {MINE, THEIRS}:
            return None
        mine_at = {key for key, side in chosen.items() if side == MINE}
        return differences.joined(self.theirs, self.mine, mine_at)


def _taken(key: str, by_me: set[str], by_them: set[str]) -> str:
    mine, theirs = (
        any(each == key or each.startswith(f"{key}.") for each in side)
        for side in (by_me, by_them)
    )
    if mine and theirs:
        return ""
    return MINE if mine else THEIRS


def typed(form: Any, formsets: list[Any], base: Words, theirs: Words) -> Words:
    """Return the words of a form; what it does not hold is as in ``theirs``.

    Rows that were deleted meanwhile are in it still: they are known from ``base``.
    """
    rows = {each.prefix: each for each in formsets}
    fields = {**theirs["fields"]}
    for name in [*TEXT, *BESIDE]:
        field = name.removesuffix("_id")
        if field in form.fields:
            fields[name] = _value(form, field)
    return {
        "fields": fields,
        "tags": sorted(form.cleaned_data.get("tags", theirs["tags"])),
        "speakers": _rows(rows["speakers"], SPEAKER, None, theirs["speakers"]),
        "questions": _rows(
            rows["questions"],
            QUESTION,
            {
                row["id"]: row["anchor"]
                for row in base["questions"] + theirs["questions"]
            },
            theirs["questions"],
        ),
    }


def _rows(
    formset: Any,
    names: list[str],
    anchors: dict[int, int] | None,
    theirs: list[dict[str, Any]],
) -> list[dict[str, Any]]:
    rows = []
    for n, form in enumerate(formset.forms):
        key = _number(form["id"].value()) if "id" in form.fields else None
        gone = "DELETE" in form.fields and form["DELETE"].value()
        if gone or (key is None and not form.has_changed()):
            continue
        row: dict[str, Any] = {"id": key or f"new-{n}"}
        if anchors is not None:
            row["anchor"] = anchors.get(key or 0, f"new-{n}")
        for name in names:
            field = name.removesuffix("_id")
            if field not in form.fields:
                stored = next((each for each in theirs if each["id"] == key), {})
                row[name] = stored.get(name, "")
            elif name.endswith("_id"):
                row[name] = _number(form[field].value())
            else:
                row[name] = _value(form, field)
        rows.append((_number(form["position"].value()) or 0, n, row))
    return [row for _position, _n, row in sorted(rows, key=lambda each: each[:2])]


def _value(form: Any, name: str) -> Any:
    """Return the field's value as snapshots keep it; as typed, where it is wrong."""
    value = form.cleaned_data.get(name, form[name].value())
    if hasattr(value, "pk"):
        return value.pk
    return snapshot.plain(value)


def _number(typed: Any) -> int | None:
    text = str(getattr(typed, "pk", typed))
    return int(text) if text.isdecimal() and len(text) < 19 else None

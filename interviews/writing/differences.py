"""Where two versions of an interview's words differ, and how to join them.

A place has a key: ``headline``, ``tags``, ``question-3`` for a whole row that only one
side has, ``question-3.answer`` for a field of a row that both have, ``questions`` and
``speakers`` for their order.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from interviews.models.snapshot import BESIDE, QUESTION, SPEAKER, TEXT, TOLD, Words
from interviews.transcripts import diff
from newsroom.desk import is_key
from newsroom.history import say
from newsroom.models import Publication

ROWS = {"question": ("questions", "anchor"), "speaker": ("speakers", "id")}
OWN = {"question": QUESTION, "speaker": SPEAKER}
ORDERS = {
    "questions": gettext_lazy("order of questions"),
    "speakers": gettext_lazy("order of speakers"),
}
_FIELDS = {name.removesuffix("_id") for name in [*TEXT, *BESIDE, *TOLD, "tags"]}


@dataclass(frozen=True)
class Difference:
    """One place; ``before`` and ``after`` are None where that side has no such row."""

    key: str
    name: str
    before: str | None
    after: str | None

    @property
    def pieces(self) -> list[diff.Piece]:
        """The text with what went and what came, word by word."""
        return diff.words(self.before or "", self.after or "")


def between(before: Words, after: Words) -> list[Difference]:
    """Return every place where the two differ, in the order of the form."""
    return [*_fields(before, after), *_rows("speaker", before, after)] + [
        *_rows("question", before, after)
    ]


def keys(before: Words, after: Words) -> list[str]:
    return [difference.key for difference in between(before, after)]


def named(keys: list[str]) -> list[str]:
    """Return what these keys stand for, the rows of a kind as one."""
    from interviews.models import Interview

    names = [
        str(Interview._meta.get_field(key.removesuffix("_id")).verbose_name)  # type: ignore[union-attr]
        for key in keys
        if key.removesuffix("_id") in _FIELDS
    ]
    rows = {key.partition(".")[0] for key in keys}
    if asked := sum(row.startswith("question-") for row in rows):
        names.append(
            ngettext("%(count)d exchange", "%(count)d exchanges", asked)
            % {"count": asked}
        )
    if any(row.startswith("speaker-") for row in rows):
        names.append(_("people"))
    names += [str(ORDERS[row]) for row in ORDERS if row in rows]
    return names


def _fields(before: Words, after: Words) -> Iterator[Difference]:
    from interviews.models import Interview

    old = {**before["fields"], "tags": before["tags"]}
    new = {**after["fields"], "tags": after["tags"]}
    for key in new:
        if old.get(key) != new[key]:
            name = Interview._meta.get_field(key.removesuffix("_id")).verbose_name  # type: ignore[union-attr]
            yield Difference(
                key, str(name), _say(key, old.get(key)), _say(key, new[key])
            )


def _rows(kind: str, before: Words, after: Words) -> Iterator[Difference]:
    part, key = ROWS[kind]
    old = {row[key]: row for row in before[part]}
    new = {row[key]: row for row in after[part]}
    for row_key in [*new, *(each for each in old if each not in new)]:
        was, now = old.get(row_key), new.get(row_key)
        place = f"{kind}-{row_key}"
        number = [*(new if now else old)].index(row_key) + 1
        if was is None or now is None:
            name = _row_name(kind, number, was or now)
            yield Difference(
                place, name, _whole(kind, was, before), _whole(kind, now, after)
            )
            continue
        for name in OWN[kind]:
            if was[name] != now[name]:
                yield Difference(
                    f"{place}.{name}",
                    f"{_row_name(kind, number, now)}: {_field_name(kind, name)}",
                    _cell(name, was[name], before),
                    _cell(name, now[name], after),
                )
    common = [each for each in old if each in new]
    if common != [each for each in new if each in old]:
        yield Difference(
            part,
            str(ORDERS[part]),
            _order(kind, old, common),
            _order(kind, new, [each for each in new if each in old]),
        )


def _row_name(kind: str, number: int, row: Any) -> str:
    if kind == "speaker":
        return _("speaker %(name)s") % {"name": row["name"]}
    return _("exchange %(number)d") % {"number": number}


def _field_name(kind: str, name: str) -> str:
    from interviews.models import Question, Speaker

    model = Question if kind == "question" else Speaker
    return str(model._meta.get_field(name.removesuffix("_id")).verbose_name)  # type: ignore[union-attr]


def _whole(kind: str, row: Any, words: Words) -> str | None:
    if row is None:
        return None
    cells = (_cell(name, row[name], words) for name in OWN[kind])
    return "\n\n".join(cell for cell in cells if cell)


def _cell(name: str, value: Any, words: Words) -> str:
    if name in ("asked_by_id", "answered_by_id"):
        names = {row["id"]: row["name"] for row in words["speakers"]}
        return str(names.get(value, "")) if value else ""
    return "" if value is None else str(value)


def _order(kind: str, rows: dict[Any, Any], keys: list[Any]) -> str:
    name = "name" if kind == "speaker" else "text"
    return "\n".join(" ".join(str(rows[key][name]).split())[:60] or "–" for key in keys)


def _say(key: str, value: Any) -> str:
    from interviews.models import Interview

    if key == "publication_id":
        known = is_key(str(value))  # it may be as it was typed
        found = Publication.objects.filter(pk=value).first() if known else None
        return str(found or "")
    return "" if value in (None, "", []) else say(Interview, key, value)


def joined(theirs: Words, mine: Words, mine_at: set[str]) -> Words:
    """Return ``theirs`` with ``mine`` at the places of these keys."""
    result: Words = copy.deepcopy(theirs)
    for key in mine_at & mine["fields"].keys():
        result["fields"][key] = mine["fields"][key]
    if "tags" in mine_at:
        result["tags"] = mine["tags"]
    for kind in ROWS:
        part, key = ROWS[kind]
        result[part] = _join_rows(kind, theirs[part], mine[part], key, mine_at)
    return result


def _join_rows(
    kind: str, theirs: list[Any], mine: list[Any], key: str, mine_at: set[str]
) -> list[Any]:
    old = {row[key]: row for row in theirs}
    new = {row[key]: row for row in mine}
    kept = {}
    for row_key in [*old, *(each for each in new if each not in old)]:
        place = f"{kind}-{row_key}"
        was, now = old.get(row_key), new.get(row_key)
        if was is not None and now is not None:
            taken = {n: now[n] for n in OWN[kind] if f"{place}.{n}" in mine_at}
            kept[row_key] = {**was, **taken}
        elif (place in mine_at) == (now is not None):
            kept[row_key] = {**(was or now or {})}
    leading, other = [*old], [*new]
    if ROWS[kind][0] in mine_at:
        leading, other = other, leading
    order = [each for each in leading if each in kept]
    for n, row_key in enumerate(other):
        if row_key in kept and row_key not in order:
            before = [each for each in other[:n] if each in order]
            order.insert(order.index(before[-1]) + 1 if before else 0, row_key)
    rows = [kept[row_key] for row_key in order]
    for row in rows:  # a row that is new on the form has no anchor yet
        if isinstance(row.get("anchor"), str):
            row["anchor"] = None
    return rows

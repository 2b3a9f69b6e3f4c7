"""Write a later version of an interview's turns over its rows, turn by turn.

What did not change keeps its row as it is, with its anchor and whatever links to it;
changed turns keep their row, new ones get one, and rows without a turn go.
"""

from dataclasses import dataclass

from interviews.models import Interview, Question, Speaker
from interviews.transcripts import notation
from interviews.transcripts.align import align

COLUMNS = ["position", "number", "section", "asked_by", "text", "text_html"]
COLUMNS += ["answered_by", "answer", "answer_html"]


@dataclass(slots=True)
class Said:
    """A question or an answer, as it is stored or is to be. ``body`` is markup."""

    asks: bool
    body: str
    speaker: Speaker | None = None
    number: str = ""
    section: str = ""


@dataclass(slots=True)
class Plan:
    """What a row is to be; ``row`` is None for a new one."""

    row: Question | None
    number: str = ""
    section: str = ""
    asked_by: Speaker | None = None
    text: str = ""
    answered_by: Speaker | None = None
    answer: str = ""

    @property
    def is_answered(self) -> bool:
        return self.answer != ""


@dataclass(slots=True)
class Changes:
    """How many rows a rewriting added, changed and deleted."""

    added: int = 0
    changed: int = 0
    deleted: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.deleted)


def said_in(interview: Interview) -> tuple[list[Said], list[Question]]:
    """Return the stored turns in order, and for each the row that it is part of."""
    turns, rows = [], []
    for row in interview.questions.select_related("asked_by", "answered_by"):
        section = row.section
        if row.text:
            turns.append(Said(True, row.text, row.asked_by, row.number, section))
            rows.append(row)
            section = ""
        if row.answer:
            turns.append(Said(False, row.answer, row.answered_by, section=section))
            rows.append(row)
    return turns, rows


def matched(before: list[Said], after: list[Said]) -> list[int | None]:
    """Return for each turn its index in the version before; spacing does not count."""
    return align([_even(turn) for turn in before], [_even(turn) for turn in after])


def _even(turn: Said) -> notation.Turn:
    return notation.Turn(turn.asks, notation.tidy(turn.body))


def rewrite(interview: Interview, after: list[Said]) -> Changes:
    """Store these turns; within the caller's transaction."""
    before, rows = said_in(interview)
    matches = matched(before, after)
    for turn, match in zip(after, matches, strict=True):
        if match is not None:
            _keep_spacing(turn, before[match])
    plans = _plan(after, [None if at is None else rows[at] for at in matches])
    return _write(interview, list(dict.fromkeys(rows)), plans)


def _keep_spacing(turn: Said, before: Said) -> None:
    if notation.tidy(turn.body) == notation.tidy(before.body):
        turn.body = before.body
    if turn.section.split() == before.section.split():
        turn.section = before.section


def _plan(turns: list[Said], rows: list[Question | None]) -> list[Plan]:
    """Lay the turns out in rows; ``rows`` are those that their matches are part of."""
    asking = {row for turn, row in zip(turns, rows, strict=True) if turn.asks and row}
    plans: list[Plan] = []
    taken: set[Question] = set()

    def take(row: Question | None) -> Question | None:
        if row is None or row in taken:
            return None
        taken.add(row)
        return row

    for turn, row in zip(turns, rows, strict=True):
        if turn.asks:
            plan = Plan(take(row), turn.number, turn.section, turn.speaker, turn.body)
            plan.answered_by = plan.row.answered_by if plan.row else None
            plans.append(plan)
            continue
        spare = None if row in asking else row
        if not plans or not _joins(plans[-1], turn, row):
            plans.append(_further(take(spare), turn))
        elif plans[-1].row is None:
            plans[-1].row = take(spare)
        plans[-1].answered_by, plans[-1].answer = turn.speaker, turn.body
    return [plan for plan in plans if plan.text or plan.answer]


def _further(row: Question | None, turn: Said) -> Plan:
    """Return a row without a question; what it has else says nothing and stays."""
    if row is None or row.text:
        return Plan(row, section=turn.section)
    return Plan(row, row.number, turn.section, row.asked_by)


def _joins(plan: Plan, turn: Said, row: Question | None) -> bool:
    """Say whether an answer goes into the row of the question above it."""
    if plan.is_answered or turn.section or not plan.text:
        return False
    if plan.row is None or row is None or row == plan.row:
        return True
    return bool(plan.row.answer or row.text)  # a row of its own below an empty answer


def _write(interview: Interview, rows: list[Question], plans: list[Plan]) -> Changes:
    left = {plan.row for plan in plans}
    gone = [row.pk for row in rows if row not in left]
    if gone:
        Question.objects.filter(pk__in=gone).delete()
    if [plan.row for plan in plans] == rows:
        positions = [row.position for row in rows]
    else:
        positions = list(range(1, len(plans) + 1))
    new: list[Question] = []
    changed: list[Question] = []
    for plan, position in zip(plans, positions, strict=True):
        row = plan.row or Question(interview=interview)
        if _fill(row, plan, position):
            (changed if plan.row else new).append(row)
    _give_anchors(interview, new)
    Question.objects.bulk_create(new)
    Question.objects.bulk_update(changed, COLUMNS, batch_size=100)
    return Changes(len(new), len(changed), len(gone))


def _fill(row: Question, plan: Plan, position: int) -> bool:
    """Make a row what it is to be; say whether it was something else."""
    wanted = {
        "position": position,
        "number": plan.number,
        "section": plan.section,
        "asked_by": plan.asked_by,
        "text": plan.text,
        "answered_by": plan.answered_by,
        "answer": plan.answer,
    }
    if all(getattr(row, name) == value for name, value in wanted.items()):
        return False
    for name, value in wanted.items():
        setattr(row, name, value)
    row.render()
    return True


def _give_anchors(interview: Interview, rows: list[Question]) -> None:
    """Questions take the first anchors, so that #q3 is the third question."""
    ordered = sorted(rows, key=lambda row: not row.text)
    anchors = interview.take_anchors(len(rows)) if rows else range(0)
    for row, anchor in zip(ordered, anchors, strict=True):
        row.anchor = anchor

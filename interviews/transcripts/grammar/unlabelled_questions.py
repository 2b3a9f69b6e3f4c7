"""Questions without a label, told by the place where one must stand."""

from interviews.transcripts.grammar.labels import Mark, Role
from interviews.transcripts.grammar.lines import Line
from interviews.transcripts.grammar.matching import asks, key, length
from interviews.transcripts.grammar.requests import addresses


def add_questions(
    lines: list[Line], marks: dict[int, Mark], answers: set[int], asked: bool
) -> dict[int, Mark]:
    """Return marks for the unlabelled paragraphs that stand where a question must.

    ``answers`` are the lines at which a labelled answer begins, ``asked`` says that
    some questions do have a label.
    """
    found: dict[int, Mark] = {}
    order = sorted(marks)
    gaps = []
    previous = dict(zip(order[1:], order, strict=False))
    for at in sorted(answers):
        before = previous.get(at)
        if before is not None and before not in answers:
            continue
        first = 0 if before is None else before + 1
        if before is not None and marks[before].end >= len(lines[before].plain):
            first += 1  # the label stood alone, its words follow
        if at - 1 >= first:
            gaps.append((first, at))
    questions = [at for _, at in gaps if asks(lines[at - 1].plain)]
    regular = (
        not asked
        and len(gaps) * 3 >= len(answers) * 2
        and (len(questions) * 2 >= len(gaps))
    )
    before_of = previous
    for first, at in gaps:
        line = lines[at - 1]
        opening = first == 0
        same = not opening and marks[at].role == Role.ANSWER and asked
        if (
            asked
            and not opening
            and not same
            and not _is_same_person(marks, at, before_of)
        ):
            continue
        addressed = at > 1 and addresses(line)
        if not (asks(line.plain) or (regular and (addressed or not opening)) or same):
            continue
        if length(line.plain) > 90:
            continue
        start = at - 1
        if (
            start - 1 >= first + opening
            and asks(line.plain)
            and asks(lines[start - 1].plain)
        ):
            start -= 1
        found[start] = Mark(start, Role.QUESTION, "", 0, sign="form")
    return found


def _is_same_person(marks: dict[int, Mark], at: int, before_of: dict[int, int]) -> bool:
    before = before_of.get(at)
    return before is not None and key(marks[before].name) == key(marks[at].name)

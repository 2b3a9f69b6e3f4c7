"""Any interview as one text: out and in again changes nothing, edits keep their rows."""

import string
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from interviews.models import Interview, Question, SavedMeanwhile, Speaker
from interviews.transcripts.styles import Style
from interviews.writing.script import check, save_text, text_of
from newsroom.models import Publication
from tests.factories import make_draft, make_publication, make_speaker

PIECES = (
    "Q:", "A:", "Q-1.", "## no", "---", "**So?**", "\\A: x", "> said", "- one", "\r\n",
    "\n\n", "Hester Blom:", "HB: no", "A (Noor Abbasi): x", "why", "*so*", " ", "*", "**",
)  # fmt: skip
NAMES = ("Hester Blom", "Noor Abbasi", "H. B.", "Q", "A: b", "Радио «Н»", "*", "HB")
pieces = st.one_of(
    st.sampled_from(PIECES),
    st.text(string.ascii_letters + " .?:-*\\()#>\n\r", min_size=1, max_size=8),
    st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=3
    ),
)
bodies = st.lists(pieces, max_size=5).map("".join)
names = st.sampled_from(NAMES)


@st.composite
def rows(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a question's columns; speakers are places in the list of speakers."""
    row = {
        "position": draw(st.integers(0, 3)),
        "number": draw(st.sampled_from(["", "", "1", "2", "3a", "IV", "1. b"])),
        "section": draw(st.sampled_from(["", "", "The kiln", " two  words", "## x"])),
        "asked_by": draw(st.integers(0, 4)),
        "text": draw(bodies),
        "answered_by": draw(st.integers(0, 4)),
        "answer": draw(bodies),
    }
    if not row["text"] and not row["answer"]:
        row["answer"] = "So it is."
    return row


speakers = st.lists(
    st.tuples(names, st.sampled_from(Speaker.Role.values), st.sampled_from(["", "HB"])),
    max_size=4,
)


def make(
    style: str, intro: str, closing: str, people: Any, questions: Any
) -> Interview:
    publication = Publication.objects.create(name="One", label_style=style)
    interview = Interview.objects.create(
        publication=publication, headline="One", intro=intro, closing=closing
    )
    found: list[Speaker | None] = [
        Speaker.objects.create(interview=interview, name=name, role=role, label=label)
        for name, role, label in people
    ]
    by_place = dict(enumerate(found))
    for columns in questions:
        sides = {
            side: by_place.get(columns[side]) for side in ("asked_by", "answered_by")
        }
        Question.objects.create(interview=interview, **(columns | sides))
    return interview


def stored() -> list[Any]:
    return [
        list(model.objects.order_by("pk").values())
        for model in (Interview, Question, Speaker)
    ]


class RoundTrip(TestCase):
    @settings(
        max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    @given(
        st.sampled_from(list(Style)),
        bodies,
        bodies,
        speakers,
        st.lists(rows(), max_size=5),
    )
    def test_text_out_and_in_again_changes_nothing(
        self, style: str, intro: str, closing: str, people: Any, questions: Any
    ) -> None:
        interview = make(style, intro, closing, people, questions)
        before = stored()
        text = text_of(interview)
        # A browser sends its own line ends.
        sent = text.replace("\n", "\r\n")
        changed = save_text(interview, check(interview, sent), opened_at=1, by=None)
        assert stored() == before
        assert not changed


pytestmark = pytest.mark.django_db


@pytest.fixture
def interview() -> Interview:
    style = Publication.LabelStyle.NAMES
    interview = make_draft(0, publication=make_publication(label_style=style))
    asker = make_speaker(interview, name="Hester Blom", role="interviewer")
    guest = make_speaker(interview, name="Noor Abbasi", position=1)
    for n, (asked, told) in enumerate(
        [
            ("Why clay?", "It was under my feet."),
            ("And the kiln?", "My uncle built it from the bricks of a school."),
            ("What next?", "A wall, and then a garden behind it."),
        ],
        start=1,
    ):
        Question.objects.create(
            interview=interview,
            position=n,
            text=asked,
            asked_by=asker,
            answer=told,
            answered_by=guest,
        )
    return interview


def edit(interview: Interview, *changes: tuple[str, str]) -> list[tuple[int, str, str]]:
    text = text_of(interview)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    version = Interview.objects.values_list("version", flat=True).get(pk=interview.pk)
    save_text(interview, check(interview, text), opened_at=version, by=None)
    rows = Question.objects.filter(interview=interview)
    return [(row.anchor, row.text, row.answer) for row in rows]


FIRST = (1, "Why clay?", "It was under my feet.")
SECOND = (2, "And the kiln?", "My uncle built it from the bricks of a school.")
THIRD = (3, "What next?", "A wall, and then a garden behind it.")


def test_the_text_reads_as_the_page(interview: Interview) -> None:
    assert text_of(interview).startswith(
        "Hester Blom: Why clay?\n\nNoor Abbasi: It was under my feet.\n\n"
    )


def test_a_changed_answer_keeps_its_anchor(interview: Interview) -> None:
    rows = edit(interview, ("bricks of a school", "stones of a mill"))
    changed = (2, "And the kiln?", "My uncle built it from the stones of a mill.")
    assert rows == [FIRST, changed, THIRD]
    interview.refresh_from_db()
    assert interview.version == 2
    assert interview.questions.get(anchor=2).answer_html == f"<p>{changed[2]}</p>"


def test_a_question_written_anew_keeps_the_row_of_its_answer(
    interview: Interview,
) -> None:
    rows = edit(interview, ("And the kiln?", "Who built the oven?"))
    assert rows == [FIRST, (2, "Who built the oven?", SECOND[2]), THIRD]


def test_a_new_exchange_gets_a_new_anchor(interview: Interview) -> None:
    new = "Hester Blom: Was it cold?\n\nNoor Abbasi: Always.\n\nHester Blom: What next?"
    rows = edit(interview, ("Hester Blom: What next?", new))
    assert rows == [FIRST, SECOND, (4, "Was it cold?", "Always."), THIRD]
    row = interview.questions.get(anchor=4)
    assert (str(row.asked_by), str(row.answered_by)) == ("Hester Blom", "Noor Abbasi")


def test_removed_exchanges_go_and_their_anchor_is_not_given_again(
    interview: Interview,
) -> None:
    gone = f"Hester Blom: {SECOND[1]}\n\nNoor Abbasi: {SECOND[2]}\n\n"
    assert edit(interview, (gone, "")) == [FIRST, THIRD]
    rows = edit(interview, (THIRD[2], f"{THIRD[2]}\n\nHester Blom: Really?"))
    assert rows == [FIRST, THIRD, (4, "Really?", "")]


def test_moved_exchanges_take_their_anchors_along(interview: Interview) -> None:
    block = f"Hester Blom: {THIRD[1]}\n\nNoor Abbasi: {THIRD[2]}"
    first = "Hester Blom: Why clay?"
    rows = edit(interview, (f"\n\n{block}", ""), (first, f"{block}\n\n{first}"))
    assert rows == [THIRD, FIRST, SECOND]


def test_another_label_gives_the_turn_to_another_speaker(interview: Interview) -> None:
    make_speaker(interview, name="Mara Lind", position=2)
    edit(interview, ("Noor Abbasi: My uncle", "Mara Lind: My uncle"))
    row = interview.questions.get(anchor=2)
    assert (str(row.answered_by), str(row.asked_by)) == ("Mara Lind", "Hester Blom")


def test_a_second_answer_follows_in_a_row_of_its_own(interview: Interview) -> None:
    make_speaker(interview, name="Mara Lind", position=2)
    rows = edit(interview, (FIRST[2], f"{FIRST[2]}\n\nMara Lind: Mine too."))
    assert rows == [FIRST, (4, "", "Mine too."), SECOND, THIRD]


def test_a_name_that_is_no_speaker_is_refused(interview: Interview) -> None:
    text = text_of(interview).replace("Noor Abbasi: My", "A (Mara Lind): My")
    with pytest.raises(ValidationError, match="“Mara Lind” is no speaker"):
        check(interview, text)


def test_a_heading_without_a_turn_is_refused(interview: Interview) -> None:
    with pytest.raises(ValidationError, match="below the heading “Over”"):
        check(interview, text_of(interview) + "\n\n## Over")


def test_an_older_text_does_not_overwrite_a_newer_one(interview: Interview) -> None:
    script = check(interview, text_of(interview))
    edit(interview, ("under my feet", "everywhere"))
    with pytest.raises(SavedMeanwhile):
        save_text(interview, script, opened_at=1, by=None)
    assert interview.questions.get(anchor=1).answer == "It was everywhere."

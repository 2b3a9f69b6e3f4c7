import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import DjangoAssertNumQueries

from interviews.models import HelpfulVote, Interview, Rating, RatingSummary, SearchEntry
from newsroom.management.commands.check_consistency import KEPT
from tests.factories import make_draft, make_interview, make_rating

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def check(capsys: Any, **options: Any) -> tuple[int, Any]:
    """Return the exit status and what ``--json`` printed."""
    status = 0
    try:
        call_command("check_consistency", json=True, **options)
    except SystemExit as stopped:
        status = int(stopped.code or 0)
    return status, json.loads(capsys.readouterr().out)


def test_right_figures_are_fine(capsys: Any) -> None:
    make_draft()
    for _ in range(2):
        make_rating(make_interview(), 5)
    make_rating(make_interview(), review="Waits")
    status, told = check(capsys)
    assert (status, told["ok"], told["problems"]) == (0, True, [])
    checked = told["checked"]
    assert [*checked] == [*KEPT]
    of_interest = ("rating_summary", "helpful", "search_index", "listed", "rendered")
    assert [checked[kind] for kind in of_interest] == [2, 0, 3, 4, 8]


def test_each_difference_is_named_and_repaired(capsys: Any) -> None:
    drifted, missing, invented, right = (make_interview() for _ in range(4))
    for interview in (drifted, missing, right):
        make_rating(interview, 5)
    RatingSummary.objects.filter(pk=drifted.pk).update(score_5=3, score_1=1)
    RatingSummary.objects.filter(pk=missing.pk).delete()
    RatingSummary.objects.create(pk=invented.pk, score_2=1)
    problems = [
        {"kind": "rating_summary", "id": pk, "expected": expected, "found": found}
        for pk, expected, found in (
            (drifted.pk, [0, 0, 0, 0, 1], [1, 0, 0, 0, 3]),
            (missing.pk, [0, 0, 0, 0, 1], [0, 0, 0, 0, 0]),
            (invented.pk, [0, 0, 0, 0, 0], [0, 1, 0, 0, 0]),
        )
    ]
    for options in ({}, {"repair": True}):
        status, told = check(capsys, **options)
        assert (status, told["ok"], told["problems"]) == (1, False, problems)
        assert told["checked"]["rating_summary"] == 4
    assert check(capsys)[0] == 0
    assert Rating.objects.count() == 3


def test_each_count_of_votes_is_held_against_the_votes(capsys: Any) -> None:
    interview = make_interview()
    drifted, missing, invented, right = (
        make_rating(interview, review=f"Review {n}") for n in range(4)
    )
    for review in (drifted, missing, right):
        for reader in ("ada", "ben"):
            HelpfulVote.objects.vote(review, reader)
    for review, helpful in ((drifted, 5), (missing, 0), (invented, 1)):
        Rating.objects.filter(pk=review.pk).update(helpful=helpful)
    status, told = check(capsys, repair=True)
    assert (status, told["checked"]["helpful"]) == (1, 4)
    assert told["problems"] == [
        {"kind": "helpful", "id": review.pk, "expected": [expected], "found": [found]}
        for review, expected, found in (
            (drifted, 2, 5),
            (missing, 2, 0),
            (invented, 0, 1),
        )
    ]
    assert check(capsys)[0] == 0
    ratings = Rating.objects.order_by("pk").values_list("helpful", flat=True)
    assert list(ratings) == [2, 2, 0, 2]


def test_the_search_index_is_held_against_the_words(capsys: Any) -> None:
    changed, forgotten, hidden, right = (make_interview() for _ in range(4))
    right.tags.add("sea", "work")
    right.relist()
    written = "Written past the model."
    changed.questions.update(answer=written, answer_html=f"<p>{written}</p>")
    SearchEntry.objects.filter(interview=forgotten).delete()
    Interview.objects.filter(pk=hidden.pk).update(status="withdrawn")
    status, told = check(capsys, repair=True)
    assert (status, told["checked"]["search_index"]) == (1, 3)
    assert told["problems"] == [
        {"kind": "search_index", "id": pk, "expected": [expected], "found": [found]}
        for pk, expected, found in (
            (hidden.pk, 0, 2),
            (changed.pk, 2, 1),
            (forgotten.pk, 2, 0),
        )
    ]
    assert check(capsys)[0] == 0
    assert {row.interview_id for row in SearchEntry.objects.all()} == {
        *(changed.pk, forgotten.pk, right.pk)
    }


def test_in_words_without_json(capsys: Any) -> None:
    make_rating(make_interview(), 5)
    call_command("check_consistency")
    said = capsys.readouterr().out
    assert said.startswith("Checked: missing_file ")
    assert ", rating_summary 1, helpful 0, " in said
    assert said.endswith(", orphan_file 0. 0 differ.\n")
    RatingSummary.objects.update(score_5=2)
    with pytest.raises(SystemExit):
        call_command("check_consistency", repair=True)
    assert "They are repaired." in capsys.readouterr().out


def test_many_interviews_are_one_statement(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(5):
        make_rating(make_interview(), 3)
    with django_assert_num_queries(1):
        assert RatingSummary.objects.differences() == (5, [])
    with django_assert_num_queries(1):
        assert HelpfulVote.objects.differences() == (0, [])

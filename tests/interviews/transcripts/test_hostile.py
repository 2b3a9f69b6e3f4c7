"""A hostile file is refused with a sentence or answered, and costs little memory.

``hostile`` runs apart, so that the memory of the tests does not count. It stops what
takes ten times the time that a file may take; it prints the time itself.
"""

import json
import subprocess
import sys

import pytest

from tests.interviews.transcripts.hostile import ANSWERED, REFUSED


@pytest.fixture(scope="module")
def costs() -> dict[str, tuple[str, float, float]]:
    command = [sys.executable, "-m", "tests.interviews.transcripts.hostile"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    lines = map(json.loads, done.stdout.splitlines())
    return {name: (outcome, seconds, grown) for name, outcome, seconds, grown in lines}


@pytest.mark.parametrize("name", REFUSED)
def test_a_bomb_is_refused_with_a_sentence(
    costs: dict[str, tuple[str, float, float]], name: str
) -> None:
    outcome, _, grown = costs[name]
    assert outcome.endswith(".")
    assert grown < 100


@pytest.mark.parametrize(
    "name",
    ["9,500 bold questions in Word", "7,000 turns of two voices", "9,000 exchanges"],
)
def test_too_many_turns_are_refused_as_such(
    costs: dict[str, tuple[str, float, float]], name: str
) -> None:
    outcome, _, _ = costs[name]
    assert outcome == "The interview has more than 6,000 turns; cut it into parts."


@pytest.mark.parametrize("name", ANSWERED)
def test_what_repeats_without_end_is_answered(
    costs: dict[str, tuple[str, float, float]], name: str
) -> None:
    outcome, _, grown = costs[name]
    assert outcome == "answered"
    assert grown < 100

"""The mutants of ``make bench PARTS=mutants`` break what is there, each at one place."""

import pytest

from tests.benchmarks.mutants import MUTANTS, ROOT, Mutant


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_each_has_something_to_break(mutant: Mutant) -> None:
    assert (ROOT / mutant.file).read_text().count(mutant.right) == 1

"""How words that are too long for their place are shortened."""

import pytest

from interviews.page.labels import shortened


@pytest.mark.parametrize(
    ("words", "length", "short"),
    [
        ("Why clay?", 9, "Why clay?"),
        ("Why clay, of all things?", 11, "Why clay…"),
        ("Why clay of all things?", 12, "Why clay of…"),
        ("Donaudampfschiff", 8, "Donauda…"),
        ("A Donaudampfschiff", 8, "A Donau…"),
        ("何故粘土なのですか", 5, "何故粘土…"),
    ],
)
def test_words_are_cut_between_words_where_there_is_a_place(
    words: str, length: int, short: str
) -> None:
    assert shortened(words, length) == short
    assert len(short) <= length

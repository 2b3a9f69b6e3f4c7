"""Words made comparable, and what a reader typed read as terms."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.search import folding
from interviews.search.folding import fold
from interviews.search.query import Query, parse
from interviews.search.snippets import Piece, mark, plain, snippet


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ça va, ÉCOLE?", "ca va ecole"),
        ("ӘЛІБИ", "алиби"),
        (
            "Әңгіме өзінің ғұмырын жүзіп, қаһарман",
            "ангиме озинин гумырын жузип кахарман",
        ),
        ("Ёлка и ещё", "елка и еще"),
        ("STRASSE straße", "strasse strasse"),
        ("İstanbul ışık", "istanbul isik"),
        ("Øresund, Łódź", "oresund lodz"),
        ("أحمد مُحَمَّد مدرسة", "احمد محمد مدرسه"),
        ("東京 2024年", "東 京 2024 年"),
        ("e-mail's A.I.", "e mail s a i"),
        ("½ ﬁsh", "1 2 fish"),
        ("🎙️ — …", ""),
        ("한국어", "한국어"),
        ("กัน ฿5 ䷀・", "ก น 5"),
        ("x" * 100, "x" * 60),
        ("a_b\0c", "a b c"),
    ],
)
def test_words_are_folded_one_way(text: str, words: str) -> None:
    assert fold(text) == words
    assert fold(unicodedata.normalize("NFD", text)) == words
    assert fold(words) == words


@given(st.text(max_size=200))
def test_folding_leaves_letters_digits_and_single_spaces(text: str) -> None:
    folded = fold(text)
    assert all(word.isalnum() and len(word) <= 60 for word in folded.split())
    assert folded == " ".join(folded.split())


@pytest.mark.parametrize(
    ("typed", "terms", "beginning"),
    [
        ("tide clock", (("tide",), ("clock",)), "clock"),
        ('"tide clock" harbour', (("tide", "clock"), ("harbour",)), "harbour"),
        ('"tide clock"', (("tide", "clock"),), ""),
        ('tide "clo', (("tide",), ("clo",)), ""),
        ("«мост Али»", (("мост", "али"),), ""),
        ("e-mail", (("e", "mail"),), "mail"),
        ("to go", (("to",), ("go",)), ""),
        ("東京", (("東", "京"),), ""),
        ("Tide tide TIDE", (("tide",),), "tide"),
        ("* ? ( ) AND-", (("and",),), "and"),
        ("\0%_", (), ""),
        ("", (), ""),
    ],
)
def test_terms_are_read(typed: str, terms: object, beginning: str) -> None:
    assert parse(typed) == Query(terms, beginning)  # type: ignore[arg-type]


def test_a_long_query_is_cut() -> None:
    assert len(parse(" ".join(f"w{n}" for n in range(200))).terms) == 12
    assert parse("x" * 8000).terms == (("x" * 60,),)


def test_the_words_are_marked_as_they_are_written() -> None:
    pieces = mark("L’École de la mer, à l’école.", parse("ecole mer"))
    assert [piece.text for piece in pieces if piece.found] == ["École", "mer", "école"]
    assert "".join(piece.text for piece in pieces) == "L’École de la mer, à l’école."


def test_a_beginning_marks_the_whole_word() -> None:
    assert mark("Министерство", parse("минист")) == [Piece("Министерство", found=True)]


def test_a_snippet_is_cut_where_most_words_are() -> None:
    text = "tide " + "filler " * 60 + "then the tide met the clock " + "end " * 60
    pieces = snippet(text, parse("tide clock"))
    words = "".join(piece.text for piece in pieces)
    assert words.startswith("… filler") and words.endswith("end …")
    last = "".join(
        piece.text for piece in snippet("word " * 60 + "tide", parse("tide"))
    )
    assert len(last.split()) == 37  # as many words as elsewhere, and the sign of a cut
    assert [piece.text for piece in pieces if piece.found] == ["tide", "clock"]


@given(st.text(max_size=300), st.text(max_size=40))
def test_marking_loses_no_letter(text: str, typed: str) -> None:
    query = parse(typed)
    whole = "".join(piece.text for piece in mark(text, query))
    assert whole == unicodedata.normalize("NFC", text)
    snippet(text, query)


def test_plain_text_is_what_the_page_shows() -> None:
    html = "<p>5 &lt; 6 &amp; <em>so</em> on</p>\n<p>next<br>line</p>"
    assert plain(html) == "5 < 6 & so on next line"


def test_every_mark_of_unicode_is_taken_out() -> None:
    marks = [chr(n) for n in range(0x110000) if unicodedata.combining(chr(n))]
    assert [mark for mark in marks if not folding.MARKS.fullmatch(mark)] == []

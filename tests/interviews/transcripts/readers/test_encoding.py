import pytest

from interviews.transcripts.read import read
from interviews.transcripts.source import Unreadable
from tests.interviews.transcripts.documents import texts

RUSSIAN = [
    "Вопрос: Когда вы пришли работать на маяк?",
    "Ответ: Осенью, когда ушли последние лодки и стало совсем тихо.",
]
KAZAKH = [
    "Сұрақ: Ауылда қанша үй қалды?",
    "Жауап: Он екі үй, бірақ көктемде ғана бәрі толық болады, өйткені балалар келеді.",
]
FRENCH = ["Question : Où étiez-vous né ?", "Réponse : À côté de l’église, à Orée."]


def codes(data: bytes | str) -> list[str]:
    return [warning.code for warning in read(data).warnings]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("lines", [RUSSIAN, KAZAKH, FRENCH])
def test_unicode_that_says_what_it_is_needs_no_warning(encoding, lines):
    source = read("\r\n".join(lines).encode(encoding))
    assert texts(source) == lines
    assert source.warnings == ()


@pytest.mark.parametrize(
    "encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]
)
@pytest.mark.parametrize("lines", [RUSSIAN, KAZAKH, FRENCH])
def test_unicode_without_its_mark_is_guessed_and_said_to_be(encoding, lines):
    source = read("\n".join(lines).encode(encoding))
    assert texts(source) == lines
    assert source.encoding == encoding
    assert [warning.code for warning in source.warnings] == ["encoding_guessed"]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp1251", "Windows-1251"),
        ("koi8-r", "KOI8-R"),
        ("cp866", "866"),
        ("iso8859-5", "ISO 8859-5"),
    ],
)
@pytest.mark.parametrize("change", [str, str.upper, str.title])
def test_cyrillic_pages_are_told_apart_in_any_case(encoding, name, change):
    lines = [change(line) for line in RUSSIAN]
    source = read("\n".join(lines).encode(encoding))
    assert texts(source) == lines
    assert source.encoding == encoding
    assert name in source.warnings[0].message


@pytest.mark.parametrize("encoding", ["kz1048", "ptcp154"])
def test_kazakh_code_pages_are_known_by_their_letters(encoding):
    source = read("\n".join(KAZAKH).encode(encoding))
    assert texts(source) == KAZAKH
    assert source.encoding == encoding


def test_western_text_in_windows_1252_is_guessed():
    source = read("\r\n".join(FRENCH).encode("cp1252"))
    assert texts(source) == FRENCH
    assert "Windows-1252" in source.warnings[0].message


def test_a_russian_name_in_an_english_text_is_still_cyrillic():
    text = "Q: Who was Ольга Смирнова?\nA: She kept the lamp at the harbour for years."
    assert texts(read(text.encode("cp1251"))) == text.split("\n")


def test_a_page_is_read_as_it_says():
    page = "<html><head><meta charset='windows-1251'></head><p>Кто вы?</p><p>Я.</p>"
    source = read(page.encode("cp1251"))
    assert texts(source) == ["Кто вы?", "Я."]
    assert (source.encoding, source.warnings) == ("cp1251", ())


def test_a_page_that_says_a_wrong_encoding_is_guessed():
    page = "<meta http-equiv=Content-Type content='text/html; charset=utf-8'><p>"
    source = read((page + " ".join(RUSSIAN)).encode("koi8-r"))
    assert texts(source) == [" ".join(RUSSIAN)]
    assert codes((page + " ".join(RUSSIAN)).encode("koi8-r")) == ["encoding_guessed"]


def test_codecs_that_are_no_encodings_are_not_taken_from_a_page():
    page = "<meta charset='unicode_escape'><p>\\u0041 é</p>".encode("cp1252")
    assert texts(read(page)) == ["\\u0041 é"]


@pytest.mark.parametrize(
    "wreck",
    [
        "\n".join(RUSSIAN).encode().decode("cp1251", "replace"),
        "\n".join(RUSSIAN).encode("cp1251").decode("cp1252"),
        "\n".join(RUSSIAN).encode("koi8-r").decode("cp1251"),
        "\n".join(FRENCH * 2).encode().decode("cp1252", "replace"),
        "Q: Who is th\ufffdre?",
    ],
)
def test_letters_that_were_wrecked_before_are_warned_of_and_kept(wreck):
    assert codes(wreck) == ["encoding_damaged"]
    assert texts(read(wreck)) == wreck.split("\n")


def test_a_few_bad_bytes_in_utf_8_are_marked_and_warned_of():
    data = (
        "\n".join(RUSSIAN).encode().replace("маяк".encode(), "мая".encode() + b"\xd0")
    )
    source = read(data)
    assert texts(source)[0] == "Вопрос: Когда вы пришли работать на мая\ufffd?"
    assert [warning.code for warning in source.warnings] == ["encoding_damaged"]


@pytest.mark.parametrize(
    "lines", [RUSSIAN, KAZAKH, FRENCH, ["РСФСР, СССР"], ["IRMÃ” e NÃO", "Ça, ÖÄÜ"]]
)
def test_sound_text_is_not_called_damaged(lines):
    assert codes("\n".join(lines)) == []


@pytest.mark.parametrize(
    "data",
    [
        b"Q: One?\0 A: Two.",
        b"abc\0defg",
        bytes(range(256)) * 20,
        b"\xff\xfe\x00\xd8\x00",
        b"caf\xe9 \x01\x02\x03" * 50,
        "Q: \ud800",
        "\x01\x02\x03\x04",
    ],
)
def test_what_is_no_text_is_refused(data):
    with pytest.raises(Unreadable):
        read(data)


@pytest.mark.parametrize(
    "data", ["", " \n\t\u200b\n", b"", b"\xef\xbb\xbf", b"\xff\xfe"]
)
def test_nothing_is_refused_in_a_sentence(data):
    with pytest.raises(Unreadable, match=r"^There is no text in it\.$"):
        read(data)

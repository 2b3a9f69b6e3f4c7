import pytest

from interviews.transcripts.read import read
from interviews.transcripts.source import Kind
from tests.interviews.transcripts.documents import texts

VTT = """WEBVTT - The lamp
Kind: captions

NOTE
checked twice

STYLE
::cue(v) { color: red }

intro
00:01.000 --> 00:03.000 align:right size:50%
<v.loud Ann Lee>Why <i>did</i> you
<c.low>leave</c> it &amp; go?</v>

2
00:03.100 --> 00:05.000
<v Bo>It was <00:04.000>time.
<v Ann Lee>Oh.

NOTE one line

00:00:08.000 --> 00:00:09.000
<v Ann Lee>And then

00:00:09.000 --> 00:00:10.000
<v Ann Lee>you slept.

00:00:12.000 --> 00:00:13.000
<v Ann Lee>Well.
"""

SRT = """1
00:00:01,000 --> 00:00:02,000
Où étiez
-vous ?

2
00:00:02,100 --> 00:00:03,000
- Ici.
- Et là ?

3
00:00:05,500 --> 00:00:06,000

1999
4
00:00:06,000 --> 00:00:07,000
<font color="red">(vent)</font> {\\an8}AT&T <3
"""


def spoken(text: str | bytes) -> list[tuple[int, bool, str, str]]:
    return [
        (block.line, block.gap, block.voice, str(block.text))
        for block in read(text).blocks
        if block.kind != Kind.ASIDE
    ]


def test_webvtt_gives_words_by_voice():
    assert read(VTT).format == "vtt"
    assert spoken(VTT) == [
        (12, True, "Ann Lee", "Why did you"),
        (13, False, "Ann Lee", "leave it & go?"),
        (17, True, "Bo", "It was time."),
        (18, True, "Ann Lee", "Oh."),
        (23, True, "Ann Lee", "And then"),
        (26, False, "Ann Lee", "you slept."),
        (29, True, "Ann Lee", "Well."),
    ]


def test_what_belongs_to_the_format_is_set_aside_as_typed():
    aside = [str(b.text) for b in read(VTT).blocks if b.kind == Kind.ASIDE]
    assert aside[:8] == [
        "WEBVTT - The lamp",
        "Kind: captions",
        "NOTE",
        "checked twice",
        "STYLE",
        "::cue(v) { color: red }",
        "intro",
        "00:01.000 --> 00:03.000 align:right size:50%",
    ]
    assert "NOTE one line" in aside


def test_every_line_of_the_file_is_a_block():
    lines = [block.line for block in read(VTT).blocks]
    filled = [at for at, line in enumerate(VTT.split("\n"), start=1) if line]
    assert lines == filled


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_subrip_keeps_numbers_apart_from_words(encoding):
    source = read(SRT.replace("\n", "\r\n").encode(encoding))
    assert source.format == "srt"
    assert spoken(SRT) == [
        (3, True, "", "Où étiez"),
        (4, False, "", "-vous ?"),
        (8, True, "", "- Ici."),
        (9, True, "", "- Et là ?"),
        (14, True, "", "1999"),
        (17, False, "", "(vent) AT&T <3"),
    ]
    assert [str(b.text) for b in source.blocks if b.kind == Kind.ASIDE][::2] == [
        "1",
        "2",
        "3",
        "4",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "WEBVTTS are files",
        "1\nOne\n00:00:01,000 --> 00:00:02,000",
        "1. 00:00:01,000 --> 00:00:02,000 Text",
    ],
)
def test_a_text_with_a_time_is_no_caption_file(text):
    assert read(text).format == "text"
    assert texts(read(text)) == text.split("\n")


def test_the_name_helps_where_the_first_cue_comes_late():
    late = "Made by hand\n\n\n1\n00:00:01,000 --> 00:00:02,000\nHello"
    assert spoken(late) != [(6, True, "", "Hello")]
    source = read(late, "talk.srt")
    assert [str(b.text) for b in source.blocks if b.kind != Kind.ASIDE] == ["Hello"]

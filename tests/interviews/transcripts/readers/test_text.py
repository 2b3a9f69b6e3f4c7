import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from interviews.transcripts import limits
from interviews.transcripts.grammar.matching import words
from interviews.transcripts.read import read
from interviews.transcripts.source import Kind, Source, Unreadable
from tests.interviews.transcripts.documents import bold, texts


def test_every_line_is_a_block_and_blank_lines_are_gaps():
    source = read("Q: One?\nA: Two.\n\n \u200b\n  Three\xa0 three \n")
    assert source.format == "text"
    assert [(block.line, block.gap, str(block.text)) for block in source.blocks] == [
        (1, True, "Q: One?"),
        (2, False, "A: Two."),
        (5, True, "Three\xa0 three"),
    ]


@pytest.mark.parametrize(
    "end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\f", "\v", "\x85"]
)
def test_lines_end_in_any_way(end):
    assert texts(read(f"Q: One?{end}A: Two.")) == ["Q: One?", "A: Two."]


def test_line_ends_converted_twice_make_no_blank_lines():
    source = read("Q: One?\r\r\nA: Two.\r\r\n")
    assert [block.gap for block in source.blocks] == [True, False]


@pytest.mark.parametrize(
    "rule", ["---", "* * *", "# # #", "=====", "———", "⁂", "_ _ _"]
)
def test_a_line_across_the_page_is_a_rule_as_typed(rule):
    first, second = read(f"Text\n{rule}").blocks
    assert (first.kind, second.kind, str(second.text)) == ("paragraph", "rule", rule)


def test_marks_of_direction_stay_in_the_text():
    assert texts(read("\u200fس: من أنت؟")) == ["\u200fس: من أنت؟"]


def test_plain_text_with_asterisks_is_not_markdown():
    text = "Q: What the f**k, and s**t?\nA: 5*3*2 [sic] (1) snake_case_name #1"
    source = read(text)
    assert (source.format, texts(source)) == ("text", text.split("\n"))


@pytest.mark.parametrize("text", ["Text shows <iframe src='x'> here", "a < b\n<3 you"])
def test_a_text_that_shows_a_tag_is_not_html(text):
    assert (read(text).format, texts(read(text))) == ("text", text.split("\n"))


def test_markdown_marks_become_styles_and_kinds():
    source = read(
        "# Rain ##\n\n*By Ann*\n\n---\n\n**Q:**How *many*?\n\n> **A:** Two.\n"
        ">\n> Three.\n\n1. One\n2) Two\n- Three\n    * Four\n"
    )
    assert source.format == "markdown"
    assert [(block.kind, block.mark, str(block.text)) for block in source.blocks] == [
        (Kind.HEADING, "", "Rain"),
        (Kind.PARAGRAPH, "", "By Ann"),
        (Kind.RULE, "", "---"),
        (Kind.PARAGRAPH, "", "Q:How many?"),
        (Kind.QUOTE, "", "A: Two."),
        (Kind.QUOTE, "", "Three."),
        (Kind.ITEM, "1.", "1. One"),
        (Kind.ITEM, "2)", "2) Two"),
        (Kind.ITEM, "-", "Three"),
        (Kind.ITEM, "*", "Four"),
    ]
    assert bold(source.blocks[3]) == ["Q:"]
    assert [span.italic for span in source.blocks[1].text.spans] == [True]
    assert (source.blocks[0].level, source.blocks[-1].level) == (1, 2)


def test_markdown_links_keep_only_safe_targets():
    source = read(
        "**Q:** [a **b**](https://x.org/a_(b)) [c](javascript:alert) <mailto:a@x.org>"
    )
    (block,) = source.blocks
    assert str(block.text) == "Q: a b [c](javascript:alert) mailto:a@x.org"
    assert [(span.text, span.href) for span in block.text.spans if span.href] == [
        ("a ", "https://x.org/a_(b)"),
        ("b", "https://x.org/a_(b)"),
        ("mailto:a@x.org", "mailto:a@x.org"),
    ]


def test_markdown_escapes_and_unpaired_marks_stay_letters():
    text = "**Q:** \\*not\\* 1\\. a * b _c d** e_f_g **h"
    assert texts(read(text)) == ["Q: *not* 1. a * b _c d** e_f_g **h"]


def test_bold_type_goes_over_line_ends_but_not_over_blank_lines():
    source = read("**What is\nit?** Rain.\n\n**Open\n\nend**", "a.md")
    assert [bold(block) for block in source.blocks] == [["What is"], ["it?"], [], []]
    assert texts(source)[2:] == ["**Open", "end**"]


def test_a_line_underlined_with_equals_signs_is_a_heading():
    first, second, _ = read("Rain\n====\n**Q:** Yes?").blocks
    assert (first.kind, first.level, second.kind) == (Kind.HEADING, 1, Kind.RULE)


def test_a_picture_in_markdown_is_set_aside():
    assert read("**Q:** a\n\n![alt](http://x.org/a.png)").blocks[1].kind == Kind.ASIDE


@pytest.mark.parametrize(
    ("start", "advice"),
    [
        (b"%PDF-1.7", "paste"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "docx"),
        (b"{\\rtf1", "docx"),
        (b"\x89PNG\r\n", "text"),
        (b"ID3\x04", "transcript"),
        (b"\x1f\x8b\x08", "unpack"),
    ],
)
def test_other_formats_are_refused_with_advice(start, advice):
    with pytest.raises(Unreadable, match=advice):
        read(start + b" more", "a.txt")


@pytest.mark.parametrize(
    "data",
    [
        b"a" * (limits.BYTES + 1),
        "a" * (limits.CHARACTERS + 1),
        "a\n" * (limits.BLOCKS + 1),
    ],
)
def test_what_is_too_long_is_refused(data):
    with pytest.raises(Unreadable, match="part|text alone"):
        read(data)


def seen(source: Source) -> list[str]:
    found = []
    for block in source.blocks:
        found += words(block.voice + " " + str(block.text))
        found += [word for span in block.text.spans for word in words(span.href)]
    return sorted(found)


MARKED = st.text(
    st.sampled_from(list('ab *_#>-+1.)[]()\\`|=:?\n\t"é \u200b\xa0\ufeff'))
)


@given(
    st.one_of(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])), MARKED)
)
@example("**a** [b](http://c.d) e")
@example("**Q:** __init__ 1\\. *")
@settings(max_examples=300)
def test_no_word_of_a_text_is_lost_or_invented(text):
    try:
        source = read(text)
    except Unreadable:
        assert not words(text)
        return
    if source.format == "text":
        assert seen(source) == sorted(words(text))
    elif source.format == "markdown":
        assert sorted("".join(seen(source))) == sorted("".join(words(text)))


@given(st.binary(max_size=400))
@settings(max_examples=300)
def test_any_bytes_are_read_or_refused(data):
    for name in ("", "a.html", "a.srt", "a.md", "a.docx"):
        try:
            assert read(data, name).blocks
        except Unreadable as refusal:
            assert str(refusal).endswith(".")

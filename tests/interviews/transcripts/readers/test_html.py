import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.transcripts import limits
from interviews.transcripts.grammar.matching import words
from interviews.transcripts.read import read
from interviews.transcripts.source import Kind, Unreadable
from tests.interviews.transcripts.documents import bold, texts

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><title>A</title>
<style><!-- p.MsoNormal {margin:0cm; font-weight:400;} --></style>
<!--[if gte mso 9]><xml><w:View>Print</w:View></xml><![endif]--></head><body lang=EN>
<p class=MsoTitle>The lamp<o:p></o:p></p>
<p class=MsoNormal><b style='mso-bidi-font-weight:normal'><span lang=EN>Who lit
it?<o:p></o:p></span></b></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoNormal>My aunt.<br>Every night.</p>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'>
<![if !supportLists]><span style='font-family:Symbol'><span
style='mso-list:Ignore'>·<span
style='font:7pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>
With oil</p>
<p class=MsoListParagraph style='mso-list:l1 level2 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>2.<span>&nbsp;&nbsp; </span></span><![endif]>With care</p>
</body></html>"""

DOCS = """<meta charset='utf-8'><b style="font-weight:normal;"
id="docs-internal-guid-0a1b"><p dir="ltr"><span style="font-weight:700;white-space:pre">
</span><span style="font-weight:700">Why  rope?</span></p><br><p dir="ltr"><span
style="font-weight:400;font-style:italic">It floats.</span></p></b>"""

MAIL = """<div dir="ltr"><div><b>Q:</b> Why?</div><div>A: Rain.</div><div><br></div>
<div>Q: And now?</div><div>A: Sun.<br>Then rain.<br><br>More rain.</div></div>"""


def test_word_gives_its_bold_its_marks_and_no_clutter():
    source = read(WORD)
    assert source.format == "html"
    assert [(block.kind, block.mark, str(block.text)) for block in source.blocks] == [
        (Kind.HEADING, "", "The lamp"),
        (Kind.PARAGRAPH, "", "Who lit it?"),
        (Kind.PARAGRAPH, "", "My aunt."),
        (Kind.PARAGRAPH, "", "Every night."),
        (Kind.ITEM, "•", "With oil"),
        (Kind.ITEM, "2.", "2. With care"),
    ]
    assert [block.gap for block in source.blocks] == [
        True,
        True,
        True,
        False,
        True,
        True,
    ]
    assert bold(source.blocks[1]) == ["Who lit it?"]
    assert source.blocks[5].level == 1


def test_the_wrapper_of_google_docs_is_not_bold():
    question, answer = read(DOCS).blocks
    assert bold(question) == ["Why rope?"]
    assert [(span.bold, span.italic) for span in answer.text.spans] == [(False, True)]


def test_classes_of_an_exported_page_say_what_is_bold():
    page = "<style>.c1{color:red;font-weight:700}.c2,p.c3{font-style:italic}</style>"
    page += (
        "<p><span class='c0 c1'>Why?</span></p><p class=c3>So <b class=c1>it</b></p>"
    )
    first, second = read(page).blocks
    assert bold(first) == ["Why?"]
    assert [(span.text, span.bold, span.italic) for span in second.text.spans] == [
        ("So ", False, True),
        ("it", True, True),
    ]


def test_in_mail_a_div_is_a_line_and_an_empty_one_a_gap():
    source = read(MAIL)
    assert [(block.gap, str(block.text)) for block in source.blocks] == [
        (True, "Q: Why?"),
        (False, "A: Rain."),
        (True, "Q: And now?"),
        (False, "A: Sun."),
        (False, "Then rain."),
        (True, "More rain."),
    ]


def test_without_blank_lines_every_div_is_a_paragraph():
    assert [b.gap for b in read("<div>Q: Why?</div><div>A: Rain.</div>").blocks] == [
        True,
        True,
    ]


def test_lists_nest_and_count_into_the_mark_alone():
    source = read(
        "<ol start=3><li>c<li><p>d</p><p>e</p><ul><li>f</ul></ol>"
        "<ol type=a><li value=2>b</ol><li></li><p>g"
    )
    assert [
        (block.kind, block.level, block.mark, str(block.text))
        for block in source.blocks
    ] == [
        (Kind.ITEM, 0, "3.", "c"),
        (Kind.ITEM, 0, "4.", "d"),
        (Kind.ITEM, 0, "", "e"),
        (Kind.ITEM, 1, "•", "f"),
        (Kind.ITEM, 0, "b.", "b"),
        (Kind.PARAGRAPH, 0, "", "g"),
    ]


def test_cells_have_rows_and_columns():
    source = read(
        "<table><tr><th>Question<th>Answer<tr><td>Why?<td><p>So.</p><ul><li>x</ul>"
        "<tr><td colspan=2>a<td>b<tr><td>&nbsp;<td>c</table>"
    )
    assert [
        (block.kind, block.row, block.column, str(block.text))
        for block in source.blocks
    ] == [
        (Kind.CELL, 1, 1, "Question"),
        (Kind.CELL, 1, 2, "Answer"),
        (Kind.CELL, 2, 1, "Why?"),
        (Kind.CELL, 2, 2, "So."),
        (Kind.CELL, 2, 2, "x"),
        (Kind.CELL, 3, 1, "a"),
        (Kind.CELL, 3, 3, "b"),
        (Kind.CELL, 4, 2, "c"),
    ]


def test_a_table_that_lays_out_the_page_leaves_paragraphs():
    source = read(
        "<table><tr><td><h2>Rain</h2><p>a</p><table><tr><td>b<td>c</table>d</table>e"
    )
    assert [(block.kind, block.row, str(block.text)) for block in source.blocks] == [
        (Kind.HEADING, 0, "Rain"),
        (Kind.PARAGRAPH, 0, "a"),
        (Kind.CELL, 2, "b"),
        (Kind.CELL, 2, "c"),
        (Kind.PARAGRAPH, 0, "d"),
        (Kind.PARAGRAPH, 0, "e"),
    ]


def test_definition_lists_keep_terms_and_definitions():
    source = read("<dl><dt>Why?<dd>So.<dd><p>And</p><ul><li>so.</ul></dl>")
    assert [block.kind for block in source.blocks] == [
        Kind.TERM,
        Kind.DEFINITION,
        Kind.DEFINITION,
        Kind.DEFINITION,
    ]


def test_what_is_no_content_to_html_is_set_aside_or_left_out():
    source = read(
        "<nav>Home</nav><h1>Rain</h1><script>var a='x'</script><p hidden>no</p>"
        "<template>no</template><p style='display: none'>no</p>"
        "<svg><text>no</text></svg>"
        "<figure><figcaption>Photo: Ann</figcaption></figure><button>Like</button>"
        "<div class='x share'><h3>Share</h3></div><div role=navigation>Up</div>"
        "<iframe src='x'>old</iframe><hr><blockquote><p>q</p></blockquote>"
        "<footer>Foot</footer><noscript>no</noscript><body class=share><p>Text</p>"
    )
    assert [(block.kind.value, str(block.text)) for block in source.blocks] == [
        ("aside", "Home"),
        ("heading", "Rain"),
        ("aside", "Photo: Ann"),
        ("aside", "Like"),
        ("aside", "Share"),
        ("aside", "Up"),
        ("aside", "old"),
        ("rule", ""),
        ("quote", "q"),
        ("aside", "Foot"),
        ("paragraph", "Text"),
    ]


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("https://x.org/?a=1&amp;b=2", "https://x.org/?a=1&b=2"),
        ("HTTP://x.org", "HTTP://x.org"),
        ("mailto:a@x.org", "mailto:a@x.org"),
        (" https://x.org ", "https://x.org"),
        ("javascript:alert(1)", ""),
        (" java\tscript:alert(1)", ""),
        ("&#106;avascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("\\\\host\\share", ""),
        ("//x.org", ""),
        ("/path", ""),
        ("https://x.org/ b", ""),
    ],
)
def test_only_safe_links_are_kept_and_their_text_always(href, kept):
    (block,) = read(f'<p><a href="{href}">words</a></p>').blocks
    assert [(span.text, span.href) for span in block.text.spans] == [("words", kept)]


def test_tags_shown_as_text_and_loose_signs_are_text():
    source = read("<p>&lt;iframe src=x&gt; I <3 you & me</p><p>a < b <c")
    assert texts(source) == ["<iframe src=x> I <3 you & me", "a < b <c"]


def test_preformatted_text_keeps_its_lines_and_spaces():
    source = read(
        "<pre>Q:  Why?\n  A: So.\n\nQ</pre><p style='white-space:pre'>a\nb</p>"
    )
    assert [(block.gap, str(block.text)) for block in source.blocks] == [
        (True, "Q:  Why?"),
        (False, "A: So."),
        (True, "Q"),
        (True, "a"),
        (False, "b"),
    ]


def test_no_break_spaces_stay_and_other_space_is_one():
    assert texts(read("<p>a \n\t b&nbsp;&nbsp;c<b> d</b> e</p>")) == [
        "a b\xa0\xa0c d e"
    ]


@pytest.mark.parametrize(
    ("content", "name", "form"),
    [
        ("<p>a</p>", "a.txt", "html"),
        ("\n<!-- x --><DIV>a", "", "html"),
        ("Q: a<br>A: b<br/>Q: c<br />", "", "html"),
        ("a</p><p>b</p>", "", "html"),
        ("a <b>b</b>", "a.html", "html"),
        ("Q: a\nA: b", "a.html", "text"),
        ("<3 rain", "", "text"),
        ("<I think so", "", "text"),
        ("One <br> only", "", "text"),
    ],
)
def test_content_decides_what_is_html_and_the_name_helps(content, name, form):
    assert read(content, name).format == form


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 200_000,
        "<b><i>" * 1000,
        "<table><tr><td>" * 1000,
        "<a " + " ".join(f"a{number}=1" for number in range(300_000)) + ">x</a>",
        "<a <a " * 60_000 + ">x",
        "<i>a" * (limits.TAGS + 1),
    ],
)
def test_hostile_pages_are_refused(page):
    with pytest.raises(Unreadable, match="paste it"):
        read(f"<p>{page}")


@pytest.mark.parametrize(
    "tail",
    [
        "<a ",
        "<a href='x",
        "<!--" * 1000,
        "<![CDATA[" * 1000,
        "</" * 1000,
        "<?" * 1000,
        "&#" + "9" * 5000 + ";",
        "<script>no",
        "<p>" * 1000,
        "</b>" * 1000,
    ],
)
def test_broken_pages_keep_what_came_before(tail):
    assert texts(read(f"<p>Rain</p>{tail}"))[0] == "Rain"


# Word types a round bullet as the letter o, which is then no word of the page.
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="<>&o"),
    max_size=20,
)
TAGS = st.sampled_from(
    ["p", "div", "br", "b", "i", "span", "li", "ul", "ol", "table", "tr", "td", "th"]
    + ["dl", "dt", "dd", "h2", "blockquote", "pre", "a", "section"]
)
PIECES = st.one_of(
    WORDS,
    TAGS.map("<{}>".format),
    TAGS.map("</{}>".format),
    st.just("<a href='javascript:x' style='font-weight:bold'>"),
    st.just("<span style='mso-list:Ignore'>"),
)


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=300)
def test_no_word_of_a_page_is_lost_or_invented(page):
    visible = page
    for tag in sorted({part.split(">")[0] for part in page.split("<")[1:]}):
        visible = visible.replace(f"<{tag}>", "\n")
    try:
        found = texts(read(f"<p>{page}"))
    except Unreadable:
        found = []
    expected = sorted("".join(words(visible)))
    assert sorted("".join(words("\n".join(found)))) == expected


@given(st.text(st.sampled_from("<>/!-='\"& abp\n[]?;#"), max_size=200))
@settings(max_examples=300)
def test_any_mark_up_is_read_or_refused(page):
    try:
        assert read(f"<p>{page}").blocks
    except Unreadable as refusal:
        assert str(refusal) == "There is no text in it."

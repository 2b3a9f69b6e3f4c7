"""The small markup of answers: what it makes, and that it can never harm."""

from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from interviews import markup
from interviews.transcripts.source import Span, Text


def test_it_makes_emphasis_links_quotations_and_lists() -> None:
    html = markup.render("*a* **b** [c](https://d.example)\n\n> e\n\n- f\n- g")
    assert html == (
        '<p><em>a</em> <strong>b</strong> <a href="https://d.example">c</a></p>\n'
        "<blockquote>\n<p>e</p>\n</blockquote>\n<ul>\n<li>f</li>\n<li>g</li>\n</ul>"
    )


def test_html_comes_out_as_text() -> None:
    assert (
        markup.render("<b onclick=x>hi</b>") == "<p>&lt;b onclick=x&gt;hi&lt;/b&gt;</p>"
    )


def test_links_go_only_to_the_web_and_to_mail() -> None:
    for address in (
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "file:///x",
    ):
        assert "<a" not in markup.render(f"[x]({address})")


def test_styles_of_a_transcript_are_kept() -> None:
    text = Text((Span("one "), Span("two ", italic=True), Span("2*2", bold=True)))
    assert markup.render(markup.from_paragraphs([text])) == (
        "<p>one <em>two</em> <strong>2*2</strong></p>"
    )


def visible(html: str) -> str:
    return LexborHTMLParser(html).text()


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1))
def test_escaped_text_shows_exactly_its_words(text: str) -> None:
    shown = visible(markup.render(markup.escape(text)))
    assert shown.split() == text.split()

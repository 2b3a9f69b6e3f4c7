"""What HTML's elements mean to a reader of interviews."""

from interviews.transcripts.source import Kind


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


BLOCKS = _words(
    "address article aside blockquote body button caption center dd details dialog div"
    " dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup html"
    " iframe legend li main menu nav noframes ol option p pre section select summary"
    " table tbody td textarea tfoot th thead tr ul xmp"
)
VOID = _words(
    "area base basefont bgsound br col embed frame hr img input link meta param source"
    " track wbr"
)
SKIPPED = _words("script style template head noscript svg xml title")
ASIDE = _words(
    "aside audio button caption dialog figcaption footer iframe menu nav noframes"
    " object option select textarea video"
)
ASIDE_ROLES = _words(
    "alert alertdialog button complementary contentinfo dialog menu menubar navigation"
    " search tablist toolbar"
)
# Whole class names, as they are common on news sites; parts of names mislead.
ASIDE_CLASSES = _words(
    "ad ads advert advertisement ad-slot breadcrumb breadcrumbs caption comments cookie"
    " cookie-banner cookie-bar cookies menu most-read msocaption msofooter msoheader"
    " msotoc1 msotoc2 msotoc3 nav navigation newsletter newsletter-signup page-number"
    " pagination promo pull-quote pullquote rating ratings read-more read-next readmore"
    " recommended related related-articles share share-bar share-buttons sharing"
    " sidebar skip-link social social-links social-share tag-list tags wp-caption-text"
)
KINDS = {"blockquote": Kind.QUOTE, "dt": Kind.TERM, "dd": Kind.DEFINITION}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BOLD = frozenset(("b", "strong", "th"))
ITALIC = frozenset(("i", "em", "cite", "dfn", "var", "address"))
NUMERALS = {
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}

# An end tag that is left out: by a start tag, what it ends and how far up to look.
IMPLIED = {
    "li": (("li",), ("ul", "ol", "menu")),
    "dt": (("dt", "dd"), ("dl",)),
    "dd": (("dt", "dd"), ("dl",)),
    "td": (("td", "th"), ("tr", "table")),
    "th": (("td", "th"), ("tr", "table")),
    "tr": (("tr",), ("table",)),
    "option": (("option",), ("select",)),
}

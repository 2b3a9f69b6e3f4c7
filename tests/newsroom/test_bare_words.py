"""Words that never went through gettext: they would stay English in any language."""

import ast
import re
from collections.abc import Iterator

from tests.messages import ROOT

# Names, keys, and a part of addresses: the same in every language.
SAME = {"Aa", "APA", "BibTeX", "Alt", "Ctrl", "Enter", "interviews"}
TRANSLATED = re.compile(
    r"\{%\s*(blocktranslate|comment)\b.*?%\}.*?\{%\s*end\1\s*%\}", re.DOTALL
)
ATTRIBUTES = re.compile(
    r"\{% block (?:body_attributes|bodyclass|coltype) %\}.*?\{% endblock", re.DOTALL
)
TEMPLATE_CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
NOT_READ = re.compile(r"<!--.*?-->|<(script|style|code|pre|svg)\b.*?</\1>", re.DOTALL)
SPOKEN = re.compile(r'\b(?:aria-label|alt|title|placeholder)="([^"]*)"')
TAG = re.compile(r"<[^>]*>")
WORD = re.compile(r"[A-Za-z]{2,}")
# Arguments that editors and readers see.
SEEN = {"label", "help_text", "verbose_name", "verbose_name_plural", "description"}
PLACES = {"ValidationError": (0, 1), "Refused": (1, 2), "message_user": (1, 2)}
EAGER = {"gettext", "ngettext", "pgettext", "npgettext"}
LAZY = {f"{name}_lazy" for name in EAGER}


def bare_words(template: str) -> list[str]:
    """Return the words of a template's source that are printed as they stand."""
    text = TEMPLATE_CODE.sub("", TRANSLATED.sub("", ATTRIBUTES.sub("{%", template)))
    text = NOT_READ.sub("", text)
    read = [*SPOKEN.findall(text), TAG.sub(" ", text)]
    return [word for part in read for word in WORD.findall(part) if word not in SAME]


def test_bare_words_are_found_between_tags_and_in_spoken_attributes() -> None:
    source = (
        '<p title="Hint">{% translate "Yes" %} {{ name }} Aa'
        "{% blocktranslate %}<b>Bold</b> {{ n }}{% endblocktranslate %}</p>"
        "<svg><title>Star</title></svg><p>Loose</p>"
    )
    assert bare_words(source) == ["Hint", "Loose"]


def test_no_template_prints_bare_words() -> None:
    found = {
        str(path.relative_to(ROOT)): words
        for path in sorted((ROOT / "templates").rglob("*"))
        if path.suffix in (".html", ".txt") and (words := bare_words(path.read_text()))
    }
    assert found == {}, "put them into {% translate %}"


def sources() -> Iterator[tuple[str, ast.Module]]:
    for app in ("interviews", "newsroom"):
        for path in sorted((ROOT / app).rglob("*.py")):
            if not {"migrations", "transcripts"} & set(path.parts):
                yield str(path.relative_to(ROOT)), ast.parse(path.read_text())


def literal(node: ast.expr | None) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return ""


def seen(call: ast.Call) -> Iterator[str]:
    """Yield the literal strings of a call that people are shown."""
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    if name == "add_argument":  # of a command, for who types it
        return
    yield from (literal(each.value) for each in call.keywords if each.arg in SEEN)
    yield from map(literal, call.args[slice(*PLACES.get(name, (0, 0)))])


def test_no_label_help_text_or_message_is_a_bare_string() -> None:
    found = [
        (path, call.lineno, string)
        for path, tree in sources()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        for string in seen(call)
        if WORD.search(string)
    ]
    assert found == [], "put them into gettext"


def at_import(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what is evaluated when a module is imported."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        yield child
        yield from at_import(child)


def imported(tree: ast.Module, names: set[str]) -> set[str]:
    """Return what a module calls these functions of Django's."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in names
    }


def calls(node: ast.AST, names: set[str]) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") in names


def test_nothing_is_translated_once_for_all_when_it_is_imported() -> None:
    found = []
    for path, tree in sources():
        eager, lazy = imported(tree, EAGER), imported(tree, LAZY)
        for node in at_import(tree):
            # A lazy string that is formatted is one no more.
            filled = isinstance(node, ast.BinOp) and calls(node.left, lazy)
            if filled or calls(node, eager):
                found.append((path, node.lineno))  # type: ignore[attr-defined]
    assert found == [], "use gettext_lazy there, and fill it in later"

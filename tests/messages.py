"""``make messages``: bring every catalogue up to date with the code and compile it.

Babel reads Python and Django itself the templates, so GNU gettext is not needed. What is
new in the code comes in empty and what left the code goes; nothing is guessed ("fuzzy").
There are no line numbers or dates, so that catalogues merge like any other text. What
the scripts of Django's admin say and Django leaves in English has a catalogue of its own,
"djangojs", where a language lacks something of it. The compiled ones are committed too: a
newsroom then runs with requirements.txt alone.
"""

import ast
import gettext
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import django
from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "newsroom" / "locale"
DJANGO = Path(django.__file__).parent
LANGUAGES = ("fr", "kk", "ru")
# Django's own scripts speak French whole.
CATALOGUES = [(language, "django") for language in LANGUAGES]
CATALOGUES += [("kk", "djangojs"), ("ru", "djangojs")]
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b([np]*gettext|_)\(({STRING}(?:, *{STRING})*)")


class Found(NamedTuple):
    """A string of the code: where it stands, its singular and its plural if any."""

    path: Path
    forms: tuple[str, ...]
    context: str | None = None


def found() -> Iterator[Found]:
    """Yield every string of the code that is to be translated."""
    for app in ("interviews", "newsroom"):
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from _in_python(path)
    for path in sorted((ROOT / "templates").rglob("*.*")):
        yield from _in_template(path)


def _in_python(path: Path) -> Iterator[Found]:
    with path.open("rb") as source:
        options = {"encoding": "utf-8"}
        for _line, forms, _comments, context in extract(
            "python", source, KEYWORDS, options=options
        ):
            yield Found(path, forms if isinstance(forms, tuple) else (forms,), context)


def _in_template(path: Path) -> Iterator[Found]:
    for function, strings in CALL.findall(templatize(path.read_text(), origin=path)):
        forms = ast.literal_eval(f"({strings},)")
        if "p" in function.removesuffix("gettext"):
            yield Found(path, forms[1:], forms[0])
        else:
            yield Found(path, forms)


def of_others(language: str) -> Iterator[Found]:
    """Yield what Django and others do not say, or not well, in this language.

    ``others.txt`` beside the catalogue names those that people meet, one a line.
    """
    path = LOCALE / language / "others.txt"
    names = path.read_text().splitlines() if path.exists() else []
    said: dict[str, list[Found]] = {}
    for part in ("conf", "contrib/admin", "contrib/auth"):
        english = DJANGO / part / "locale" / "en" / "LC_MESSAGES" / "django.po"
        with english.open("rb") as source:
            for message in read_po(source):
                forms = message.id if message.pluralizable else (message.id,)
                one = Found(path, tuple(forms), message.context)
                said.setdefault(forms[0], []).append(one)
    for name in names:
        yield from said.get(name) or [Found(path, (name,))]


def of_scripts(language: str) -> Iterator[Found]:
    """Yield what the scripts of Django's admin say in English alone in this language."""
    folder = DJANGO / "contrib" / "admin" / "locale"
    path = folder / language / "LC_MESSAGES" / "djangojs.po"
    with path.open("rb") as source:
        said = {(m.context, m.id): m for m in read_po(source, locale=language)}
    with (folder / "en" / "LC_MESSAGES" / "djangojs.po").open("rb") as source:
        for message in read_po(source):
            there = said.get((message.context, message.id))
            if message.id and (there is None or empty(there)):
                forms = message.id if message.pluralizable else (message.id,)
                yield Found(path, tuple(forms), message.context)


class Translations(Catalog):
    """A catalogue of one language with the headers that mean something, no others."""

    def __init__(self, language: str, domain: str = "django") -> None:
        super().__init__(locale=language, charset="utf-8")
        self.language, self.kind = language, domain
        self._num_plurals = int(self.plural_forms.removeprefix("nplurals=")[0])
        self.header_comment = f"# The interface in {self.locale.english_name}."

    @property
    def plural_forms(self) -> str:
        """Django's own rule: its catalogue and ours must count alike."""
        where = DJANGO / "conf" / "locale"
        django_s = gettext.translation("django", where, [self.language])
        return django_s.info()["plural-forms"]

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", self.language),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]

    @property
    def path(self) -> Path:
        return LOCALE / self.language / "LC_MESSAGES" / f"{self.kind}.po"

    def as_po(self) -> bytes:
        out = io.BytesIO()
        write_po(out, self, no_location=True, sort_output=True, width=88)
        return out.getvalue().replace(b'#, fuzzy\nmsgid ""\n', b'msgid ""\n', 1)

    def as_mo(self) -> bytes:
        out = io.BytesIO()
        write_mo(out, self)
        return out.getvalue()


def kept(language: str, domain: str = "django") -> Translations:
    """Return the catalogue as it is kept: empty for a new language."""
    catalog = Translations(language, domain)
    if catalog.path.exists():
        with catalog.path.open("rb") as source:
            for message in read_po(source, locale=language, abort_invalid=True):
                if message.id:
                    catalog[message.id] = message
    return catalog


def wanted(language: str, domain: str = "django") -> Translations:
    """Return a catalogue of every string in the code, with what is translated of it."""
    known, catalog = kept(language, domain), Translations(language, domain)
    scripts = domain == "djangojs"
    strings = of_scripts(language) if scripts else (*found(), *of_others(language))
    for _path, forms, context in strings:
        before = catalog.get(forms[0], context)
        if before and before.pluralizable:
            continue  # where a string comes with a plural and without: one entry
        message = Message(forms if len(forms) > 1 else forms[0], context=context)
        old = known.get(forms[0], context)
        if old and old.pluralizable == message.pluralizable:
            message.string = old.string
        catalog[message.id] = message
    return catalog


def empty(message: Message) -> bool:
    strings = message.string if message.pluralizable else (message.string,)
    return not all(strings)


def main() -> int:
    left = 0
    for language, domain in CATALOGUES:
        catalog = wanted(language, domain)
        catalog.path.parent.mkdir(parents=True, exist_ok=True)
        catalog.path.write_bytes(catalog.as_po())
        catalog.path.with_suffix(".mo").write_bytes(catalog.as_mo())
        missing = [message for message in catalog if message.id and empty(message)]
        print(
            f"{language} {domain}: {len(catalog)} strings, {len(missing)} to translate"
        )
        left += len(missing)
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())

"""The catalogues of translations say what the code says, whole and in every form.

``make messages`` brings them up to date; then translate what it names.
"""

import gettext
import re

import pytest

from tests import messages

PLACEHOLDERS = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")
TAGS = re.compile(r"</?\w[^>]*>")
CATALOGUES = pytest.mark.parametrize(("language", "domain"), messages.CATALOGUES)


def forms(message):
    """Return the strings of a message in the code, and of its translation."""
    if message.pluralizable:
        return message.id, message.string
    return (message.id,), (message.string,)


def translated(language, domain):
    """Return what of a message's forms is to be compared with what, in pairs."""
    for message in messages.kept(language, domain):
        if message.id:
            ids, strings = forms(message)
            for string in filter(None, strings):
                yield ids, string


@CATALOGUES
def test_what_is_compiled_is_what_is_written(language, domain):
    catalog = messages.kept(language, domain)
    assert catalog.path.with_suffix(".mo").read_bytes() == catalog.as_mo(), (
        "run `make messages`"
    )
    assert catalog.path.read_bytes() == catalog.as_po(), "run `make messages`"


@CATALOGUES
def test_compiled_catalogues_count_as_django_does(language, domain):
    with messages.kept(language, domain).path.with_suffix(".mo").open("rb") as compiled:
        ours = gettext.GNUTranslations(compiled)
    assert ours.info()["plural-forms"] == messages.Translations(language).plural_forms


@CATALOGUES
def test_every_plural_has_the_forms_of_its_language(language, domain):
    catalog = messages.kept(language, domain)
    plurals = [message for message in catalog if message.id and message.pluralizable]
    assert plurals
    wrong = [m.id[0] for m in plurals if len(m.string) != catalog.num_plurals]
    assert wrong == []


@CATALOGUES
def test_translations_keep_the_placeholders_and_the_tags(language, domain):
    def parts(string):
        return sorted(PLACEHOLDERS.findall(string)), sorted(TAGS.findall(string))

    wrong = [
        (ids[0], string)
        for ids, string in translated(language, domain)
        if parts(string) not in [parts(each) for each in ids]
    ]
    assert wrong == []


@CATALOGUES
def test_translations_keep_the_spaces_at_their_ends(language, domain):
    def ends(string):
        bare = string.strip()
        return string[: string.find(bare)], string[string.find(bare) + len(bare) :]

    wrong = [
        (ids[0], string)
        for ids, string in translated(language, domain)
        if ends(string) != ends(ids[0])
    ]
    assert wrong == []


@CATALOGUES
def test_every_string_of_the_code_is_translated(language, domain):
    wanted, kept = messages.wanted(language, domain), messages.kept(language, domain)
    ids = {(m.context, forms(m)[0]) for m in wanted if m.id}
    known = {(m.context, forms(m)[0]) for m in kept if m.id}
    empty = [forms(m)[0] for m in kept if m.id and messages.empty(m)]
    fuzzy = [forms(m)[0] for m in kept if m.id and m.fuzzy]
    said = "run `make messages` and translate what comes in empty"
    assert sorted(ids - known, key=str) == [], f"{language}: not there, {said}"
    assert sorted(known - ids, key=str) == [], f"{language}: left the code, {said}"
    assert (empty, fuzzy) == ([], []), f"{language}: not translated"


def test_the_languages_are_those_that_the_product_offers(settings):
    assert ["en", *messages.LANGUAGES] == sorted(code for code, _ in settings.LANGUAGES)

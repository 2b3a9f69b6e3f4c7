"""What a line around an interview is by itself: a credit, thanks, a note, a title."""

import re

from interviews.transcripts import limits
from interviews.transcripts.grammar.lines import Line
from interviews.transcripts.grammar.matching import (
    asks,
    is_ended,
    length,
)
from interviews.transcripts.grammar.words import (
    ABOUT_PERSON,
    AUTHORS,
    CREDITS,
    EDITED,
    PARTICLES,
    THANKS,
    WISHES,
)

_CREDIT_HEADS: dict[str, tuple[str, ...]] = {}


for _credit in CREDITS:
    _CREDIT_HEADS[_credit[:2]] = (*_CREDIT_HEADS.get(_credit[:2], ()), _credit)


def is_credit(text: str) -> bool:
    """Say whether a folded, caseless line tells who made the interview."""
    bare = text.lstrip('*_-([" ')
    if length(text) > 45:
        return False
    heads = (*_CREDIT_HEADS.get(bare[:2], ()), *_CREDIT_HEADS.get(text[:2], ()))
    return any(bare.startswith(head) or text.startswith(head) for head in heads)


def is_edited_note(text: str) -> bool:
    """Say whether a folded, caseless line tells that the interview was shortened."""
    return length(text) < 60 and any(word in text for word in EDITED)


def is_thanks(text: str) -> bool:
    """Say whether a folded, caseless paragraph thanks or takes leave and asks nothing."""
    if asks(text) or length(text) > 60:
        return False
    return any(word in text for word in THANKS) or any(word in text for word in WISHES)


def is_about(text: str, people: set[str]) -> bool:
    """Say whether a line speaks of a person of the document: ``X is a staff writer``."""
    words = text.replace("'s ", " 's ").split()
    return any(
        " ".join(words[:size]) in people
        and (words[size].strip(",") in ABOUT_PERSON or words[size] in ("'s", ","))
        for size in range(1, min(5, len(words)))
    )


def is_named_first(text: str, people: set[str]) -> bool:
    """Say whether a folded, caseless line begins with a full name and goes on."""
    words = text.split()
    return any(
        " ".join(words[:size]) in people and len(words) > size for size in (2, 3, 4)
    )


_STRANGER = re.compile(
    r"(?:[^\W\d_a-zа-я][\w.'-]+ ){2,4}(?:is|was|writes|works|edits|teaches|reports|covers|lives"  # noqa: E501
    r"|est|écrit|vit|dirige|enseigne|collabore|ist|schreibt|arbeitet|lebt|es|escribe|trabaja|vive"
    r"|é|escreve|trabalha|è|scrive|lavora|schrijft|werkt|woont|пишет|работает|ведёт|ведет|живёт|-)\s"
)


_TALKED = re.compile(
    r"(?:[^\W\d_a-zа-я][\w.'-]+ ){2,4}(?:(?:was )?(?:talk|speak)(?:ed|ing) (?:to|with)|spoke (?:to|with)"  # noqa: E501
    r"|interviewed|was interviewed by|was in conversation with|sprach mit|unterhielt sich mit"
    r"|s'est entretenue? avec|a rencontré|habló con|conversó con|falou com|conversou com"
    r"|ha parlato con|ha incontrato|sprak met|interviewde|беседовала? с|поговорила? с) "
    r"(?:[^\W\d_a-zа-я][\w'-]+ ?){2}"
)


def is_author_note(line: Line) -> bool:
    """Say whether a line by itself tells who an author is."""
    if _TALKED.match(line.plain) and length(line.plain) < 25:
        return True
    if not _STRANGER.match(line.plain) or length(line.plain) > 40:
        return False
    return bool(AUTHORS & set(line.key.replace(",", " ").replace(".", " ").split()))


_SMALL = frozenset(
    ("by", "with", "from", "to", "at", "as", "or", "into", "over", "under")
)


def is_title(plain: str) -> bool:
    """Say whether a line is a name like ``The Tidewater Gazette``."""
    words = plain.split()
    if (
        not words
        or length(plain) > 7
        or len(plain) > limits.NAME
        or is_ended(plain)
        or plain[-1:] in ",-"
    ):
        return False
    if any(character.isdigit() for character in plain) or plain[:1] in "([\"'-":
        return False
    own = [word for word in words if word not in _SMALL | PARTICLES]
    cased = [word for word in own if word[:1].lower() != word[:1].upper()]
    if not cased:
        return False
    return all(word[:1].isupper() for word in cased)

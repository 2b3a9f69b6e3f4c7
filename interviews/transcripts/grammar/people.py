"""Who speaks: short forms resolved to the fullest name the document gives."""

import re
from functools import lru_cache

from interviews.transcripts.grammar.matching import key
from interviews.transcripts.grammar.words import (
    ASKERS,
    HONORIFICS,
    INTERPRETERS,
    MODERATORS,
    NOBODY,
    OFFICIALS,
    PARTICLES,
    REPLIERS,
)

_ARTICLES = frozenset(
    "the a an un une le la les l' der die das ein eine el los una il lo uno o os um uma de het een".split()  # noqa: E501
)
_GLUED = re.compile(r"(?<=\b\w)\.(?=[^\W\d_])")  # initials: ``A.B.Name``
_MOST = 200  # people; a text with more names than that has none to resolve


@lru_cache(maxsize=4096)
def role_word(name: str) -> str:
    """Return a label without article and number, to look up in the tables of roles."""
    word = key(name).rstrip("0123456789 .")
    article, _, rest = word.partition(" ")
    return rest.strip() if rest and article in _ARTICLES else word


def is_asker(name: str) -> bool:
    """Say whether a label names somebody who asks by what they are."""
    word = role_word(name)
    return word in ASKERS or word.endswith(("记者", "記者", "기자"))


def has_office(label: str, name: str, offices: frozenset[str]) -> bool:
    """Say whether a word before a name, as ``name`` has none, is one of the offices."""
    office = key(label).removesuffix(key(name)).split()
    return key(label) != key(name) and not offices.isdisjoint(office)


def is_full_name(name: str) -> bool:
    """Say whether a label is two to four words with capitals, or an honorific and one."""
    words = name.split()
    own = [
        word for word in words
        if word.casefold() not in PARTICLES and word.casefold() not in _ARTICLES
    ]  # fmt: skip
    honoured = key(words[0]) in HONORIFICS
    return (
        len(words) < 5
        and len(own) > 1
        and (honoured or all(word[:1].isupper() for word in own))
    )


def is_replier(name: str) -> bool:
    """Say whether a label names somebody who replies by what they are."""
    return role_word(name) in REPLIERS


def is_known(name: str) -> bool:
    """Say whether a label names somebody by what they are: no name need come back."""
    word = role_word(name)
    return (
        is_asker(name)
        or word in REPLIERS | INTERPRETERS
        or word.rpartition(" ")[2] in OFFICIALS
    )


def is_nobody(name: str) -> bool:
    """Say whether a label is a stand-in such as ``Speaker 1``."""
    return role_word(name) in NOBODY


def role_of(name: str, asks: bool) -> str:
    """Return the role of a speaker: interviewer, interviewee, interpreter, moderator."""
    word = role_word(name)
    if word in INTERPRETERS:
        return "interpreter"
    if word in MODERATORS:
        return "moderator"
    return "interviewer" if asks else "interviewee"


def bare(name: str) -> list[str]:
    """Return the words of a name before its office, without honorifics, folded."""
    plain = key(name.split(",")[0]).replace("'s", "")
    words = _GLUED.sub(". ", plain).split()
    while len(words) > 1 and words[0] in HONORIFICS:
        words.pop(0)
    return words


def from_initials(name: str) -> str:
    """Return a name from its first initial on: ``a. b. holm`` of ``Chair A.B. Holm``."""
    words = bare(name)
    first = next((at for at, word in enumerate(words) if _is_initial(word)), len(words))
    return " ".join(words[first:])


def _is_initial(word: str) -> bool:
    return len(word) == 2 and word[1] == "."


def initials(words: list[str]) -> set[str]:
    """Return the initials that may stand for these words, with and without particles."""
    parts = [part for word in words for part in word.split("-") if part[:1].isalpha()]
    own = [word for word in parts if word not in PARTICLES]
    joined = [word for word in words if word[:1].isalpha()]
    return {
        "".join(word[0] for word in some)
        for some in (parts, own, joined, [own[0], own[-1]] if own else [])
    }


def is_short_for(short: str, full: str) -> bool:
    """Say whether ``short`` is initials, surname or a shorter form of ``full``."""
    if key(short) == key(full):
        return False
    less, more = bare(short), bare(full)
    compact = short.replace(".", "").replace(" ", "")
    loud = compact[:1].isupper() and compact[-1:].isupper()  # also ``CvR``
    if 1 < len(compact) < 6 and loud and len(more) > 1:
        every = key(full.split(",")[0]).replace(".", "").split()
        if key(compact) in initials(more) | initials(every):
            return True
    if not less or (len(more) < len(less) and len(key(full).split()) <= len(less)):
        return False
    every = key(full).replace(",", " ").split()
    if len(less) < len(every) and less == every[-len(less) :]:
        return True
    quiet = len(compact) == 2 and loud and not full.isupper()  # AS: not As for him
    if len(more) > len(less) and (
        less == more[-len(less) :] or (less == more[: len(less)] and not quiet)
    ):
        return True
    if len(less) == 1 and len(less[0]) > 2 and len(more) > 1 and less[0] in more:
        return True
    return _initial_and_surname(less, more)


def _initial_and_surname(less: list[str], more: list[str]) -> bool:
    """``T. Felgen`` for ``Tatiana Felgen``, or for ``head of the office T. A. Felgen``."""
    if len(less) < 2 or len(more) < 2 or less[-1] != more[-1] or less == more:
        return False
    own = [word for word in more[:-1] if _is_initial(word)] or more
    return len(less[0].rstrip(".")) == 1 and less[0][0] == own[0][0]


def resolve(names: list[str], also: dict[str, str]) -> tuple[dict[str, str], list[str]]:
    """Return (folded label: fullest name, labels that two people share).

    ``names`` are the labels in order of appearance, ``also`` what a legend says.
    """
    full: dict[str, str] = {}
    shared: list[str] = []
    distinct = list({key(name): name for name in reversed(names)}.values())[::-1]
    if len(distinct) > _MOST:
        return {key(name): name for name in distinct}, []
    known = list({key(name): name for name in (*distinct, *also.values())}.values())
    for name in distinct:
        if said := also.get(key(name)):
            full[key(name)] = said
            continue
        longer = [other for other in known if is_short_for(name, other)]
        tops = [
            one for one in longer if not any(is_short_for(one, two) for two in longer)
        ]
        if len(tops) > 1:
            exact = [one for one in tops if bare(one)[-1:] == bare(name)[-1:]]
            tops = exact if len(exact) == 1 else tops
        if len(tops) == 1:
            full[key(name)] = tops[0]
        else:
            full[key(name)] = name
            if len(tops) > 1:
                shared.append(name)
    full = _without_office(full)
    return {label: without_post(name) for label, name in full.items()}, shared


def without_post(name: str) -> str:
    """Return ``Ms. ABE Rin`` for ``Ms. ABE Rin, Minister for Fish``; not for outlets."""
    before, comma, _ = name.partition(",")
    return before.strip() if comma and len(before.split()) > 1 else name


def _without_office(full: dict[str, str]) -> dict[str, str]:
    """``President of Russia Vladimir Putin`` is Vladimir Putin where that comes too."""
    shorter: dict[str, str] = {}
    for label, name in full.items():
        words = name.split()
        own = label.split()
        if (
            label != key(name)
            and 1 < len(own) < len(words)
            and own == key(name).split()[-len(own) :]
            and own[0] not in HONORIFICS | PARTICLES
            and not own[0].endswith(".")
            and (len(words) - len(own) > 1 or key(words[0]) in HONORIFICS)
        ):
            shorter[key(name)] = " ".join(words[-len(own) :])
    return {label: shorter.get(key(name), name) for label, name in full.items()}

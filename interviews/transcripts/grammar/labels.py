"""What may be a label at the head of a line. Which of them are: ``labelled``."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from interviews.transcripts.grammar.lines import Line
from interviews.transcripts.grammar.matching import is_ended, key
from interviews.transcripts.grammar.people import is_known
from interviews.transcripts.grammar.words import (
    ANSWER,
    FIELDS,
    HONORIFICS,
    NOBILIARY,
    PARTICLES,
    QUESTION,
    SAYING,
)


class Role(StrEnum):
    QUESTION = "question"
    ANSWER = "answer"
    NAME = "name"  # a person or an outlet: who asks is found later


@dataclass(frozen=True, slots=True)
class Mark:
    """A possible label: ``end`` is where the words begin in the folded line.

    ``shape`` tells label shapes apart for the editor: ``Q-1.`` and ``Q1)`` differ.
    """

    at: int  # index of the line
    role: Role
    typed: str
    end: int
    word: str = ""  # the generic word, folded
    name: str = ""
    post: str = ""
    number: str = ""
    sign: str = ""
    shape: str = ""


def _roles() -> dict[str, frozenset[Role]]:
    found: dict[str, frozenset[Role]] = {}
    for table, role in ((QUESTION, Role.QUESTION), (ANSWER, Role.ANSWER)):
        for words in table.values():
            for word in key(words).split():
                found[word] = found.get(word, frozenset()) | {role}
    return found


WORDS = _roles()
_WORD_LIKE = r"[^\s\d.:()\[\]/,;!?\"'#*\-]{1,16}"
_HEAD = re.compile(rf"(\s*[\[(]?\s?)(?:(\d{{1,3}})\s?[.)\-]?\s?)?({_WORD_LIKE})")
_NUMBERED = re.compile(
    r"(?:\s?[.\-]?\s?|\s?(?:n\s?[°o]\.?|no\.|№|#)\s?)(?P<number>\d{1,3}[a-z]?)"
    r"(?:\s?(?P<close>[\])])\s?(?P<colon>:)?|\s?(?P<sign>\.-|[.:)\-](?!\d)(?:\s?-(?=\s))?)|(?=\s)|$)"
)
_SIGNED = re.compile(
    r"\s?(?P<close>[\])])\s?:?|\s{0,2}\.?(?P<sign>:)|(?P<dash>\s{1,2}-(?=[\s\w(\"'])|-(?=\s))"
    r"|(?P<stop>\.-?|\))(?=\s|$|-)"
)
_BARE = re.compile(r"[\t\u3000]\s*|\s{2,}|\s(?=[A-ZА-Я(\"'\[])|$")


def generic(at: int, line: Line) -> Mark | None:
    """Return the label of the word list at the head of a line."""
    plain = line.plain
    head = _HEAD.match(plain)
    if head is None or head[3].casefold() not in WORDS:
        return None
    word = head[3].casefold()
    roles = WORDS[word]
    role = next(iter(roles)) if len(roles) == 1 else Role.NAME
    opened, number = head[1].strip(), head[2] or ""
    end, sign = _tail(plain, head.end(), opened, number)
    if end < 0:
        return None
    if match := _NUMBERED.match(plain, head.end()):
        number = number or match["number"]
    if head[2] and sign in ("", " "):
        return None
    shape = re.sub(r"\d+[a-z]?", "1", plain[:end].strip())
    shape = shape.replace(head[3], "w" if len(head[3]) == 1 else "word")
    return Mark(at, role, plain[:end].strip(), end, word, "", "", number, sign, shape)


def counted(at: int, line: Line) -> Mark | None:
    """Return the label that a word processor writes before a line: ``Q1.``."""
    if not line.mark[:1].isalpha() or line.plain.startswith(line.mark):
        return None
    mark = generic(at, replace(line, plain=f"{line.mark} A"))
    return replace(mark, end=0, typed="") if mark and mark.number else None


def _tail(plain: str, at: int, opened: str, before: str) -> tuple[int, str]:
    """Return (where the words begin, the sign); -1 where this is no label."""
    match = None if before else _NUMBERED.match(plain, at)
    if match:
        if bool(match["close"]) and match["close"] == "]" and not opened:
            return -1, ""
        sign = match["sign"] or match["close"] or ""
        rest = plain[match.end() :].lstrip()
        if not sign and (not rest or rest[0].islower()) and rest:
            return -1, ""
        return _skip(plain, match.end()), sign or " "
    match = _SIGNED.match(plain, at)
    if match:
        if match["close"]:
            return (
                (_skip(plain, match.end()), "]")
                if opened
                else _lone_close(plain, match)
            )
        if opened:
            return -1, ""
        if match["stop"]:
            return _skip(plain, match.end()), match["stop"][0]
        return _skip(plain, match.end()), ":" if match["sign"] else "-"
    if opened:
        return -1, ""
    match = _BARE.match(plain, at)
    if match:
        wide = not match[0] or len(match[0]) > 1 or match[0][0] in "\t\u3000"
        return _skip(plain, match.end()), "\t" if wide else " "
    return -1, ""


def _lone_close(plain: str, match: re.Match[str]) -> tuple[int, str]:
    return (_skip(plain, match.end()), ")") if match["close"] == ")" else (-1, "")


def _skip(plain: str, at: int) -> int:
    while at < len(plain) and plain[at].isspace():
        at += 1
    return at


_MOST = 110  # characters of a name with an office
_BRACKET = re.compile(r"\s?[\[(]([^\])]{1,60})[\])]\s?$")


def named(at: int, line: Line) -> Mark | None:
    """Return what looks like a speaker's name before a colon; it need not be one."""
    plain = line.plain
    colon = plain.find(":", 0, _MOST)
    if colon < 1:
        return None
    head = plain[:colon].strip()
    if not head or plain[colon + 1 : colon + 3] == "//":
        return None
    if head[-1].isdigit() and plain[colon + 1 : colon + 2].isdigit():
        return None
    start = len(plain[:colon]) - len(plain[:colon].lstrip())
    lead = re.match(r"-+\s?", head)
    if lead:
        head = head[lead.end() :]
        start += lead.end()
    post = ""
    bracket = _BRACKET.search(head)
    if bracket:
        post = bracket[1]
        head = head[: bracket.start()].strip()
    if bracket and not head and is_known(post):
        head, post = post, ""  # ``[senior administration official]``
    if not head:
        return None
    initials = len(head) == 2 and head.isupper()  # also PS, where they come back
    shape = "" if initials or is_name_like(head) or is_known_role(head) else "loose"
    if shape and not _ends_in_name(head):
        return None
    return Mark(
        at, Role.NAME, plain[:colon].strip(), _skip(plain, colon + 1),
        name=head, post=post, sign=":", shape=shape,
    )  # fmt: skip


def is_known_role(head: str) -> bool:
    """Say whether a head names somebody by what they are: ``Une auditrice``."""
    return len(head) < 40 and is_known(head)


def _ends_in_name(head: str) -> bool:
    """Say whether an office stands before a name: ``Programme host Anna Belova``."""
    words = head.split()
    if 1 < len(words) < 13 and _INITIALED.fullmatch(words[-1]):
        return head[:1].isupper() and not _INNER.search(" ".join(words[:-1]))
    return (
        3 < len(words) < 13
        and head[:1].isupper()
        and words[-2][:1].isupper()
        and words[-1][:1].isupper()
        and not _INNER.search(head)
    )


_INITIALED = re.compile(r"(?:[^\W\d_a-zа-я]\.){1,3}[^\W\d_a-zа-я][\w'-]+")
_INNER = re.compile(r"[!?;\"…]|\.(?=\s[a-zа-я])|\.\s?\.")
_UNCASED = re.compile(r"[\u0590-\u08ff\u0900-\u0dff\u3040-\u9fff\uac00-\ud7ff]")


@lru_cache(maxsize=4096)
def is_name_like(head: str) -> bool:
    """Say whether a folded head has the form of a name: words with capitals, short."""
    if head.count('"') == 2 and head.endswith('"'):  # an outlet: Radio "Tide"
        title = head.replace('"', "")
        return (
            title[:1].isupper() and len(title.split()) < 6 and not _INNER.search(title)
        )
    words = head.replace("/", " ").split()
    if not words or len(words) > 12 or _INNER.search(head):
        return False
    if key(head) in FIELDS or words[-1].rstrip(",") in SAYING:  # no Mr Said
        return False
    if _UNCASED.search(head):
        return len(head) <= 24 and len(words) <= 5
    if not any(character.isalpha() for character in words[0]):
        return False
    small = 0
    for word in words:
        bare = word.strip("(),.'-&")
        if bare[:1].isupper() or bare.isdigit() or bare.casefold() in PARTICLES:
            continue
        if not bare or "'" in bare or "-" in bare and any(c.isupper() for c in bare):
            continue
        small += 1
    first = words[0].lstrip("('")[:1]
    noble = words[0] in NOBILIARY and len(words) < 5 and words[-1][:1].isupper()
    if not (first.isupper() or noble):
        return False
    most = 0 if len(words) < 4 else len(words) // 3
    if key(words[0]) in HONORIFICS and words[1:2] and words[1][:1].isupper():
        most = max(most, 1)  # Mr. Abbasi senior
    return small <= most


def alone(at: int, line: Line) -> Mark | None:
    """Return a line that is but a name, to be a label where it comes back."""
    plain = line.plain.strip()
    if not plain or len(plain) > 60 or not line.text:
        return None
    lead = re.match(r"-+\s?", plain)
    name = plain[lead.end() :] if lead else plain
    if (
        is_ended(name.rstrip(":"))
        and not name.endswith(":")
        and not re.search(r"\b\w\.$", name)
    ):
        return None
    name = name.rstrip(": ")
    post = ""
    if bracket := _BRACKET.search(name):
        post = bracket[1]
        name = name[: bracket.start()].strip()
    if not name or not is_name_like(name) or len(name.split()) > 6:
        return None
    return Mark(
        at, Role.NAME, plain, len(line.plain), name=name, post=post, sign="alone"
    )


_NUMBER = re.compile(r"\s*(?:No\.\s?|№\s?)?(\d{1,3})\s?([.)])(?:-|\s|(?=[^\d\s]))\s*")


def numbered(at: int, line: Line) -> Mark | None:
    """Return the number at the head of a line."""
    match = _NUMBER.match(line.plain)
    if match:
        return Mark(
            at, Role.QUESTION, match[0].strip(), match.end(), number=match[1],
            sign=match[2], shape="number",
        )  # fmt: skip
    mark = _NUMBER.match(line.mark + " ") if line.mark else None
    if mark is None:
        return None
    return Mark(at, Role.QUESTION, "", 0, number=mark[1], sign=mark[2], shape="number")

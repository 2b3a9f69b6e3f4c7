"""How an interview, or one answer of it, is cited: plainly, in APA, in BibTeX."""

import datetime
from dataclasses import dataclass

from django.utils import dateformat, translation
from django.utils.translation import gettext as _

from interviews.models import Interview, Speaker
from newsroom.templatetags.days import day

QUOTES = {("“", "”"), ("«", "»"), ("„", "“"), ("'", "'"), ('"', '"')}
BIBTEX_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "&%$#_{}"})


@dataclass(frozen=True)
class Citation:
    """The same work in three forms, each ready to be copied."""

    plain: str
    apa: str
    bibtex: str


def cite(interview: Interview, address: str, title: str = "") -> Citation:
    """Cite what stands at ``address``; ``title`` is an answer's question.

    No query where the speakers are prefetched.
    """
    when = (interview.publish_at or interview.created).date()
    title = title or interview.headline
    guests = ", ".join(guest.name for guest in interview.guests())
    askers = _names(interview, Speaker.Role.INTERVIEWER)
    return Citation(
        plain=_plain(interview, guests, title, address, when),
        apa=_apa(interview, askers, guests, title, address, when),
        bibtex=_bibtex(interview, askers, guests, title, address, when),
    )


def _names(interview: Interview, role: str) -> list[str]:
    return [one.name for one in interview.speakers.all() if one.role == role]


def _plain(
    interview: Interview, guests: str, title: str, address: str, when: datetime.date
) -> str:
    written = day(when, translation.get_language() or "en")
    who = f"{guests}, " if guests else ""
    return f"{who}{_quoted(title)}, {interview.publication.name}, {written}, {address}"


def _quoted(title: str) -> str:
    """Return the title in quotation marks, once: many a headline has its own."""
    return title if (title[:1], title[-1:]) in QUOTES else f"“{title}”"


def _apa(
    interview: Interview,
    askers: list[str],
    guests: str,
    title: str,
    address: str,
    when: datetime.date,
) -> str:
    authors = ", & ".join(map(_surname_first, askers)) or interview.publication.name
    kind = _("Interview with %(names)s") % {"names": guests} if guests else ""
    with translation.override("en"):  # APA dates are English in any language
        dated = dateformat.format(when, "Y, F j")
    stop = "" if authors.endswith(".") else "."
    note = f" [{kind}]" if kind else ""
    return (
        f"{authors}{stop} ({dated}). {title}{note}."
        f" {interview.publication.name}. {address}"
    )


def _surname_first(name: str) -> str:
    """Return ``Ndlela, T.``; a name of one word stays as it is."""
    *given, surname = name.split()
    initials = " ".join(f"{word[0]}." for word in given)
    return f"{surname}, {initials}" if initials else surname


def _bibtex(
    interview: Interview,
    askers: list[str],
    guests: str,
    title: str,
    address: str,
    when: datetime.date,
) -> str:
    fields = {
        "author": " and ".join(askers),
        "title": title,
        "journal": interview.publication.name,
        "date": when.isoformat(),
        "url": address,
        "note": _("Interview with %(names)s") % {"names": guests} if guests else "",
    }
    lines = [
        f"  {name} = {{{value if name == 'url' else value.translate(BIBTEX_SIGNS)}}}"
        for name, value in fields.items()
        if value
    ]
    # Keys are plain letters for every program: the number of the row is one for certain.
    return f"@online{{interview{interview.pk},\n" + ",\n".join(lines) + "\n}"

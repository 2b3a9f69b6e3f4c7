"""What readers must never see, each holding a word that nobody can guess."""

import secrets
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.utils import timezone
from taggit.models import Tag

from interviews.models import Correction, Interview, Question, Rating, Speaker
from newsroom.models import Person, Publication


def lay() -> dict[str, str]:
    """Return ``{kind: word}``; each word is in every text of its interview, in its tag
    and in its guest's name, or in its review."""
    publication, _ = Publication.objects.get_or_create(name="The Lantern")
    laid = {}
    for kind, verb in STATES.items():
        laid[kind] = _word()
        verb(_interview(publication, laid[kind]))
    return laid | _reviews(publication)


def _word() -> str:
    return f"canary{secrets.token_hex(8)}"


def _interview(publication: Publication, word: str) -> Interview:
    interview = Interview.objects.create(
        publication=publication,
        headline=f"Headline {word}",
        standfirst=f"Standfirst {word}",
        byline=f"Byline {word}",
        dateline_place=f"Place {word}",
        intro=f"Intro {word}",
        closing=f"Closing {word}",
        search_description=f"Description {word}",
        picture_alt=f"Alt {word}",
        picture_caption=f"Caption {word}",
        picture_credit=f"Credit {word}",
    )
    person = Person.objects.create(name=f"Guest {word}", bio=f"Born {word}")
    guest = Speaker.objects.create(
        interview=interview, person=person, name=person.name, post=f"Post {word}"
    )
    question = Question.objects.create(
        interview=interview,
        section=f"Section {word}",
        text=f"Question {word}?",
        answered_by=guest,
        answer=f"Answer {word}.",
        pull_quote=f"Answer {word}.",
    )
    Correction.objects.create(
        interview=interview, question=question, text=f"Correction {word}"
    )
    tag = Tag.objects.create(name=f"Tag {word}")
    interview.tags.add(tag)
    return interview


def _later(hours: int) -> datetime:
    return timezone.now() + timedelta(hours=hours)


def _withdraw(interview: Interview) -> None:
    interview.publish(by=None)
    interview.withdraw(by=None)


def _bin(interview: Interview) -> None:
    interview.publish(by=None)
    interview.bin(by=None)


def _delete(interview: Interview) -> None:
    interview.publish(by=None)
    interview.delete()


STATES = {
    "draft": lambda interview: None,
    "in_review": lambda interview: interview.submit(by=None),
    "embargoed": lambda interview: interview.publish(by=None, at=_later(1)),
    "scheduled": lambda interview: interview.publish(by=None, at=_later(24 * 30)),
    "withdrawn": _withdraw,
    "binned": _bin,
    "deleted": _delete,
}


def _reviews(publication: Publication) -> dict[str, str]:
    """Lay reviews that nobody approved under an interview that everybody may read."""
    interview = Interview.objects.create(
        publication=publication, headline="What readers say"
    )
    Question.objects.create(interview=interview, text="Who?", answer="Everybody.")
    interview.publish(by=None)
    moderator = User.objects.filter(is_superuser=True).first()
    laid = {}
    for kind in ("unapproved", "rejected", "spam", "email"):
        laid[kind] = word = _word()
        rating = interview.rate(
            reader_key=f"canary-{word}",
            score=3,
            review="A good read." if kind == "email" else f"Review {word}",
            name="A reader" if kind == "email" else f"Name {word}",
            email=f"{word}@example.org",
        )
        _decide(rating, kind, moderator)
    return laid


def _decide(rating: Rating, kind: str, by: "User | None") -> None:
    if kind == "rejected":
        rating.reject(by=by)
    elif kind == "spam":
        rating.mark_spam(by=by)
    elif kind == "email":
        rating.approve(by=by)

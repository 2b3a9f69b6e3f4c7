"""Makers of rows: every argument has a sensible default."""

import itertools
from typing import Any

from django.contrib.auth.models import Group, User

from interviews.models import Correction, Interview, Question, Rating, Speaker
from newsroom.models import Person, Publication

PASSWORD = "a long enough password"
OUR_PAGE = {"Sec-Fetch-Site": "same-origin"}

_numbers = itertools.count(1)


def make_publication(**fields: Any) -> Publication:
    fields.setdefault("name", f"Publication {next(_numbers)}")
    return Publication.objects.create(**fields)


def make_person(**fields: Any) -> Person:
    fields.setdefault("name", f"Person {next(_numbers)}")
    return Person.objects.create(**fields)


def make_speaker(interview: Interview, **fields: Any) -> Speaker:
    """Make a guest of the interview; ``role`` makes another of them."""
    fields.setdefault("name", f"Speaker {next(_numbers)}")
    return Speaker.objects.create(interview=interview, **fields)


def make_draft(questions: int = 1, **fields: Any) -> Interview:
    fields.setdefault("headline", f"Interview {next(_numbers)}")
    if "publication" not in fields:
        fields["publication"] = make_publication()
    interview = Interview.objects.create(**fields)
    for n in range(1, questions + 1):
        Question.objects.create(
            interview=interview,
            position=n,
            text=f"Question {n}?",
            answer=f"Answer {n}.",
        )
    return interview


def make_interview(questions: int = 1, **fields: Any) -> Interview:
    """Make a published interview."""
    interview = make_draft(questions, **fields)
    interview.publish(by=None)
    return interview


def make_correction(interview: Interview, **fields: Any) -> Correction:
    """Make a correction of the whole; ``question`` binds it to an answer."""
    fields.setdefault("text", "It was Monday, not Tuesday.")
    return Correction.objects.create(interview=interview, **fields)


def make_rating(interview: Interview, score: int = 4, **words: Any) -> Rating:
    words = {"review": "", "name": "", "email": "", **words}
    return interview.rate(reader_key=f"reader-{next(_numbers)}", score=score, **words)


def make_staff(group: str, username: str = "") -> User:
    user = User.objects.create_user(
        username or f"{group.lower()}-{next(_numbers)}",
        password=PASSWORD,
        is_staff=True,
    )
    user.groups.add(Group.objects.get(name=group))
    return user

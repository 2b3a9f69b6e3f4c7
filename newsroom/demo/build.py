"""Write the demo content into an empty newsroom."""

import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from interviews.models import Correction, Interview, Question, Rating, Speaker
from newsroom.demo.portraits import portrait
from newsroom.demo.reviews import REVIEWS, Review
from newsroom.demo.story import Fields, Story, people, stories
from newsroom.models import Person, Publication

PUBLICATIONS = {
    "The Meridian Review": {
        "tagline": "Long conversations with people who do the work.",
        "home_place": "Cape Town",
        "time_zone": "Africa/Johannesburg",
        "label_style": Publication.LabelStyle.NUMBERED,
        "accent": Publication.Accent.COBALT,
    },
    "Caravan": {
        "tagline": "Une question à la fois, dans la langue où elle est posée.",
        "language": "fr",
        "home_place": "Almaty",
        "time_zone": "Asia/Almaty",
        "label_style": Publication.LabelStyle.LETTERS,
        "accent": Publication.Accent.MADDER,
    },
}


@transaction.atomic
def build(users: dict[str, User]) -> None:
    """Write publications, people, interviews and ratings; ``users`` by their role."""
    titles = {
        name: Publication.objects.create(name=name, **fields)
        for name, fields in PUBLICATIONS.items()
    }
    known = {name: _person(fields) for name, fields in people().items()}
    interviews = {
        file: _interview(story, titles, known, users)
        for file, story in stories().items()
    }
    for file, story in stories().items():
        if original := story.fields.get("version_of"):
            versions = [interviews[original].pk, interviews[file].pk]
            pair = Interview.objects.filter(pk__in=versions)
            pair.join_as_versions(by=users["editor"])
    for file, reviews in REVIEWS.items():
        _review(interviews[file], reviews, users["moderator"])


def _person(fields: Fields) -> Person:
    person = Person(
        name=fields["name"],
        honorific=fields.get("honorific", ""),
        post=fields["post"],
        country=fields["country"],
        bio=fields["bio"],
        portrait_alt=fields["alt"],
    )
    person.portrait.save("portrait.jpg", portrait(fields["look"]), save=False)
    person.save()
    return person


def _interview(
    story: Story,
    titles: dict[str, Publication],
    known: dict[str, Person],
    users: dict[str, User],
) -> Interview:
    fields = story.fields
    when = timezone.now() - datetime.timedelta(days=_days_ago(story), hours=2)
    interview = Interview.objects.create(
        publication=titles[fields["publication"]],
        headline=fields["headline"],
        standfirst=fields["standfirst"],
        byline=fields["byline"],
        dateline_place=fields["place"],
        dateline_date=min(when, timezone.now()).date() - datetime.timedelta(days=3),
        intro=story.intro,
        closing=story.closing,
        language=fields["language"],
        held=fields["held"],
        held_language=fields.get("spoken", ""),
        interpreted="interpreted" in fields,
        edited_for_length="edited" in fields,
        created_by=users[fields.get("by", "editor")],
    )
    interview.tags.add(*fields["tags"].split(", "))
    _questions(interview, story, _speakers(interview, story, known))
    match fields.get("status", "published"):
        case "in_review":
            interview.submit(by=users["contributor"])
        case "published" | "scheduled":
            interview.publish(by=users["editor"], at=when)
    return interview


def _days_ago(story: Story) -> int:
    return int(story.fields["days_ago"])


def _speakers(
    interview: Interview, story: Story, known: dict[str, Person]
) -> dict[str, Speaker]:
    asker = story.fields["asker"]
    posts = {**story.guests, asker: ""}
    return {
        name: Speaker.objects.create(
            interview=interview,
            person=known[name],
            honorific=known[name].honorific,
            name=name,
            post=post or known[name].post,
            role=(
                Speaker.Role.INTERVIEWER if name == asker else Speaker.Role.INTERVIEWEE
            ),
            position=position,
        )
        for position, (name, post) in enumerate(posts.items(), start=1)
    }


def _questions(
    interview: Interview, story: Story, speakers: dict[str, Speaker]
) -> None:
    rows, corrections = [], []
    for turn in story.turns:
        (guest, answer), *others = turn.answers
        first = Question(
            section=turn.section,
            asked_by=speakers[story.fields["asker"]],
            text=turn.question,
            answered_by=speakers[guest],
            answer=answer,
        )
        answers = [first] + [
            Question(answered_by=speakers[guest], answer=answer)
            for guest, answer in others
        ]
        for row in answers:
            row.pull_quote = turn.quote if turn.quote in row.answer else ""
        rows += answers
        corrections += [(first, kind, text) for kind, text in turn.corrections]
    for position, row in enumerate(rows, start=1):
        row.interview, row.position = interview, position
    # Questions first: they take the first anchors, so that #q3 is the third one.
    for row in sorted(rows, key=lambda row: not row.text):
        row.save()
    # On the day of publication: no review was written of what was wrong.
    that_day = timezone.localdate() - datetime.timedelta(days=_days_ago(story))
    for row, kind, text in corrections:
        Correction.objects.create(
            interview=interview, question=row, kind=kind, text=text, date=that_day
        )


def _review(interview: Interview, reviews: list[Review], moderator: User) -> None:
    since = interview.publish_at or interview.created
    step = (timezone.now() - since) / (len(reviews) + 1)
    for n, review in enumerate(reviews, start=1):
        rating = interview.rate(
            reader_key=f"demo-{interview.pk}-{n}",
            score=review.score,
            review=review.words,
            name=review.name,
            email=review.email,
        )
        match review.decision:
            case "approve":
                rating.approve(by=moderator)
            case "reject":
                rating.reject(by=moderator, reason=review.reason, note=review.note)
            case "spam":
                rating.mark_spam(by=moderator)
            case "withdraw":
                rating.withdraw()
        # They came one after another since publication, not all at this moment.
        came = since + n * step
        Rating.objects.filter(pk=rating.pk).update(
            created=came, updated=came, reply=review.reply
        )

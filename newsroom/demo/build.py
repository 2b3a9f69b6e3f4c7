"""Write the demo content into an empty newsroom."""

import datetime
import itertools

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from interviews.models import Interview, Question, Speaker
from newsroom.demo.portraits import portrait
from newsroom.demo.reviews import RATINGS
from newsroom.demo.story import Story, stories
from newsroom.models import Person, Publication

PUBLICATIONS = [
    Publication(
        name="The Meridian Review",
        tagline="Long conversations with people who do the work.",
        home_place="Cape Town",
        time_zone="Africa/Johannesburg",
        label_style=Publication.LabelStyle.NUMBERED,
        accent=Publication.Accent.COBALT,
    ),
    Publication(
        name="Caravan",
        tagline="One question at a time, in the language it was asked in.",
        language="fr",
        home_place="Almaty",
        time_zone="Asia/Almaty",
        label_style=Publication.LabelStyle.LETTERS,
        accent=Publication.Accent.MADDER,
    ),
]
REASON = "It attacks a person instead of saying something about the interview."


@transaction.atomic
def build(users: dict[str, User]) -> None:
    """Write publications, people, interviews and ratings; ``users`` by their role."""
    for publication in PUBLICATIONS:
        publication.pk = None
        publication.save(force_insert=True)
    for story in stories():
        _interview(story, users)
    _ratings(users["moderator"])


def _interview(story: Story, users: dict[str, User]) -> None:
    fields = story.fields
    when = timezone.now() - datetime.timedelta(days=int(fields["days_ago"]), hours=2)
    interview = Interview.objects.create(
        publication=Publication.objects.get(name=fields["publication"]),
        headline=fields["headline"],
        standfirst=fields.get("standfirst", ""),
        byline=fields.get("byline", ""),
        dateline_place=fields.get("place", ""),
        dateline_date=(when - datetime.timedelta(days=3)).date(),
        intro=story.intro,
        closing=story.closing,
        language=fields["language"],
        held=fields.get("held", ""),
        held_language=fields.get("spoken", ""),
        interpreted="interpreted" in fields,
        edited_for_length="edited" in fields,
        created_by=users[fields.get("by", "editor")],
    )
    interview.tags.add(*fields["tags"].split(", "))
    _questions(interview, story, _speakers(interview, story))
    status = fields.get("status", "published")
    if status == "in_review":
        interview.submit(by=users["contributor"])
    elif status in ("published", "scheduled"):
        interview.publish(by=users["editor"], at=when)


def _speakers(interview: Interview, story: Story) -> dict[str, Speaker]:
    speakers = {}
    for position, (name, post, country) in enumerate(story.guests, start=1):
        person, made = Person.objects.get_or_create(
            name=name, defaults={"post": post, "country": country}
        )
        if made:
            person.portrait_alt = f"Drawn portrait of {name}"
            person.portrait.save("portrait.jpg", portrait(name))
        speakers[name] = Speaker.objects.create(
            interview=interview, person=person, name=name, post=post, position=position
        )
    asker = story.fields["asker"]
    speakers["asker"] = Speaker.objects.create(
        interview=interview,
        name=asker,
        role=Speaker.Role.INTERVIEWER,
        position=len(speakers) + 1,
    )
    return speakers


def _questions(
    interview: Interview, story: Story, speakers: dict[str, Speaker]
) -> None:
    guest = story.guests[0][0]
    rows, further = [], []
    position = itertools.count(1)
    for turn in story.turns:
        (name, answer), *others = turn.answers
        rows.append(
            Question(
                interview=interview,
                position=next(position),
                section=turn.section,
                asked_by=speakers["asker"],
                text=turn.question,
                answered_by=speakers[name or guest],
                answer=answer,
            )
        )
        further += [
            Question(
                interview=interview,
                position=next(position),
                answered_by=speakers[name or guest],
                answer=answer,
            )
            for name, answer in others
        ]
    # Questions first: they take the first anchors, so that #q3 is the third one.
    for row in rows + further:
        row.save()


def _ratings(moderator: User) -> None:
    for reader, (headline, score, name, words, decision) in enumerate(RATINGS):
        interview = Interview.objects.get(headline__startswith=headline)
        rating = interview.rate(
            reader_key=f"demo-{reader}", score=score, review=words, name=name, email=""
        )
        if decision == "approve":
            rating.approve(by=moderator)
        elif decision == "reject":
            rating.reject(by=moderator, reason=REASON)
        elif decision == "spam":
            rating.mark_spam(by=moderator)
        elif decision == "withdraw":
            rating.withdraw()

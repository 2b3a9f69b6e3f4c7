"""One row of everything, and addresses of all that could be asked for."""

import hashlib
import json
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core import serializers
from django.test import Client
from taggit.models import Tag

from interviews.models import (
    Interview,
    PreviewLink,
    Question,
    Rating,
    RatingSummary,
    Speaker,
    TagMerge,
)
from interviews.reviewing import own
from newsroom.accounts.acts import Act
from newsroom.models import Page, Person, Publication
from tests.factories import (
    make_draft,
    make_interview,
    make_person,
    make_rating,
    make_speaker,
    make_staff,
)

STAFF = ["contributor", "editor", "moderator", "administrator"]
ROLES = ["anonymous", *STAFF]
PICTURE = "picture.png"


class Everything:
    """``own`` is the contributor's draft, ``other`` somebody else's; ``live`` and
    ``far``, its version in French, are published."""

    def __init__(self, client: Client, role: str = "anonymous") -> None:
        self.client = client
        self.users = {name: self._user(name) for name in STAFF}
        self._write()
        if role != "anonymous":
            client.force_login(self.users[role])

    def _user(self, role: str) -> User:
        if role == "administrator":
            return User.objects.create_superuser(role)
        return make_staff(role.title(), role)

    def _write(self) -> None:
        writer = self.users["contributor"]
        self.own = make_draft(headline="Own", created_by=writer)
        self.other = make_draft(headline="Canary")
        self.person = make_person(name="Asel")
        self.unheard = make_person(name="Unheard")
        self.tag = Tag.objects.create(name="sea")
        ocean = Tag.objects.create(name="ocean")
        same = Tag.objects.filter(pk__in=[self.tag.pk, ocean.pk])
        self.merge = TagMerge.objects.make(same, self.tag, by=None)
        self.live = make_draft(headline="Live", created_by=writer)
        make_speaker(self.live, name="Asel", person=self.person)
        make_speaker(self.other, name="Unheard", person=self.unheard)
        self.live.tags.add(self.tag)
        self.live.publish(by=None)
        self.far = make_interview(headline="Far", language="fr")
        both = Interview.objects.filter(pk__in=[self.live.pk, self.far.pk])
        both.join_as_versions(by=None)
        self.binned = make_draft(headline="Canary", created_by=writer)
        self.binned.bin(by=None)
        self.rating = make_rating(self.live, review="Words", email="asel@example.org")
        self.review = make_rating(self.live, review="Shown")
        self.decision = self.review.approve(by=None)
        self.page = Page.objects.create(slug="imprint", title="Imprint", body="We.")
        self.act = Act.objects.record("publish", by=None, on=self.live)
        for interview in (self.own, self.other, self.live):
            self._picture(interview)
        self.link, self.token = PreviewLink.objects.make(self.other, by=writer)

    def _picture(self, interview: Interview) -> None:
        name = f"token-of-{interview.pk}/{PICTURE}"
        Interview.objects.filter(pk=interview.pk).update(
            picture=name, picture_alt="A look"
        )
        file = Path(settings.MEDIA_ROOT, name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"pixels")

    @cached_property
    def names(self) -> dict[str, object]:
        """What the placeholders of the table stand for."""
        keys = {
            name: getattr(self, name).pk
            for name in (
                *("own", "other", "live", "far", "binned", "rating", "review"),
                *("decision", "tag", "merge", "page", "act", "person"),
            )
        }
        slugs = {
            f"{name}_slug": getattr(self, name).slug
            for name in ("other", "live", "far", "binned", "tag", "person", "unheard")
        }
        at = self.live.publish_at
        assert at is not None
        return {
            **keys,
            **slugs,
            "publication": self.live.publication_id,
            "publication_slug": self.live.publication.slug,
            "user": self.users["editor"].pk,
            "group": Group.objects.get(name="Editor").pk,
            "link": self.link.pk,
            "token": self.token,
            "by_mail": own.link(self.rating),
            "year": f"{at:%Y}",
            "month": f"{at:%m}",
        }

    def address(self, pattern: str) -> str:
        return pattern.format(**self.names)


KEPT = [Interview, Question, Speaker, Rating, RatingSummary, Tag, Person, Publication]
KEPT += [Page, PreviewLink, TagMerge, User, Group]


def state() -> str:
    """Return a hash of every row that anybody could change."""
    rows = [serializers.serialize("python", m.objects.order_by("pk")) for m in KEPT]
    for user in (row for table in rows for row in table):
        user["fields"].pop("last_login", None)
    text = json.dumps(rows, default=str, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()

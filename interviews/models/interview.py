"""The interview: its text, and what it gathers; its life is in ``workflow``."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from interviews import markup
from interviews.models import snapshot
from interviews.models.queryset import InterviewQuerySet
from interviews.models.tag import TaggedInterview, UnusedTags
from interviews.models.workflow import SavedMeanwhile, Workflow
from interviews.writing import checks, differences
from newsroom import pages
from newsroom.accounts.acts import Act
from newsroom.addresses import Addressed, OldSlug
from newsroom.images.renditions import RenditionsField
from newsroom.languages import LANGUAGE_CHOICES, direction
from newsroom.models import Publication, media_path

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from interviews.models.question import Question
    from interviews.models.rating import Rating
    from interviews.models.speaker import Speaker


# Changing these changes no word that readers see.
UNSEEN = {"slug", "publish_at", "embargo_until", "status"}


class Interview(Addressed, Workflow):  # type: ignore[django-manager-missing] # taggit
    class Held(models.TextChoices):
        IN_PERSON = "in_person", _("in person")
        VIDEO = "video", _("by video")
        TELEPHONE = "telephone", _("by telephone")
        EMAIL = "email", _("by e-mail")
        WRITING = "writing", _("in writing")

    NAMED_BY = "headline"

    publication = models.ForeignKey(
        Publication,
        models.PROTECT,
        related_name="interviews",
        verbose_name=_("publication"),
    )
    headline = models.CharField(_("headline"), max_length=300)
    slug = models.SlugField(
        _("address"),
        max_length=100,
        blank=True,
        unique=True,
        allow_unicode=True,
        help_text=_(
            "The last part of the page's address. Left empty, it is made for you."
        ),
    )
    standfirst = models.TextField(
        _("standfirst"),
        blank=True,
        help_text=_("One or two sentences under the headline that make one read on."),
    )
    byline = models.CharField(_("byline"), max_length=200, blank=True)
    dateline_place = models.CharField(_("place"), max_length=120, blank=True)
    dateline_date = models.DateField(_("date"), null=True, blank=True)
    intro = models.TextField(_("intro"), blank=True)
    intro_html = models.TextField(editable=False, blank=True)
    closing = models.TextField(_("closing"), blank=True)
    closing_html = models.TextField(editable=False, blank=True)
    language = models.CharField(
        _("language"), max_length=10, choices=LANGUAGE_CHOICES, default="en"
    )

    picture = RenditionsField(
        _("lead picture"),
        upload_to=media_path,
        blank=True,
        width_field="picture_width",
        height_field="picture_height",
    )
    picture_width = models.PositiveIntegerField(null=True, editable=False)
    picture_height = models.PositiveIntegerField(null=True, editable=False)
    picture_tone = models.CharField(max_length=10, blank=True, editable=False)
    picture_focus_x = models.PositiveSmallIntegerField(
        _("what matters, from the left"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
        help_text=_("In per cent: it stays in sight where the picture is cropped."),
    )
    picture_focus_y = models.PositiveSmallIntegerField(
        _("and from the top"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
        help_text=_("In per cent. Left empty: the middle, above the centre."),
    )
    picture_alt = models.CharField(_("picture in words"), max_length=200, blank=True)
    picture_caption = models.CharField(_("caption"), max_length=300, blank=True)
    picture_credit = models.CharField(_("credit"), max_length=120, blank=True)

    held = models.CharField(
        _("how it was held"), max_length=10, choices=Held, blank=True
    )
    held_language = models.CharField(
        _("language spoken"), max_length=10, choices=LANGUAGE_CHOICES, blank=True
    )
    held_place = models.CharField(_("where"), max_length=120, blank=True)
    held_on = models.DateField(_("when"), null=True, blank=True)
    questions_sent = models.BooleanField(_("questions were sent before"), default=False)
    interpreted = models.BooleanField(_("through an interpreter"), default=False)
    edited_for_length = models.BooleanField(_("edited for length"), default=False)

    search_title = models.CharField(
        _("title in search and when shared"),
        max_length=200,
        blank=True,
        help_text=_("Left empty, it is the headline."),
    )
    search_description = models.TextField(
        _("description in search and when shared"),
        max_length=300,
        blank=True,
        help_text=_("Left empty, it is the standfirst."),
    )
    # The same for all language versions of one interview.
    translation_group = models.UUIDField(null=True, editable=False, db_index=True)

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("created by"),
    )
    created = models.DateTimeField(_("created"), auto_now_add=True)
    # When what readers see last changed: never by a vote, a verb or an unchanged save.
    modified_at = models.DateTimeField(null=True, editable=False)
    # How many checks its words fail, counted at every save: lists filter by it.
    open_checks = models.PositiveSmallIntegerField(default=0, editable=False)
    source_hash = models.CharField(max_length=64, blank=True, editable=False)
    # Anchors are permanent: the next one is never one that was given before.
    anchors_given = models.PositiveIntegerField(default=0, editable=False)

    tags = TaggableManager(through=TaggedInterview, blank=True)
    objects = InterviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        ordering = ["-created", "-pk"]
        permissions = [
            ("publish_interview", _("Can publish and withdraw interviews")),
            ("lift_embargo", _("Can lift an embargo before its time")),
        ]
        constraints = [
            models.CheckConstraint(
                name="interview_published_has_a_time",
                condition=~models.Q(status="published")
                | models.Q(publish_at__isnull=False),
                violation_error_message=_("A published interview needs a time."),
            ),
            models.CheckConstraint(
                name="interview_published_after_its_embargo",
                condition=~models.Q(status="published")
                | models.Q(embargo_until__isnull=True)
                | models.Q(publish_at__gte=models.F("embargo_until")),
                violation_error_message=_(
                    "It is under embargo: publish it when that ends or later."
                ),
            ),
            models.CheckConstraint(
                name="interview_status_known",
                condition=models.Q(
                    status__in=["draft", "in_review", "published", "withdrawn"]
                ),
            ),
            models.CheckConstraint(
                name="interview_picture_has_words",
                condition=models.Q(picture="") | ~models.Q(picture_alt=""),
                violation_error_message=_("Say in words what the picture shows."),
            ),
        ]
        indexes = [
            # The home page and the list of all interviews.
            models.Index(
                fields=["-publish_at", "-id"],
                name="interview_newest",
                condition=models.Q(status="published"),
            ),
            # A publication's page.
            models.Index(
                fields=["publication", "-publish_at", "-id"],
                name="interview_newest_of_title",
                condition=models.Q(status="published"),
            ),
            # The dates of the sitemaps.
            models.Index(
                fields=["-modified_at"],
                name="interview_last_changed",
                condition=models.Q(modified_at__isnull=False),
            ),
            # May readers see this picture?
            models.Index(
                fields=["picture"],
                name="interview_by_picture",
                condition=~models.Q(picture=""),
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.render()
        super().save(*args, **kwargs)

    def render(self) -> None:
        """Make the HTML that the page prints."""
        self.intro_html = markup.render(self.intro)
        self.closing_html = markup.render(self.closing)

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        pages.changed(remove=True)
        OldSlug.objects.leave([self])
        tags = list(self.tags.values_list("pk", flat=True))
        gone = super().delete(*args, **kwargs)
        UnusedTags().drop(tags)
        return gone

    def get_absolute_url(self) -> str:
        return reverse("interviews:detail", args=[self.slug])

    def clean(self) -> None:
        if self.status == self.Status.PUBLISHED and self.publish_at is None:
            raise ValidationError(
                _("A published interview needs a time. Withdraw it to hide it.")
            )
        if self.status == self.Status.PUBLISHED and self.publish_at:
            if self.refused_by_embargo(self.publish_at):
                raise ValidationError(
                    _("It is under embargo: publish it when that ends or later.")
                )

    # What it is

    @property
    def modified(self) -> datetime | None:
        """When readers last got something else to read, their first copy included."""
        if self.publish_at and self.modified_at:
            return max(self.publish_at, self.modified_at)
        return self.publish_at

    @property
    def direction(self) -> str:
        return direction(self.language)

    def exchanges(self) -> list[list["Question"]]:
        """Return the questions in order, each with the rows that go on answering it."""
        grouped: list[list[Question]] = []
        for question in self.questions.all():
            if question.text or not grouped:
                grouped.append([question])
            else:
                grouped[-1].append(question)
        return grouped

    def guests(self) -> list["Speaker"]:
        """Return who is interviewed; no query where the speakers are prefetched."""
        return [s for s in self.speakers.all() if s.role == s.Role.INTERVIEWEE]

    def relist(self) -> None:
        """Write what lists and searches read of it: the moment of publication and the
        words. Whoever changes its text or its parts calls this last."""
        from interviews.models.search import SearchEntry

        published = self.status == self.Status.PUBLISHED and self.deleted_at is None
        at = self.publish_at if published else None
        self.tagged_items.update(publish_at=at)
        self.speakers.update(publish_at=at)
        SearchEntry.objects.rewrite(self)

    def versions(self) -> list["Interview"]:
        """Return the public versions in other languages; no query if there are none."""
        if self.translation_group is None:
            return []
        group = Interview.objects.published().exclude(pk=self.pk)
        rows = group.filter(translation_group=self.translation_group)
        return list(rows.order_by("language", "pk"))

    def missing(self) -> list[str]:
        """Return what keeps it from being published; two queries."""
        return [each.sentence for each in checks.report(self) if each.blocking]

    # Saving: one at a time, every version kept. Who changes the words calls ``claim``
    # before and ``keep`` after, in one transaction.

    def claim(self, version: int | None = None) -> None:
        """Take the next version, if the interview is still at ``version``.

        Of several at once exactly one gets it; SavedMeanwhile is for the others. The
        words from before are kept as a revision if nobody kept them yet.
        """
        version = self.version if version is None else version
        rows = Interview.objects.present().filter(pk=self.pk, version=version)
        now = timezone.now()
        if not rows.update(version=models.F("version") + 1, updated=now):
            raise SavedMeanwhile
        self.version, self.updated = version + 1, now
        if not self.revisions.exists():
            self.revisions.create(version=version, words=snapshot.take(self))

    def keep(
        self,
        *,
        by: "User | None",
        note: str = "",
        verb: str = Act.Verb.CHANGE,
        corrected: tuple[list[str], list[str]] = ([], []),
    ) -> None:
        """Keep the words as they are now as a revision, and do what follows from them.

        A save that changed nothing makes no revision and no entry in the log.
        ``corrected`` are the corrections that changed with it, before and after: no
        words of the interview, but an act all the same.
        """
        words, last = snapshot.take(self), self.revisions.at(self.version)
        changed = [] if last is None else differences.keys(last.words, words)
        self.open_checks = len(checks.report(self))
        if set(changed) - UNSEEN and self.is_public:
            self.modified_at = timezone.now()
        self.save(update_fields=["open_checks", "modified_at"])
        if last is not None and not changed and not any(corrected):
            return
        moved = [name for name in changed if name in UNSEEN]
        before = {name: last.words["fields"][name] for name in moved} if last else {}
        after = {name: words["fields"][name] for name in moved}
        if any(corrected):
            before["corrections"], after["corrections"] = corrected
        if last is None or changed:
            self.revisions.create(version=self.version, by=by, note=note, words=words)
            after |= {"version": self.version, "changed": changed}
            before |= {"version": last.version} if last else {}
        Act.objects.record(verb, by=by, on=self, before=before, after=after, note=note)
        pages.changed()

    @transaction.atomic
    def rewrite(
        self,
        words: snapshot.Words,
        *,
        by: "User",
        verb: str,
        note: str = "",
        version: int | None = None,
        beside: Sequence[str] = (),
    ) -> None:
        """Say these words from now on, as a new revision; see ``snapshot.write``."""
        self.claim(version)
        snapshot.write(self, words, beside=beside)
        self.keep(by=by, note=note, verb=verb)

    def touch(self) -> None:
        """Note that what readers see has changed."""
        self.modified_at = timezone.now()
        self.save(update_fields=["modified_at"])
        pages.changed()

    def take_anchors(self, count: int) -> range:
        """Reserve ``count`` permanent anchors; within the caller's transaction."""
        rows = Interview.objects.filter(pk=self.pk)
        rows.update(anchors_given=models.F("anchors_given") + count)
        self.anchors_given = rows.values_list("anchors_given", flat=True).get()
        return range(self.anchors_given - count + 1, self.anchors_given + 1)

    def rate(
        self,
        *,
        reader_key: str,
        score: int,
        review: str = "",
        name: str = "",
        email: str = "",
        network: str = "",
        held_for: str = "",
        new_reader: bool = False,
    ) -> "Rating":
        """Store this reader's one rating, new or changed, and move the figures.

        ``reader_key`` is the keyed hash of the reader's cookie, ``network`` that of
        where they are; ``held_for``, one of ``Rating.HeldFor``, keeps it from counting;
        a ``new_reader``, whose key was made a moment ago, has none to look for.
        The result's status says whether it counts.
        """
        from interviews.models.rating import Rating

        words = {"score": score, "review": review, "name": name, "email": email}
        met = {"network": network, "held_for": held_for}
        return Rating.objects.rate(self, reader_key, met, words, new=new_reader)

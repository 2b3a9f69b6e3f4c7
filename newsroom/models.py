"""What surrounds an interview: the publication it runs under and the people in it."""

import datetime
import secrets
import zoneinfo

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.accounts.acts import Act as Act  # a table of this app's
from newsroom.addresses import Addressed
from newsroom.images.renditions import RenditionsField
from newsroom.languages import LANGUAGE_CHOICES
from newsroom.mail import Letter as Letter  # a model lives where its verbs do


def media_path(instance: models.Model, filename: str) -> str:
    """Return a name nobody can guess; only the ending is the uploader's."""
    return f"{secrets.token_urlsafe(24)}/picture.{filename.rpartition('.')[2].lower()}"


def validate_time_zone(value: str) -> None:
    if value not in zoneinfo.available_timezones():
        raise ValidationError(_("Choose a time zone such as Africa/Johannesburg."))


class Publication(Addressed):
    """The title under which interviews run."""

    class LabelStyle(models.TextChoices):
        NUMBERED = "numbered", _("Q-1. / A-1.")
        LETTERS = "letters", _("Q: / A:")
        NAMES = "names", _("Full names")
        INITIALS = "initials", _("Initials, with a key")
        BOLD = "bold", _("No labels, questions in bold")

    class RatingPolicy(models.TextChoices):
        HOLD_WORDS = "hold_words", _("Stars count at once, words wait for a moderator")
        HOLD_ALL = "hold_all", _("Everything waits for a moderator")
        CLOSED = "closed", _("Readers cannot rate")

    class Accent(models.TextChoices):
        INK = "ink", _("Ink")
        TEAL = "teal", _("Teal")
        MADDER = "madder", _("Madder red")
        COBALT = "cobalt", _("Cobalt blue")
        MOSS = "moss", _("Moss green")
        PLUM = "plum", _("Plum")

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(
        _("address"), max_length=100, blank=True, unique=True, allow_unicode=True
    )
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    logo = models.ImageField(
        _("logo"),
        upload_to=media_path,
        blank=True,
        width_field="logo_width",
        height_field="logo_height",
    )
    logo_width = models.PositiveIntegerField(null=True, editable=False)
    logo_height = models.PositiveIntegerField(null=True, editable=False)
    language = models.CharField(
        _("language"), max_length=10, choices=LANGUAGE_CHOICES, default="en"
    )
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[validate_time_zone]
    )
    home_place = models.CharField(
        _("home place"),
        max_length=120,
        blank=True,
        help_text=_(
            "Where the newsroom sits. It stands ready as the dateline's place."
        ),
    )
    label_style = models.CharField(
        _("labels"),
        max_length=10,
        choices=LabelStyle,
        default=LabelStyle.NUMBERED,
        help_text=_("How questions and answers are marked on the page."),
    )
    rating_policy = models.CharField(
        _("ratings"),
        max_length=10,
        choices=RatingPolicy,
        default=RatingPolicy.HOLD_WORDS,
    )
    held_words = models.TextField(
        _("words to look twice at"),
        blank=True,
        max_length=5000,
        help_text=_("One a line. A review with one of them is marked for moderators."),
    )
    alert_moderators = models.BooleanField(
        _("tell moderators at once"),
        default=False,
        help_text=_(
            "By mail, whenever a review waits. Otherwise the digest tells them."
        ),
    )
    accent = models.CharField(
        _("accent colour"), max_length=10, choices=Accent, default=Accent.INK
    )
    about = models.TextField(
        _("about"),
        blank=True,
        help_text=_("What it is and for whom, for the foot of its page."),
    )
    masthead = models.TextField(
        _("masthead"), blank=True, help_text=_("Who makes it, a line each.")
    )

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("newsroom:publication", args=[self.slug])


class Person(Addressed):
    """Someone who is interviewed, interviews or interprets, once or many times.

    Honorific and post are today's: each interview keeps its own, as on the day.
    """

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(
        _("address"), max_length=100, blank=True, unique=True, allow_unicode=True
    )
    honorific = models.CharField(
        _("honorific"), max_length=40, blank=True, help_text=_("H.E., Dr, Prof.")
    )
    post = models.CharField(_("post"), max_length=200, blank=True)
    country = models.CharField(_("country"), max_length=80, blank=True)
    bio = models.TextField(_("biography"), blank=True)
    portrait = RenditionsField(
        _("portrait"),
        upload_to=media_path,
        blank=True,
        width_field="portrait_width",
        height_field="portrait_height",
    )
    portrait_width = models.PositiveIntegerField(null=True, editable=False)
    portrait_height = models.PositiveIntegerField(null=True, editable=False)
    portrait_tone = models.CharField(max_length=10, blank=True, editable=False)
    portrait_focus_x = models.PositiveSmallIntegerField(
        _("what matters, from the left"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
        help_text=_("In per cent: it stays in sight where the picture is cropped."),
    )
    portrait_focus_y = models.PositiveSmallIntegerField(
        _("and from the top"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
        help_text=_("In per cent. Left empty: the middle, above the centre."),
    )
    portrait_alt = models.CharField(
        _("portrait in words"),
        max_length=200,
        blank=True,
        help_text=_("What the picture shows, for readers who cannot see it."),
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "pk"]
        indexes = [
            # The page of all people.
            models.Index(fields=["name", "id"], name="person_by_name"),
            # May readers see this picture?
            models.Index(
                fields=["portrait"],
                name="person_by_portrait",
                condition=~models.Q(portrait=""),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="person_portrait_has_words",
                condition=models.Q(portrait="") | ~models.Q(portrait_alt=""),
                violation_error_message=_("Say in words what the portrait shows."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("newsroom:person", args=[self.slug])


class Page(models.Model):
    """A page that editors write: about, contact, ethics, and what else they need."""

    slug = models.SlugField(
        _("address"), max_length=100, unique=True, allow_unicode=True
    )
    title = models.CharField(_("title"), max_length=120)
    body = models.TextField(
        _("text"),
        help_text=_("*Emphasis*, **strong**, [words](https://…), lists, > quotation."),
    )
    language = models.CharField(
        _("language"), max_length=10, choices=LANGUAGE_CHOICES, default="en"
    )
    updated = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("page", args=[self.slug])

    def clean(self) -> None:
        """Refuse an address that the site itself answers: nobody would see the page."""
        if self.slug and resolve(f"/{self.slug}/").view_name != "page":
            raise ValidationError({"slug": _("The site itself uses this address.")})


class Allowance(models.Model):
    """How often a key acted in its minute; shared by all worker processes.

    ``key`` names a limit and a keyed hash of whom it counts, never an address.
    """

    key = models.CharField(max_length=100, primary_key=True)
    started = models.BigIntegerField()  # seconds since 1970
    used = models.PositiveIntegerField()

    class Meta:
        # Minutes long over are swept by their start.
        indexes = [models.Index(fields=["started"], name="allowance_by_start")]

    def __str__(self) -> str:
        return f"{self.key}: {self.used}"


class NetworkKeyManager(models.Manager["NetworkKey"]):
    """Keeps today's key in mind: one query a day and process."""

    known: tuple[datetime.date, str] | None = None

    def of_today(self) -> str:
        today = timezone.now().date()
        if self.known is None or self.known[0] != today:
            row, made = self.get_or_create(
                day=today, defaults={"key": secrets.token_hex(32)}
            )
            if made:
                self.throw_away()
            self.known = (today, row.key)
        return self.known[1]

    def throw_away(self) -> int:
        """Delete the keys of days that are over; return how many."""
        return self.filter(day__lt=timezone.now().date()).delete()[0]


class NetworkKey(models.Model):
    """A day's random key to the hashes of networks; without it they lead nowhere."""

    day = models.DateField(primary_key=True)
    key = models.CharField(max_length=64)

    objects = NetworkKeyManager()

    def __str__(self) -> str:
        return f"{self.day}"

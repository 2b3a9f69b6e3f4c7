from django.db import models
from django.utils.translation import gettext_lazy as _

from interviews.models.interview import Interview
from newsroom.models import Person


class Speaker(models.Model):
    """A person in one interview, with name and post as they were on the day."""

    class Role(models.TextChoices):
        INTERVIEWER = "interviewer", _("Interviewer")
        INTERVIEWEE = "interviewee", _("Interviewee")
        INTERPRETER = "interpreter", _("Interpreter")
        MODERATOR = "moderator", _("Moderator")

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="speakers")
    person = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="appearances",
        db_index=False,  # speaker_newest begins with it
        verbose_name=_("person"),
    )
    honorific = models.CharField(_("honorific"), max_length=40, blank=True)
    name = models.CharField(_("name on the day"), max_length=120)
    post = models.CharField(_("post on the day"), max_length=300, blank=True)
    role = models.CharField(
        _("role"), max_length=12, choices=Role, default=Role.INTERVIEWEE
    )
    label = models.CharField(
        _("label"),
        max_length=60,
        blank=True,
        help_text=_("The short form that stands before a turn, such as initials."),
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    # The interview's, once it is published: a person's page reads this one index.
    publish_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="speaker_has_a_name",
                condition=~models.Q(name=""),
                violation_error_message=_("A speaker needs a name."),
            )
        ]
        indexes = [
            # The page of a person, newest first.
            models.Index(
                fields=["person", "-publish_at", "-interview"], name="speaker_newest"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        return self.label or "".join(word[0] for word in self.name.split())

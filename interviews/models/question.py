from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from interviews import markup
from interviews.models.interview import Interview
from interviews.models.speaker import Speaker

EVEN = str.maketrans("‘’“”", "''\"\"")


class Question(models.Model):
    """One exchange: a question and one person's answer to it.

    When another speaker answers the same question, a further row with empty ``text``
    follows. ``anchor`` is the permanent number in links, ``number`` the one as typed.
    """

    interview = models.ForeignKey(
        Interview,
        models.CASCADE,
        related_name="questions",
        db_index=False,  # question_in_order begins with it
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    anchor = models.PositiveIntegerField(editable=False)
    number = models.CharField(
        _("number"),
        max_length=10,
        blank=True,
        help_text=_("Only if it should differ from its place, such as 3a."),
    )
    section = models.CharField(_("section heading"), max_length=200, blank=True)
    asked_by = models.ForeignKey(
        Speaker,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("asked by"),
    )
    text = models.TextField(_("question"), blank=True)
    text_html = models.TextField(editable=False, blank=True)
    answered_by = models.ForeignKey(
        Speaker,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answer = models.TextField(_("answer"), blank=True)
    answer_html = models.TextField(editable=False, blank=True)
    pull_quote = models.CharField(
        _("pull quote"),
        max_length=300,
        blank=True,
        help_text=_(
            "A sentence copied from the answer. It is shown large beside it, and only"
            " as long as the answer says it word for word."
        ),
    )

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        # No unique constraint on position: swapping two rows in a form would break it.
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="question_or_answer",
                condition=~(models.Q(text="") & models.Q(answer="")),
                violation_error_message=_("Write a question, an answer, or both."),
            ),
            models.UniqueConstraint(
                fields=["interview", "anchor"], name="question_anchor_once"
            ),
        ]
        # Every page reads an interview's questions in this order.
        indexes = [
            models.Index(
                fields=["interview", "position", "id"], name="question_in_order"
            )
        ]

    def __str__(self) -> str:
        return (self.text or self.answer)[:80]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.anchor:
            (self.anchor,) = self.interview.take_anchors(1)
        self.render()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        self.render()
        if self.pull_quote and not self.quote:
            sentence = _("The answer does not say this word for word.")
            raise ValidationError({"pull_quote": sentence})

    @property
    def quote(self) -> str:
        """The pull quote, or "" once the answer does not say it any more."""
        words = _evened(self.pull_quote)
        return (
            self.pull_quote if words in _evened(markup.plain(self.answer_html)) else ""
        )

    def render(self) -> None:
        """Make the HTML that the page prints; writers in bulk call it themselves."""
        self.text_html = markup.render(self.text)
        self.answer_html = markup.render(self.answer)


def _evened(text: str) -> str:
    """Return the words as they compare: by what is said, not by spaces and quote marks."""
    return " ".join(text.split()).translate(EVEN)

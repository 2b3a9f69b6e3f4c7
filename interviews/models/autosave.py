from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

from interviews.models.interview import Interview

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class AutosaveManager(models.Manager["Autosave"]):
    def of(self, user: "User", interview: Interview | None) -> "Autosave | None":
        return self.filter(user=user, interview=interview).first()

    def put(
        self, user: "User", interview: Interview | None, *, form: str, version: int = 0
    ) -> "Autosave":
        """Keep this state of the form in place of the one before."""
        fresh = {"form": form, "version": version, "saved": timezone.now()}
        kept, _made = self.update_or_create(fresh, user=user, interview=interview)
        return kept

    def forget(self, user: "User", interview: Interview | None) -> None:
        self.filter(user=user, interview=interview).delete()


class Autosave(models.Model):
    """What one person typed into the form of one interview and has not saved.

    ``interview`` is None for a form of a new one, ``form`` is encoded as a browser sends
    it, ``version`` the one that the form was opened at.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="autosaves"
    )
    interview = models.ForeignKey(
        Interview, models.CASCADE, null=True, related_name="autosaves"
    )
    form = models.TextField()
    version = models.PositiveIntegerField(default=0)
    saved = models.DateTimeField(default=timezone.now)

    objects = AutosaveManager()

    class Meta:
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                fields=["user", "interview"], name="autosave_once_a_form"
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(interview=None),
                name="autosave_once_a_new_form",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.interview_id}"

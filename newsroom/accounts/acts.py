"""The log of what staff did. Rows are added and never changed or deleted."""

from typing import Any, Self

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

type Actor = AbstractBaseUser | AnonymousUser | None


class NeverChanged(TypeError):  # noqa: N818 -- a rule, not a fault
    """Somebody's code tried to change or delete a row of the log."""


class ActQuerySet(models.QuerySet["Act"]):
    def about(self, label: str, pk: object) -> Self:
        """Return what was done to this row, newest first."""
        return self.filter(kind=label, kind_id=str(pk)[:64])

    def update(self, **kwargs: Any) -> int:
        raise NeverChanged

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        raise NeverChanged

    def delete(self) -> tuple[int, dict[str, int]]:
        raise NeverChanged

    def record(
        self,
        verb: str,
        *,
        by: Actor,
        on: models.Model | None = None,
        before: dict[str, Any] | None = None,
        after: dict[str, Any] | None = None,
        note: str = "",
    ) -> "Act":
        """Add one act; in the transaction of what was done, so that both happen or none.

        ``by`` is None for a command at the machine's terminal. ``before`` and ``after``
        hold what changed, as JSON knows it; never a password, a token or an address.
        """
        act = Act(verb=verb, before=before or {}, after=after or {}, note=note[:500])
        if by is not None and by.is_authenticated:
            act.who, act.who_id = by.get_username(), by.pk
        if on is not None:
            concrete = on._meta.concrete_model or type(on)
            act.kind, act.kind_id = concrete._meta.label_lower, str(on.pk)
            act.title = str(on)[:200]
        act.save()
        return act

    def denied(self, request: HttpRequest) -> "Act":
        """Add that a signed-in person asked for what they may not."""
        asked = f"{request.method} {request.path}"
        return self.record(Act.Verb.DENIED, by=request.user, note=asked)


class Act(models.Model):
    """One act: who did what to what, when, with the state before and after.

    It holds names and keys, no relations: it outlives whoever and whatever it tells of.
    """

    class Verb(models.TextChoices):
        SIGN_IN = "sign_in", _("Signed in")
        SIGN_IN_FAILED = "sign_in_failed", _("Failed to sign in")
        SIGN_OUT = "sign_out", _("Signed out")
        DENIED = "denied", _("Was refused")
        ADD = "add", _("Added")
        CHANGE = "change", _("Changed")
        DELETE = "delete", _("Deleted for good")
        PASSWORD = "password", _("Changed a password")  # noqa: S105 -- a name
        FACTOR_ON = "factor_on", _("Turned a second factor on")
        FACTOR_OFF = "factor_off", _("Turned a second factor off")
        NEW_CODES = "new_codes", _("Made new recovery codes")
        WRONG_CODE = "wrong_code", _("Gave a wrong code")
        IMPORT = "import", _("Imported")
        SUBMIT = "submit", _("Handed in")
        PUBLISH = "publish", _("Published or scheduled")
        WITHDRAW = "withdraw", _("Withdrew")
        LIFT_EMBARGO = "lift_embargo", _("Lifted an embargo")
        BIN = "bin", _("Put in the bin")
        RESTORE = "restore", _("Took out of the bin")
        RESTORE_REVISION = "restore_revision", _("Went back to a revision")
        OVERWRITE = "overwrite", _("Merged or overwrote")
        MERGE = "merge", _("Merged others into it")
        PREVIEW = "preview", _("Made a preview link")
        REVOKE_PREVIEW = "revoke_preview", _("Revoked a preview link")
        APPROVE = "approve", _("Approved")
        REJECT = "reject", _("Rejected")
        SPAM = "spam", _("Marked as spam")
        REPLY = "reply", _("Replied")
        UNDO = "undo", _("Took back a decision")
        EXPORT = "export", _("Exported ratings")

    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    who = models.CharField(_("who"), max_length=150, blank=True, editable=False)
    who_id = models.BigIntegerField(null=True, editable=False)
    verb = models.CharField(_("act"), max_length=20, choices=Verb, editable=False)
    kind = models.CharField(max_length=100, blank=True, editable=False)
    kind_id = models.CharField(max_length=64, blank=True, editable=False)
    title = models.CharField(_("on what"), max_length=200, blank=True, editable=False)
    before = models.JSONField(_("before"), default=dict, editable=False)
    after = models.JSONField(_("after"), default=dict, editable=False)
    note = models.CharField(_("note"), max_length=500, blank=True, editable=False)

    objects = ActQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the log")
        verbose_name_plural = _("entries of the log")
        ordering = ["-at", "-pk"]
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="act_newest"),
            models.Index(fields=["kind", "kind_id", "-at"], name="act_of_a_row"),
        ]

    def __str__(self) -> str:
        who = self.who or _("Nobody known")
        return f"{self.at:%Y-%m-%d %H:%M} {who}: {self.get_verb_display()} {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NeverChanged
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise NeverChanged

    @property
    def changes(self) -> list[tuple[str, Any, Any]]:
        """What changed: name, before, after."""
        names = [
            *self.before,
            *(name for name in self.after if name not in self.before),
        ]
        return [(name, self.before.get(name), self.after.get(name)) for name in names]

import datetime
import hashlib
import secrets
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interviews.models.interview import Interview
from newsroom.accounts.acts import Act

if TYPE_CHECKING:
    from django.contrib.auth.models import User

PREVIEW_COOKIE = "preview"  # lets the pictures of its page be seen, and nothing else
RANDOM_BYTES = 24
DAYS = 7


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def valid(self) -> Self:
        return self.filter(
            revoked_at=None,
            expires_at__gt=timezone.now(),
            interview__deleted_at=None,
        )

    def for_token(self, token: str) -> "PreviewLink | None":
        return self.valid().filter(token_hash=_hash(token)).first()

    def shows(self, token: str, folder: str) -> bool:
        """Say whether the page behind this token has the picture in this folder."""
        link = self.for_token(token) if token else None
        if link is None:
            return False
        interview = Interview.objects.filter(pk=link.interview_id)
        own = models.Q(picture__startswith=f"{folder}/")
        portrait = models.Q(speakers__person__portrait__startswith=f"{folder}/")
        return interview.filter(own | portrait).exists()

    @transaction.atomic
    def make(
        self, interview: Interview, *, by: "User", whom: str = "", days: int = DAYS
    ) -> tuple["PreviewLink", str]:
        """Return a new link and its token, which is stored nowhere."""
        token = secrets.token_urlsafe(RANDOM_BYTES)
        link = self.create(
            interview=interview,
            by=by,
            whom=whom,
            token_hash=_hash(token),
            expires_at=timezone.now() + datetime.timedelta(days=min(days, DAYS)),
        )
        until = {"expires_at": link.expires_at.isoformat()}
        Act.objects.record(
            Act.Verb.PREVIEW, by=by, on=interview, after=until, note=whom
        )
        return link, token


class PreviewLink(models.Model):
    """A way for one outsider to read an interview before it is published.

    Who has the link has the page, so it ends by itself and can be ended at once.
    """

    interview = models.ForeignKey(
        Interview, models.CASCADE, related_name="preview_links"
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    whom = models.CharField(
        _("for whom"),
        max_length=120,
        blank=True,
        help_text=_("Such as the embassy: it tells your links apart."),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    created = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("ends"))
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-created", "-pk"]
        default_permissions = []

    def __str__(self) -> str:
        return self.whom or f"{self.created:%Y-%m-%d %H:%M}"

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()

    @transaction.atomic
    def revoke(self, *, by: "User") -> None:
        """End it now; a second time changes nothing."""
        rows = PreviewLink.objects.filter(pk=self.pk, revoked_at=None)
        if rows.update(revoked_at=timezone.now()):
            self.refresh_from_db(fields=["revoked_at"])
            verb = Act.Verb.REVOKE_PREVIEW
            Act.objects.record(verb, by=by, on=self.interview, note=self.whom)


def _hash(token: str) -> str:
    # The token is random enough that nothing slower is needed.
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()

"""What we write to readers about their reviews, and to moderators about what waits.

Nothing a reader wrote stands in a letter to an address that only a reader has named.
"""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from newsroom.languages import speaking
from newsroom.mail import Letter
from newsroom.posting import limits
from newsroom.posting.limits import Limit

if TYPE_CHECKING:
    from interviews.models import Decision, Rating


def received(rating: "Rating") -> None:
    """Acknowledge an address given with a rating: its link changes or withdraws it."""
    if rating.status == rating.Status.PENDING and rating.review:
        _alert(rating)
    if not rating.addressed_anew or rating.status == rating.Status.SPAM:
        return
    # Nobody's letter box is filled by us, whoever types the address.
    seal = salted_hmac(
        "newsroom.letter", rating.email.lower(), algorithm="sha256"
    ).hexdigest()[:24]
    if not limits.take([Limit(f"letter {seal}", 1)]):
        _to_writer(rating, "received", _("Your rating of “%s”"))


def decided(decision: "Decision", ratings: "list[Rating]") -> None:
    """Tell the writers who gave an address what a moderator decided."""
    template, subject = {
        "approve": ("approved", _("Your review of “%s” is published")),
        "reject": ("rejected", _("About your review of “%s”")),
        "reply": ("replied", _("A reply to your review of “%s”")),
    }.get(decision.verb, ("", ""))
    for rating in ratings:
        said = rating.reply if decision.verb == "reply" else rating.review
        if template and rating.email and said:
            _to_writer(rating, template, subject)


def _to_writer(rating: "Rating", template: str, subject: Any) -> None:
    from interviews.reviewing import own

    interview = rating.interview
    mine = own.address(interview, own.link(rating))
    context = {
        "rating": rating,
        "interview": interview,
        "site_name": settings.SITE_NAME,
        "own": settings.SITE_URL + mine,
        "permalink": settings.SITE_URL + rating.get_absolute_url(),
    }
    with speaking(interview.language, interview.publication.language):
        body = render_to_string(f"mail/{template}.txt", context)
        Letter.objects.post(rating.email, str(subject % interview.headline), body)


def moderators() -> list[User]:
    """Return who may decide and has an address."""
    may = Q(user_permissions__codename="moderate_rating")
    may |= Q(groups__permissions__codename="moderate_rating")
    users = User.objects.filter(may | Q(is_superuser=True), is_active=True)
    return list(users.exclude(email="").distinct().order_by("pk"))


def _alert(rating: "Rating") -> None:
    if not rating.interview.publication.alert_moderators:
        return
    desk = reverse("admin:interviews_rating_decide", args=[rating.pk])
    context = {"rating": rating, "desk": settings.SITE_URL + desk}
    with speaking():
        body = render_to_string("mail/waiting.txt", context)
        subject = str(_("A review of “%s” waits") % rating.interview.headline)
    for user in moderators():
        Letter.objects.post(user.email, subject, body)

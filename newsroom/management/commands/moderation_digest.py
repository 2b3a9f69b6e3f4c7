from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db.models import Min
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import ngettext

from interviews.models import Rating, Report
from interviews.reviewing import letters
from newsroom.mail import Letter

NAMED = 20


class Command(BaseCommand):
    help = (
        "Mail every moderator what waits, with links to the desk; nothing if nothing"
        " does. Run it daily. Letters that could not be sent before go out too."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        waiting = Rating.objects.waiting().select_related("interview")
        total, reported = waiting.count(), Report.objects.open().count()
        if total or reported:
            self.tell(waiting[:NAMED], total, reported)
        sent, failed = Letter.objects.send_due()
        self.stdout.write(f"{sent} sent, {failed} to be tried again.")

    def tell(self, waiting: Any, total: int, reported: int) -> None:
        address = settings.SITE_URL + reverse("admin:interviews_rating_desk")
        context = {
            "waiting": [(row, settings.SITE_URL + decide(row.pk)) for row in waiting],
            "more": max(0, total - NAMED),
            "reported": reported,
            "oldest": Rating.objects.waiting().aggregate(at=Min("updated"))["at"],
            "desk": address,
        }
        body = render_to_string("mail/digest.txt", context)
        subject = ngettext("%d review waits", "%d reviews wait", total) % total
        for user in letters.moderators():
            Letter.objects.post(user.email, subject, body)


def decide(pk: int) -> str:
    return reverse("admin:interviews_rating_decide", args=[pk])

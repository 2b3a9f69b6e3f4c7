"""Letters on their way: written with what they tell of, sent when no one waits for it.

A letter is a row of the transaction that gives rise to it, so both happen or neither. A
thread of this process sends it after the commit, and tries again later while the mail
server is away; ``manage.py send_mail`` does the same.
"""

import contextlib
import logging
import threading
from datetime import timedelta

from django.core.mail import EmailMessage
from django.db import DatabaseError, InterfaceError, connection, models, transaction
from django.utils import timezone

log = logging.getLogger(__name__)

# Longer than a mail server is waited for: whoever took a letter sends or returns it.
LEASE = timedelta(minutes=2)
LONGEST_WAIT = timedelta(hours=6)
MOST_TRIES = 12  # about two days


class LetterManager(models.Manager["Letter"]):
    def post(self, to: str, subject: str, body: str) -> "Letter":
        """Put a letter on its way with the present transaction."""
        # A line break in a subject would begin another header.
        subject = " ".join(subject.split())[:200]
        letter = self.create(to=to, subject=subject, body=body)
        transaction.on_commit(lambda: wake())
        return letter

    def send_due(self) -> tuple[int, int]:
        """Send what is due; return how many letters left and how many failed."""
        sent = failed = 0
        while letter := self._take():
            if letter.send():
                sent += 1
            else:
                failed += 1
        return sent, failed

    @transaction.atomic
    def _take(self) -> "Letter | None":
        now = timezone.now()
        free = self.select_for_update(skip_locked=True).filter(due__lte=now)
        letter = free.order_by("due", "pk").first()
        if letter:
            letter.due = now + LEASE
            letter.tries += 1
            letter.save(update_fields=["due", "tries"])
        return letter


class Letter(models.Model):
    """One letter to one address; the row is gone when the letter is."""

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    created = models.DateTimeField(default=timezone.now)
    due = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = LetterManager()

    class Meta:
        indexes = [models.Index(fields=["due", "id"], name="letter_due")]

    def __str__(self) -> str:
        return self.subject

    def send(self) -> bool:
        """Send it, outside any transaction; say whether the mail server took it."""
        try:
            EmailMessage(self.subject, self.body, to=[self.to]).send()
        except (OSError, ValueError) as error:
            # Without the address: logs outlive what readers may ask us to forget.
            log.warning("letter %s: try %s failed: %s", self.pk, self.tries, error)
            if self.tries < MOST_TRIES:
                self.due = timezone.now() + min(
                    LONGEST_WAIT, timedelta(minutes=2**self.tries)
                )
                self.save(update_fields=["due"])
                return False
            log.error("letter %s: given up after %s tries", self.pk, self.tries)
        self.delete()
        return True


class _Postman(threading.Thread):
    """Sends what is due when woken, and looks again while something failed."""

    def __init__(self) -> None:
        super().__init__(name="postman", daemon=True)
        self.bell = threading.Event()

    def run(self) -> None:
        failed = 0
        while True:
            self.bell.wait(timeout=60 if failed else None)
            self.bell.clear()
            try:
                _sent, failed = Letter.objects.send_due()
            except (DatabaseError, InterfaceError):
                failed = 1
            finally:
                with contextlib.suppress(DatabaseError, InterfaceError):
                    connection.close()


_starting = threading.Lock()
_postman: _Postman | None = None


def wake() -> None:
    """Let this process's thread send what is due; the caller waits for nothing."""
    global _postman
    with _starting:
        if _postman is None or not _postman.is_alive():
            _postman = _Postman()
            _postman.start()
    _postman.bell.set()

"""Letters: with the transaction or not at all, sent later, tried again, never twice."""

from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import transaction

from newsroom.mail import MOST_TRIES, Letter

pytestmark = pytest.mark.django_db


def fail(*args: Any, **kwargs: Any) -> None:
    raise ConnectionRefusedError("no mail server")


def test_a_letter_is_sent_once() -> None:
    Letter.objects.post("ada@example.org", "Two\nlines: x", "Words")
    assert mail.outbox == []
    assert Letter.objects.send_due() == (1, 0)
    assert Letter.objects.send_due() == (0, 0)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["ada@example.org"], "Two lines: x")
    assert Letter.objects.count() == 0


def test_a_letter_goes_with_its_transaction() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Letter.objects.post("ada@example.org", "Subject", "Words")
        raise ZeroDivisionError
    assert Letter.objects.send_due() == (0, 0)


def test_a_mail_server_away_is_tried_again_and_at_last_given_up(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with time_machine.travel("2027-03-02T12:00:00Z", tick=False) as clock:
        Letter.objects.post("ada@example.org", "Subject", "Words")
        with monkeypatch.context() as away:
            away.setattr("newsroom.mail.EmailMessage.send", fail)
            assert Letter.objects.send_due() == (0, 1)
            assert Letter.objects.send_due() == (0, 0)
        clock.shift(121)
        assert Letter.objects.send_due() == (1, 0)
        Letter.objects.post("ada@example.org", "Subject", "Words")
        monkeypatch.setattr("newsroom.mail.EmailMessage.send", fail)
        for _ in range(MOST_TRIES):
            Letter.objects.send_due()
            clock.shift(6 * 3600 + 1)
    assert (Letter.objects.count(), len(mail.outbox)) == (0, 1)
    assert "given up" in caplog.text and "ada@example.org" not in caplog.text


def test_a_letter_that_someone_else_took_is_left_to_them() -> None:
    with time_machine.travel("2027-03-02T12:00:00Z", tick=False) as clock:
        Letter.objects.post("ada@example.org", "Subject", "Words")
        assert Letter.objects._take() is not None
        assert Letter.objects.send_due() == (0, 0)
        clock.shift(121)  # they died on the way
        assert Letter.objects.send_due() == (1, 0)


def test_the_command_sends(capsys: pytest.CaptureFixture[str]) -> None:
    Letter.objects.post("ada@example.org", "Subject", "Words")
    call_command("send_mail")
    assert capsys.readouterr().out == "1 sent, 0 to be tried again.\n"

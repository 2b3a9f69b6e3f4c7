"""Changes told to the other machines that share one PostgreSQL, each with its own store.

The word travels with the transaction of the change: PostgreSQL passes it on at the
commit, or never. Who could not listen for a while cannot know what was missed, and drops
every page.
"""

import json
import logging
import select
import socket
import threading
import time
import uuid
from typing import Any

from django.conf import settings
from django.db import connection

from newsroom.pages import shelf, versions

CHANNEL = "newsroom_pages"
QUIET = 10.0  # seconds without a word after which the database is asked for a sign
AGAIN = 1.0  # seconds between two tries to listen

# No two machines have all three alike; the processes of one have.
THIS = f"{socket.gethostname()} {uuid.getnode():x} {settings.DATA_DIR}"

_log = logging.getLogger("newsroom.pages")


def tell(interview_id: int | None, *, remove: bool) -> None:
    """Tell the others with the commit; call it inside the transaction."""
    if settings.SEVERAL_MACHINES:
        word = json.dumps([THIS, interview_id, remove])
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, word])


def listen() -> None:
    """Follow the others from now on, in a thread of this process."""
    if settings.SEVERAL_MACHINES:
        threading.Thread(target=_follow, name="other machines", daemon=True).start()


def drop(interview_id: int | None, *, remove: bool) -> None:
    """Make pages of this machine old, as ``pages.changed`` says."""
    versions.shared().move(interview_id, remove=remove)
    if remove:
        shelf.shared().remove(interview_id)


def _follow() -> None:
    import psycopg2  # what a newsroom on one machine may do without

    while True:
        try:
            _listen()
        except (psycopg2.Error, OSError) as error:
            _log.warning("the other machines are not heard: %s", error)
        time.sleep(AGAIN)


def _listen() -> None:
    """Do what the others tell, until the connection ends with an error."""
    import psycopg2

    ours: Any = psycopg2.connect(**connection.get_connection_params())
    try:
        ours.autocommit = True
        with ours.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")
            drop(None, remove=True)
            while True:
                if not select.select([ours], [], [], QUIET)[0]:
                    cursor.execute("SELECT 1")
                ours.poll()
                while ours.notifies:
                    machine, interview_id, remove = json.loads(
                        ours.notifies.pop(0).payload
                    )
                    if machine != THIS:
                        drop(interview_id, remove=remove)
    finally:
        ours.close()
        drop(None, remove=False)

"""An import that is killed leaves nothing; one that was stored is not stored twice."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres
from tests.served import KEY

STORY = "\n\n".join(
    f"Ada Lund: Why is tide {n} late?\n\nBo Strand: It waited for the moon. Twice."
    for n in range(40)
)
# Kills a fork of itself behind each statement of an import in turn, and counts the rows
# that it left; then imports twice in peace.
SCRIPT = """
import io, json, os, signal, sys
import django
django.setup()
from django.core.management import call_command
from django.db import connection, connections
from interviews.models import Interview, Question, Revision, Speaker
from newsroom.models import Publication

Publication.objects.get_or_create(name="The Courier", slug="courier")

def counted():
    rows = [model.objects.count() for model in (Interview, Speaker, Question, Revision)]
    connections.close_all()
    return rows

def killed_behind(statements):
    child = os.fork()
    if child:
        return os.WIFSIGNALED(os.waitpid(child, 0)[1])
    left = statements
    def count(execute, *rest):
        nonlocal left
        result = execute(*rest)
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return result
    with connection.execute_wrapper(count):
        call_command("import_transcript", sys.argv[1], stdout=io.StringIO())
    os._exit(0)

connections.close_all()
kills, left = 0, []
while killed_behind(kills + 1):
    kills += 1
    left.append(sum(counted()))
stored = counted()
again = io.StringIO()
call_command("import_transcript", sys.argv[1], stdout=again)
print(json.dumps([kills, left, stored, again.getvalue().split()[0], counted()]))
"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        with postgres.cluster() as cluster:
            yield cluster
    else:
        yield f"sqlite:///{tmp_path_factory.mktemp('killed')}/newsroom.sqlite3"


def test_an_import_killed_anywhere_leaves_nothing_and_repeats(
    url: str, tmp_path: Path
) -> None:
    file = tmp_path / "tides.txt"
    file.write_text("The tides\n\n" + STORY)
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(Path.cwd()),
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "DATA_DIR": str(tmp_path),
        "SECRET_KEY": KEY,
        "DATABASE_URL": url,
    }

    def run(*words: str) -> str:
        command = [sys.executable, *words]
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run("manage.py", "migrate", "--verbosity=0")
    printed = run("-c", SCRIPT, str(file)).splitlines()[-1]
    kills, left, stored, outcome, again = json.loads(printed)
    assert kills > 10
    assert left == [0] * kills
    assert stored == again == [1, 2, 40, 1]
    assert outcome == "unchanged"

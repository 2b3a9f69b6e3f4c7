"""Break the page store in one place at a time, in a copy, and see its tests fail.

``make bench PARTS=mutants``. A mutant that survives is a rule that no test holds.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.measure import Row, row, told

ROOT = Path(__file__).parents[2]
TESTS = "tests/newsroom/pages"
LONGEST = 1200  # seconds for the tests of one mutant


class Mutant(NamedTuple):
    name: str
    file: str
    right: str
    wrong: str


MUTANTS = [
    Mutant(
        "no drop when a rating is counted",
        "interviews/models/rating_summary.py",
        "pages.changed(interview_id, remove=before is not None)",
        "pass",
    ),
    Mutant(
        "no drop when a rating is approved",
        "interviews/models/decision.py",
        "pages.changed(interview_id, remove=interview_id in shown)",
        "pass",
    ),
    Mutant(
        "no drop at the desk",
        "newsroom/desk.py",
        "pages.changed(remove=remove)",
        "pass",
    ),
    Mutant(
        "no drop when an interview is published",
        "interviews/models/workflow.py",
        "pages.changed(remove=was_public and not self.is_public)",
        "pass",
    ),
    Mutant(
        "no end at the next moment of publication",
        "newsroom/pages/store.py",
        "page.until = min(page.until, self._next_moment(page))",
        "self._next_moment(page)",
    ),
    Mutant(
        "the same pages for every host",
        "newsroom/pages/store.py",
        'address = (get("HTTP_HOST", ""), environ["PATH_INFO"])',
        'address = ("127.0.0.1:8000", environ["PATH_INFO"])',
    ),
    Mutant(
        "stale pages shown after a withdrawal",
        "newsroom/pages/store.py",
        "return (now.site_removed, now.interview_removed) == (",
        "return now is None or (then.site_removed, then.interview_removed) == (",
    ),
    Mutant(
        "pages with a cookie of one reader kept",
        "newsroom/pages/page.py",
        'if folded == "set-cookie" or folded == "content-encoding":',
        'if folded == "content-encoding":',
    ),
    Mutant(
        "private pages kept",
        "newsroom/pages/page.py",
        'if folded == "cache-control" and ("private" in said or "no-store" in said):',
        "if not folded:",
    ),
    Mutant(
        "a page kept though it changed while it was rendered",
        "newsroom/pages/store.py",
        "versions=self.versions.read(wish.interview_id, wish.counted),",
        "versions=self.versions.read(wish.interview_id),",
    ),
    Mutant(
        "the version moved before the commit",
        "newsroom/pages/changes.py",
        "transaction.on_commit(_Change(interview_id, remove=remove).committed)",
        "_Change(interview_id, remove=remove).committed()",
    ),
    Mutant(
        "a death between commit and drop forgotten",
        "newsroom/pages/versions.py",
        "self.move(None, remove=True)\n            self.words",
        "self.words",
    ),
    Mutant(
        "bytes of what was withdrawn left on the disk",
        "newsroom/pages/machines.py",
        "shelf.shared().remove(interview_id)",
        "pass",
    ),
    Mutant(
        "files for nginx left when a rating is counted",
        "newsroom/pages/versions.py",
        "front.drop_some(self.front, word)",
        "pass",
    ),
    Mutant(
        "files for nginx written of what changed meanwhile",
        "newsroom/pages/nginx.py",
        "if still_good() and _read(",
        "if _read(",
    ),
    Mutant(
        "files for nginx left at the next moment of publication",
        "newsroom/pages/nginx.py",
        "if now < before or 0 < ends <= now + AHEAD:",
        "if now < before:",
    ),
    Mutant(
        "staff answered from the store",
        "newsroom/pages/store.py",
        'self.session in get("HTTP_COOKIE", "")',
        "False",
    ),
    Mutant(
        "parameters that a view reads ignored",
        "newsroom/pages/store.py",
        "if page.parameters and page.parameters & requests.parameters(environ):",
        "if not page.parameters and page.parameters:",
    ),
]


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="newsroom-mutants-") as home:
        copy = Path(home, "copy")
        left_out = shutil.ignore_patterns(".*", "var", "node_modules", "__pycache__")
        shutil.copytree(ROOT, copy, ignore=left_out)
        assert passes(copy), "the tests fail without any mutant"
        for mutant in MUTANTS:
            file = copy / mutant.file
            right = file.read_text()
            assert right.count(mutant.right) == 1, f"{mutant.name}: nothing to break"
            file.write_text(right.replace(mutant.right, mutant.wrong))
            caught = not passes(copy)
            file.write_text(right)
            yield row(f"caught: {mutant.name}", caught, "", 1, at_least=True)


def passes(copy: Path) -> bool:
    """Say whether the tests of the store pass in the copy."""
    command = [sys.executable, "-W", "error", "-m", "pytest", "-q", "-x", TESTS]
    done = subprocess.run(
        [*command, "-p", "no:cacheprovider"],
        cwd=copy,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        timeout=LONGEST,
        check=False,
    )
    if done.returncode not in (0, 1):
        sys.exit(done.stdout.decode()[-2000:] + done.stderr.decode()[-2000:])
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(told(rows))

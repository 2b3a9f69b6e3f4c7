"""Every check of the project, on every database: ``python -m tests.run [lint]``.

What the machine lacks (PostgreSQL, Chromium) is left out and named; under CI=true
leaving anything out is a failure.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import postgres
from tests.browser.chromium import executable

BIN = Path(sys.executable).parent
CI = os.environ.get("CI", "").lower() in ("true", "1")


def step(title: str, *command: str, **environment: str) -> bool:
    print(f"\n== {title}", flush=True)
    done = subprocess.run(command, env={**os.environ, **environment})
    if done.returncode:
        print(f"-- failed: {title}", flush=True)
    return done.returncode == 0


def lint() -> list[bool]:
    templates = [str(path) for path in sorted(Path("templates").rglob("*.html"))]
    manage = (sys.executable, "-W", "error", "manage.py")
    settings = {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    return [
        step("style", f"{BIN}/ruff", "check", "--quiet", "."),
        step("format", f"{BIN}/ruff", "format", "--quiet", "--check", "."),
        step(
            "templates",
            f"{BIN}/djade",
            "--target-version",
            "6.1",
            "--check",
            *templates,
        ),
        step("types", f"{BIN}/mypy"),
        step(
            "migrations", *manage, "makemigrations", "--check", "--dry-run", **settings
        ),
        step(
            "deployment check",
            *manage,
            *("check", "--deploy", "--fail-level", "WARNING"),
            SITE_URL="https://news.example",
            **settings,
        ),
    ]


def tests() -> tuple[list[bool], list[str]]:
    left_out = []
    pytest = [sys.executable, "-W", "error", "-m", "pytest", "-q"]
    if executable() is None:
        left_out.append("the browser tests: there is no Chromium on this machine")
        pytest += ["-m", "not browser"]
    if postgres.binaries() is None:
        left_out.append("the tests on PostgreSQL: there is none on this machine")
        return [step("tests on SQLite", *pytest)], left_out
    return on_both(pytest), left_out


def on_both(pytest: list[str]) -> list[bool]:
    """Test on both databases at the same time, and tell one after the other."""
    with postgres.cluster() as url, tempfile.TemporaryFile() as said:
        other = subprocess.Popen(
            pytest,
            env={**os.environ, "DATABASE_URL": url},
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        sqlite = step("tests on SQLite", *pytest)
        postgresql = other.wait() == 0
        said.seek(0)
        print("\n== tests on PostgreSQL", said.read().decode(), sep="\n", flush=True)
    if not postgresql:
        print("-- failed: tests on PostgreSQL", flush=True)
    return [sqlite, postgresql]


def main(only_lint: bool) -> int:
    results = lint()
    left_out: list[str] = []
    if not only_lint:
        tested, left_out = tests()
        results += tested
    print()
    for part in left_out:
        print(f"Left out: {part}.")
    if not all(results):
        print("Something failed: see the lines marked -- above.")
        return 1
    print("All checks passed." if not left_out else "All other checks passed.")
    return 1 if left_out and CI else 0


if __name__ == "__main__":
    sys.exit(main("lint" in sys.argv[1:]))

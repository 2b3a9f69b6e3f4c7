"""The rules of our own hold, and each of them notices when it is broken."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests import audit

BROKEN = {
    "newsroom/other.py": {
        "from x import y\na = mark_safe(text)": "mark_safe",
        "@csrf_exempt\ndef view(request): ...": "a form without its token",
        "at = datetime.now()": "a moment without a zone",
        "at = date.today()": "a moment without a zone",
        "rows = Person.objects.raw(sql)": "SQL in a query",
        "a = eval(text)": "code made of text",
        "a = pickle.loads(data)": "a pickle",
        "a = 'SELECT x FROM y LIMIT 5 OFFSET 10'": "OFFSET: pages go on from a place",
    },
    "newsroom/listing/feeds.py": {
        "rows = Interview.objects.all()": "interviews that are not published",
    },
    "templates/other.html": {
        '<p style="color: red">': "a style attribute",
        '<a onclick="go()">': "an event attribute",
        "<script>go()</script>": "an inline script",
        "{{ review.text|safe }}": "text that is not escaped",
        '<img src="https://elsewhere.example/a.png">': "a file of another site",
    },
    "static/other.js": {
        "node.innerHTML = text": "markup made of text",
        "eval(text)": "code made of text",
        'fetch("https://elsewhere.example/")': "another site",
    },
}
CASES = [(name, code, what) for name, of in BROKEN.items() for code, what in of.items()]


def test_nothing_that_is_served_breaks_a_rule() -> None:
    assert list(audit.findings()) == []


@pytest.mark.parametrize(("name", "code", "what"), CASES)
def test_each_rule_notices(
    tmp_path: Path, monkeypatch: Any, name: str, code: str, what: str
) -> None:
    file = tmp_path / name
    file.parent.mkdir(parents=True)
    file.write_text(code)
    monkeypatch.setattr(audit, "ROOT", tmp_path)
    (found,) = audit.findings()
    assert found.startswith(f"{name}:") and found.endswith(what)


def test_what_knows_its_zone_is_fine(tmp_path: Path, monkeypatch: Any) -> None:
    file = tmp_path / "newsroom/other.py"
    file.parent.mkdir()
    file.write_text("a = datetime.now(UTC)\nb = timezone.now()\n")
    monkeypatch.setattr(audit, "ROOT", tmp_path)
    assert list(audit.findings()) == []


def test_packages_that_nobody_could_look_up_are_not_called_free_of_holes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = "django 6.1.3 Dependency not found and could not be audited: django"
    done = subprocess.CompletedProcess([], 0, stdout=said, stderr="")
    monkeypatch.setattr(audit.subprocess, "run", lambda *a, **k: done)
    assert audit.known_holes() == "unreachable"


@pytest.mark.parametrize("file", ["requirements.txt", "tests/requirements.txt"])
def test_each_package_is_pinned_with_its_hashes(file: str) -> None:
    text = (audit.ROOT / file).read_text()
    lines = re.sub(r"(?m)^(#.*|-r .*)?\n", "", text)
    entries = re.split(r"(?<!\\)\n", lines.strip())
    pinned = r"[\w.-]+==[\w.]+( \\\n    --hash=sha256:[0-9a-f]{64})+"
    assert [entry for entry in entries if not re.fullmatch(pinned, entry)] == []

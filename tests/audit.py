"""``make audit``: packages with published holes, bandit, and rules of our own.

It also writes what a newsroom is made of into ``DATA_DIR``: a bill of materials
(CycloneDX) and the licences.

The rules hold for what is served: ``newsroom/``, ``interviews/``, ``templates/`` and
``static/``. A place that may break one is named beside the rule, with the reason.
"""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("newsroom", "interviews")
# Where a form may come without Django's token: readers' pages are the same for all.
WITHOUT_TOKEN = {"interviews/reviewing/ratings.py", "interviews/reviewing/reviews.py"}
# What is made of our own words only, or was escaped or cleaned just before.
MARKED_SAFE = {
    "interviews/importing/showing.py",
    "interviews/page/structured.py",
    "interviews/templatetags/found.py",
    "newsroom/accounts/second_factor.py",
    "newsroom/templatetags/words.py",
}
# Files that answer readers: every list begins at what is published.
PUBLIC = re.compile(r"(^|/)(views|feeds|sitemaps|lists|archive|reviews|figures)\.py$")
# The store makes room for new pages; nobody pages through it.
OFFSET_IN_SQL = {"newsroom/pages/shelf.py"}
STATEMENTS = re.compile(
    r"\b(SELECT|INSERT INTO|UPDATE|DELETE FROM)\b.*\bOFFSET\b", re.S
)
IN_TEMPLATES = {
    re.compile(r"\sstyle="): "a style attribute",
    re.compile(r"\son(?!e=)[a-z]+=[\"']"): "an event attribute",
    re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*application/ld\+json)"
    ): "an inline script",
    # Columns that end in _html were rendered when they were saved, by a parser of ours.
    re.compile(r"(?<!_html)(?<!\.html)\|\s*safe\b|autoescape off"): (
        "text that is not escaped"
    ),
    re.compile(r"""(src|href)=["']https?://"""): "a file of another site",
}
IN_SCRIPTS = {
    re.compile(r"\binnerHTML\b|\bouterHTML\b|insertAdjacentHTML|document\.write"): (
        "markup made of text"
    ),
    re.compile(r"\beval\(|new Function\(|setTimeout\(['\"]"): "code made of text",
    re.compile(r"""["'`]https?://\w"""): "another site",
}
# It copies the empty question that the server rendered.
MARKUP_IN_SCRIPTS = {"static/js/desk/questions.js"}


def findings() -> Iterator[str]:
    """Yield each place that breaks a rule, as ``file:line: what``."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from _in_python(path)
    for path in sorted((ROOT / "templates").rglob("*.html")):
        yield from _matches(path, IN_TEMPLATES)
    for path in sorted((ROOT / "static").rglob("*.js")):
        yield from _matches(path, IN_SCRIPTS)


def _in_python(path: Path) -> Iterator[str]:
    name = path.relative_to(ROOT).as_posix()
    for node in ast.walk(ast.parse(path.read_text())):
        if found := _broken(name, node):
            yield f"{name}:{node.lineno}: {found}"  # type: ignore[attr-defined]


def _broken(name: str, node: ast.AST) -> str:
    match node:
        case ast.Call(func=ast.Name(id="mark_safe" | "SafeString")):
            return "" if name in MARKED_SAFE else "mark_safe"
        case ast.Name(id="csrf_exempt") | ast.Attribute(attr="csrf_exempt"):
            return "" if name in WITHOUT_TOKEN else "a form without its token"
        case ast.Call(
            func=ast.Attribute(
                attr="all",
                value=ast.Attribute(attr="objects", value=ast.Name(id="Interview")),
            )
        ):
            return "interviews that are not published" if PUBLIC.search(name) else ""
        case ast.Call(func=ast.Attribute(attr="now" | "today", value=owner), args=[]):
            naive = ast.unparse(owner) in ("datetime", "datetime.datetime", "date")
            naive |= ast.unparse(owner) == "datetime.date"
            return "a moment without a zone" if naive and not _zone(node) else ""
        case ast.Call(func=ast.Attribute(attr="extra" | "raw")):
            return "SQL in a query" if ast.unparse(node.func) != "self.raw" else ""
        case ast.Call(func=ast.Name(id="eval" | "exec")):
            return "code made of text"
        case ast.Constant(value=str(text)) if STATEMENTS.search(text):
            return "" if name in OFFSET_IN_SQL else "OFFSET: pages go on from a place"
        case ast.Attribute(value=ast.Name(id="pickle"), attr="load" | "loads"):
            return "a pickle"
    return ""


def _zone(call: ast.AST) -> bool:
    return isinstance(call, ast.Call) and bool(call.args or call.keywords)


def _matches(path: Path, rules: dict[re.Pattern[str], str]) -> Iterator[str]:
    text, name = path.read_text(), path.relative_to(ROOT).as_posix()
    for pattern, what in rules.items():
        if what == "markup made of text" and name in MARKUP_IN_SCRIPTS:
            continue
        for found in pattern.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            yield f"{name}:{line}: {what}"


def bandit() -> bool:
    command = [
        sys.executable,
        "-m",
        "bandit",
        "-q",
        "-r",
        *APPS,
        "-c",
        "pyproject.toml",
    ]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def known_holes() -> str:
    """Ask the advisory service about what is pinned; return what it says."""
    command = [sys.executable, "-m", "pip_audit", "-r", "requirements.txt"]
    command += ["--disable-pip", "--no-deps", "--timeout", "10"]
    done = subprocess.run(
        command, cwd=ROOT, check=False, capture_output=True, text=True
    )
    if "could not be audited" in done.stdout:  # which pip-audit calls a success
        return "unreachable"
    if done.returncode == 0:
        return ""
    if "No module named" in done.stderr:
        return "unreachable"
    if re.search(
        r"ConnectionError|ServiceError|resolve|timed out|Max retries", done.stderr
    ):
        return "unreachable"
    return done.stdout + done.stderr


def made_of(folder: Path) -> str:
    """Write the bill of materials and the licences; return what could not be written."""
    names = re.findall(r"(?m)^([\w.-]+)==", (ROOT / "requirements.txt").read_text())
    bill, licences = folder / "bill-of-materials.json", folder / "licences.csv"
    tools = {
        bill: [
            "cyclonedx_py",
            "requirements",
            "--output-reproducible",
            "-o",
            str(bill),
        ],
        licences: ["piplicenses", "--format=csv", "--with-urls"]
        + ["--output-file", str(licences), "--packages", *names],
    }
    folder.mkdir(parents=True, exist_ok=True)
    left_out = []
    for file, words in tools.items():
        command = [sys.executable, "-m", *words]
        done = subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.DEVNULL)
        if done.returncode:
            left_out.append(file.name)
    return ", ".join(left_out)


def main() -> int:
    broken = list(findings())
    for line in broken:
        print(line)
    print(f"Rules of our own: {len(broken)} places break them.")
    clean = bandit()
    print(f"bandit: {'nothing found' if clean else 'see above'}.")
    holes = known_holes()
    if holes == "unreachable":
        print(
            "pip-audit: the advisory service cannot be reached from here, so packages"
            " were NOT held against published holes. Run it where it can be reached."
        )
    else:
        print(f"pip-audit: {holes or 'no package has a published hole'}.")
    folder = Path(os.environ.get("DATA_DIR", ROOT / "var"))
    if missing := made_of(folder):
        print(f"NOT written: {missing}. Run this where its tools can be installed.")
    else:
        print(
            f"What a newsroom is made of: bill-of-materials.json, licences.csv in {folder}."
        )
    return int(bool(broken) or not clean or holes not in ("", "unreachable"))


if __name__ == "__main__":
    sys.exit(main())

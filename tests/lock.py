"""``make lock``: write the hash of every file of each pinned package below its line.

The lines and their reasons are written by hand; what a package brings along without a
line of its own is named, to be given one.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILES = (ROOT / "requirements.txt", ROOT / "tests" / "requirements.txt")
PIN = re.compile(r"^([\w.-]+)==\S+")
HASHES = re.compile(r"(?: \\\n    --hash=\S+)+")
COMPILE = ["--quiet", "--generate-hashes", "--no-header", "--no-annotate"]
COMPILE += ["--no-emit-index-url", "--no-emit-find-links", "--no-emit-trusted-host"]


def pins(text: str) -> dict[str, str]:
    """Return the pins of a file with their hashes, by the packages' canonical names."""
    entries = re.findall(rf"(?m)^[\w.-]+==\S+{HASHES.pattern}|^[\w.-]+==\S+", text)
    return {_name(entry): entry for entry in entries}


def _name(entry: str) -> str:
    found = PIN.match(entry)
    assert found, entry
    return re.sub(r"[-_.]+", "-", found[1]).lower()


def locked() -> dict[str, str]:
    """Resolve all pins together, as of the registry in use."""
    plain = "".join(HASHES.sub("", file.read_text()) for file in FILES)
    with tempfile.TemporaryDirectory() as home:
        asked, answer = Path(home, "asked.in"), Path(home, "answer.txt")
        asked.write_text(re.sub(r"(?m)^-r .*$", "", plain))
        command = [sys.executable, "-m", "piptools", "compile", *COMPILE]
        subprocess.run([*command, "-o", str(answer), str(asked)], check=True)
        return pins(answer.read_text())


def main() -> int:
    found, known = locked(), set()
    for file in FILES:
        lines = HASHES.sub("", file.read_text()).splitlines()
        for n, line in enumerate(lines):
            if PIN.match(line):
                known.add(_name(line))
                lines[n] = found[_name(line)]
        file.write_text("\n".join(lines) + "\n")
    for name in sorted(found.keys() - known):
        print(f"Give this a line: {HASHES.sub('', found[name])}")
    return int(bool(found.keys() - known))


if __name__ == "__main__":
    sys.exit(main())

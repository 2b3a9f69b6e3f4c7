"""Score the importer over cases: ``python -m tests.benchmarks.score FOLDER``.

FOLDER holds ``score.py`` and folders of cases beside it, as the shared ones do.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from interviews.transcripts import Unreadable, parse, read

ENDINGS = (".txt", ".html", ".htm", ".docx", ".vtt", ".srt", ".md")


def produce(cases: Path, out: Path) -> None:
    for expected in sorted(cases.glob("*.json")):
        sources = [s for e in ENDINGS if (s := expected.with_suffix(e)).exists()]
        try:
            made = parse(read(sources[0].read_bytes(), sources[0].name)).as_dict()
        except Unreadable as error:
            made = {"error": str(error)}
        (out / expected.name).write_text(json.dumps(made, ensure_ascii=False), "utf-8")


def main(shared: Path, *folders: Path) -> int:
    if not (shared / "score.py").exists():
        print(f"There is no scorer in {shared}; nothing was scored.")
        return 0
    failed = False
    for cases in folders or (shared / "real", shared / "open"):
        with tempfile.TemporaryDirectory() as out:
            produce(cases, Path(out))
            command = [sys.executable, shared / "score.py", cases, out, "--diff"]
            failed |= subprocess.run(command).returncode != 0
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))

"""Measure the product, as ratios side by side in one run: ``make bench``.

Each part starts what it needs on ports and data of its own and takes it away again. The
table is printed, kept as ``bench.json`` and drawn as ``bench.svg`` in the data folder.
``FULL=1`` compares with a million interviews. Name parts to run only these.
"""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tests.benchmarks.measure import Row

PARTS = ("serving", "building", "scale", "rating")
DATA_DIR = Path(os.environ.get("DATA_DIR", "var"))
WIDTH, LINE, NAMES = 900, 22, 460


def measured(part: str) -> Iterator[Row]:
    command = [sys.executable, "-m", f"tests.benchmarks.{part}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        for line in process.stdout:
            yield json.loads(line)
    if process.returncode:
        sys.exit(f"{part} did not finish")


def shown(row: Row) -> str:
    sign = ">=" if row["at_least"] else "<="
    goal = "" if row["goal"] is None else f"{sign} {row['goal']:g}"
    verdict = {True: "pass", False: "MISSED", None: ""}[row["pass"]]
    name, value, unit = row["name"], row["value"], row["unit"]
    return f"{name:<58} {value:>10,.3f} {unit:<8} {goal:<8} {verdict}"


def drawn(rows: list[Row]) -> str:
    """Return a chart of how far each measure with a goal is from it."""
    lines = []
    for n, row in enumerate(each for each in rows if each["goal"]):
        share = row["value"] / row["goal"]
        length = min(2.0, share) * 200
        y = n * LINE + 40
        lines.append(
            f'<text x="{NAMES - 10}" y="{y}" text-anchor="end">{row["name"]}</text>'
            f'<rect x="{NAMES}" y="{y - 12}" width="{length:.0f}" height="14"'
            f' fill="{"#2a7f62" if row["pass"] else "#b3261e"}"/>'
            f'<text x="{NAMES + length + 6:.0f}" y="{y}">{row["value"]:g}</text>'
        )
    height = len(lines) * LINE + 50
    goal = NAMES + 200
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"'
        ' font-family="sans-serif" font-size="12">'
        f'<text x="{goal}" y="16" text-anchor="middle">goal</text>'
        f'<path d="M{goal} 20V{height}" stroke="#666" stroke-dasharray="3"/>'
        f"{''.join(lines)}</svg>\n"
    )


def main(*parts: str) -> int:
    print(f"{date.today()}, {platform.machine()}, {os.cpu_count()} cores,"
          f" Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}")  # fmt: skip
    rows: list[Row] = []
    for part in parts or PARTS:
        for row in measured(part):
            rows.append(row)
            print(shown(row), flush=True)
    for row in rows:
        del row["at_least"]
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    (DATA_DIR / "bench.json").write_text(json.dumps(rows, indent=1) + "\n")
    (DATA_DIR / "bench.svg").write_text(drawn(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

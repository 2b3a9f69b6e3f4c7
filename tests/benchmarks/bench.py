"""Measure the product, as ratios side by side in one run: ``make bench``.

Each part starts what it needs on ports and data of its own and takes it away again. The
table is printed, kept as ``bench.json`` and ``bench.md`` and drawn as ``bench.svg`` in
the data folder.

- ``PARTS="serving rating"`` runs only these; ``mixed`` and ``mutants`` only if named.
- ``FULL=1`` compares with a million interviews, ``PEERS=1`` with other systems.
- ``RECORD=1`` writes the table into docs/performance.md.
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

PARTS = ["serving", "building", "scale", "rating"]
PEERS = ["peers"] if os.environ.get("PEERS") else []
DOCUMENT = Path(__file__).parents[2] / "docs" / "performance.md"
BEGIN, END = "<!-- make bench RECORD=1 writes this -->\n", "<!-- up to here -->\n"
DATA_DIR = Path(os.environ.get("DATA_DIR", "var"))
WIDTH, LINE, NAMES = 900, 22, 460


class BrokenOffError(Exception):
    """A part broke off; what it had measured by then stands."""


def measured(part: str) -> Iterator[Row]:
    command = [sys.executable, "-m", f"tests.benchmarks.{part}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        for line in process.stdout:
            yield json.loads(line)
    if process.returncode:
        raise BrokenOffError


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


def as_markdown(told: str, rows: list[Row]) -> str:
    lines = [told, "", "| measured | figure | goal | |", "| --- | ---: | ---: | --- |"]
    for row in rows:
        goal = "" if row["goal"] is None else f"{row['sign']} {row['goal']:g}"
        verdict = {True: "met", False: "**missed**", None: ""}[row["pass"]]
        figure = f"{row['value']:,.6g} {row['unit']}".strip()
        lines.append(f"| {row['name']} | {figure} | {goal} | {verdict} |")
    return "\n".join(lines) + "\n"


def record(table: str) -> None:
    """Put the table into the document, in place of the one before."""
    text = DOCUMENT.read_text()
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    DOCUMENT.write_text(f"{head}{BEGIN}{table}{END}{tail}")


def main(*parts: str) -> int:
    load = os.getloadavg()[0]
    told = (
        f"{date.today()}, {platform.machine()}, {os.cpu_count()} cores, Python"
        f" {platform.python_version()}, load before it {load:.1f}"
    )
    print(told)
    rows: list[Row] = []
    unfinished = []
    for part in parts or [*PARTS, *PEERS]:
        try:
            for row in measured(part):
                rows.append(row)
                print(shown(row), flush=True)
        except BrokenOffError:
            unfinished.append(part)
            print(f"{part} did not finish", flush=True)
    for row in rows:
        row["sign"] = "≥" if row.pop("at_least") else "≤"
    table = as_markdown(told + ".", rows)
    for row in rows:
        del row["sign"]
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    (DATA_DIR / "bench.json").write_text(json.dumps(rows, indent=1) + "\n")
    (DATA_DIR / "bench.md").write_text(table)
    (DATA_DIR / "bench.svg").write_text(drawn(rows))
    if os.environ.get("RECORD"):
        record(table)
    return 1 if unfinished else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

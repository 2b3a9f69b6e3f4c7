"""Every case of the catalogue: its source becomes exactly the structure beside it."""

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from interviews.transcripts import Unreadable, parse, read

CASES = Path(__file__).parent / "cases"


def sources() -> list[Path]:
    return sorted(file for file in CASES.iterdir() if file.suffix != ".json")


def plain(text: str | None) -> str:
    """Return the words as compared: emphasis, list marks and spacing do not count."""
    text = unicodedata.normalize("NFKC", text or "").casefold()
    text = re.sub(r"[*_`\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\xad]+", "", text)
    text = " ".join(text.split())
    return re.sub(r"^(?:#+|>|[-•·▪])\s+", "", text)


def paragraphs(value: list[str]) -> list[str]:
    return [plain(text) for text in value]


def structure(made: dict[str, Any], aliases: dict[str, str]) -> dict[str, Any]:
    names = {plain(short): plain(name) for short, name in aliases.items()}

    def speaker(name: str | None) -> str:
        return names.get(plain(name), plain(name))

    single = ("headline", "dateline_place", "dateline_date", "publication")
    return {
        **{key: plain(made[key]) for key in single},
        "intro": " ".join(paragraphs(made["intro"])),
        "closing": " ".join(paragraphs(made["closing"])),
        "exchanges": [
            {
                "number": exchange["number"],
                "question": paragraphs(exchange["question"]),
                "answers": [
                    (speaker(answer["speaker"]), paragraphs(answer["paragraphs"]))
                    for answer in exchange["answers"]
                ],
            }
            for exchange in made["exchanges"]
        ],
    }


def read_exactly(source: Path) -> bool:
    expected = json.loads(source.with_suffix(".json").read_text("utf-8"))
    try:
        made = parse(read(source.read_bytes(), source.name)).as_dict()
    except Unreadable:
        return False
    aliases = expected["_gold"].get("aliases") or {}
    return structure(made, aliases) == structure(expected, aliases)


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.stem)
def test_a_case_is_read_exactly(source: Path) -> None:
    assert read_exactly(source)


def warned() -> list[tuple[Path, str]]:
    """Return the cases whose form is ambiguous, each with a warning it must have."""
    return [
        (source, code) for source in sources()
        for code in json.loads(source.with_suffix(".json").read_text("utf-8"))["_gold"]
        .get("warning_codes", ())
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "code"), warned(), ids=lambda value: getattr(value, "stem", value)
)
def test_an_ambiguous_case_is_warned_of(source: Path, code: str) -> None:
    warnings = parse(read(source.read_bytes(), source.name)).warnings
    assert code in {warning.code for warning in warnings}

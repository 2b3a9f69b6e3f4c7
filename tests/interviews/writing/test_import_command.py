"""``manage.py import_transcript``: a file becomes an interview, once."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from interviews.models import Interview, Question
from newsroom.models import Publication

SAMPLE = Path(__file__).parent.parent / "samples" / "harbour_master.txt"

pytestmark = pytest.mark.django_db


def run(*arguments: str, **options: Any) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("import_transcript", *arguments, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def other_version(folder: Path, old: str, new: str) -> str:
    file = folder / "later.txt"
    file.write_text(SAMPLE.read_text("utf-8").replace(old, new), "utf-8")
    return str(file)


def test_a_file_becomes_a_draft_with_all_its_parts() -> None:
    out, _ = run(str(SAMPLE))
    interview = Interview.objects.get()
    assert out == f"created /interviews/{interview.slug}/\n"
    assert interview.status == "draft"
    assert interview.headline == (
        "Harbour master explains why the winter ferry will sail again"
    )
    assert interview.dateline_place == "Port Ellis"
    assert str(interview.dateline_date) == "2023-05-04"
    assert interview.language == "en"
    assert interview.publication.name == "The Strait Courier"
    assert interview.publication.label_style == "numbered"
    assert interview.closing == "Captain, thank you very much for your time."
    questions = list(interview.questions.all())
    assert [question.number for question in questions] == ["1", "2", "3"]
    assert [question.anchor for question in questions] == [1, 2, 3]
    assert [question.answer_html.count("<p>") for question in questions] == [2, 2, 1]


def test_publish_puts_it_before_readers() -> None:
    run(str(SAMPLE), "--publish")
    assert Interview.objects.published().count() == 1


def test_the_same_file_again_changes_nothing() -> None:
    run(str(SAMPLE), "--publish")
    before = Interview.objects.values().get()
    out, _ = run(str(SAMPLE), "--publish")
    assert out.startswith("unchanged ")
    assert Interview.objects.values().get() == before
    assert Question.objects.count() == 3


def test_a_draft_imported_before_can_be_published_by_importing_again() -> None:
    run(str(SAMPLE))
    out, _ = run(str(SAMPLE), "--publish")
    assert out.startswith("updated ")
    assert Interview.objects.published().count() == 1


def test_a_later_version_updates_the_draft(tmp_path: Path) -> None:
    run(str(SAMPLE))
    out, _ = run(other_version(tmp_path, "forty", "fifty"))
    assert out.startswith("updated ")
    interview = Interview.objects.get()
    assert "fifty" in interview.questions.all()[1].answer
    assert interview.version == 2


def test_a_published_interview_changes_only_when_told_so(tmp_path: Path) -> None:
    run(str(SAMPLE), "--publish")
    later = other_version(tmp_path, "forty", "fifty")
    with pytest.raises(CommandError, match="--update"):
        run(later)
    assert "forty" in Interview.objects.get().questions.all()[1].answer
    out, _ = run(later, "--update")
    assert out.startswith("updated ")
    assert "fifty" in Interview.objects.get().questions.all()[1].answer


def test_json_gives_one_object_a_line_and_nothing_else() -> None:
    out, _ = run(str(SAMPLE), str(SAMPLE), json=True)
    first, second = map(json.loads, out.splitlines())
    slug = Interview.objects.get().slug
    address = f"/interviews/{slug}/"
    assert first == {
        "source": str(SAMPLE),
        "status": "created",
        "slug": slug,
        "url": address,
    }
    assert second["status"] == "unchanged"


def test_a_dry_run_shows_the_structure_and_writes_nothing() -> None:
    out, _ = run(str(SAMPLE), dry_run=True, json=True)
    structure = json.loads(out)
    assert structure["source"] == str(SAMPLE)
    assert [len(e["answers"][0]["paragraphs"]) for e in structure["exchanges"]] == [
        2,
        2,
        1,
    ]
    assert structure["furniture"] == ["Average rating:", "0 reviews"]
    assert "label_without_sign" in {w["code"] for w in structure["warnings"]}
    assert Interview.objects.count() == Publication.objects.count() == 0


def test_warnings_go_to_the_error_stream_with_their_place() -> None:
    _, err = run(str(SAMPLE), dry_run=True)
    assert f"{SAMPLE}:" in err


def test_an_unreadable_file_stops_everything_with_one_line(tmp_path: Path) -> None:
    broken = tmp_path / "broken.txt"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    with pytest.raises(CommandError) as stopped:
        run(str(SAMPLE), str(broken))
    assert "\n" not in str(stopped.value)
    assert str(broken) in str(stopped.value)
    assert Interview.objects.count() == 0


def test_a_missing_file_is_said_to_be_missing() -> None:
    with pytest.raises(CommandError, match=r"no-such\.txt: No such file"):
        run("no-such.txt")


def test_the_publication_is_asked_for_when_the_transcript_names_none(
    tmp_path: Path,
) -> None:
    nameless = other_version(tmp_path, "The Strait Courier\n", "")
    with pytest.raises(CommandError, match="--publication"):
        run(nameless)
    Publication.objects.create(name="One")
    run(nameless)
    assert Interview.objects.get().publication.name == "One"


def test_an_unknown_publication_is_refused() -> None:
    with pytest.raises(CommandError, match="no publication 'nowhere'"):
        run(str(SAMPLE), publication="nowhere")


def test_publishing_needs_an_answer(tmp_path: Path) -> None:
    Publication.objects.create(name="One")
    letter = tmp_path / "letter.txt"
    letter.write_text("A letter\n\nDear readers, this is no interview.\n", "utf-8")
    with pytest.raises(CommandError, match="no answer"):
        run(str(letter), "--publish")
    assert Interview.objects.count() == 0
    out, err = run(str(letter))
    assert out.startswith("created ")
    assert "does not look like an interview" in err

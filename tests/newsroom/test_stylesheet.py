"""The stylesheet that readers get is all the files in one; every file has its digest."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from pytest_django import Settings


@pytest.fixture
def collected(settings: Settings, tmp_path: Path) -> str:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "newsroom.stylesheet.JoinedStylesheetStorage"}
    }
    call_command("collectstatic", verbosity=0, interactive=False)
    (site,) = tmp_path.glob("css/site.*.css")
    assert site.with_name(site.name + ".br").exists()
    return site.read_text()


def test_it_imports_nothing_and_begins_with_the_order_of_the_layers(
    collected: str,
) -> None:
    assert "@import" not in collected and "/*" not in collected
    assert collected.lstrip().startswith("@layer tokens, base, layout, components")


def test_every_file_of_a_component_is_in_it(collected: str) -> None:
    folder = Path(settings.BASE_DIR, "static/css")
    files = sorted(folder.glob("components/*.css"))
    assert len(files) > 5
    for file in files:
        *_, last_rule = file.read_text().strip().removesuffix("}").strip().splitlines()
        assert last_rule.strip() in collected, file


def test_no_file_has_a_name_without_its_digest(collected: str) -> None:
    files = [file for file in Path(settings.STATIC_ROOT).rglob("*") if file.is_file()]
    bare = [file.name for file in files if not re.search(r"\.[0-9a-f]{8}\.", file.name)]
    assert bare == ["staticfiles.json"]


def test_scripts_import_each_other_by_these_names(collected: str) -> None:
    imported = [
        script.parent / name
        for script in Path(settings.STATIC_ROOT, "js").rglob("*.js")
        for name in re.findall(r'^(?:import|\}).*?"(\..+?)";', script.read_text(), re.M)
    ]
    assert len(imported) > 20
    assert [name for name in imported if not name.is_file()] == []

"""The files of deploy/ speak of what there is."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class

UNITS = sorted((settings.BASE_DIR / "deploy" / "systemd").iterdir())


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_call_commands_with_options_that_there_are(unit: Path) -> None:
    for name, words in re.findall(r"manage\.py (\w+)(.*)", unit.read_text()):
        command = load_command_class(get_commands()[name], name)
        parser = command.create_parser("manage.py", name)
        parser.parse_args(re.sub(r"\$\(.*?\)|'", "", words).split())


def test_each_timer_has_its_service() -> None:
    names = {unit.name for unit in UNITS}
    timers = {name for name in names if name.endswith(".timer")}
    assert timers
    assert {name.replace(".timer", ".service") for name in timers} <= names


def test_the_unit_serves_as_make_run_does() -> None:
    served = {}
    for name in ("Makefile", "deploy/systemd/newsroom.service"):
        text = (settings.BASE_DIR / name).read_text().replace("\\\n", " ")
        line = re.search(r"granian --interface .*", text)
        assert line
        served[name] = re.sub(r"--(port|workers) \S+", "", line[0]).split()
    one, other = served.values()
    assert one == other


def test_nginx_sends_everybody_on_to_https_before_it_looks_for_a_file() -> None:
    text = (settings.BASE_DIR / "deploy" / "nginx.conf").read_text()
    server = text[text.index("server {") :]
    assert "listen 80;" in server
    before_files = server[: server.index("location")]
    onward = "if ($scheme = http) { return 308 https://$server_name$request_uri; }"
    assert onward in before_files

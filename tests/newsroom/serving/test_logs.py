"""What stands in the logs, and what must not."""

import json
import logging
from typing import Any

import pytest
from django.test import Client

from newsroom.serving.logs import JsonLines


@pytest.fixture
def lines() -> Any:
    """Return what is logged meanwhile, a JSON object a line."""
    written: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(self.format(record))

    handler = Keep()
    handler.setFormatter(JsonLines())
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in written]
    logging.getLogger().removeHandler(handler)


def test_a_request_is_one_line_with_the_id_that_the_client_got(
    client: Client, lines: Any
) -> None:
    response = client.get("/healthz?who=ada@example.org", REMOTE_ADDR="203.0.113.9")
    (line,) = lines()
    assert line.pop("ms") >= 0 and line.pop("at").endswith("+00:00")
    assert line == {
        "level": "info",
        "from": "newsroom.request",
        "request": response["X-Request-ID"],
        "message": "answered",
        "method": "GET",
        "path": "/healthz",
        "status": 200,
    }


def test_no_text_can_forge_a_line(lines: Any) -> None:
    logging.getLogger("newsroom").warning('x\n{"level": "error"}\r\n\x1b[31m')
    (line,) = lines()
    assert line["level"] == "warning" and line["message"].startswith("x\n{")


@pytest.mark.django_db
def test_a_fault_keeps_its_trace_in_the_log_alone(
    lines: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise ValueError("a fault of ours")

    monkeypatch.setattr("newsroom.views.Interview.objects.published", fail)
    response = Client(raise_request_exception=False).get("/")
    fault, answered = lines()
    assert (
        "a fault of ours" in fault["error"] and "a fault of ours" not in response.text
    )
    assert fault["request"] == answered["request"] == response["X-Request-ID"]

from typing import Any

import pytest
from django.test import RequestFactory

from newsroom.posting import origin


@pytest.mark.parametrize(
    ("site", "sent_from", "expected"),
    [
        ("same-origin", None, "ours"),
        ("same-origin", "https://news.example", "ours"),
        ("same-origin", "null", "ours"),
        (None, "https://news.example", "ours"),
        (None, "http://testserver", "ours"),
        ("none", "https://news.example", "ours"),
        ("same-origin", "https://evil.example", "foreign"),
        ("cross-site", None, "foreign"),
        ("cross-site", "https://news.example", "foreign"),
        ("same-site", "https://news.example", "foreign"),
        ("nonsense", None, "foreign"),
        ("none", "null", "foreign"),
        (None, "null", "foreign"),
        (None, "http://news.example", "foreign"),
        (None, "https://news.example.evil.example", "foreign"),
        (None, "https://news.example:8443", "foreign"),
        (None, "http://testserver, https://evil.example", "foreign"),
        (None, None, "unknown"),
        ("none", None, "unknown"),
    ],
)
def test_what_a_browser_says_decides(
    settings: Any, site: str | None, sent_from: str | None, expected: str
) -> None:
    settings.SITE_URL = "https://news.example"
    said = {"Sec-Fetch-Site": site, "Origin": sent_from}
    headers = {name: value for name, value in said.items() if value is not None}
    request = RequestFactory().post("/", headers=headers)
    assert origin.of(request) == expected

"""What tests of the import desk send and read."""

import html
import re
from typing import Any

from django.test import Client

from interviews.models import Interview

IMPORT = "/admin/interviews/interview/import/"
TEXT = """Clay remembers everything

Port Alder, 7 March 2023

A first paragraph of the introduction, with a few words in it.

Hester Blom: Why clay, of all things?

Noor Abbasi: Because it was under my feet. And then I stayed with it.

It dries as it likes.

Hester Blom: And the kiln?

Noor Abbasi: My uncle built it.

Share this article
"""


def fields(page: str) -> dict[str, str]:
    """Return what the form of a proof would send if its button were pressed."""
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        if name := re.search(r'name="([^"]+)"', tag):
            value = re.search(r'value="([^"]*)"', tag)
            if 'type="checkbox"' not in tag:
                found[name[1]] = html.unescape(value[1]) if value else ""
    for name, inner in re.findall(
        r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL
    ):
        found[name] = html.unescape(inner)
    for name, inner in re.findall(
        r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL
    ):
        chosen = re.search(r'value="([^"]*)" selected', inner)
        found[name] = chosen[1] if chosen else ""
    found.pop("csrfmiddlewaretoken", None)
    return found


def read_in(client: Client, text: str = TEXT, **more: Any) -> str:
    response = client.post(IMPORT, {"text": text, **more})
    assert response.status_code == 200
    return response.text


def press(client: Client, page: str, button: str, **changes: Any) -> Any:
    return client.post(IMPORT, {**fields(page), **changes, "do": button})


def correct(client: Client, page: str, button: str, **changes: Any) -> str:
    """Press a button that the page has."""
    assert f'value="{button}"' in page
    response = press(client, page, button, **changes)
    assert response.status_code == 200
    return str(response.text)


def draft(client: Client, page: str, **changes: Any) -> Interview:
    response = press(client, page, "create", **changes)
    interview = Interview.objects.latest("pk")
    assert response.status_code == 302
    assert response.url == f"/admin/interviews/interview/{interview.pk}/change/"
    return interview


def rows(interview: Interview) -> list[tuple[str, str]]:
    return list(interview.questions.values_list("text", "answer"))


FEET = "Because it was under my feet. And then I stayed with it."
FIRST = ("Why clay, of all things?", f"{FEET}\n\nIt dries as it likes.")
SECOND = ("And the kiln?", "My uncle built it.")

"""What tests of the desk's pages send."""

from typing import Any

from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from interviews.models import Interview

LIST = "/admin/interviews/interview/"
QUEUE = "/admin/interviews/rating/"


def act(client: Client, address: str, action: str, *rows: Any) -> str:
    data = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(address, data, follow=True).text


def form_data(interview: Interview, **changes: Any) -> dict[str, Any]:
    """Return what the change form of a one-question interview sends back."""
    question = interview.questions.get()
    data = {
        "publication": interview.publication_id,
        "opened_at": Interview.objects.values_list("version").get(pk=interview.pk)[0],
        "headline": interview.headline,
        "language": "en",
        "slug": interview.slug,
        "speakers-TOTAL_FORMS": 0,
        "speakers-INITIAL_FORMS": 0,
        "corrections-TOTAL_FORMS": 0,
        "corrections-INITIAL_FORMS": 0,
        "questions-TOTAL_FORMS": 1,
        "questions-INITIAL_FORMS": 1,
        "questions-0-id": question.pk,
        "questions-0-interview": interview.pk,
        "questions-0-position": 1,
        "questions-0-text": question.text,
        "questions-0-answer": question.answer,
    }
    return data | changes


def typed_in(client: Client, interview: Interview) -> dict[str, Any]:
    """Return what a browser sends when nothing on the open form is touched."""
    page = LexborHTMLParser(client.get(f"{LIST}{interview.pk}/change/").text)
    (form,) = page.css("form#interview_form")
    data: dict[str, Any] = {}
    for field in form.css("input, textarea, select"):
        name, kind = field.attributes.get("name"), field.attributes.get("type")
        if not name or kind in ("submit", "file") or "__prefix__" in name:
            continue
        if field.tag == "select":
            chosen = field.css_first("option[selected]")
            data[name] = (chosen.attributes.get("value") or "") if chosen else ""
        elif kind in ("checkbox", "radio"):
            if "checked" in field.attributes:
                data[name] = field.attributes.get("value") or "on"
        elif field.tag == "textarea":
            data[name] = field.text().removeprefix("\n")
        else:
            data[name] = field.attributes.get("value") or ""
    return data

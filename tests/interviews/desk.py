"""What tests of the desk's pages send."""

from typing import Any

from django.test import Client

from interviews.models import Interview
from tests.fields import fields

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
    return fields(client.get(f"{LIST}{interview.pk}/change/").text)

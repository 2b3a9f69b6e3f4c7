"""A pull quote is what the answer says, word for word."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from interviews.models import Question
from tests.factories import make_interview

pytestmark = pytest.mark.django_db

ANSWER = "We *never* closed.\n\nThe harbour’s light\nburns at noon, and it is “ours”."


def question(quote: str) -> Question:
    question = make_interview().questions.get()
    question.answer, question.pull_quote = ANSWER, quote
    return question


@pytest.mark.parametrize(
    "quote",
    [
        "We never closed.",
        "The harbour's light burns at noon",
        'it is "ours".',
        "closed. The harbour’s light",
    ],
)
def test_words_of_the_answer_are_taken(quote: str) -> None:
    question(quote).full_clean()


@pytest.mark.parametrize("quote", ["We often closed.", "we never closed.", "Question"])
def test_other_words_are_refused(quote: str) -> None:
    with pytest.raises(ValidationError) as refused:
        question(quote).full_clean()
    assert refused.value.message_dict == {
        "pull_quote": ["The answer does not say this word for word."]
    }


def test_it_is_shown_as_long_as_the_answer_says_it(client: Client) -> None:
    row = question("We never closed.")
    row.save()

    def shown() -> list[str]:
        text = client.get(row.interview.get_absolute_url()).text
        return [node.text() for node in LexborHTMLParser(text).css("aside.pull p")]

    assert shown() == ["We never closed."]
    row.answer = "We closed once."
    row.save()
    assert shown() == []

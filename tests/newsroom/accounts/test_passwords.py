"""Which passwords are refused beside short and common ones."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from tests.factories import PASSWORD, make_staff


@pytest.mark.parametrize(
    "password",
    [
        *(
            "editoreditor",
            "EditoreditoR",
            "abcabcabcabca",
            "aaaaaaaaaaaaa",
            "паропаропаро",
        ),
        *(
            "123456789012",
            "098765432109",
            "qwertyuiopas",
            "Qwerty123456",
            "123qwe456asd",
        ),
        *("abcdefghijklm", "йцукенгшщзхъ", "zyxwvutsrqpo", "asdfghjkl123!"),
    ],
)
def test_repetitions_and_rows_of_keys_are_refused(password: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert "password_pattern" in [each.code for each in refused.value.error_list]


@pytest.mark.parametrize(
    "password",
    [
        *("a tide clock stops", "editor and editor", "harbour-12345-lamp"),
        *("қоңыр қоян күлді", PASSWORD, "123456 tern 7890", "8f3kq0zmv21x"),
    ],
)
def test_words_that_have_nothing_to_do_with_each_other_are_taken(password: str) -> None:
    validate_password(password)


@pytest.mark.django_db
def test_the_desk_says_why_in_words(client: Client) -> None:
    client.force_login(make_staff("Editor"))
    typed = {"old_password": PASSWORD, "new_password1": "editoreditor"}
    typed["new_password2"] = "editoreditor"
    page = client.post("/admin/password_change/", typed).text
    assert "Not a short piece over and over" in page

import pytest

from newsroom.models import Person, Publication
from newsroom.slugs import make_slug

pytestmark = pytest.mark.django_db


def test_a_slug_keeps_the_letters_of_its_script() -> None:
    assert Person.objects.create(name="Айгүл Сәрсен").slug == "айгүл-сәрсен"


def test_the_same_name_twice_gets_a_number() -> None:
    names = [Person.objects.create(name="Ada Lund").slug for _ in range(3)]
    assert names == ["ada-lund", "ada-lund-2", "ada-lund-3"]


def test_a_name_without_letters_gets_a_slug_all_the_same() -> None:
    assert len(Person.objects.create(name="🎙️!").slug) == 8


def test_a_long_name_is_cut_between_words() -> None:
    slug = make_slug("harbour " * 20, Publication.objects.all(), length=20)
    assert slug == "harbour-harbour"

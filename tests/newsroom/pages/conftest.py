from collections.abc import Iterator
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application

from interviews.models import Interview
from newsroom.pages import shelf, versions, warming
from newsroom.pages.store import Store


@pytest.fixture
def django() -> Any:
    """The application without a store."""
    return get_wsgi_application()


@pytest.fixture
def make_store(django: Any, transactional_db: None) -> Iterator[Any]:
    """Make stores as so many processes have: memories apart, one disk for all."""
    shelf.shared().remove(None)
    versions.shared().move(None, remove=True)

    def make(application: Any = django) -> Store:
        return Store(application, Interview.objects.next_moment, versions.shared())

    yield make
    warming.fetch = None
    shelf.shared().close()


@pytest.fixture
def store(make_store: Any) -> Store:
    return make_store()

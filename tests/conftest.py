import importlib
import pkgutil
import shutil
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings

import interviews.migrations
from newsroom.accounts.groups import grant


@pytest.fixture(scope="session", autouse=True)
def _scratch_data() -> Iterator[None]:
    """Take away the data folder that this run was given."""
    yield
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)


@pytest.fixture(autouse=True)
def _no_postman(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave letters where they are: a test sends them itself, in its own time."""
    monkeypatch.setattr("newsroom.mail.wake", lambda: None)


@pytest.fixture
def groups(transactional_db: None) -> None:
    """Make the desk's groups anew: a test that commits begins with empty tables."""
    for found in pkgutil.iter_modules(interviews.migrations.__path__):
        migration = importlib.import_module(f"interviews.migrations.{found.name}")
        if hasattr(migration, "GROUPS"):
            grant(apps, migration.GROUPS)


@pytest.fixture
def first_pages(transactional_db: None) -> None:
    """Make the editable pages anew, as a migration made them for the newsroom."""
    # Not `serialized_rollback`: what Django kept for it hangs on a connection that
    # tests in a browser do not have; Playwright's loop gives this thread another.
    importlib.import_module("newsroom.migrations.0005_first_pages").write(apps, None)

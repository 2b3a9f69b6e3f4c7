import importlib
import shutil
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings


@pytest.fixture(scope="session", autouse=True)
def _scratch_data() -> Iterator[None]:
    """Take away the data folder that this run was given."""
    yield
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)


@pytest.fixture
def groups(transactional_db: None) -> None:
    """Make the desk's groups anew: a test that commits begins with empty tables."""
    importlib.import_module("interviews.migrations.0002_groups").make_groups(apps, None)

import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings


@pytest.fixture(scope="session", autouse=True)
def _scratch_data() -> Iterator[None]:
    """Take away the data folder that this run was given."""
    yield
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)

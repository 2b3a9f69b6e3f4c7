"""The product's settings, with what tests must not share with a real newsroom."""

import os
import tempfile
from pathlib import Path

os.environ["SECRET_KEY"] = (
    "a-key-for-tests-only-with-more-than-fifty-letters-0123456789"
)
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="newsroom-tests-")
os.environ.setdefault("DATABASE_URL", f"sqlite:///{os.environ['DATA_DIR']}/db.sqlite3")

from newsroom.settings import *  # noqa: E402, F403 -- the environment comes first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
Path(os.environ["DATA_DIR"], "static").mkdir()

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as in the product: threads of one test meet on it as processes would.
    test_file = Path(os.environ["DATA_DIR"], "test.sqlite3")
    DATABASES["default"]["TEST"] = {"NAME": test_file}  # noqa: F405

# Old zone data is told of at the start of a newsroom; it is the machine's, not the code's.
SILENCED_SYSTEM_CHECKS.append("newsroom.W001")  # noqa: F405

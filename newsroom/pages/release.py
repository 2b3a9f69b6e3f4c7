"""A name for what is installed: pages of another release are not served."""

import hashlib
from pathlib import Path

from django.conf import settings

CODE = ("interviews", "newsroom", "templates")
ENDINGS = {".py", ".html", ".txt", ".mo", ".svg"}
# Settings that pages show or that say whose pages they are.
SHOWN = ["SITE_URL", "SITE_NAME", "LANGUAGE_CODE", "TIME_ZONE", "DATABASES", "DEBUG"]
SHOWN += ["PAGES_FOR_NGINX"]  # what was finished without it never came to nginx


def current() -> str:
    """Return a digest of the code, the templates, the static files and the settings."""
    digest = hashlib.blake2b(digest_size=12)
    for name in SHOWN:
        digest.update(repr(getattr(settings, name)).encode())
    for file in (settings.STATIC_ROOT / "staticfiles.json", *_files()):
        try:
            found = file.stat()
        except OSError:
            continue
        digest.update(f"{file} {found.st_size} {found.st_mtime_ns}".encode())
    return digest.hexdigest()


def _files() -> list[Path]:
    folders = [settings.BASE_DIR / name for name in CODE]
    files = [settings.BASE_DIR / "requirements.txt"]
    for folder in folders:
        files += [file for file in folder.rglob("*") if file.suffix in ENDINGS]
    return sorted(files)

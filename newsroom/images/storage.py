"""Where pictures lie: each file is there whole, or not at all."""

import contextlib
from pathlib import PurePath
from typing import Any

from django.core.files.storage import FileSystemStorage


class WholeFiles(FileSystemStorage):
    def _save(self, name: str, content: Any) -> str:
        """Write a file under a name that is new; leave no half of it on a full disk."""
        try:
            return str(super()._save(name, content))  # type: ignore[misc]
        except OSError:
            self.delete(name)
            with contextlib.suppress(OSError):  # others lie in the folder
                self.delete(str(PurePath(name).parent))
            raise

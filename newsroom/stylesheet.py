"""One stylesheet for readers, from a file a component.

``css/site.css`` only imports the others. A browser would fetch them one after another,
so ``collectstatic`` puts their words in its place; in development it stays as it is.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

SITE = "css/site.css"
IMPORT = re.compile(r'^@import url\("(.+)"\);$', re.MULTILINE)
COMMENT = re.compile(r"\s*/\*.*?\*/", re.DOTALL)


class JoinedStylesheetStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # it has no types
    # Scripts import each other by names that say what is in them, as pages do.
    support_js_module_import_aggregation = True

    def file_hash(self, name: str, content: Any = None) -> str | None:
        """Return a short one: a page names eight files, and no sign of it compresses."""
        whole: str | None = super().file_hash(name, content)
        return whole[:8] if whole else whole

    def post_process(
        self, paths: dict[str, Any], *args: Any, **options: Any
    ) -> Iterator[Any]:
        if not options.get("dry_run"):
            self.delete(SITE)
            self.save(SITE, ContentFile(_joined(paths).encode()))
            paths = {**paths, SITE: (self, SITE)}
        yield from super().post_process(paths, *args, **options)


def _joined(paths: dict[str, Any]) -> str:
    def words(name: str) -> str:
        storage, path = paths[name]
        with storage.open(path) as file:
            return str(file.read().decode())

    imported = IMPORT.sub(lambda match: words(f"css/{match[1]}"), words(SITE))
    return COMMENT.sub("", imported)

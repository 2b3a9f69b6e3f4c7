"""Fields of the desk's forms that browsers do not have by themselves."""

import re
from typing import Any

from django import forms

BREAKABLE = re.compile(r"[^\S\u00a0\u202f]+")


class MarkupInput(forms.Textarea):
    """Text in our small markup; the desk's scripts give it a toolbar."""

    def __init__(self, rows: int = 4) -> None:
        super().__init__({"rows": rows, "dir": "auto", "data-markup": ""})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Browsers send two signs for the end of a line; we keep one."""
        sent = super().value_from_datadict(data, files, name)
        return sent.replace("\r\n", "\n") if isinstance(sent, str) else sent


class OneLineInput(forms.Textarea):
    """One line of text that wraps, so that all of it is seen; it has no line breaks."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {"rows": 2, "dir": "auto", "data-one-line": "", **(attrs or {})}
        )

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Make any space one space: browsers without scripts send line breaks."""
        sent = super().value_from_datadict(data, files, name)
        return BREAKABLE.sub(" ", sent) if isinstance(sent, str) else sent

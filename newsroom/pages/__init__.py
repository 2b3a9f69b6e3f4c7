"""The page store: finished public pages, kept until what they show changes.

Writers call ``changed`` inside their transaction; that is all they need to know.
"""

from newsroom.pages.changes import changed

__all__ = ["changed"]

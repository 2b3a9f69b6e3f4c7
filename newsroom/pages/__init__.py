"""The page store: finished public pages, kept until what they show changes.

- Writers call ``changed`` inside their transaction, and ``warm`` after a publish.
- Views whose page is the same for every reader are ``stored``; ``depends_on`` names
  what else ends the page.
- ``keeping_pages`` is the WSGI callable around Django.
"""

from newsroom.pages.changes import changed
from newsroom.pages.store import keeping_pages
from newsroom.pages.warming import warm
from newsroom.pages.wish import depends_on, stored

__all__ = ["changed", "depends_on", "keeping_pages", "stored", "warm"]

"""From a transcript as it arrived to a structured interview. Pure Python: no Django.

The steps of the work, a module each::

    bytes --read()--> Source(blocks) --parse()--> Transcript

``read`` knows file formats and nothing of interviews; ``parse`` knows interviews and
nothing of files; ``Transcript`` is what the rest of the product sees. ``notation`` is
the other way about: an interview as a text to be edited, without any guessing.
"""

from interviews.transcripts.parse import parse
from interviews.transcripts.read import read
from interviews.transcripts.source import Unreadable
from interviews.transcripts.transcript import Transcript

__all__ = ["Transcript", "Unreadable", "parse", "read"]

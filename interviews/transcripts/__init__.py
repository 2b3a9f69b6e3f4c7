"""From a transcript as it arrived to a structured interview. Pure Python: no Django.

The steps of the work, a module each::

    bytes --read()--> Source(blocks) --parse()--> Transcript --write()--> text again

``read`` knows file formats and nothing of interviews; ``parse`` knows interviews and
nothing of files; ``Transcript`` is what the rest of the product sees.
"""

from interviews.transcripts.parse import parse
from interviews.transcripts.read import read
from interviews.transcripts.source import Unreadable
from interviews.transcripts.styles import Style
from interviews.transcripts.transcript import Transcript
from interviews.transcripts.write import write

__all__ = ["Style", "Transcript", "Unreadable", "parse", "read", "write"]

"""An import under way: it lives in the form, nothing is stored before the draft is."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.core import signing

from interviews.transcripts import corrections, parse
from interviews.transcripts.packing import pack, unpack
from interviews.transcripts.proof import Proof
from interviews.transcripts.source import Source

SALT = "interviews.import"
LONGEST = 9 * 1024 * 1024  # letters of a sealed source in a form


class Broken(ValueError):  # noqa: N818 -- a state of the input
    """What the form carried is not what this desk gave out."""


@dataclass(slots=True)
class Work:
    """A source that was read, and what was corrected since. ``digest`` is the SHA-256
    of the source as it arrived, ``name`` the file's."""

    source: Source
    digest: str
    name: str = ""
    corrections: list[list[Any]] = field(default_factory=list)

    def sealed(self) -> str:
        """Return the source in a form that nobody else can make."""
        values = [self.digest, self.name, pack(self.source)]
        return signing.dumps(values, salt=SALT, compress=True)

    @classmethod
    def opened(cls, sealed: str, done: str) -> "Work":
        """Return the work that a form carries; Broken if it was tampered with."""
        try:
            digest, name, packed = signing.loads(sealed, salt=SALT)
        except (signing.BadSignature, ValueError) as error:
            raise Broken from error
        return cls(unpack(packed), digest, name, _corrections(done))

    def proof(self) -> Proof:
        """Return the proof as it is now; corrections.Refused if one does not fit."""
        proof = Proof.of(parse(self.source), self.source)
        for correction in self.corrections:
            corrections.apply(proof, correction)
        return proof


def _corrections(done: str) -> list[list[Any]]:
    try:
        values = json.loads(done or "[]")
    except (ValueError, RecursionError) as error:
        raise Broken from error
    if not isinstance(values, list) or len(values) > corrections.MOST:
        raise Broken
    if not all(isinstance(value, list) and value for value in values):
        raise Broken
    return values

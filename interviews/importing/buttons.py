"""From the button that an editor pressed on a proof to the correction that it means."""

from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.transcripts.proof import Proof

# What is said once it is done, and where the work goes on: so many turns further down,
# None where the turn is gone.
DONE: dict[str, tuple[Any, int | None]] = {
    "merge": (gettext_lazy("Merged with the turn above."), -1),
    "split": (gettext_lazy("Split into two turns."), 1),
    "swap": (gettext_lazy("Question and answer are swapped here."), 0),
    "swap-from": (gettext_lazy("Question and answer are swapped from here on."), 0),
    "to-intro": (gettext_lazy("Everything up to here is intro now."), None),
    "to-closing": (gettext_lazy("Everything from here on is closing now."), None),
    "from-intro": (gettext_lazy("The interview begins here now."), None),
    "from-closing": (gettext_lazy("The last answer goes on to here now."), None),
    "aside": (gettext_lazy("The paragraph is set aside."), 0),
    "restore": (gettext_lazy("The line is back in its place."), None),
    "speaker": (gettext_lazy("The speaker of this turn is changed."), 0),
}


@dataclass(slots=True)
class Asked:
    """What a button asks for: corrections, or to undo the last. ``said`` is told to the
    editor, as a refusal where ``refused``; ``turn`` is where the work goes on."""

    corrections: list[list[Any]] = field(default_factory=list)
    said: str = ""
    turn: int | None = None
    undo: bool = False
    refused: bool = False


def ask(button: str, proof: Proof, data: QueryDict) -> Asked:
    """Return what a button's value, such as ``"split 4 1"``, asks for."""
    verb, *typed = button.split() or [""]
    values: list[Any] = [_value(each) for each in typed]
    match verb, values:
        case "", []:  # Enter was pressed in a field
            return _typed(proof, data)
        case "undo", []:
            return Asked(undo=True, said=_("The last correction is undone."))
        case "words", []:
            return _split_where(proof, data.get("words", ""))
        case "add", []:
            return _add(data.get("new_name", ""))
        case "person", [int(at)] if at < len(proof.speakers):
            return _person(proof, at, data)
        case "speaker", [int(), int(at)] if at < len(proof.speakers):
            values[1] = proof.speakers[at].name
        case "speaker", [int(), "nobody"]:
            values[1] = ""
        case _ if verb not in DONE:
            return Asked()
    said, further = DONE[verb]
    first = values[0] if values else None
    turn = None
    if isinstance(first, int) and further is not None:
        turn = max(first + further, 0)
    return Asked([[verb, *values]], str(said), turn)


def _typed(proof: Proof, data: QueryDict) -> Asked:
    """Return what a field asks for that something was written in."""
    words, name = str(data.get("words", "")), str(data.get("new_name", ""))
    if words.strip():
        return _split_where(proof, words)
    return _add(name) if name.strip() else Asked()


def _value(typed: str) -> int | str:
    return (
        int(typed)
        if typed.isascii() and typed.isdecimal() and len(typed) < 9
        else typed
    )


def _split_where(proof: Proof, words: str) -> Asked:
    """Split the one turn in which these words stand, before them."""
    words = " ".join(words.split())
    found = [
        (at, n, str(paragraph.text).find(words))
        for at, turn in enumerate(proof.turns)
        for n, paragraph in enumerate(turn.paragraphs)
        if words and words in str(paragraph.text)
    ]
    if not words:
        said = _("Write the first words of the part that begins a new turn.")
    elif not found:
        said = _("No turn has the words “%(words)s”.") % {"words": words}
    elif len(found) > 1 or str(_text(proof, found[0])).count(words) > 1:
        said = _("“%(words)s” stands in several places: write more of it.") % {
            "words": words
        }
    else:
        at, n, offset = found[0]
        return Asked([["split", at, n, offset]], str(DONE["split"][0]), at + 1)
    return Asked(said=said, refused=True)


def _text(proof: Proof, found: tuple[int, int, int]) -> Any:
    return proof.turns[found[0]].paragraphs[found[1]].text


def _add(name: str) -> Asked:
    if not (name := " ".join(name.split())):
        return Asked(said=_("Write the name of the speaker to add."), refused=True)
    said = _("%(name)s is added: now choose their turns.") % {"name": name}
    return Asked([["add", name]], said)


def _person(proof: Proof, at: int, data: QueryDict) -> Asked:
    """Take over what the form says of one speaker: name, role, person."""
    speaker = proof.speakers[at]
    name = " ".join(data.get(f"name-{at}", "").split()) or speaker.name
    role = data.get(f"role-{at}", speaker.role)
    person = data.get(f"person-{at}") or "0"  # nothing chosen: in no register
    asked = Asked(said=_("%(name)s is changed everywhere.") % {"name": name})
    if role != speaker.role:
        asked.corrections.append(["role", speaker.name, role])
    if person.isdecimal() and int(person) != proof.people.get(speaker.name, 0):
        asked.corrections.append(["join", speaker.name, int(person)])
    if name != speaker.name:
        asked.corrections.append(["rename", speaker.name, name])
    if not asked.corrections:
        asked.said = _("Nothing to change.")
    return asked

"""Who speaks: short forms resolved to the fullest name the document gives."""

from interviews.transcripts.matching import folded


def initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isalpha()).casefold()


def full_names(names: list[str], also: list[str]) -> dict[str, str]:
    """Return the full name for each name, folded; ``also`` are names in the text.

    The fullest label comes first: ``Hester Blom``, then ``Blom`` and ``HB``.
    """
    full: dict[str, str] = {}
    known = sorted({*names, *also}, key=lambda name: (-len(name.split()), -len(name)))
    for name in names:
        matches = [other for other in known if _is_short_for(name, other)]
        full[folded(name)] = matches[0] if len(matches) == 1 else name
    return full


def _is_short_for(short: str, name: str) -> bool:
    words, parts = folded(short).split(), folded(name).split()
    if len(parts) <= len(words) and len(words) > 1 or len(parts) < 2:
        return False
    joined = "".join(words).replace(".", "")
    if short.isupper() and 1 < len(joined) <= 4 and joined == initials(name):
        return True
    return len(words) < len(parts) and words == parts[-len(words) :]

"""Guess the language of a text from its script and its commonest words."""

from collections import Counter

from interviews.transcripts.grammar.matching import words

_SCRIPTS = (
    ("ar", "\u0600", "\u06ff"),
    ("he", "\u0590", "\u05ff"),
    ("ja", "\u3040", "\u30ff"),
    ("ko", "\uac00", "\ud7a3"),
    ("hi", "\u0900", "\u097f"),
    ("zh", "\u4e00", "\u9fff"),
    ("ru", "\u0400", "\u04ff"),
)
# Letters that one language of a script has and the commonest one has not.
_LETTERS = {
    "ru": (
        ("kk", "әғқңұһ"),
        ("uk", "їєґі"),
        ("ky", "ңүө"),
        ("uz", "ўҳқғ"),
        ("tt", "җәүң"),
    ),
    "ar": (("fa", "پچژگک"),),
}
_COMMON = {
    "en": "the and of to that is was for you with it what did do in how my not",
    "fr": "le la les des et est une vous nous pour que qui dans pas en du je ce au",
    "de": "der die das und ist nicht ein wir sie mit ich zu wie es war haben den im",
    "es": "el los las una que por con para pero como qué y se en del cuándo está yo usted",
    "pt": "não uma que com para mais como dos ao os é do da em você quando e eu foi",
    "it": "il che non una per sono con della di gli è ma quando lo dei nel alle si",
    "nl": "het een van niet dat zijn voor met wij maar ik is wat en op te de u",
    "af": "die nie het ons en vir wat jy sy is van dit wanneer ek om dat was baie",
    "tr": "bir ve bu için ne çok var ile daha gibi değil mi ben zaman kadar olarak",
    "kk": "jäne bir emes üşin men bul bolyp",
    "uz": "va bir bu uchun bilan men ham nima edi qachon",
    "sw": "na ya wa kwa ni katika hii lakini nini wewe sana hivi yako",
    "zu": "ukuthi futhi kodwa uma ngoba lapho yini wena umbuzo impendulo ngiyabonga",
}


def guess(text: str) -> str:
    """Return a language code, "" if nothing speaks for one."""
    lower = text.lower()
    letters = Counter(lower)
    total = sum(count for letter, count in letters.items() if letter.isalpha())
    if not total:
        return ""
    for code, low, high in _SCRIPTS:
        own = sum(count for letter, count in letters.items() if low <= letter <= high)
        if own * 4 > total:
            return _near(code, letters, own)
    counts = Counter(words(lower))
    scores = {
        code: sum(counts[word] for word in common.split())
        for code, common in _COMMON.items()
    }
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] > 1 else ""


def _near(code: str, letters: Counter[str], total: int) -> str:
    """Return the language of the script whose own letters the text has most of."""
    for near, signs in _LETTERS.get(code, ()):
        if sum(letters[sign] for sign in signs) > total * 0.02:
            return near
    return code

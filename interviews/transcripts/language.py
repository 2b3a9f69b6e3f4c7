"""Guess the language of a text from its script and its commonest words."""

from collections import Counter

from interviews.transcripts.matching import words

_SCRIPTS = (
    ("ar", "؀", "ۿ"), ("he", "֐", "׿"), ("ja", "぀", "ヿ"), ("ko", "가", "힣"),
    ("hi", "ऀ", "ॿ"), ("zh-hans", "一", "鿿"), ("ru", "Ѐ", "ӿ"),
)  # fmt: skip
_LETTERS = {"kk": "әғқңөұүһі", "uk": "їєґ", "fa": "پچژگ"}
_COMMON = {
    "en": "the and of to that is was for you with",
    "fr": "le la les des et est une vous nous pour",
    "de": "der die das und ist nicht ein wir sie mit",
    "es": "el los las una que por con para pero como",
    "pt": "não uma que com para mais como dos ao os",
    "it": "il che non una per sono con della di gli",
    "nl": "het een van niet dat zijn voor met wij maar",
    "af": "die nie het ons en vir wat jy sy is",
    "tr": "bir ve bu için ne çok var ile daha gibi",
}


def guess(text: str) -> str:
    """Return a language code, "" if nothing speaks for one."""
    for code, low, high in _SCRIPTS:
        letters = [letter for letter in text.lower() if low <= letter <= high]
        if len(letters) * 3 > len(text):
            for near, signs in _LETTERS.items():
                like = {"kk": "ru", "uk": "ru", "fa": "ar"}[near]
                share = sum(letter in signs for letter in letters) / len(letters)
                if like == code and share > 0.02:
                    return near
            return code
    counts = Counter(words(text))
    scores = {
        code: sum(counts[word] for word in common.split())
        for code, common in _COMMON.items()
    }
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] > 1 else ""

"""Words made comparable: case, accents and signs gone, one space between each.

Both the index and every query pass here and nowhere else, so that neither database
adds a notion of its own of what a letter is.
"""

import re
import unicodedata

LONGEST_WORD = 60

# Chinese, Japanese and Thai do not part their words: each letter stands as one.
SINGLE = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
WORD = re.compile(rf"(?=\w)[{SINGLE}]|[^\W_{SINGLE}]+")
LAST_PLANE = (
    0x20000  # beyond it Unicode has no marks, and looking takes each start long
)
MARKS = re.compile(
    "["
    + "".join(chr(n) for n in range(0x300, LAST_PLANE) if unicodedata.combining(chr(n)))
    + "\u0640]"  # the Arabic stretch
)
# Letters that are written two ways and that Unicode does not take apart; the Kazakh
# ones are typed as the Russian ones where the keyboard has no others.
SAME = str.maketrans(
    dict(zip("әғқңөұүһі", "агкноуухи", strict=True))
    | {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"}
    | {"ı": "i", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه"}
)


def fold(text: str) -> str:
    """Return the words of ``text``: ``"Ça va, ÉCOLE?"`` is ``"ca va ecole"``."""
    if text.isascii():
        text = text.lower()
    else:
        text = unicodedata.normalize("NFKD", text).casefold()
        text = MARKS.sub("", unicodedata.normalize("NFKD", text)).translate(SAME)
        text = unicodedata.normalize("NFC", text)
    return " ".join(word[:LONGEST_WORD] for word in WORD.findall(text))

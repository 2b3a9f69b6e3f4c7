"""Invented talk: the same for the same seed, in plain words that a search can find."""

from random import Random
from typing import NamedTuple

PLAIN = """harbour bread winter letter river engine garden school market bridge lantern
orchard signal kitchen voyage weather ladder copper window village archive festival
glacier violin pepper station meadow compass thunder pottery journal captain island
blanket pigeon magnet quarry saddle tunnel velvet walnut yellow zephyr anchor basket
candle desert ember falcon ginger hammer indigo jacket kettle lemon marble needle
""".split()
COMMON = "people"  # in every interview
HALF = "water"  # in every second one
RARE = "ptarmigan"  # in one of a thousand
SMALL = (
    "the of and to we had were with from it that this for but not when there".split()
)
FIRST = """
Ada Bela Chidi Dana Emre Farida Goran Hana Ines Jonas Kira Leyla Marek Nadia
""".split()
LAST = """
Lund Okoro Varga Petrov Sato Mbeki Rossi Dahl Novak Khan Ortiz Weiss Aziz Moreau
""".split()
COUNTRIES = "Norway Ghana Hungary Japan Kenya Italy Czechia Peru".split()
POSTS = ["Harbour master", "Minister of transport", "Head teacher", "Baker", "Engineer"]


class Exchange(NamedTuple):
    question: str
    answer: str


def sentence(random: Random, length: int) -> str:
    words = [random.choice(PLAIN if n % 3 else SMALL) for n in range(length)]
    return " ".join(words).capitalize() + "."


class Talk:
    """A stock of exchanges, each ``words`` long, that interviews are put together from."""

    STOCK = 500

    def __init__(self, random: Random, words: int) -> None:
        self.stock = [self._exchange(random, words) for _ in range(self.STOCK)]

    @staticmethod
    def _exchange(random: Random, words: int) -> Exchange:
        asked = max(4, words // 5)
        question = sentence(random, asked).rstrip(".") + "?"
        paragraphs, left = [], max(6, words - asked)
        while left > 0:
            paragraphs.append(
                " ".join(
                    sentence(random, 12) for _ in range(max(1, min(left, 96) // 12))
                )
            )
            left -= 96
        return Exchange(question, "\n\n".join(paragraphs))

"""What invented readers thought of the interviews, by the name of the file."""

from typing import NamedTuple


class Review(NamedTuple):
    """Stars, words and what became of them.

    ``decision`` is ``approve``, ``reject``, ``spam`` or ``withdraw``; without one the
    words wait for a moderator, and stars alone count.
    """

    score: int
    words: str = ""
    name: str = ""
    decision: str = ""
    email: str = ""
    reason: str = ""
    note: str = ""
    reply: str = ""


REVIEWS = {
    # Twelve count: 52 stars, 4.3 on average.
    "01-tide-clock": [
        Review(5),
        Review(5, "I have walked past that stone for years.", "Oyvind R.", "approve"),
        Review(4),
        Review(1, "Cheap watches, waterproof, free delivery!!!", "", "spam"),
        Review(
            4,
            "The fish in the margin will stay with me. I read the last answer aloud"
            " to my class, and nobody asked for the next slide.",
            "Palesa",
            "approve",
            email="palesa@example.org",
        ),
        Review(4),
        Review(5),
        Review(
            3,
            "I wanted more about the instruments: what does the float hang from?",
            "Hugo",
            "approve",
            reply="From a copper wire, renewed every spring. It is in the next piece.",
        ),
        Review(4),
        Review(
            2,
            "What nonsense from a silly woman.",
            "Anon",
            "reject",
            reason="personal",
            note="Please say what you think of the answers, not of the person.",
        ),
        Review(5, "Short, exact and quietly alarming.", "", "approve"),
        Review(4),
        Review(3, "I take this back.", "Gil", "withdraw"),
        Review(5),
        Review(4),
        Review(
            4,
            "Is the ledger open to visitors in winter?",
            "Noor",
            email="noor@example.org",
        ),
    ],
    "02-bread-and-voltage": [
        Review(5, "“Nobody drives away from a face.” Yes.", "Ana Lucía", "approve"),
        Review(4),
        Review(5),
        Review(4, "More of the baker, please.", "Wim", "approve"),
        Review(3),
    ],
    "03-library-of-smells": [
        Review(5, "The jetty smelled exactly like that.", "Tunde", "approve"),
        Review(4),
    ],
    "04-referee": [
        Review(5, "Je le ferai lire à mon équipe.", "Maëlle", "approve"),
        Review(4),
        Review(4, "Une belle leçon de calme, à tous les âges."),
        Review(5, "Et le sifflet sans bille existe : j’en ai un.", "Yann", "approve"),
    ],
    "05-steppe-school": [
        Review(5, "Глобус уже отправлен.", "Ержан", "approve"),
        Review(5),
        Review(4, "Прочитали вслух всей семьёй.", "Марина", "approve"),
    ],
    "06-dombra": [Review(5, "Әкемнің домбырасы есіме түсті.", "Гүлнар", "approve")],
    "07-maps": [Review(5, "حوار يشبه المشي في المدينة.", "رنا", "approve")],
    "08-bridges": [Review(4)],
}

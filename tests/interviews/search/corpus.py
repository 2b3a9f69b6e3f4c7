"""Two hundred interviews in four languages, and sixty questions with known answers.

Every interview is of one topic and one place; both are common by themselves and meet
in one answer only.
"""

from dataclasses import dataclass

from interviews.models import Interview, Question
from newsroom.models import Publication
from tests.factories import make_interview, make_speaker

TOPICS = {
    "en": "bridge lighthouse bakery orchestra glacier harvest railway library ferry kiln",
    "fr": "école forêt théâtre marché vélo hôpital récolte chaîne île musée",
    "ru": "мост ёлка театр рынок ледник урожай поезд библиотека паром печь",
    "kk": "көпір мектеп театр базар мұздық өнім пойыз кітапхана қайық әліби",
}
PLACES = {
    "en": "Aarhus Bergen Cork Durban Elgin",
    "fr": "Angoulême Béziers Cherbourg Évreux Nîmes",
    "ru": "Архангельск Барнаул Владивосток Выборг Елабуга",
    "kk": "Ақтөбе Алматы Көкшетау Қызылорда Өскемен",
}
SURNAMES = {
    "en": "Abbott Brennan Carlisle Dunmore Eastwood Farrell Granger Holloway Irving Jessop",
    "fr": "Aubert Bérard Crémieux Duchêne Étienne Fauré Gérard Héroux Isère Jaurès",
    "ru": "Абрамов Белов Воронцов Горчаков Дёмин Ершов Жуков Зайцев Ильин Крылов",
    "kk": "Әбдіров Бекетов Ғабитов Дәулетов Есімов Жұмабаев Зәкиров Исаев Қасымов Мұратов",
}
WORDS = {
    "en": (
        "About {0}",
        "What did you learn?",
        "In {1} the {0} was the first thing I saw.",
    ),
    "fr": (
        "À propos : {0}",
        "Qu’avez-vous appris ?",
        "À {1}, {0} fut ma première image.",
    ),
    "ru": (
        "Разговор: {0}",
        "Чему вы научились?",
        "В городе {1} {0} я увидел раньше всего.",
    ),
    "kk": ("Әңгіме: {0}", "Не үйрендіңіз?", "{1} қаласында {0} бірінші көрінді."),
}


@dataclass(frozen=True)
class Known:
    """A query and where its first result must lead."""

    typed: str
    language: str
    topic: str
    place: str


def build() -> dict[tuple[str, str, str], Interview]:
    """Return the interviews by language, topic and place; the answer is #q2."""
    made = {}
    for language in TOPICS:
        publication = Publication.objects.create(name=f"Corpus {language}")
        places = PLACES[language].split()
        for n, topic in enumerate(TOPICS[language].split()):
            for m, place in enumerate(places):
                other = places[(m + 1) % len(places)]
                made[language, topic, place] = _interview(
                    publication, language, n, m, topic, place, other
                )
    return made


def _interview(
    publication: Publication,
    language: str,
    n: int,
    m: int,
    topic: str,
    place: str,
    other: str,
) -> Interview:
    headline, question, answer = WORDS[language]
    surname = SURNAMES[language].split()[(n + m) % 10]
    interview = make_interview(
        publication=publication,
        language=language,
        headline=headline.format(topic),
        questions=1,
    )
    speaker = make_speaker(interview, name=f"{surname} {n}{m}")
    for position, (text, words) in enumerate(
        [(question, answer.format(topic, place)), (other, f"{question} {topic[:2]}")], 2
    ):
        Question.objects.create(
            interview=interview,
            position=position,
            text=text,
            answer=words,
            answered_by=speaker,
        )
    interview.relist()
    return interview


def questions() -> list[Known]:
    """Fifteen a language: as written, shouted, without accents, begun, in quotes."""
    known = []
    for language, topics in TOPICS.items():
        places = PLACES[language].split()
        for n in range(15):
            topic = topics.split()[n % 10]
            place = places[(n * 2 + n // 5) % 5]
            typed = [
                f"{topic} {place}",
                f"{place} {topic}".upper(),
                f"{topic} {place[:-2]}",
                f'"{topic}" {place.lower()}',
                f"{bare(place)} {bare(topic)}",
            ][n % 5]
            known.append(Known(typed, language, topic, place))
    return known


def bare(word: str) -> str:
    """Write a word as someone without its accents at hand does."""
    plain = str.maketrans("éèêëîïôâàçÉÈё", "eeeeiioaacEEе")
    return word.translate(plain)

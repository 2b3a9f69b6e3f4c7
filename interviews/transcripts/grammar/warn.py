"""What the editor should look at, and where. The sentences are in ``messages``."""

import re
from collections import Counter, defaultdict
from itertools import combinations, pairwise

from interviews.transcripts import limits
from interviews.transcripts.grammar import dates
from interviews.transcripts.grammar.cutting import before
from interviews.transcripts.grammar.labels import Mark, Role
from interviews.transcripts.grammar.language import guess
from interviews.transcripts.grammar.lines import Line
from interviews.transcripts.grammar.matching import asks, key, length
from interviews.transcripts.grammar.people import is_nobody
from interviews.transcripts.grammar.reading import Reading
from interviews.transcripts.grammar.words import ANSWER, QUESTION
from interviews.transcripts.messages import FORMS, warning
from interviews.transcripts.source import Kind
from interviews.transcripts.transcript import Exchange, Transcript


def add(transcript: Transcript, code: str, place: int = 0, **values: object) -> None:
    """Add one warning in the editor's words."""
    transcript.warnings.append(warning(code, place, **values))


def about_labels(transcript: Transcript, reading: Reading, lines: list[Line]) -> None:
    """Warn of missing signs, shapes that differ, labels seen once."""
    marks = list(reading.marks.values())
    places = [line.place for line in lines]
    bare = [mark for mark in marks if _is_bare(mark)]
    kinds = Counter(mark.word or "name" for mark in marks)
    without = Counter(mark.word or "name" for mark in bare)
    for mark in bare:  # where no label of a kind has a sign, none is missing
        kind = mark.word or "name"
        if without[kind] * 2 <= kinds[kind]:
            add(transcript, "label_without_sign", places[mark.at], label=mark.typed)
    for mark in reading.once:
        if not asks(lines[mark.at].plain):  # an outlet may well ask only once
            add(transcript, "label_once", places[mark.at], label=mark.typed)
    if reading.form == "labels":
        _about_unlabelled(transcript, marks, places)
    for mark in reading.doubtful:
        add(transcript, "label_maybe_name", places[mark.at], label=mark.typed)
    for mark, asked in _numbered_otherwise(marks):
        add(
            transcript, "answer_numbered_otherwise", places[mark.at],
            number=mark.number, asked=asked,
        )  # fmt: skip
    if any(mark.sign == "bold" for mark in marks):
        add(transcript, "colons_lost", places[marks[0].at])
    if _is_asked_twice(marks):
        add(transcript, "two_languages")
    shapes = list(_shapes(marks, lines).values())
    if len(shapes) > 1:
        listed = ", ".join(f"“{typed}”" for typed, _ in shapes[:4])
        add(transcript, "label_shapes_differ", shapes[1][1], shapes=listed)


def _numbered_otherwise(marks: list[Mark]) -> list[tuple[Mark, str]]:
    """Return answers whose number is not their question's, and that of the question.

    Where most differ, turns are counted and not questions: none is returned.
    """
    asked, same = "", 0
    others = []
    for mark in sorted(marks, key=lambda mark: mark.at):
        if mark.role == Role.QUESTION:
            asked = mark.number
        elif asked and mark.number and mark.number != asked:
            others.append((mark, asked))
        else:
            same += bool(asked and mark.number)
    return others if len(others) <= same else []


def _about_unlabelled(
    transcript: Transcript, marks: list[Mark], places: list[int]
) -> None:
    """Warn of each question told by its place, once where none has a label."""
    found = [places[mark.at] for mark in marks if mark.sign == "form"]
    if found and not any(mark.role == Role.QUESTION and mark.word for mark in marks):
        add(transcript, "question_unlabelled", found[0], count=len(found))
        return
    for place in found:
        add(transcript, "question_unlabelled", place, count=1)


def _is_asked_twice(marks: list[Mark]) -> bool:
    """Say whether questions and answers alike have labels of two languages."""
    counts = Counter(mark.word for mark in marks if len(mark.word) > 1)
    again = {word for word, count in counts.items() if count > 1}
    return all(
        any(
            words.isdisjoint(others)
            for words, others in combinations(_languages(table, again), 2)
        )
        for table in (QUESTION, ANSWER)
    )


def _languages(table: dict[str, str], words: set[str]) -> list[set[str]]:
    """Return for each label word of a table the languages that have it."""
    spoken = {language: key(listed).split() for language, listed in table.items()}
    found = (
        {one for one, listed in spoken.items() if word in listed} for word in words
    )
    return [languages for languages in found if languages]


def _is_bare(mark: Mark) -> bool:
    return mark.sign in ("", " ") or bool(mark.word and mark.sign == "\t")


def _shape(typed: str) -> str:
    """Return a label with its number and word taken out: case and signs are left."""
    shape = re.sub(r"\d+[a-z]?", "1", " ".join(typed.split()))
    return re.sub(r"[^\W\d_]+", _case, shape)


def _case(match: re.Match[str]) -> str:
    word = match[0]
    if len(word) == 1:
        return "a" if word.islower() else "A"
    return "AA" if word.isupper() else "Aa"


def _shapes(marks: list[Mark], lines: list[Line]) -> dict[str, tuple[str, int]]:
    """Return an example and its place for each shape that one kind of label has.

    Kinds are question words, answer words and names; of a name only the sign counts.
    """
    found: dict[str, dict[str, tuple[str, int]]] = defaultdict(dict)
    for mark in marks:
        line = lines[mark.at]
        typed = str(before(line.text, mark.end)).strip() if mark.end else ""
        if not typed or mark.sign in ("form", "voice", "alone"):
            continue
        kind = mark.role.value if mark.word else mark.name
        sign = typed[-1:] if not typed[-1:].isalnum() else ""
        spaced = key(mark.name).count(" ")
        shape = _shape(typed) if mark.word else f"{sign}{spaced}"
        found[kind].setdefault(shape, (typed, line.place))
    return max(found.values(), key=len, default={})


def about_exchanges(transcript: Transcript) -> None:
    """Warn of numbers, and of questions and answers that miss each other."""
    exchanges = transcript.exchanges
    answered = [exchange for exchange in exchanges if exchange.answers]
    lost = bool(exchanges) and not any(exchange.question for exchange in exchanges)
    if lost:
        add(transcript, "questions_lost", exchanges[0].place)
    many = [len({one.speaker for one in exchange.answers}) for exchange in exchanges]
    shared = sum(count > 1 for count in many)
    panel = shared > 2 and shared * 2 > len(answered)
    if panel:
        add(transcript, "several_answer", exchanges[0].place, count=shared)
    if exchanges and not answered:
        add(transcript, "question_without_answer", exchanges[0].place)
    for exchange, count in zip(exchanges, many, strict=True):
        if not exchange.answers and answered:
            add(transcript, "question_without_answer", exchange.place)
        if not exchange.question and not lost:
            add(transcript, "answer_without_question", exchange.place)
        if count > 1 and not panel:
            add(transcript, "two_speakers_in_block", exchange.place, count=count)
    _about_unlabelled_answers(transcript, answered)
    _about_numbers(transcript, exchanges)


def _about_unlabelled_answers(transcript: Transcript, answered: list[Exchange]) -> None:
    """Warn of each answer told by its place, once where none has a label."""
    found = [exchange.unlabelled for exchange in answered if exchange.unlabelled]
    if len(found) == len(answered) > 1:
        add(transcript, "answer_unlabelled", found[0], count=len(found))
        return
    for place in found:
        add(transcript, "answer_unlabelled", place, count=1)


def _about_numbers(transcript: Transcript, exchanges: list[Exchange]) -> None:
    numbered = [exchange for exchange in exchanges if exchange.number is not None]
    seen: Counter[int] = Counter()
    for exchange in numbered:
        number = exchange.number or 0
        seen[number] += 1
        if seen[number] == 2:
            add(transcript, "number_doubled", exchange.place, number=number)
    for earlier, exchange in pairwise(numbered):
        last, number = earlier.number or 0, exchange.number or 0
        if number > last + 1:
            add(transcript, "number_missing", exchange.place, number=last + 1)
        elif number < last:
            add(
                transcript, "number_out_of_order", exchange.place,
                number=number, before=last,
            )  # fmt: skip
    if numbered and len(numbered) < len(exchanges):
        for exchange in exchanges:
            if exchange.number is None and exchange.question:
                add(transcript, "number_missing", exchange.place, number="")
                break


def about_text(transcript: Transcript) -> None:
    """Warn of repeated paragraphs."""
    seen: set[str] = set()
    for exchange in transcript.exchanges:
        paragraphs = [text for answer in exchange.answers for text in answer.paragraphs]
        for paragraph in (*exchange.question, *paragraphs):
            text = key(str(paragraph))
            if len(text) > 30 and text in seen:
                add(transcript, "text_repeated", exchange.place)
            seen.add(text)


_ASIDES = re.compile(r" -(?=[\s.,;:])")
_TURNS = re.compile(r"[.?!…\"] - (?=[^\W\d_a-zа-я])")
_TITLE = 46  # words; a longer paragraph is no heading, wherever it stands
_SEARCHED, _LONG = 300, 2000  # lines, characters: where a date is looked for
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1fff\u3040-\ud7ff]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_PODCAST = re.compile(r"\(\d+:\d\d\):$")


def about_lines(transcript: Transcript, lines: list[Line]) -> None:
    """Warn of glued words, dates left alone, dashes within a line, a second language."""
    if any(_PODCAST.search(line.stamp) for line in lines):
        add(transcript, "words_glued")
    if transcript.dateline_date is None:
        dated = (line for line in lines[:_SEARCHED] if dates.find(line.plain[:_LONG]))
        if line := next(dated, None):
            add(transcript, "date_not_taken", line.place)
    _about_headings(transcript, lines)
    if not transcript.exchanges:
        for line in lines:
            if _is_dialogue(line):
                add(transcript, "dashes_unclear", line.place)
    latin = other = 0
    for line in lines:
        sample = line.plain[:80]
        foreign = len(_OTHER_SCRIPT.findall(sample))
        latin += not foreign and bool(_LATIN.search(sample))
        other += foreign > 2
    if min(latin, other) * 4 > latin + other and min(latin, other) > 2:
        add(transcript, "two_languages")
    else:
        _about_languages(transcript)


def _about_headings(transcript: Transcript, lines: list[Line]) -> None:
    """Warn of headings that no field holds: the first one, and those of sections."""
    headings = [line for line in lines if line.kind == Kind.HEADING]
    for at, line in enumerate(headings or lines[:1]):
        most = limits.SECTION if at else limits.HEADLINE
        short = headings or length(line.plain) < _TITLE
        if short and len(str(line.text)) > most:
            add(transcript, "heading_too_long", line.place, most=most)


def _about_languages(transcript: Transcript) -> None:
    """Warn where two languages take turns, each with askers of its own."""
    askers: dict[str, set[str | None]] = defaultdict(set)
    counts: Counter[str] = Counter()
    for exchange in transcript.exchanges[:_SEARCHED]:
        texts = [
            *exchange.question,
            *(p for a in exchange.answers for p in a.paragraphs),
        ]
        if code := guess(" ".join(map(str, texts))[:_LONG]):
            counts[code] += 1
            askers[code].add(exchange.asked_by)
    (first, most), (second, fewer) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    apart = askers[first].isdisjoint(askers[second])
    if apart and fewer > 1 and fewer * 3 > most * 2:
        add(transcript, "two_languages")


def _is_dialogue(line: Line) -> bool:
    """Say whether dashes in a paragraph may part speakers.

    A first one and two more do, or those that stand between sentences and ask.
    """
    plain = line.plain[:_LONG]
    if plain.startswith("- ") and len(_ASIDES.findall(plain)) > 1:
        return True
    return len(_TURNS.findall(plain)) > 2 and "? - " in plain


def about_whole(transcript: Transcript, reading: Reading) -> None:
    """Warn of what concerns the document as a whole."""
    if not transcript.exchanges:
        add(transcript, "no_interview")
    elif reading.form in FORMS:
        add(
            transcript,
            "no_labels",
            transcript.exchanges[0].place,
            form=FORMS[reading.form],
        )
    if transcript.exchanges and not any(
        answer.speaker and not is_nobody(answer.speaker)
        for one in transcript.exchanges
        for answer in one.answers
    ):
        add(transcript, "no_speaker")
    if transcript.furniture:
        first = transcript.furniture[0].place
        add(transcript, "furniture_aside", first, count=len(transcript.furniture))

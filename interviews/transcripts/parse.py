"""From blocks to a structured interview: the steps in order."""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from interviews.transcripts import limits
from interviews.transcripts.grammar import (
    askers,
    blocks,
    dashes,
    ending,
    forms,
    furniture,
    legends,
    notes,
    opening,
    quotes,
    runon,
    seams,
    sections,
    speakers,
    stamps,
    turns,
    unlabelled_questions,
    warn,
)
from interviews.transcripts.grammar.cutting import before, is_bold, join, unbold
from interviews.transcripts.grammar.labelled import labelled
from interviews.transcripts.grammar.labels import Role
from interviews.transcripts.grammar.language import guess
from interviews.transcripts.grammar.lines import Line, lay_out
from interviews.transcripts.grammar.matching import asks, is_ended, key
from interviews.transcripts.grammar.people import (
    bare,
    resolve,
)
from interviews.transcripts.grammar.reading import Reading
from interviews.transcripts.grammar.turn import Turn
from interviews.transcripts.source import Kind, Source, Text
from interviews.transcripts.styles import Style
from interviews.transcripts.transcript import (
    Furniture,
    Transcript,
)


def parse(source: Source) -> Transcript:
    """Return the structure of a source; every word of it is somewhere in the result.

    Unreadable where it has more turns than an interview can have.
    """
    limits.check_turns(max(_of_two(source), _of_form(source)))
    captions = source.format in ("vtt", "srt")
    transcript = Transcript(warnings=list(source.warnings))
    lines, aside = furniture.set_aside(lay_out(source), captions)
    lines, times = (lines, []) if captions else stamps.take_off(lines)
    transcript.language = guess(" ".join(line.plain for line in lines[:200]))
    lines, debris = runon.without_debris(lines)
    legend, lines = legends.take_off(lines)
    lines, ran_on = runon.part(lines)
    if ran_on:
        warn.add(transcript, "lines_joined")
    _set_aside(transcript, [*aside, *times, *legend.lines, *debris])
    told = set(legend.names)
    reading = _read(lines, told, captions)
    limits.check_turns(_turns(reading))
    pulled = [] if captions else quotes.pulled(lines, reading.marks)
    if pulled:
        ids = {id(line) for line in pulled}
        lines = [line for line in lines if id(line) not in ids]
        _set_aside(transcript, pulled)
        warn.add(transcript, "text_repeated", pulled[0].place)
        reading = _read(lines, told, captions)
    if reading.marks:
        _interview(transcript, lines, reading, legend, captions)
    elif captions or _is_timed(lines, aside):
        untitled = captions or lines[0].stamp or _begins_with_time(aside, lines)
        first = 0 if untitled else 1
        _open(transcript, lines[:first])
        transcript.intro.append(join(*(line.text for line in lines[first:])))
    else:
        _open(transcript, lines)
    gone = [*aside, *legend.lines, *debris, *pulled]
    transcript.labels = [*_taken_off([*gone, *lines]), *_labels(lines, reading)]
    transcript.furniture.sort(key=lambda line: line.place)
    warn.about_lines(transcript, lines)
    warn.about_exchanges(transcript)
    warn.about_text(transcript)
    warn.about_whole(transcript, reading)
    transcript.warnings.sort(key=lambda warning: warning.place)
    return transcript


def _of_two(source: Source) -> int:
    """Return how many lines begin with either of the two commonest labels."""
    said = (block for block in source.blocks if block.kind != Kind.ASIDE)
    heads = (str(block.text)[:40].partition(":") for block in said)
    counts = Counter(head for head, colon, _ in heads if colon)
    return sum(count for _, count in counts.most_common(2))


def _of_form(source: Source) -> int:
    """Return how many turns there are where bold or a question mark tells them."""
    texts = [block.text for block in source.blocks]
    bold = map(is_bold, texts)
    asking = (asks(text.spans[-1].text) for text in texts if text.spans)
    return 2 * max(map(_changes, (bold, asking)))


def _changes(found: Iterable[bool]) -> int:
    return sum(here and not after for here, after in pairwise(found))


def _turns(reading: Reading) -> int:
    """Return how many turns there are; the cues of one voice in a row are one."""
    marks = [reading.marks[at] for at in sorted(reading.marks)]
    same = sum(
        here.sign == after.sign == "voice" and here.name == after.name
        for here, after in pairwise(marks)
    )
    return len(marks) - same


def _is_timed(lines: list[Line], aside: list[Line]) -> bool:
    """Say whether the lines are but the words between two times."""
    broken = sum(not is_ended(line.plain) for line in lines) * 2 > len(lines)
    bare = sum(map(stamps.is_bare, aside)) if broken else 0
    return (bare + sum(bool(line.stamp) for line in lines)) * 3 > len(lines)


def _begins_with_time(aside: list[Line], lines: list[Line]) -> bool:
    early = aside[:1]
    return any(stamps.is_bare(line) and line.place < lines[0].place for line in early)


def _read(lines: list[Line], told: set[str], captions: bool) -> Reading:
    """Return the reading that explains the lines best.

    Captions tell by labels or dashes who speaks, or not at all.
    """
    reading = labelled(lines, told)
    if reading.marks:
        return _with_questions(lines, reading)
    best = dashes.dashes(lines) if captions else forms.propose(lines)[0]
    return best if best.weight > 0 else Reading()


def _with_questions(lines: list[Line], reading: Reading) -> Reading:
    """Add questions told by their form where labels stand before the answers only."""
    if any(mark.role == Role.QUESTION for mark in reading.marks.values()):
        return reading
    for form in (forms.bold, forms.headings, forms.numbers, dashes.double_dashes):
        asked = {
            at: mark for at, mark in form(lines).marks.items()
            if mark.role == Role.QUESTION and at not in reading.marks
        }  # fmt: skip
        ends = [at + 1 for at in asked if at + 1 not in asked]
        answered = sum(at in reading.marks for at in ends)
        if len(asked) > 1 and answered * 3 >= len(ends) * 2:
            reading.marks = dict(sorted((reading.marks | asked).items()))
            break
    return reading


def _set_aside(transcript: Transcript, lines: list[Line]) -> None:
    transcript.furniture += [Furniture(str(line.text), line.place) for line in lines]


def _open(transcript: Transcript, lines: list[Line], titled: bool = True) -> None:
    found = opening.opening(lines, titled=titled)
    transcript.headline = str(found.headline)
    transcript.dateline_place = found.dateline.place
    transcript.dateline_date = found.dateline.day
    if found.dateline.day is None:
        transcript.dateline_date = furniture.mail_day(transcript.furniture)
    transcript.dateline = " ".join(str(line.text) for line in found.dateline.lines)
    transcript.intro = [line.text for line in found.intro]
    _set_aside(transcript, found.repeated)


def _interview(
    transcript: Transcript,
    lines: list[Line],
    reading: Reading,
    legend: legends.Legend,
    captions: bool,
) -> None:
    spoken = turns.split(lines, reading.marks)
    names = [turn.mark.name for turn in spoken if turn.mark.name]
    full, shared = resolve(names, legend.names)
    asking = askers.find_askers(spoken, full, legend.askers)
    answers = {
        at for turn, at in zip(spoken, reading.marks, strict=True) if not turn.asks
    }
    asked = len(answers) < len(spoken)
    added = {}
    if reading.form == "labels":
        added = unlabelled_questions.add_questions(lines, reading.marks, answers, asked)
    if added:
        reading.marks = dict(sorted((reading.marks | added).items()))
        spoken = turns.split(lines, reading.marks)
        askers.set_askers(spoken, full, asking)
    first = min(reading.marks)
    front = sections.sections_before(lines[:first])
    _open(transcript, lines[: first - len(front)], titled=not captions)
    transcript.speakers = speakers.speakers(spoken, full)
    outlet = speakers.outlet(transcript.speakers)
    _close(transcript, spoken, {key(name): name for name in full.values()}, outlet)
    for line in sections.take_sections(spoken, front):
        warn.add(transcript, "headings_too_long", line.place, most=limits.SECTION)
    transcript.exchanges = turns.exchanges(spoken, full)
    lone = sum(mark.sign == "alone" for mark in reading.marks.values())
    if captions and lone * 2 < len(reading.marks):
        turns.join_cues(transcript.exchanges)
    if reading.form == "bold":
        for exchange in transcript.exchanges:
            exchange.question = [unbold(text) for text in exchange.question]
    _last_thanks(transcript, spoken)
    transcript.publication = transcript.publication or outlet
    transcript.style = _style(reading, transcript)
    warn.about_labels(transcript, reading, lines)
    if len(set(full.values())) == 1 and any(
        turn.asks and turn.mark.name for turn in spoken
    ):
        warn.add(transcript, "alternating_labels", spoken[0].place)
    for name in shared:
        warn.add(transcript, "ambiguous_speaker", spoken[0].place, label=name)


def _labels(lines: list[Line], reading: Reading) -> list[Furniture]:
    return [
        Furniture(str(before(lines[at].text, mark.end)), lines[at].place)
        for at, mark in reading.marks.items() if mark.end
    ]  # fmt: skip


def _taken_off(lines: list[Line]) -> list[Furniture]:
    """Return the times and voices that stood before the words of lines."""
    found = []
    for line in lines:
        voice = "" if line.voice in line.stamp else line.voice
        if taken := f"{voice} {line.stamp}".strip():
            found.append(Furniture(taken, line.place))
    return found


def _close(
    transcript: Transcript,
    spoken: list[Turn],
    people: dict[str, str],
    outlet: str | None,
) -> None:
    last = spoken[-1]
    _block_aside(transcript, last, people)
    names = set(people) | {" ".join(bare(name)) for name in people.values()}
    names |= {bare(name)[-1] for name in people.values() if bare(name)}
    intro = " ".join(str(text) for text in transcript.intro)
    outlets = {turn.name for turn in spoken if turn.asks and " " not in turn.name}
    outlets |= {key(outlet or "")}
    known = names | ending.people_in(intro)
    ruled = max(
        (line.place for line in transcript.furniture if furniture.is_rule(line.text)),
        default=None,
    )
    found = ending.ending(last.lines, known, outlets, ruled)
    transcript.closing = [line.text for line in found.closing]
    if transcript.dateline_date is None:
        transcript.dateline_date = ending.source_day(found.closing)
    if found.publication:
        transcript.publication = str(found.publication.text)
    if found.unsure:
        warn.add(transcript, "closing_taken", found.closing[-1].place)


def _block_aside(transcript: Transcript, last: Turn, people: dict[str, str]) -> None:
    """Set aside what stands under ``Related``, ``Comments`` or a mail's signature mark."""
    places = sorted(
        line.place for line in transcript.furniture
        if line.place > last.place and blocks.is_block(line.text)
    )  # fmt: skip
    kept: list[Line] = []
    gone: list[Line] = []
    under = False
    for at, line in enumerate(last.lines):
        while places and places[0] < line.place:
            places.pop(0)
            under = True
        heads = at > 0 and blocks.begins_block(line)
        under = under or (heads and not seams.is_within(last.lines, at))
        text = line.key
        if under and (notes.is_credit(text) or notes.is_about(text, set(people))):
            under = False
        (gone if under else kept).append(line)
    while len(kept) > 1 and kept[-1].kind == Kind.HEADING:  # nothing stands under it
        gone.append(kept.pop())
    last.lines[:] = kept
    _set_aside(transcript, gone)


def _last_thanks(transcript: Transcript, spoken: list[Turn]) -> None:
    """A last labelled question that only thanks and has no reply is the closing."""
    last = transcript.exchanges[-1]
    if last.answers or not last.question or len(transcript.exchanges) < 2:
        return
    if notes.is_thanks(key(" ".join(str(text) for text in last.question))):
        transcript.exchanges.pop()
        over = [Text.plain(last.section)] if last.section else []
        transcript.closing = [*over, *last.question, *transcript.closing]
        warn.add(transcript, "closing_taken", last.place)


def _style(reading: Reading, transcript: Transcript) -> str:
    """Return the label style that the document's own labels are nearest to."""
    marks = list(reading.marks.values())
    if reading.form in ("bold", "headings"):
        return Style.BOLD
    if reading.form != "labels":
        return ""
    generic = [mark for mark in marks if mark.word]
    if sum(bool(mark.number) for mark in generic) * 2 > len(generic) > 0:
        return Style.NUMBERED
    if len(generic) * 2 >= len(marks):
        return Style.LETTERS
    short = sum(len(mark.name) < 4 and mark.name.isupper() for mark in marks)
    return Style.INITIALS if short * 2 > len(marks) else Style.NAMES

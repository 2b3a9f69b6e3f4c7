"""Lines that stand around an interview: set aside, never thrown away."""

import re
from collections import Counter

from interviews.transcripts.grammar import dates, seams
from interviews.transcripts.grammar.blocks import COUNT
from interviews.transcripts.grammar.boilerplate import (
    COOKIES,
    COUNTED,
    LANGUAGES,
    MAIL_HEADERS,
    ROOMS,
    ROW,
    STARTS,
    WHOLE,
)
from interviews.transcripts.grammar.lines import Line
from interviews.transcripts.grammar.matching import fold, is_ended, length
from interviews.transcripts.grammar.tables import header_row
from interviews.transcripts.source import Kind
from interviews.transcripts.transcript import Furniture

_RULE = re.compile(r"[-*_=~#•·+.\s]{3,}")
_DOTS = re.compile(r"[.\s]*")
_END = re.compile(
    r"\[?-*\s?(?:end|ends|fin|ende|конец)\s?:?\s+\d{1,2}[:.]\d\d\b.{0,16}"
)
_OVER = re.compile(
    r"[\[(]?\s?(?:(?:end|beginning|start) of (?:the )?"
    r"(?:interview|recording|transcript|tape|side|audio|briefing)"
    r"|fin de l'(?:entretien|enregistrement)|fin de la (?:entrevista|grabación)"
    r"|ende (?:der aufnahme|des interviews)|конец записи)"
    r"(?: [^\W_]{1,5})?(?:,? side [ab12])?[\])]?\.?"
)
_CLOCK = re.compile(
    r"\d{1,2}[:.]\d\d(?::\d\d)?\s?(?:[ap]\.?\s?m\.?)?\s?(?:\(?[a-z]{2,5}\)?)?"
    r"(?:\s?-\s?\d{1,2}[:.]\d\d\s?(?:[ap]\.?m\.?)?\s?(?:[a-z]{2,5})?)?"
)
_PAGE = re.compile(
    r"\[\d{1,4}\]|-\s?\d{1,4}\s?-|\(\d{1,4}\)"
    r"|\[?(?:page|p\.|seite|página|pagina|стр\.|страница|sayfa|бет|ukurasa)\s?\d{1,4}"
    r"(?:\s?(?:of|/|de|von|di|van|из)\s?\d{1,4})?\]?"
    r"|第?\d+\s?[页頁]?\s?/\s?(?:共?\d+)\s?[页頁]?|第\d+页.{0,12}|\d+\s?бет|"
    r"\d{1,3}\s?/\s?\d{1,3}"
)
_SESSION = re.compile(
    r"(?:\d{1,2}h )?\d{1,3}m(?: \d{1,2}s)?|.{2,40} (?:started|stopped) (?:transcription|recording)"  # noqa: E501
)
_NUMBER = re.compile(r"\d{1,4}")
_CAPTION = re.compile(
    r"[^/]{8,110}\s/\s(?:[^\W\d_a-zа-я]\.\s?){1,3}(?:[^\W\d_][\w'-]{1,20})?"
)
_HELD = re.compile(
    r"[(\[]?(?:the |this )?[a-z ]{0,24}(?:briefing|conference|interview|meeting|hearing|session|call)"  # noqa: E501
    r"[a-z ]{0,12}(?:concluded|ended|began|started|adjourned) at \d.{0,24}"
)
_READING = re.compile(
    r"\d{1,3}[ -]?(?:min(?:ute)?s?|мин(?:ут[аы]?)?|dk|dakika)\.? "
    r"(?:read|reading|de lecture|lesezeit|de lectura|de leitura|di lettura|leestijd"
    r"|чтения|оқу|okuma)"
)
_WROTE = re.compile(
    r"(?:.{0,60}\d{1,2}[:.]\d\d.{0,80}|.{0,80}<?\S+@\S+>.{0,60})"
    r"(?:wrote|a écrit|schrieb(?: .{1,60})?|escribió|escreveu|ha scritto|schreef(?: .{1,60})?"
    r"|написал(?:\(а\)|а)?|пишет|жазды|yazdı) ?:"
)
_CRUMBS = re.compile(
    r"[^>»›|/]{1,40}(?:\s[>»›|/]\s[^>»›|/]{1,60})+\s[>»›|/]\s[^>»›|/]{1,150}"
)
_FROM_HOME = re.compile(
    r"(?:home|accueil|startseite|inicio|início|главная|басты бет|головна|ana sayfa|الرئيسية"
    r"|首页|首頁|ホーム|홈)\s?[>»›|/]\s?[^>»›|/]{1,60}",
    re.IGNORECASE,
)
_MEDIA = re.compile(
    r"(?:audio|video|podcast|аудио|видео|vidéo|vídeo),? \(?\d[\d:.]*"
    r" ?(?:min|mins|minutes|hours?|h|мин|час|sec|mb|мб)?\.?\)?"
    r"|(?:speed:? )?\d(?:\.\d{1,2})?x"
)
_CREDITED = re.compile(
    r"[^?]{8,170}[.!\"')]\s\(?(?:photo|photos|photograph|picture|image|foto|fotos|bild|фото|сурет"
    r"|fotografia|fotografía|photographie|crédit|credit)\s?(?::|by\s)\s?[^.:?!]{3,50}\)?\.?"
)
_HEADER = re.compile(r"([^\s:]{1,12}):\s?\S")
_SIGNS = tuple("([-*_=~#•·+|©")  # a line that one begins is no part of a sentence
_SHORT = 130  # characters; longer lines are text whatever they begin with


def is_furniture(line: Line) -> bool:
    """Say whether a line is none of the interview's, by itself alone."""
    if line.kind in (Kind.ASIDE, Kind.RULE):
        return True
    plain = line.plain
    if not plain or len(plain) > 300:
        return False
    text = line.key
    if _CAPTION.fullmatch(plain) or _CREDITED.fullmatch(text):
        return True
    if text.startswith("<iframe ") or _is_trail(str(line.text)):
        return True
    if len(text) > _SHORT:
        return _is_cookie_bar(text)
    if is_rule(text):
        return True
    if text in WHOLE or _begins(text):
        return True
    if text[0].isdigit() or text[0] in "([-第pсsбu":
        if _CLOCK.fullmatch(text) or _PAGE.fullmatch(text):
            return True
        count = COUNT.fullmatch(text)
        if count and count[2] in COUNTED:
            return True
    return bool(
        _END.fullmatch(text)
        or _OVER.fullmatch(text)
        or _HELD.fullmatch(text)
        or _SESSION.fullmatch(text)
        or _DOORS.fullmatch(text)
        or _READING.fullmatch(text)
        or _MEDIA.fullmatch(text)
        or (text[-1] == ":" and _WROTE.fullmatch(text))
        or _is_row(text)
        or _is_cookie_bar(text)
    )


def _is_trail(text: str) -> bool:
    """Say whether a line is the way to a page: ``Home › News › Talks``."""
    trail = _CRUMBS.fullmatch(text) or _FROM_HOME.fullmatch(text)
    return bool(trail) and not text.endswith((".", "?", "!"))


def is_rule(text: str) -> bool:
    """Say whether a line is a rule across the page: ``---``, ``* * *``."""
    drawn = not text[:1].isalnum() and _RULE.fullmatch(text)
    return bool(drawn and not _DOTS.fullmatch(text))


_FIRST: dict[str, tuple[str, ...]] = {}
for _start in STARTS:
    _FIRST[_start[:2]] = (*_FIRST.get(_start[:2], ()), _start)


def _begins(text: str) -> bool:
    for start in (*_FIRST.get(text[:2], ()), *_FIRST.get(text[:1], ())):
        if start[-1] == "!" and text.startswith(start[:-1]):
            return True
        if text.startswith(start):
            rest = text[len(start) :]
            cut = " " not in start and _is_spaced(start[-1])
            ended = not rest or not (cut and rest[0].isalpha())
            linked = " " in start and ":" in f"{start[-1]}{rest[:2]}"
            asking = text.endswith(("?", "!")) and len(rest) > 20
            if ended and (linked or not asking):
                return length(text) < 16 and not _is_sentence(start, rest)
    return False


def _is_spaced(letter: str) -> bool:
    """Say whether a letter's script parts words, so that one can end here."""
    return letter.isalpha() and letter < "\u3000"


def _is_sentence(start: str, rest: str) -> bool:
    """``Follow us into the yard, he said.`` goes on like a sentence; a link does not."""
    if start[-1] in ":(|©" or ":" in rest[:3]:
        return False
    return length(rest) > 4 and rest.endswith(".")


def _is_row(text: str) -> bool:
    words = text.split()
    if len(words) > 24 or len(words) < 2:
        return False
    return all(word in ROW for word in words) or all(
        word in LANGUAGES for word in words
    )


def _is_cookie_bar(text: str) -> bool:
    return len(text) < 300 and any(word in text for word in COOKIES) and any(
        word in text
        for word in ("accept", "we use", "uses", "consent", "utilis", "verwend", "zustimm",
                     "использу", "usamos", "utiliza", "acepta", "gebruik", "пайдалан")
    )  # fmt: skip


def mail_day(lines: list[Furniture]) -> str | None:
    """Return the date in the head of a mail among the lines set aside, as ISO."""
    for line in lines:
        match = _HEADER.match(line.text)
        if match and match[1].casefold() in MAIL_HEADERS:
            day = dates.find(fold(line.text))
            if day is not None:
                return day.iso
    return None


def set_aside(
    lines: list[Line], captions: bool = False
) -> tuple[list[Line], list[Line]]:
    """Return (content, furniture) by what each line says and where it stands."""
    gone = _alone(lines, captions)
    content: list[Line] = []
    aside: list[Line] = []
    listing = headed = False  # under SUMMARY KEYWORDS, SPEAKERS, an index
    clock = False
    for at, line in enumerate(lines):
        away = at in gone
        listing = listing and not any(map(_is_dated, lines[at : at + 2]))
        apart = line.gap and not (headed and _is_entry(line))
        headed = False
        if listing and not apart and not away:
            aside.append(line)
            continue
        listing = headed = away and line.key in (
            "summary keywords", "speakers", "index for today's briefing",
        )  # fmt: skip
        clock = clock or (away and bool(_CLOCK.fullmatch(line.key)))
        (aside if away else content).append(line)
    if clock:
        rooms = [line for line in content[:8] if _is_room(line)]
        aside += rooms
        content = [line for line in content if line not in rooms]
    found = (*_mail_headers(content), *_page_numbers(content), *header_row(content))
    if found:
        away_ids = {id(line) for line in found}
        content = [line for line in content if id(line) not in away_ids]
        aside += found
    aside.sort(key=lambda line: line.place)
    return content, aside


def _is_entry(line: Line) -> bool:
    """Say whether a line may be the first of a list: it is short and no turn."""
    return length(line.plain) < 9 and not is_ended(line.plain) and ":" not in line.plain


def _alone(lines: list[Line], captions: bool) -> set[int]:
    """Return the lines that are none of the interview's by themselves."""
    gone = {at for at, line in enumerate(lines) if is_furniture(line)}
    doubtful = {at for at in gone if lines[at].kind not in (Kind.ASIDE, Kind.RULE)}
    if not captions:
        counted = {at for at in doubtful if _is_counted(lines[at].key)}
        if len({lines[at].key for at in counted}) > 2:
            doubtful -= counted
        doubtful = {at for at in doubtful if not lines[at].plain.startswith(_SIGNS)}
    gone -= seams.spoken(lines, gone, doubtful, captions)
    return gone | _running_heads(lines, gone)


def _running_heads(lines: list[Line], gone: set[int]) -> set[int]:
    """Return the lines that come back, each time next to the number of a page."""
    pages = {at for at in gone if _PAGE.fullmatch(lines[at].key)}
    near = {at + step for at in pages for step in (-1, 1)} - gone
    keys = Counter(lines[at].key for at in near if 0 <= at < len(lines))
    again = {text for text, count in keys.items() if count > 1}
    if not again:
        return set()
    found = [at for at, line in enumerate(lines) if line.key in again]
    every = Counter(lines[at].key for at in found)
    return {at for at in found if every[lines[at].key] == keys[lines[at].key]}


def _is_counted(text: str) -> bool:
    """Say whether a line may be one of a row of times or page numbers."""
    return bool(_CLOCK.fullmatch(text) or _PAGE.fullmatch(text))


def _is_dated(line: Line) -> bool:
    return length(line.plain) < 8 and dates.find(line.plain) is not None


_DOORS = re.compile(
    rf"[^.!?]{{3,40}}\b(?:{'|'.join(ROOMS)})\b[^.!?]{{0,20}},? [^.!?]{{0,20}}\d{{1,2}}[:.]\d\d(?: ?[ap]\.?m\.?)?"  # noqa: E501
)


def _is_room(line: Line) -> bool:
    words = line.key.split()
    ends = {part.split()[-1] for part in line.key.split(",") if part.strip()}
    return 1 < len(words) < 8 and not ends.isdisjoint(ROOMS)


def _mail_headers(content: list[Line]) -> list[Line]:
    """Return the lines of a mail's head, if the text begins with one."""
    found: list[Line] = []
    for line in content[:20]:
        match = _HEADER.match(line.plain)
        if not (match and match[1].casefold() in MAIL_HEADERS):
            break
        found.append(line)
    return found if len(found) > 1 else []


def _page_numbers(content: list[Line]) -> list[Line]:
    """Return the lines that are but a number, where these count up."""
    found = [
        line for line in content
        if line.kind != Kind.CELL and _NUMBER.fullmatch(line.plain.strip())
    ]  # fmt: skip
    numbers = [int(line.plain) for line in found]
    steps = zip(numbers, numbers[1:], strict=False)
    counting = len(numbers) > 1 and all(
        0 < after - before < 3 for before, after in steps
    )
    return found if counting else []

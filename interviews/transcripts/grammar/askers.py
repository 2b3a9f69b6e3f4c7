"""Who asks, and so which turns are questions."""

from collections import Counter, defaultdict

from interviews.transcripts.grammar.labels import Role
from interviews.transcripts.grammar.matching import asks, key, name_key
from interviews.transcripts.grammar.people import (
    has_office,
    is_asker,
    is_nobody,
    is_replier,
)
from interviews.transcripts.grammar.turn import Turn
from interviews.transcripts.grammar.words import HOSTS, MODERATORS


def find_askers(turns: list[Turn], full: dict[str, str], told: set[str]) -> set[str]:
    """Return the folded full names of those who ask, and set ``asks`` on each turn.

    ``told`` are those who ask as the legend says.
    """
    names = {turn.name: key(full.get(turn.name, turn.name)) for turn in turns}
    asking = _askers(turns, names, told)
    if is_one_for_both(turns, names):
        for at, turn in enumerate(turns):
            turn.asks = at % 2 == 0
        return set()
    set_askers(turns, full, asking)
    return asking


def set_askers(turns: list[Turn], full: dict[str, str], asking: set[str]) -> None:
    """Set ``asks`` on each turn, given the folded full names of those who ask."""
    for turn in turns:
        role = turn.mark.role
        name = name_key(full.get(turn.name, turn.name))
        turn.asks = role == Role.QUESTION or (role == Role.NAME and name in asking)


def is_one_for_both(turns: list[Turn], names: dict[str, str]) -> bool:
    """Say whether one name stands before questions and answers in turn."""
    fewest = 2 if is_nobody(turns[0].mark.name) else 4
    if len(turns) < fewest or len(set(names.values())) != 1 or not turns[0].mark.name:
        return False
    if any(turn.mark.role != Role.NAME for turn in turns):
        return False
    right = sum(_begins_asking(turn) == (at % 2 == 0) for at, turn in enumerate(turns))
    return right * 4 >= len(turns) * 3 and _has_question(turns[0])


def _askers(turns: list[Turn], names: dict[str, str], told: set[str]) -> set[str]:
    spoken: dict[str, list[Turn]] = defaultdict(list)
    for turn in turns:
        if turn.mark.role == Role.NAME:
            spoken[names[turn.name]].append(turn)
    roles = {turn.mark.role for turn in turns}
    by_role = {
        name for name, own in spoken.items()
        if (is_asker(name) and not (is_nobody(name) and _share(own) == 0)) or name in told
    }  # fmt: skip
    by_role |= {
        name for name, own in spoken.items()
        if any(has_office(turn.mark.name, name, MODERATORS) for turn in own)
    }  # fmt: skip
    if Role.QUESTION in roles:
        return {name for name in by_role if "audience" in name or name in MODERATORS}
    if Role.ANSWER in roles:
        return set(spoken)
    repliers = {name for name in spoken if is_replier(name)}
    if by_role or repliers:
        asking = by_role | (
            set(spoken) - repliers if repliers and not by_role else set()
        )
        others = set(spoken) - asking - repliers
        return asking | {
            name for name in others
            if _share(spoken[name]) > 0.5 and _are_answered(name, turns, names, asking)
        }  # fmt: skip
    if len(spoken) < 2:
        return set()
    hosts = {
        name for name, own in spoken.items()
        if any(has_office(turn.mark.name, name, HOSTS) for turn in own)
    }  # fmt: skip
    if len(spoken) == 2:
        return hosts or {_asker_of_two(turns, names, spoken)}
    return hosts | _askers_of_many(turns, names, spoken)


def _share(turns: list[Turn]) -> float:
    """Return the share of turns that hold a question."""
    return sum(_has_question(turn) for turn in turns) / len(turns)


def _has_question(turn: Turn) -> bool:
    return any(asks(line.plain) for line in turn.lines)


def _begins_asking(turn: Turn) -> bool:
    return bool(turn.lines) and asks(turn.lines[0].plain)


def _weight(turns: list[Turn]) -> float:
    return sum(len(line.plain) for turn in turns for line in turn.lines) / len(turns)


def _asker_of_two(
    turns: list[Turn], names: dict[str, str], spoken: dict[str, list[Turn]]
) -> str:
    first, other = spoken
    shares = {name: _share(spoken[name]) for name in spoken}
    if abs(shares[first] - shares[other]) > 0.2:
        return max(shares, key=shares.__getitem__)
    nobody = [name for name in spoken if is_nobody(name)]
    if len(nobody) == 1 and max(shares.values()) > 0:
        return max(shares, key=shares.__getitem__)
    lengths = {name: _weight(spoken[name]) for name in spoken}
    if max(lengths.values()) > 2 * min(lengths.values()):
        return min(lengths, key=lengths.__getitem__)
    return first


def _askers_of_many(
    turns: list[Turn], names: dict[str, str], spoken: dict[str, list[Turn]]
) -> set[str]:
    shares = {name: _share(spoken[name]) for name in spoken}
    asking = {name for name, share in shares.items() if share >= 0.5}
    most = max(spoken, key=lambda name: len(spoken[name]))
    if len(spoken[most]) * 5 >= len(turns) * 2 and shares[most] < 0.5:
        # A press conference: one person replies, everybody else asks.
        follows: Counter[str] = Counter()
        for before, turn in zip(turns, turns[1:], strict=False):
            if names[turn.name] == most:
                follows[names[before.name]] += 1
        others = [name for name in spoken if name != most]
        answered = {name for name in others if follows[name] == len(spoken[name])}
        asking |= {
            name for name in answered
            if shares[name] > 0 or (len(spoken[name]) == 1 and not is_nobody(name))
        }  # fmt: skip
        return asking or answered
    if not asking:
        best = max(shares, key=shares.__getitem__)
        asking = {best} if shares[best] > 0 else {names[turns[0].name]}
    return asking


def _are_answered(
    name: str, turns: list[Turn], names: dict[str, str], asking: set[str]
) -> bool:
    """A guest who asks back is answered by who asked; an asker by somebody else."""
    answered = [
        names[following.name]
        for turn, following in zip(turns, turns[1:], strict=False)
        if names[turn.name] == name
    ]
    others = sum(other not in asking for other in answered)
    return bool(answered) and others * 2 > len(answered)

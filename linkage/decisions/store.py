"""
The store: one line a decision, in order, kept for ever in state/decisions.jsonl.

Each line ends with the SHA-256 of the line before it, and decisions.end names the last, as in the journal; the id of a
decision is a keyed digest of what it says. So a line that is changed, put in or taken out by hand is found, and nobody
without the pseudonym key can write one. A line on somebody who has opted out is purged in its place (`purge`): it keeps
its id, has a seal by the key of what is left of it, and the lines after it are chained anew: no digest tells of what it
was. Lines are added to a copy that takes the place of the file in one step: all the decisions of a call are there, or
none.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from linkage.decisions.decision import Decision, decision_of, refuse_unfit
from linkage.errors import InputError, IntegrityError
from linkage.files.plain_file import plain_bytes
from linkage.release import chained, disk
from linkage.release.content.decisions_copy import DECISIONS, faults, said
from linkage.release.layout import Layout
from linkage.session.keys import Key

RESTORE = (
    "put state/decisions.jsonl and state/decisions.end back from your latest backup; every release has a copy as it "
    "stood in secure/NNNN/decisions.jsonl. The next run takes people on the opt-out list out of it again"
)

SEAL = "seal"
"""Of a purged line: a keyed digest of all that is left of it, for its id is one of what it said before."""
SEAL_PURPOSE = "purged decision"


def seal(left: Mapping[str, object], key: Key) -> str:
    """The keyed digest of what is left of a purged line."""
    return key.digest(SEAL_PURPOSE, json.dumps(left, sort_keys=True, ensure_ascii=False))


def place(layout: Layout) -> Path:
    """Where the store of an output folder lies."""
    return layout.state / DECISIONS


def record(layout: Layout, decisions: Iterable[Decision], key: Key) -> tuple[Decision, ...]:
    """
    Write decisions down, all or none; gives them with their ids. The caller holds the folder (`release.lock.hold`).

    One that says word for word what is written already is not written twice. InputError for one that is unfit or takes
    the place of one that there is not, IntegrityError when the store was changed by hand.
    """
    path = place(layout)
    known = {one.decision_id: one for one in read(layout, key)}
    given = []
    for decision in decisions:
        refuse_unfit(decision)
        made = decision.identified(key)
        if set(made.supersedes) - known.keys():
            raise InputError(
                "a decision takes the place of one that is not in the store; nothing was written down. "
                "`linkage review list JOB` has those that are"
            )
        given.append(made)
        known.setdefault(made.decision_id, made)
    lines = chained.lines(path)
    there = {str(json.loads(line)["decision_id"]) for line in lines}
    for decision in given:
        if decision.decision_id not in there:
            lines += chain([told(decision, key)], lines[-1:])
            there.add(decision.decision_id)
    if lines != chained.lines(path):
        write(layout, lines)
    return tuple(given)


def told(decision: Decision, key: Key) -> dict[str, object]:
    """What the line of a decision says, but for the one before it; of a purged one with its seal."""
    what = {**asdict(decision), "supersedes": list(decision.supersedes)}
    if decision.purged:
        return {**what, SEAL: seal(what, key)}
    return {name: value for name, value in what.items() if name != "purged"}


def chain(every: Iterable[Mapping[str, object]], after: Iterable[bytes] = ()) -> list[bytes]:
    """A line of each, which names the one before it, from the line that they come `after`, if there is one."""
    before, lines = [*after], list[bytes]()
    for one in every:
        linked = {**one, chained.BEFORE: chained.last_named(lines or before)}
        lines.append(json.dumps(linked, ensure_ascii=False).encode())
    return lines


def write(layout: Layout, lines: Sequence[bytes]) -> None:
    """
    The lines in the place of those that are there: the file, then the name of its last line.

    Whoever dies between the two leaves the name of an earlier line, or of none: that is no fault. Where lines were
    chained anew, and the name is of none of them, it is put to none first.
    """
    path = place(layout)
    end = chained.end_of(path)
    disk.make_folder(path.parent)
    named = {chained.FIRST, *map(chained.digest, lines)}
    is_named = end.is_file() and plain_bytes(end).decode("ascii", "replace") in named
    for target, content in (
        *(() if is_named else ((end, chained.FIRST.encode()),)),
        (path, chained.text(lines)),
        (end, chained.digest(lines[-1]).encode()),
    ):
        disk.replace(target, content, draft=target.with_name(f"{target.name}.draft"))
        layout.home.keep(layout, target)
    disk.sync(path.parent)


def read(layout: Layout, key: Key) -> tuple[Decision, ...]:
    """Every decision ever written down, oldest first; IntegrityError when the store is not as this program left it."""
    path = place(layout)
    if found := faults(path):
        raise IntegrityError(f"{path} {found[0]}; {RESTORE}")
    decisions = []
    for number, line in enumerate(chained.lines(path), start=1):
        try:
            decision = decision_of(unsealed(line))
        except (TypeError, ValueError):
            raise IntegrityError(f"{path}: line {number} is no decision; {RESTORE}") from None
        is_own = is_sealed(line, key) if decision.purged else decision.identified(key) == decision
        if not is_own:
            raise IntegrityError(f"{path}: line {number} does not say what was decided; {RESTORE}")
        decisions.append(decision)
    return tuple(decisions)


def unsealed(line: bytes) -> dict[str, object]:
    """What a line says of its decision."""
    what = said(line)
    return {name: value for name, value in what.items() if name != SEAL or not what.get("purged")}


def is_sealed(line: bytes, key: Key) -> bool:
    """Whether the line was purged by who holds the key."""
    what = unsealed(line)
    return what.get("purged") is True and said(line).get(SEAL) == seal(what, key)


def is_ended(layout: Layout) -> bool:
    """Whether the name of the last line is that; not where a run died while the lines were put in place."""
    path = place(layout)
    end, lines = chained.end_of(path), chained.lines(path)
    return not lines or plain_bytes(end).decode("ascii", "replace") == chained.digest(lines[-1])


def sealed(path: Path, key: Key) -> tuple[Decision, ...]:
    """What is left of each purged decision of the store or of a copy of it; of lines that are not as written, none."""
    return tuple(decision_of(unsealed(line)) for line in chained.lines(path) if is_sealed(line, key))

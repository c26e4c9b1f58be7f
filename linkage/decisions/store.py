"""
The store: one line a decision, in order, kept for ever in state/decisions.jsonl.

Each line ends with the SHA-256 of the line before it, and decisions.end names the last, as in the journal; the id of a
decision is a keyed digest of what it says. So a line that is changed, put in or taken out by hand is found, and nobody
without the pseudonym key can write one. A line on somebody who has opted out is purged in its place (`purge`): it keeps
its id, the digest of the line that it was, and a seal by the key. Lines are added to a copy that takes the place of the
file in one step: all the decisions of a call are there, or none.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from linkage.decisions.decision import Decision, decision_of, refuse_unfit
from linkage.errors import InputError, IntegrityError
from linkage.release import chained, disk
from linkage.release.content.decisions_copy import DECISIONS, STANDS_FOR, faults, line_digest
from linkage.release.layout import Layout
from linkage.session.keys import Key

RESTORE = (
    "put state/decisions.jsonl and state/decisions.end back from your latest backup; every release has a copy as it "
    "stood in secure/NNNN/decisions.jsonl"
)


SEAL = "seal"
"""Of a purged line: a keyed digest of all that is left of it, for its id is one of what it said before."""
SEAL_PURPOSE = "purged decision"


def seal(said: Mapping[str, object], key: Key) -> str:
    """The keyed digest of what is left of a purged line."""
    return key.digest(SEAL_PURPOSE, json.dumps(said, sort_keys=True, ensure_ascii=False))


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
            lines.append(line_of(decision, lines[-1:]))
            there.add(decision.decision_id)
    if lines != chained.lines(path):
        write(layout, lines)
    return tuple(given)


def line_of(decision: Decision, last: list[bytes]) -> bytes:
    """A decision as a line after the `last` one, if there is one."""
    before = chained.last_named(last, line_digest)
    said = {name: value for name, value in asdict(decision).items() if name != "purged"}
    return json.dumps({**said, chained.BEFORE: before}, ensure_ascii=False).encode()


def write(layout: Layout, lines: list[bytes]) -> None:
    """
    The lines in the place of those that are there: the file, then the name of its last line.

    Whoever dies between the two leaves the name of an earlier line, or of none: that is no fault.
    """
    path = place(layout)
    end = chained.end_of(path)
    disk.make_folder(path.parent)
    for target, content in (
        *(() if end.is_file() else ((end, chained.FIRST.encode()),)),
        (path, b"".join(line + b"\n" for line in lines)),
        (end, line_digest(lines[-1]).encode()),
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
        said = json.loads(line)
        is_sealed = said.get("purged") is True and said.pop(SEAL, None) == seal(said, key)
        for name in (chained.BEFORE, STANDS_FOR):
            said.pop(name, None)
        try:
            decision = decision_of(said)
        except (TypeError, ValueError):
            raise IntegrityError(f"{path}: line {number} is no decision; {RESTORE}") from None
        if not is_sealed and decision.identified(key).decision_id != decision.decision_id:
            raise IntegrityError(f"{path}: line {number} does not say what was decided; {RESTORE}")
        decisions.append(decision)
    return tuple(decisions)

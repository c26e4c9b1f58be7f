"""
The one place where what reviewers have settled leaves this room, to bind later runs.

`record` writes the decisions down; whoever keeps decisions for good takes its place.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from linkage.release import disk
from linkage.release.layout import Layout
from linkage.session.keys import Key


@dataclass(frozen=True)
class SettledDecision:
    """What enough reviewers say of one event; ids are those of the release."""

    sample_id: str
    event_id: str
    identity_id: str
    """The id of the four values that were judged."""
    answer: str
    """match, none or cannot_tell."""
    person_id: str | None
    reach: str
    """event, or identity where every one of them said so."""
    reviewer: str
    """Their codes, joined by +."""
    decided_on: str
    release_id: str
    model_id: str | None


def record(layout: Layout, decisions: Sequence[SettledDecision], key: Key) -> int:
    """
    Write down those that are not there yet, in their order; gives how many. `key` is that of the ids in the release.

    Of two on one event of a sample the later stands, since a reviewer's later answer counts.
    """
    del key
    path = settled_file(layout)
    before = path.read_text("utf-8").splitlines() if path.is_file() else []
    known = {(line["sample_id"], line["event_id"]): told(line) for line in map(json.loads, before)}
    new = [one for one in decisions if known.get((one.sample_id, one.event_id)) != told(asdict(one))]
    if new:
        lines = [*before, *(json.dumps(asdict(one), sort_keys=True) for one in new)]
        text = "".join(f"{line}\n" for line in lines)
        disk.replace(path, text.encode(), draft=path.with_suffix(".draft"))
    return len(new)


def told(line: dict[str, object]) -> str:
    """A decision without the day it was written down on."""
    return json.dumps({name: value for name, value in line.items() if name != "decided_on"}, sort_keys=True)


def settled_file(layout: Layout) -> Path:
    """Where they lie."""
    return layout.state / "review" / "settled.jsonl"

"""Which gates a run would judge, and which it would not, and why."""

from dataclasses import dataclass

from linkage.config.gates import GatesTable
from linkage.gates.every import GATES
from linkage.gates.limits import limits
from linkage.release.record.lineage import ListKnown
from linkage.release.record.manifest import Manifest


@dataclass(frozen=True)
class GatePlan:
    """One gate before a run."""

    name: str
    what: str
    limits: str
    """When it warns and refuses, in words; empty when it is off."""
    not_judged: str
    """Why it will not be judged; empty when it will."""


def gate_plans(
    table: GatesTable, previous: Manifest | None, month: str, listed: ListKnown | None
) -> tuple[GatePlan, ...]:
    """Every gate, against what the current release holds."""
    on = {one.gate.name: one.told for one in limits(table)}
    months = previous.months if previous else ()
    has_past = any(known <= month for known in months)

    def why_not(name: str, *, needs_past: bool) -> str:
        if name not in on:
            return "off, or without a limit"
        if name == "restatement_drop" and month not in months:
            return "the month was not published before"
        if name == "opt_outs_drop" and not (listed and listed.numbers):
            return "nobody is known to have been on the list"
        if name == "volume_drop" and not any(known < month for known in months):
            return "no earlier month is published"
        return "no earlier month is published" if needs_past and not has_past else ""

    return tuple(
        GatePlan(gate.name, gate.what, on.get(gate.name, ""), why_not(gate.name, needs_past=gate.needs_past))
        for gate in GATES
    )

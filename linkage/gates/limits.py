"""The limits of a gate for one job: the program's, unless the job file says otherwise."""

from dataclasses import dataclass

from linkage.config.gates import GatesTable
from linkage.gates.every import GATES
from linkage.gates.gate import Gate


@dataclass(frozen=True)
class Limits:
    """A gate with the limits that a run holds a month against; one of the two at least is there."""

    gate: Gate
    warn: float | None
    refuse: float | None
    least: int
    """Events, or rows, from which on it is judged."""

    @property
    def told(self) -> str:
        """Both limits in words."""
        return ", ".join(
            f"{mode} {self.gate.beyond(limit)}"
            for mode, limit in (("warns", self.warn), ("refuses", self.refuse))
            if limit is not None
        )


def limits(table: GatesTable) -> tuple[Limits, ...]:
    """Every gate that is on."""
    return tuple(found for gate in GATES if (found := limits_of(gate, table)))


def limits_of(gate: Gate, table: GatesTable) -> Limits | None:
    """
    The limits of one gate; None when it is off, or has none.

    A mode moves the limits there are: "warn" makes the refusing limit warn, "refuse" the warning limit refuse. A
    limit written as a number alone is judged however small the month, as the job's author meant it.
    """
    setting = table.of(gate.name)
    known = setting.model_fields_set
    warn = setting.warn if "warn" in known else gate.warn
    refuse = setting.refuse if "refuse" in known else gate.refuse
    there = [limit for limit in (warn, refuse) if limit is not None]
    if setting.mode == "off" or not there:
        return None
    if setting.mode == "warn":
        warn, refuse = there[0], None
    elif setting.mode == "refuse":
        warn, refuse = None, there[0]
    return Limits(gate, warn, refuse, 0 if setting.is_number else table.judged_from_events)

"""Every gate of a job, judged on one month; what does not hold warns or refuses, unless accepted for this run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from linkage.config.gates import GatesTable
from linkage.errors import GateError, Problem
from linkage.gates.facts import Facts
from linkage.gates.limits import Limits, limits

Mode = Literal["warn", "refuse"]


@dataclass(frozen=True)
class Judging:
    """What the user asks of the gates for this run alone."""

    accepted: Mapping[str, str] = field(default_factory=dict)
    """The reason by gate: it may be broken this once."""
    strict: bool = False
    """Whether what would warn refuses."""


@dataclass(frozen=True)
class Judged:
    """One gate that was judged: its limit, what was found, whether it held, and what follows if it did not."""

    name: str
    limit: float
    found: float
    held: bool
    mode: Mode
    told: str
    beyond: str = ""
    """The limit as a message tells it."""
    accepted: str | None = None
    """Why it may be broken in this run; None unless it did not hold and was accepted."""

    @property
    def refuses(self) -> bool:
        """Whether nothing may be published for it."""
        return not self.held and self.mode == "refuse" and self.accepted is None


def judge(table: GatesTable, facts: Facts, judging: Judging) -> tuple[Judged, ...]:
    """Every gate that is on and has something to judge."""
    return tuple(found for one in limits(table) if (found := judged(one, facts, judging)))


def judged(one: Limits, facts: Facts, judging: Judging) -> Judged | None:
    """One gate: against the limit that refuses first, then the one that warns."""
    gate = one.gate
    found = gate.find(facts, one.least)
    if found is None:
        return None
    held_against: list[tuple[Mode, float]] = []
    if one.refuse is not None:
        held_against.append(("refuse", one.refuse))
    if one.warn is not None:
        held_against.append(("refuse" if judging.strict else "warn", one.warn))
    broken = next((entry for entry in held_against if gate.is_beyond(found.value, entry[1])), None)
    mode, limit = broken or held_against[0]
    return Judged(
        name=gate.name,
        limit=limit,
        found=found.value,
        held=broken is None,
        mode=mode,
        told=found.told,
        beyond=gate.beyond(limit),
        accepted=judging.accepted.get(gate.name) if broken else None,
    )


def refuse_unless_held(gates: Iterable[Judged]) -> None:
    """Raise GateError naming every gate that refuses, with what was found, its limit, and the ways on."""
    broken = [gate for gate in gates if gate.refuses]
    if broken:
        names = " ".join(f'--accept {gate.name} --reason "why"' for gate in broken)
        raise GateError(
            f"nothing was published: {len(broken)} gate{'s' if len(broken) > 1 else ''} did not hold\n"
            + "\n".join(f"  {gate.name}: {gate.told}; it refuses {gate.beyond}" for gate in broken)
            + f"\nLook into the cause first. If the month is right as it is, run again with {names}: for that run "
            "alone, and the reason is recorded. If it is so every month, change the limit under [gates] in the job "
            "file",
            problems=[
                Problem(
                    f"{gate.told}; it refuses {gate.beyond}", gate.name, f"--accept {gate.name} --reason TEXT"
                )
                for gate in broken
            ],
        )


def warnings(gates: Iterable[Judged], judging: Judging) -> list[str]:
    """What to tell of gates that did not hold and yet do not refuse, and of those accepted for nothing."""
    judged_gates = list(gates)
    told = [
        f"{gate.name}: {gate.told}; it warns {gate.beyond} (limits: [gates] in the job file)"
        if gate.accepted is None
        else f"{gate.name}: {gate.told}; accepted for this run: {gate.accepted}"
        for gate in judged_gates
        if not gate.held and not gate.refuses
    ]
    needless = sorted(set(judging.accepted) - {gate.name for gate in judged_gates if not gate.held})
    return told + [f"--accept {name} was not needed: the gate holds, or was not judged" for name in needless]

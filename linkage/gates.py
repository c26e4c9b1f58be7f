"""Gates: conditions of the job file under which nothing is published."""

from dataclasses import dataclass

from linkage.config.job import GatesTable
from linkage.errors import GateError
from linkage.ledger import Ledger


@dataclass(frozen=True)
class Gate:
    """One gate that was set: its limit, what was found, and whether it held."""

    name: str
    limit: float
    found: float
    held: bool


def judge(
    gates: GatesTable, ledger: Ledger, *, previous_match_rate: float | None, expected_false_links: float
) -> tuple[Gate, ...]:
    """
    Every gate that is set, judged.

    `expected_false_links` is the share of wrong links that rank P expects among those it made. A fall of the match
    rate is judged only when there is an earlier release to fall from.
    """
    found: list[Gate] = []

    def at_most(name: str, limit: float | None, value: float) -> None:
        if limit is not None:
            found.append(Gate(name, limit, value, value <= limit))

    def at_least(name: str, limit: float | None, value: float) -> None:
        if limit is not None:
            found.append(Gate(name, limit, value, value >= limit))

    quarantined = ledger.rows_quarantined / ledger.rows_read if ledger.rows_read else 0.0
    at_most("max_quarantine_share", gates.max_quarantine_share, quarantined)
    at_least("min_match_rate", gates.min_match_rate, ledger.matched_share)
    if previous_match_rate is not None:
        at_most("max_match_rate_drop", gates.max_match_rate_drop, previous_match_rate - ledger.matched_share)
    at_most("max_expected_false_link_share", gates.max_expected_false_link_share, expected_false_links)
    at_least("min_events", gates.min_events, ledger.events)
    return tuple(found)


def refuse_unless_held(gates: tuple[Gate, ...]) -> None:
    """Raise GateError naming every gate that did not hold."""
    broken = [gate for gate in gates if not gate.held]
    if broken:
        told = "; ".join(
            f"{gate.name} is {gate.limit:g} and the month has {gate.found:.4g}" for gate in broken
        )
        raise GateError(
            f"nothing was published: {told}. Look into the cause, or change the limit under [gates]"
        )

"""What must hold before a month is published: it has events, they add up, and the gates of the job hold."""

from collections.abc import Mapping

from linkage.config.job import Job
from linkage.engine.base import Engine
from linkage.errors import InputError
from linkage.gates import Gate, judge, refuse_unless_held
from linkage.ledger import Ledger, other_months, read_ledger
from linkage.release.manifest import Manifest


def balanced_ledger(engine: Engine, month: str) -> Ledger:
    """The ledger, checked; InputError when the month has no event at all."""
    ledger = read_ledger(engine, month)
    ledger.check()
    if ledger.events + ledger.opted_out == 0:
        raise no_event(month, other_months(engine, month), ledger.key_conflict)
    return ledger


def no_event(month: str, others: Mapping[str, int], key_conflicts: int = 0) -> InputError:
    """The refusal of a month that the files hold nothing of, though they may hold events of `others`."""
    held = ", ".join(f"{name} ({rows:,})" for name, rows in others.items())
    told = f"they hold {held}: give --month one of these" if held else "every row was set aside"
    if key_conflicts:
        told += f"; {key_conflicts:,} row(s) of any month bear a site and accession number of several people"
    return InputError(f"the DID files hold no event with a test date in {month}; {told}")


def held_gates(job: Job, engine: Engine, ledger: Ledger, past: Manifest | None) -> tuple[Gate, ...]:
    """The gates of the job file, judged against the publication `past`; GateError when one does not hold."""
    before = past.counts if past and past.counts.events else None
    gates = judge(
        job.gates,
        ledger,
        previous_match_rate=before.linked / before.events if before else None,
        expected_false_links=expected_false_links(engine),
    )
    refuse_unless_held(gates)
    return gates


def expected_false_links(engine: Engine) -> float:
    """Share of wrong links that rank P expects among those it made: the mean of 1 - P over their events."""
    share = engine.scalar("select avg(1 - match_probability) from links where match_rank = 'P'")
    return 0.0 if share is None else float(str(share))

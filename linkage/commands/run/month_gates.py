"""The gates of a run: the facts they judge put together, judged in one call, and the warnings they give."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from linkage.commands.run.month_volume import volume_of
from linkage.commands.run.published_before import PublishedBefore
from linkage.config.job import Job
from linkage.engine.base import Engine
from linkage.gates.facts import Facts, MonthFacts
from linkage.gates.judge import Judged, Judging, judge, refuse_unless_held, warnings
from linkage.gates.reading import drift_facts, file_facts, followed_codes, month_before, month_facts
from linkage.gates.succession import under_codes_of_now
from linkage.release.record.judged import Volume
from linkage.release.record.lineage import ListKnown
from linkage.release.record.manifest import Manifest
from linkage.words.estimate import estimate_sql
from linkage.words.expected_wrong import expected_wrong_share_sql
from linkage.words.ledger import Ledger
from linkage.words.month import last_day

Warn = Callable[[str], None]


@dataclass(frozen=True)
class Verdict:
    """Every gate that was judged, and how much was delivered."""

    gates: tuple[Judged, ...]
    volume: Volume


def held_gates(job: Job, facts: Facts, judging: Judging, warn: Warn) -> Verdict:
    """
    The gates of the job, judged; warns of those that do not hold and may be passed.

    GateError, naming every gate that refuses at once.
    """
    gates = judge(job.gates, facts, judging)
    for warning in warnings(gates, judging):
        warn(warning)
    refuse_unless_held(gates)
    return Verdict(gates, volume_of(facts))


def facts_of(
    engine: Engine,
    job: Job,
    month: str,
    ledger: Ledger,
    published: PublishedBefore,
    *,
    earlier: str | None,
    reached: Mapping[str, date],
    opt_outs: int,
    listed: ListKnown | None,
    has_model: bool = False,
) -> Facts:
    """
    What the gates look at, from the tables of a run whose statistics are made.

    `earlier` is a table expression of the statistics of the current release; `reached` has the last usual day of each
    kind of hospital record; `opt_outs` are the numbers on the list, `listed` what is known of it before; `has_model`:
    rank P was run.
    """
    previous, past = published.previous, published.past
    before = month_before(engine, earlier, month) if earlier else None
    release = past.release if past and published.past_month == month else previous.release if previous else ""
    counted = past.counts_of(published.past_month) if past and published.past_month else None
    counts = counted if counted and counted.events else None
    judged_before = frozenset(file.sha256 for file in previous.inputs) if previous else frozenset()
    now = month_facts(engine, "statistics", month, month) or MonthFacts(month, 0, {}, {}, {})
    followed = followed_codes(engine, "statistics", month)
    past_month = month_facts(engine, earlier, before, before) if earlier and before else None
    own = month_facts(engine, earlier, month, f"release {release}") if earlier else None
    return Facts(
        ledger=ledger,
        now=now,
        before=under_codes_of_now(with_fall(past_month, published.run_of(before)), now, followed),
        own=under_codes_of_now(with_fall(own, published.run_of(month)), now, followed),
        files=file_facts(engine, month, judged_before),
        hospital_until=reached,
        last_day=date.fromisoformat(last_day(month)),
        past_match_rate=counts.linked / counts.events if counts else None,
        past_events=counts.events if counts else 0,
        expected_false_links=expected_false_links(engine),
        drift=drift_facts(engine) if has_model else (),
        silent_from=job.gates.silent_from_events,
        fields_declared_absent=frozenset(job.did.absent),
        opt_outs=opt_outs,
        opt_outs_before=listed.numbers if listed else None,
        were_opt_outs_counted=listed is None or listed.is_counted,
    )


FALLS = {"volume_drop": "before", "restatement_drop": "own"}
"""Gates by whose acceptance a month is known to be short, each with what of its volume it was held against."""


def with_fall(earlier: MonthFacts | None, published: Manifest | None) -> MonthFacts | None:
    """An earlier month, with what it fell from where the release that `published` it was accepted with the fall."""
    volume = published.volume if published else None
    if earlier is None or published is None or volume is None:
        return earlier
    accepted = {gate.name for gate in published.gates if gate.accepted}
    fell = [one for name, of in FALLS.items() if name in accepted and (one := getattr(volume, of))]
    most = max(fell, key=lambda one: one.events, default=None)
    return replace(earlier, fell_from=most.events, fell_in=most.name) if most else earlier


def expected_false_links(engine: Engine) -> float:
    """Share of wrong links that rank P expects among those it made, rounded as the statistics have it."""
    return engine.number("select " + estimate_sql(f"({expected_wrong_share_sql()})")) or 0.0

"""What the DID files of a run hold, counted in memory before anything is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from linkage.commands.months.asked import LATEST, Asked
from linkage.commands.months.latest_month import latest_month
from linkage.commands.plan.block_plan import BlockPlan, block_plans
from linkage.commands.plan.delivery_plan import PlannedDelivery, planned_delivery
from linkage.commands.resume.start import unwritten
from linkage.commands.run.key_warnings import event_warnings
from linkage.commands.run.month_checks import no_event
from linkage.commands.run.month_fingerprint import fingerprint
from linkage.commands.run.opened_run import OpenedRun
from linkage.commands.run.superseded import FileRows, Lost, file_rows, lost_rows
from linkage.common_steps import events_step, keys_step
from linkage.config.job import Job
from linkage.engine.base import Engine
from linkage.engine.making import make
from linkage.engine.value import as_whole
from linkage.errors import ResourceError
from linkage.release.record.manifest import Manifest
from linkage.session.run_inputs import Inputs
from linkage.session.surroundings import Surroundings
from linkage.session.workspace import reading_engine
from linkage.steps.inputs.delivery.replaced import told_replaced
from linkage.steps.inputs.missing_columns import file_columns, told_of_fields
from linkage.steps.inputs.read import read_inputs
from linkage.steps.inputs.source import Source
from linkage.steps.inputs.values.note import told_values
from linkage.steps.standardise.run import standardise_organisations


@dataclass(frozen=True)
class EventPlan:
    """What the DID files hold."""

    months: Mapping[str, int]
    """Events by month of the test date, a replaced row not counted; oldest month first."""
    key_conflicts: int
    """Rows of any month that would be set aside: their site and accession number is of several people."""
    blocks: tuple[BlockPlan, ...]
    """The blocks of rank P; empty without rank P or before the person index is made."""
    superseded: tuple[FileRows, ...]
    """The files whose rows replaced others or were replaced."""
    lost: tuple[Lost, ...]
    """New files that lose rows to older ones."""
    fields_told: tuple[str, ...]
    """What is to be said of fields to link by that are blank, of values that are lost, and of files named twice."""
    keys_told: tuple[str, ...]
    """What is to be said of keys that are missing, or are of several people or days."""

    def warnings(self) -> list[str]:
        """All that the user is to be told of the files."""
        return [*self.fields_told, *self.keys_told, *(one.warning() for one in self.lost)]


@dataclass(frozen=True)
class FoundEvents:
    """What the DID files hold, for each month that is asked for, and what that changes of those published."""

    months: tuple[str, ...]
    """Those asked for, the latest by its name."""
    events: EventPlan
    """With the blocks of no month."""
    blocks: Mapping[str, tuple[BlockPlan, ...]]
    planned: PlannedDelivery | None
    """None before the first release."""


def counted_events(
    job: Job,
    inputs: Inputs,
    asked: Asked,
    previous: Manifest | None,
    index: Path | None,
    around: Surroundings,
) -> FoundEvents | None:
    """What the DID files hold, by the kept `index` if there is one; None where memory alone is too small for them."""
    engine = reading_engine(job, inputs.layout, unsafe_debug=around.unsafe_debug)
    made_from = fingerprint(job, inputs)
    whole = unwritten(inputs)
    opened = OpenedRun(job, inputs, around, asked.judging, made_from, around.now(), whole, _engine=engine)
    try:
        did = [source for source in inputs.sources if source.dataset == "did"]
        read_inputs(engine, did, inputs.digests, inputs.cache)
        standardise_organisations(engine)
        inputs = opened.beside(previous)
        make(engine, keys_step(inputs, engine.dialect).items)
        months = asked.months
        if months == (LATEST,):
            months = tuple(filter(None, (latest_month(opened, previous),)))
        events = plan_events(engine, did, previous)
        planned = None
        if previous:
            first = months[0] if months else None
            planned = planned_delivery(opened, inputs, previous, first, asked, index)
        again = months or (planned.delivery.made_again[:1] if planned else ())
        blocks = {month: blocks_of(engine, inputs, month, index) for month in again}
        return FoundEvents(months, events, blocks, planned)
    except ResourceError:
        return None
    finally:
        engine.close()


def events_of(found: FoundEvents | None, month: str | None, *, is_linked: bool) -> EventPlan | None:
    """The events with the blocks of `month`; NoEventError where it would be linked and the files hold nothing of it."""
    if found is None:
        return None
    events = found.events
    if month and is_linked and month not in events.months:
        raise no_event(month, events.months, events.key_conflicts)
    return replace(events, blocks=found.blocks.get(month or next(iter(found.blocks), ""), ()))


def blocks_of(engine: Engine, inputs: Inputs, month: str, index: Path | None) -> tuple[BlockPlan, ...]:
    """The blocks of rank P for a month; none without rank P or before the person index is made."""
    if inputs.rules.p is None or index is None:
        return ()
    make(engine, events_step(inputs, engine.dialect, month).items)
    return block_plans(engine, inputs.rules.p, identities_sql(engine, index))


def identities_sql(engine: Engine, index: Path) -> str:
    """The identities of a kept index, to be read where they lie."""
    columns = "identity_id, person_id, nhs_number, birth_date, sex, postcode"
    return f"select {columns} from {engine.parquet_sql(index / 'identity.parquet')}"


def plan_events(engine: Engine, did: Sequence[Source], previous: Manifest | None) -> EventPlan:
    """What the DID files hold once they are read and the keys of events are made, in memory as in a run."""
    counted = "select test_month, count(*) from event_version where is_latest group by 1 order by 1"
    return EventPlan(
        months={str(name): as_whole(events) for name, events in engine.rows(counted)},
        key_conflicts=engine.count("select count(*) from key_conflict"),
        blocks=(),
        superseded=tuple(file_rows(engine).values()),
        lost=tuple(lost_rows(engine, previous)),
        fields_told=(
            *told_of_fields(engine, did, file_columns(engine)),
            *told_values(engine, did),
            *told_replaced(engine, did),
        ),
        keys_told=tuple(event_warnings(engine)),
    )

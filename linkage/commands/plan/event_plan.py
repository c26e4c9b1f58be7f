"""What the DID files of a run hold, counted in memory before anything is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from linkage.commands.plan.block_plan import BlockPlan, block_plans
from linkage.commands.run.key_warnings import event_warnings
from linkage.commands.run.superseded import FileRows, Lost, file_rows, lost_rows
from linkage.config.job import Job
from linkage.config.rules import Rules
from linkage.engine.base import Engine
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.engine.value import as_whole
from linkage.errors import ResourceError
from linkage.release.content.published_events import published_events_sql
from linkage.release.record.manifest import Manifest
from linkage.session.run_inputs import Inputs
from linkage.session.surroundings import Surroundings
from linkage.steps.inputs.missing_columns import file_columns, told_of_fields
from linkage.steps.inputs.read import read_inputs
from linkage.steps.inputs.source import Source, event_dates
from linkage.steps.standardise.run import standardise_events, standardise_organisations


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
    """What is to be said of fields to link by that are blank."""
    keys_told: tuple[str, ...]
    """What is to be said of keys that are missing, or are of several people or days."""

    def warnings(self) -> list[str]:
        """All that the user is to be told of the files."""
        return [*self.fields_told, *self.keys_told, *(one.warning() for one in self.lost)]


def counted_events(
    job: Job,
    inputs: Inputs,
    month: str,
    previous: Manifest | None,
    index: Path | None,
    around: Surroundings,
) -> EventPlan | None:
    """What the DID files hold, with the blocks of the kept index; None where memory alone is too small for them."""
    engine = DuckDBEngine(
        Session(
            folders=(inputs.layout.output,),
            memory_limit=job.duckdb.memory_limit,
            threads=job.duckdb.threads,
            unsafe_debug=around.unsafe_debug,
        )
    )
    try:
        identities = identities_sql(engine, index) if index else None
        did = [source for source in inputs.sources if source.dataset == "did"]
        read_inputs(engine, did, inputs.digests, inputs.cache.reading() if inputs.cache else None)
        standardise_organisations(engine)
        published = published_events_sql(engine, inputs.layout, previous)
        standardise_events(engine, month, inputs.key.pads, published, event_dates(did))
        return plan_events(engine, did, inputs.rules, identities, previous)
    except ResourceError:
        return None
    finally:
        engine.close()


def identities_sql(engine: Engine, index: Path) -> str:
    """The identities of a kept index, to be read where they lie."""
    columns = "identity_id, person_id, nhs_number, birth_date, sex, postcode"
    return f"select {columns} from {engine.parquet_sql(index / 'identity.parquet')}"


def plan_events(
    engine: Engine, did: Sequence[Source], rules: Rules, identities: str | None, previous: Manifest | None
) -> EventPlan:
    """What the DID files hold once they are read and standardised, in memory as in a run."""
    counted = "select test_month, count(*) from event_version where is_latest group by 1 order by 1"
    return EventPlan(
        months={str(name): as_whole(events) for name, events in engine.rows(counted)},
        key_conflicts=engine.count("select count(*) from key_conflict"),
        blocks=block_plans(engine, rules.p, identities) if rules.p and identities else (),
        superseded=tuple(file_rows(engine).values()),
        lost=tuple(lost_rows(engine, previous)),
        fields_told=tuple(told_of_fields(engine, did, file_columns(engine))),
        keys_told=tuple(event_warnings(engine)),
    )

"""What the delivery would change of published months, in memory: as a run finds it, as far as it can without one."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from linkage import tables
from linkage.commands.months.asked import Asked
from linkage.commands.months.look import look
from linkage.commands.run.opened_run import OpenedRun
from linkage.commands.run.release_run import decided
from linkage.editions.index import TABLES, people_edition
from linkage.engine.base import Engine
from linkage.errors import ResourceError
from linkage.release.record.delivery import Delivery
from linkage.release.record.manifest import Manifest
from linkage.release.record.struck import Struck
from linkage.session.run_inputs import Inputs
from linkage.session.workspace import dialect_of
from linkage.strike.find import find
from linkage.strike.people import kept_folders, list_people
from linkage.strike.run import has_strikes

PEOPLE = "person_digest"


@dataclass(frozen=True)
class PlannedDelivery:
    """What a run would find of the published months, and do to each."""

    delivery: Delivery
    struck: Mapping[str, Struck]
    """What it would take out of months that it does not link."""


def planned_delivery(
    opened: OpenedRun,
    inputs: Inputs,
    previous: Manifest,
    month: str | None,
    asked: Asked,
    index: Path | None,
) -> PlannedDelivery:
    """
    The months of `previous` against the DID files, of which the keys of events have been made, and a kept `index`.

    Without an index no more is told of people than that hospital files have changed. Leaves no table of the index.
    """
    engine = opened.engine()
    known = {context.index for context in previous.contexts.values()}
    is_index_read = index is not None and bool(known - {opened.index_digest})
    if index and is_index_read and not load_index(opened, inputs, index):
        return planned_delivery(opened, inputs, previous, month, asked, None)
    retry = opened.job.linkage.retry_months
    found = decided(look(opened, inputs, previous, has_index=is_index_read), previous, month, asked, retry)
    if asked.restate:
        found = found.with_done(dict.fromkeys(set(asked.months) & set(previous.months), "linked"))
    if index and not is_index_read:
        found = found.model_copy(
            update={"people": engine.count(f"select count(*) from {person_sql(engine, index)}")}
        )
    linked = {name for name, change in found.months.items() if change.is_linked}
    struck = planned_strikes(engine, inputs, previous, set(previous.months) - linked, index)
    return PlannedDelivery(found.with_done(dict.fromkeys(struck.keys() - linked, "struck")), struck)


def load_index(opened: OpenedRun, inputs: Inputs, index: Path) -> bool:
    """Every table of the kept index, and the digests of people where they are kept; False where memory is too small."""
    engine, dialect = opened.engine(), dialect_of(opened.job)
    people = people_edition(inputs, dialect).folder(inputs, inputs.cache) if inputs.cache else None
    try:
        for name in TABLES:
            engine.create(name, f"select * from {engine.parquet_sql(index / f'{name}.parquet')}")
        if people:
            engine.create(PEOPLE, f"select * from {engine.parquet_sql(people / f'{PEOPLE}.parquet')}")
    except ResourceError:
        return False
    return True


def person_sql(engine: Engine, index: Path) -> str:
    """The people of the kept index, to be read where they lie."""
    return engine.parquet_sql(index / "person.parquet")


def planned_strikes(
    engine: Engine, inputs: Inputs, previous: Manifest, months: set[str], index: Path | None
) -> dict[str, Struck]:
    """
    What would be taken out of `months`, by month; event_change must be there.

    People are found by what is kept of each month, and by the kept index where there is one.
    """
    numbers = sorted(set(inputs.lists.opted_out_numbers))
    for name in (*TABLES, PEOPLE):
        engine.drop(name)
    if not months or not has_strikes(engine, inputs):
        return {}
    engine.load("opted_out_number", {"nhs_number": "text"}, [(number,) for number in numbers])
    engine.load("person", tables.contract("person").types, ())
    if index:
        listed = "select nhs_number from opted_out_number"
        source = engine.parquet_sql(index / "person_number.parquet")
        engine.create("person_number", f"select * from {source} where nhs_number in ({listed})")
    else:
        engine.load("person_number", tables.contract("person_number").types, ())
    pads = inputs.key.pads("person") if previous.pseudonymise_person else None
    kept = kept_folders(inputs.layout, previous)
    list_people(engine, numbers, inputs.key, pads, kept.values())
    found = find(engine, inputs.layout, previous, months, pads)
    for name in ("person", "person_number"):
        engine.drop(name)
    return found.months

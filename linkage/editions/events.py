"""The ids of imaging rows, kept by file: a run of one month needs those of every file, to see which rows supersede."""

from linkage.cache.cache import Cache
from linkage.cache.entry import named
from linkage.editions.kept import key_of
from linkage.editions.of_part import Counting, OfPart
from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.engine.making import Item, Made, Worked, make_all
from linkage.session.run_inputs import Inputs
from linkage.steps.inputs.fingerprint import label
from linkage.steps.inputs.source import input_files
from linkage.steps.inputs.taken import part_of
from linkage.steps.standardise.run import event_rows_made

TABLE, PAD = "event_row", "event_key_pad"


def event_row_items(inputs: Inputs, dialect: Dialect) -> tuple[Worked, ...]:
    """did_raw -> event_row."""
    items = event_rows_made(dialect, inputs.key.pads)

    def make_or_name(engine: Engine) -> None:
        if inputs.cache is not None and inputs.cache.may_write:
            name_event_rows(engine, inputs, inputs.cache)
        else:
            make_all(engine, items)
            engine.drop(PAD)

    meaning = "The id and month of each imaging row: kept in cache/ by file, or made anew."
    return (Worked(make_or_name, meaning, reads=("did_raw",), writes=(TABLE,), inside=items),)


def name_event_rows(engine: Engine, inputs: Inputs, cache: Cache) -> None:
    """The table as a name for what is kept of each file, made where it is not there yet."""
    whole = event_rows_made(engine.dialect, inputs.key.pads)
    of_part = OfPart(
        made=TABLE,
        tables=(TABLE,),
        method=tuple(item for item in whole if isinstance(item, Made)),
        key=key_of(inputs),
    )
    branches = []
    for file in input_files(inputs.sources):
        if file.source.dataset != "did":
            continue
        one = Counting(file, named(part_of(file, inputs.digests[label(file)])), "")
        rows = f"(select * from did_raw where file_id = {file.file_id})"
        items: tuple[Item, ...] = event_rows_made(engine.dialect, inputs.key.pads, rows)
        kept = of_part.kept(engine, inputs, cache, one, items)
        branches.append(
            f"select cast({file.file_id} as bigint) as file_id, row_number, test_date, test_month, event_id"
            f" from {engine.parquet_sql(kept.file(TABLE))}"
        )
    engine.view(TABLE, " union all ".join(branches), is_checked=True)

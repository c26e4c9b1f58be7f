"""The events that are not as they were, one by one, as a file for those who may see the data: never shared."""

import os
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from linkage.engine.base import Engine
from linkage.errors import ConfigError
from linkage.release import disk
from linkage.release.content.csv_text import FORMULA_STARTS
from linkage.release.layout import Layout

COLUMNS = (
    *("event_id", "month_before", "month_after", "presence", "link", "is_followed", "reason"),
    *("status_before", "status_after", "rank_before", "rank_after", "person_before", "person_after"),
)
"""People are as the releases have them: a key, or a pseudonym."""
ENDINGS = (".parquet", ".csv")


def own_place(layout: Layout, before: str, after: str) -> Path:
    """Where a list lies that nobody gave a place: in the secure area, for the owner alone."""
    return layout.diffs / f"{before}-{after}.parquet"


def refuse_place(path: Path, endings: tuple[str, ...]) -> None:
    """ConfigError for a file that is there already, a folder that is not, or an ending that says no kind of file."""
    if path.suffix not in endings:
        raise ConfigError(f"{path} has to end in {' or '.join(endings)}")
    if os.path.lexists(path):
        raise ConfigError(f"{path} is there already, and is not written over; name another file")
    if not path.parent.is_dir():
        raise ConfigError(f"there is no folder {path.parent}; make it, or name another file")


def write_list(engine: Engine, target: Path) -> int:
    """event_change -> `target`, Parquet or CSV by its ending, for the owner alone and whole or not at all; its rows."""
    draft = target.with_name(f".{target.name}.draft")
    listed = ", ".join(COLUMNS)
    try:
        disk.write(draft, b"")
        if target.suffix == ".parquet":
            engine.write_parquet(f"select {listed} from event_change order by {listed}", draft)
        else:
            write_csv(engine, draft)
        rows = engine.count("select count(*) from event_change")
        disk.move_file(draft, target)
    finally:
        disk.remove(draft)
    return rows


def write_csv(engine: Engine, target: Path) -> None:
    """The same as CSV that a spreadsheet opens as text: cells that would be formulas get an apostrophe."""
    whole = target.with_name(f"{target.name}.parquet")
    listed = ", ".join(plain_sql(engine, name) for name in COLUMNS)
    try:
        disk.write(whole, b"")
        engine.write_parquet(f"select {listed} from event_change order by {', '.join(COLUMNS)}", whole)
        with pq.ParquetFile(whole) as source, target.open("wb") as file:
            options = pa_csv.WriteOptions(quoting_style="needed")
            with pa_csv.CSVWriter(file, source.schema_arrow, write_options=options) as writer:
                for batch in source.iter_batches():
                    writer.write_table(pa.Table.from_batches([batch]))
    finally:
        disk.remove(whole)


def plain_sql(engine: Engine, name: str) -> str:
    """A column as the cell of a spreadsheet; see csv_text."""
    if name == "is_followed":
        return name
    starts = "".join(f"\\x{ord(sign):02x}" if sign.isascii() else sign for sign in FORMULA_STARTS)
    is_formula = engine.dialect.matches(name, f"^\\x27*[{starts}]")
    return f"case when {is_formula} then concat('''', {name}) else {name} end as {name}"

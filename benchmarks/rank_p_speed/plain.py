"""
Plain Splink in place of rank P, for a process of its own: its seconds, its peak memory and the CPU seconds by part.

`link_only`, one row per event identity and one per identity of the index, the levels and parameters of the given
model on single values, and the demographic blocks of the rules. The best person of each event above the threshold is
its link, unless a second one is as good. Links, with their weight, are written as Parquet. The modules that a linker
brings in are there before the clock starts, and so is the table of the index; that of the events is made with it
running, as rank P makes its own. The database takes no more care against a power cut than that of a month does.
"""

import time
from importlib.resources import readers
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink import comparison_level_library as cll
from splink import comparison_library as cl
from splink.internals.comparison_level_creator import ComparisonLevelCreator
from sqlglot import serde
from sqlglot.dialects import duckdb as dialect

from benchmarks.spent import peak_bytes
from benchmarks.trial.rules import rank_p, shipped_rules
from linkage.engine.connection import PASSING
from linkage.steps.probabilistic.levels.default_day import NO_DAYS, DefaultDays, of_sides
from linkage.steps.probabilistic.levels.levels import Comparison, Level, comparisons
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.probabilistic.model.model_file import read_model
from linkage.steps.probabilistic.scoring.block import FIELDS

BROUGHT_IN = readers, dialect, serde
EVENTS, LINKER, PREDICT, PICK = (
    "the table of events",
    "the linker, its settings parsed and checked",
    "predict",
    "the best person of each event",
)

PARTS = ", ".join(f"{made.format(side='record')} as {name}" for name, made in FIELDS.items())
EVENT_RECORDS = f"""
create table left_record as
select identity_key as unique_id, birth_date, sex, postcode, {PARTS} from event_identity as record
"""
INDEX_RECORDS = f"""
create table right_record as
select row_number() over () as unique_id, record.*, {PARTS} from (
    select distinct person_id, birth_date, sex, postcode from identity) as record
"""
"""Single values, and what blocks share besides whole fields."""

PICKED = """
with best as (
    select unique_id_l as identity_key, person_id, max(match_weight) as match_weight
    from {predicted} join right_record on right_record.unique_id = unique_id_r
    group by all
)
select identity_key, min(person_id) as person_id, any_value(match_weight) as match_weight
from (select * from best qualify rank() over (partition by identity_key order by match_weight desc) = 1)
group by identity_key
having count(*) = 1
"""


def comparison(of: Comparison, model: Model) -> cl.CustomComparison:
    """A comparison of rank P on single values, with its parameters; nothing to compare is Splink's null level."""
    known = {level.level: level for level in model.comparisons[of.name]}
    levels: list[ComparisonLevelCreator | dict[str, Any]] = [cll.NullLevel(of.event_column)]
    for level in of.compared:
        spoken = one_value(level, of.event_column, of_sides(model.default_days))
        made = cll.CustomLevel(spoken, level.name) if spoken else cll.ElseLevel()
        levels.append(made.configure(m_probability=known[level.name].m, u_probability=known[level.name].u))
    return cl.CustomComparison(levels, output_column_name=of.name)


def one_value(level: Level, column: str, days: DefaultDays = NO_DAYS) -> str | None:
    """The condition of a level between the event's row, left, and one identity's, right; None for anything else."""
    if level.condition is None:
        return None
    return days.put_in(level.condition).replace("held", f"{column}_r").replace("own", f"{column}_l")


def settings(model: Model) -> SettingsCreator:
    """The demographic blocks of the rules, three comparisons and nothing kept that is not needed."""
    blocks = [block for block in rank_p(shipped_rules()).blocks if "nhs_number" not in block]
    return SettingsCreator(
        link_type="link_only",
        comparisons=[comparison(of, model) for of in comparisons()],
        blocking_rules_to_generate_predictions=[block_on(*block) for block in blocks],
        probability_two_random_records_match=1 / model.training.people,
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )


def run(database: Path, model: Path, links: Path, threshold: float | None) -> dict[str, Any]:
    """Predict and pick; making the table of the index is not counted, nor reading the model it borrows."""
    connection = duckdb.connect(str(database))
    for setting in (f"set temp_directory = '{database.parent / 'spill'}'", *PASSING):
        connection.execute(setting)
    connection.execute(INDEX_RECORDS)
    read = read_model(model)
    began, marks = time.monotonic(), [time.process_time()]
    connection.execute(EVENT_RECORDS)
    marks.append(time.process_time())
    api = DuckDBAPI(connection=connection)
    tables = [api.register(name, dataset_display_name=name) for name in ("left_record", "right_record")]
    linker = Linker(tables, settings(read), log_level=None)
    marks.append(time.process_time())
    predicted = linker.inference.predict(threshold_match_weight=threshold)
    marks.append(time.process_time())
    connection.execute(f"create table picked as {PICKED.format(predicted=predicted.physical_name)}")
    marks.append(time.process_time())
    seconds, peak = time.monotonic() - began, peak_bytes()
    connection.execute(f"copy picked to '{links}' (format parquet)")
    connection.close()
    spent = (after - before for before, after in pairwise(marks))
    parts = dict(zip((EVENTS, LINKER, PREDICT, PICK), spent, strict=True))
    return {
        "seconds": round(seconds, 3),
        "cpu": round(marks[-1] - marks[0], 3),
        "peak_bytes": peak,
        "parts": parts,
    }

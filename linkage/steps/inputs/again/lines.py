"""
A text file into its passing table: each line cut and judged, or found among those of an earlier file.

A row is made of its line alone, by one query; so a line that made an accepted row by the same query makes the same one
again. A line is known by its likeness, and must hold the record key of its row: two lines of one record that differ
have the same likeness once in 10^18. A line that stood twice in the earlier file is cut anew; so is one whose row was
changed when the values of that file were read, which are read all together: its row bears no likeness. What is found of
all values is found afterwards, of all rows: where it would change a row that is known, the file is read whole.
"""

from collections.abc import Callable

from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.steps.inputs.again.earlier import LEAST_SHARE, Earlier, digest_of, most_alike
from linkage.steps.inputs.again.known import LIKENESS
from linkage.steps.inputs.one_pass import OnePass
from linkage.steps.inputs.plan import Plan
from linkage.steps.inputs.stream import STREAM, read_whole, stream_of
from linkage.steps.inputs.values.passing import MadeOf, Passing


def read_lines(
    engine: Engine, plan: Plan, sha256: str, passing: Passing, query: Callable[[str], str]
) -> OnePass:
    """
    Make the came_table of a file; gives the pass that was made over it.

    `query` makes rows of lines: of a table with row_number and line.
    """
    lines = digest_of(query(STREAM)) if passing.is_likened else ""
    before = most_alike(engine, plan, passing.earlier(lines)) if lines else None
    if before is not None:
        stream = _read_again(engine, plan, sha256, passing, query, lines, before)
        if stream is not None:
            return stream
    return read_whole(engine, plan, sha256, passing, query(STREAM), MadeOf(lines) if lines else None)


def _read_again(
    engine: Engine,
    plan: Plan,
    sha256: str,
    passing: Passing,
    query: Callable[[str], str],
    lines: str,
    before: Earlier,
) -> OnePass | None:
    """The same of a file that has lines of an earlier one; None where it has too few, or one of them twice."""
    met, anew = (f"input_{name}_{plan.file.file_id}" for name in ("met", "anew"))
    known = passing.known_of(plan.file.came_table, before)
    rows = engine.parquet_sql(before.rows)
    stream = stream_of(plan, sha256)
    try:
        with engine.lend(STREAM, stream.reader()):
            engine.create(met, met_sql(engine.dialect, STREAM, rows), brief=True)
        stream.refuse_if_broken()
        if engine.count(f"select count(before_row) from {met}") < LEAST_SHARE * stream.rows:
            return None
        engine.write_parquet(numbers_sql(met, rows), known.numbers)
        if not known.is_aligned(engine):
            return None
        engine.write_parquet(known.lost_sql(engine, passing.columns), known.lost)
        engine.view(anew, f"select row_number, line from {met} where before_row is null")
        passing.make(engine, plan.file.came_table, query(anew), MadeOf(lines, known))
    finally:
        engine.drop(anew)
        engine.drop(met)
    return stream


def met_sql(dialect: Dialect, stream: str, before: str) -> str:
    """
    One row per line of `stream`: row_number, and before_row, its number in the earlier file, or line where it has none.

    `before` are the accepted rows of the earlier file.
    """
    return f"""
        select row_number, case when before_row is null then line end as line, before_row
        from (
            select sent.row_number, sent.line,
                case when instr(sent.line, before.record_key) > 0 then before.row_number end as before_row
            from (select row_number, line, {dialect.likeness_number("line")} as likeness from {stream}) as sent
            left join (
                select row_number, record_key, {LIKENESS} as likeness
                from {before}
                where {LIKENESS} not in (
                    select {LIKENESS} from {before} where {LIKENESS} is not null
                    group by {LIKENESS} having count(*) > 1)
            ) as before on before.likeness = sent.likeness
        ) as met"""


def numbers_sql(met: str, before: str) -> str:
    """One row per row of the earlier file, in its order: before_row, and row_number, null where its line is gone."""
    return f"""
        select before.row_number as before_row, met.row_number
        from {before} as before
        left join {met} as met on met.before_row = before.row_number
        order by before.row_number"""

"""Every row of every file of a year, each with the deliveries over which it lies there."""

from collections.abc import Mapping

from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.quote import literal

from ..draws import Draws
from ..files.data_files import data_files
from ..written.layout import Layout
from .base import HOSPITAL, STANDING, base_tables, columns_of
from .changes import change_sql, touched_sql
from .hospital import hospital_rows_sql, life_sql
from .imaging import did_rows_sql, fate_sql, sent_sql
from .lists import death_rows_sql, opt_out_rows_sql, standing_rows_sql
from .newcomers import alike_sql, free_day_sql, new_number_sql, newcomer_rows_sql, newcomer_sql
from .person_keys import person_key_sql
from .settings import YearSettings
from .whose import whose_sql

ONES = ("sent_row", "change", "person_key", "look_alike", "whose")
"""The tables that a year keeps."""


def row_tables(draws: Draws, settings: YearSettings) -> Mapping[str, str]:
    """The tables of a year with their queries, in order, once those of its world are there."""
    world = settings.world
    files = data_files(draws, world)
    rows = [
        did_rows_sql(draws, settings),
        *(hospital_rows_sql(settings, name, columns_of(name, draws, world)) for name in HOSPITAL),
        newcomer_rows_sql(draws, settings, columns_of("op", draws, world)),
        opt_out_rows_sql(draws, settings),
        death_rows_sql(settings),
        *(standing_rows_sql(path, files[path]) for path in STANDING),
    ]
    return {
        **base_tables(draws, world),
        "event_fate": fate_sql(draws, settings),
        "event_sent": sent_sql(settings),
        "person_key": person_key_sql(draws, settings),
        **{f"life_{name}": life_sql(draws, settings, name) for name in HOSPITAL},
        "new_number": new_number_sql(draws, settings),
        "free_day": free_day_sql(draws),
        "alike": alike_sql(draws, settings),
        "newcomer": newcomer_sql(draws, settings),
        "body_row": f"select * from ({' union all '.join(rows)}) as rows where since <= {settings.last}",
        "sent_row": _with_headers_sql(files),
        "whose": whose_sql(),
        "look_alike": f"""select key, month, {settings.look_alikes_at} as delivery from alike""",
    }


def make_changes(engine: DuckDBEngine, settings: YearSettings) -> None:
    """The table `change`, delivery by delivery."""
    for delivery in range(1, settings.last + 1):
        engine.create("touched", touched_sql(delivery))
        found = change_sql(delivery)
        engine.create("change", found if delivery == 1 else f"select * from change union all by name {found}")


def _with_headers_sql(files: Mapping[str, Layout]) -> str:
    """The rows of body_row, and the line of names at the head of each file that has one."""
    names = {
        **{name: files[f"hes/HES_{name.upper()}_1819.txt"] for name in HOSPITAL},
        "deaths": files["lookups/deaths.csv"],
        **{path: files[path] for path in STANDING},
    }
    heads = ", ".join(
        f"({literal(kind)}, {literal(layout.delimiter.join(layout.columns))})"
        for kind, layout in names.items()
    )
    return f"""
        select * from body_row
        union all by name
        select kind, file, 0 as place, since, until, '' as key, head as line
        from (
            select kind, file, min(since) as since,
                case when count(until) = count(*) then max(until) end as until
            from body_row group by kind, file
        ) as files
        join (values {heads}) as heads (name, head) on name = case kind when 'lookup' then file else kind end"""

"""A query of a draw names nothing that would be as published in every draw: by whatever way, it is refused and told."""

import re
from collections.abc import Iterator, Sequence

import duckdb
import pyarrow as pa
import pytest

from linkage.errors import ConfigError
from linkage.reading.draws import Draws
from linkage.reading.query.names_in_query import names_in

MONTH = "2026-04"


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """In the one draw e1 is B's; as published it is A's. Besides, what a user may have made beside the release."""
    opened = duckdb.connect(config={"threads": 1})
    for name in ("links", "events", "pathways"):
        opened.execute(f"""
            create table drawn_{name} as select 1 as draw, 'e1' as event_id, 'B' as person_id, '{MONTH}' as test_month;
            create view {name} as select 'e1' as event_id, 'A' as person_id, '{MONTH}' as test_month""")
    for name in ("spells", "cips"):
        opened.execute(f"""
            create table drawn_{name} as select unnest(['A', 'B']) as person_id;
            create view {name} as select 'A' as person_id;
            create view {name}_by_month as from {name}""")
    for name in ("episodes", "attendances", "appointments"):
        opened.execute(f"create view {name} as select 'A' as person_id")
        opened.execute(f"create view {name}_by_month as from {name}")
    opened.execute("""
        create view codes as select 'B' as code;
        create view mine as from links;
        create temp view passing as from mine;
        create table kept as select 'B' as person_id;
        create macro one_more(x) as x + 1;
        create macro whose() as (select max(person_id) from links);
        create macro hidden() as (select max(person_id) from main.links);
        create macro deeper() as table select hidden() as person_id;
        create macro attended() as table from attendances""")
    opened.register("cohort", pa.table({"person_id": ["B"]}))
    opened.register("related", opened.sql("from links"))
    yield opened
    opened.close()


ANSWERED = {
    "a data frame": "select person_id from links join cohort using (person_id)",
    "a table of one's own": "select person_id from links join kept using (person_id)",
    "code lists": "select person_id from links join codes on code = person_id",
    "a macro that reads nothing": "select person_id from links where one_more(1) = 2",
    "a macro that reads a table of the draw": "select whose() as person_id",
    "a with of a table's name": """
        with attendances as (select person_id from links), mine as (from attendances) select person_id from mine""",
    "a recursive with": """
        with recursive mine as (select 1 as n union all select n + 1 from mine where n < 2)
        select person_id from links join mine on n = 2""",
    "a with inside": "select person_id from links where exists (with mine as (select 1) from mine)",
    "other letters": "SELECT person_id FROM Links",
}


@pytest.mark.parametrize("query", ANSWERED.values(), ids=ANSWERED)
def test_what_a_draw_answers(connection: duckdb.DuckDBPyConnection, query: str) -> None:
    """Of the draw: e1 is B's, though as published it is A's."""
    assert Draws(1, (MONTH,), connection, (MONTH,)).sql(query).fetchall() == [("B",)]


REFUSED = {
    "a schema": ("select * from main.links", "write main.links without"),
    "a schema in a subquery": ("select (select max(person_id) from MAIN.events)", "write main.events without"),
    "a catalogue": ("select * from links join memory.main.cips using (person_id)", "write memory.main.cips"),
    "a view": ("select * from mine", "mine is a view of your own"),
    "a passing view in a with": ("with a as (from Passing) from a", "passing is a view of your own"),
    "a with of the same name reads the view": ("with mine as (from mine) from mine", "mine is a view"),
    "a with of another select": ("select 1 from mine where 1 in (with mine as (select 1) from mine)", "mine is a view"),
    "a relation that was registered": ("from related", "related is a view of your own"),
    "a macro": ("select hidden()", "write main.links without"),
    "a macro in a macro": ("from deeper()", "write main.links without"),
    "a macro that reads records": ("from attended()", "attendances of 2026-04"),
    "a text that is a query": ("from query('from main.links')", "name tables, and not"),
    "a text that is a name": ("from query_table('attendances')", "name tables, and not"),
    "a file": ("from 'links/test_month=2026-04/part-0.parquet'", "name tables, and not"),
    "a file by a function": ("from read_parquet('links.parquet')", "name tables, and not"),
    "all draws": ("select * from drawn_links", "drawn_links is of every draw"),
    "what differs in a draw": ("select * from link_draws", "link_draws is of every draw"),
    "attendances": ("select * from attendances", "attendances of 2026-04 has people linked as published"),
    "episodes and appointments": ("from links, episodes, appointments", "appointments, episodes of 2026-04"),
    "records by month": ("from attendances_by_month", "attendances_by_month of 2026-04"),
    "spells by month": ("from spells_by_month", "spells_by_month of 2026-04"),
}  # fmt: skip


@pytest.mark.parametrize(("query", "told"), REFUSED.values(), ids=REFUSED)
def test_what_would_be_as_published_is_refused(
    connection: duckdb.DuckDBPyConnection, query: str, told: str
) -> None:
    """Before a row is read, with what to do."""
    for draw in (1, None):
        with pytest.raises(ConfigError, match=re.escape(told)):
            Draws(draw, (MONTH,), connection, (MONTH,)).sql(query)


@pytest.mark.parametrize("name", ["episodes", "attendances", "appointments", "spells_by_month"])
def test_records_of_everybody_may_be_joined(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Where all months asked for hold them whole, nobody who is drawn is missing."""
    assert Draws(1, (MONTH,), connection).sql(f"select person_id from {name}").fetchall() == [("A",)]


#    query                                                  tables          qualified
NAMES = [
    ("select 1",                                            [],             []),
    ("from a, lateral (select * from b) where 1 in (from c)", ["a", "b", "c"], []),
    ("with a as (from b), c as (from a) from c",            ["b"],          []),
    ("with a as (from a) from a",                           ["a"],          []),
    ("with a as (select 1) from s.a",                       [],             ["s.a"]),
    ("from (with a as (select 1) from a), a",               ["a"],          []),
    ("from a union all (with b as (from c) from b)",        ["a", "c"],     []),
    ("select * from (pivot a on x in (1) using count(*))",  ["a"],          []),
    ("summarize a",                                         ["a"],          []),
]  # fmt: skip


@pytest.mark.parametrize(("query", "tables", "qualified"), NAMES)
def test_the_names_in_a_query(query: str, tables: Sequence[str], qualified: Sequence[str]) -> None:
    """A table of a `with` is known after it and inside what it stands before, and nowhere else."""
    with duckdb.connect() as opened:
        found = names_in(opened, query)

    assert (sorted(found.tables), sorted(found.qualified)) == (list(tables), list(qualified))

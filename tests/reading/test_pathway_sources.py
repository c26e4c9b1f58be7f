"""Two attendances under one key, of HES A&E and of ECDS: both start a pathway, and it is told which one ends it."""

import random
from collections.abc import Sequence
from datetime import date

import duckdb
import pyarrow as pa
import pytest

from linkage.reading.pathway import Between, pathway_sql
from linkage.reading.point import POINTS
from linkage.reading.window import Window
from tests.tables import Row, rows

PEOPLE = 700
ORDERS = (1, 2)
"""Seeds of the orders that records come in."""
PROVIDERS = {"AE": "RXA", "ECDS": "RYB", "DID": "RXS"}
"""Of each record, by the data set that it is of."""
VISITS = (
    "attendance_source",
    "attendance_key",
    "person_id",
    "provider_code",
    "arrival_date",
    "arrival_time",
    "is_duplicate",
)
SCANS = ("event_id", "person_id", "provider_code", "test_date", "test_time", "status", "is_repeat")

FIRST = """
    from       | to         | AE    | ECDS  | found
    -----------+------------+-------+-------+------------------------
    attendance | imaging    | 05:00 | 05:00 | AE > DID, ECDS > DID
    attendance | imaging    | 05:00 | 10:00 | AE > DID, ECDS > DID
    attendance | imaging    |       |       | AE > DID, ECDS > DID
    imaging    | attendance | 05:00 | 05:00 | DID > AE
    imaging    | attendance | 10:00 | 05:00 | DID > ECDS
    imaging    | attendance | 05:00 |       | DID > AE
    imaging    | attendance |       | 05:00 | DID > ECDS
    imaging    | attendance |       |       | DID > AE
    attendance | attendance | 05:00 | 05:00 | AE > ECDS, ECDS > none
    attendance | attendance | 05:00 | 10:00 | AE > ECDS, ECDS > none
    attendance | attendance | 10:00 | 05:00 | AE > none, ECDS > AE
    attendance | attendance | 05:00 |       | AE > ECDS, ECDS > none
    attendance | attendance |       |       | AE > ECDS, ECDS > none
"""
EVERY = """
    from       | to         | AE    | ECDS  | found
    -----------+------------+-------+-------+------------------------
    attendance | imaging    |       |       | AE > DID, ECDS > DID
    imaging    | attendance | 10:00 | 05:00 | DID > AE, DID > ECDS
    attendance | attendance |       |       | AE > ECDS, ECDS > none
"""
"""By start and goal and the times of the two attendances: data set of each start, and of what it leads to."""


def put(
    database: duckdb.DuckDBPyConnection,
    table: str,
    names: Sequence[str],
    rows_given: list[tuple[object, ...]],
) -> None:
    """A table of a release of one month, and the same by month."""
    columns = map(list, zip(*rows_given, strict=True))
    database.register("given", pa.table(dict(zip(names, columns, strict=True))))
    database.execute(f"create table {table} as select *, '2026-04' as test_month from given")
    database.execute(f"create view {table}_by_month as select * from {table}")


def answered(drawn: Row, order: int, *, first: bool) -> list[tuple[object, ...]]:
    """Start, providers and data sets of the rows, of so many people alike; their records come in an order by chance."""
    scanned = date(2026, 4, 9) if drawn["from"] == "imaging" else date(2026, 4, 11)
    people = [(f"K{n}", f"H{n}") for n in range(PEOPLE)]
    visits = [
        (source, *one, PROVIDERS[source], date(2026, 4, 10), drawn[source], False)
        for one in people
        for source in ("AE", "ECDS")
    ]
    scans = [(*one, PROVIDERS["DID"], scanned, "12:00", "linked", False) for one in people]
    chance = random.Random(order)
    points = {point.name: point for point in POINTS}
    asked = Between(points[str(drawn["from"])], points[str(drawn["to"])], Window(7), first=first)
    with duckdb.connect(config={"threads": 1}) as database:
        put(database, "attendances", VISITS, chance.sample(visits, len(visits)))
        put(database, "events", SCANS, chance.sample(scans, len(scans)))
        answer = database.sql(pathway_sql(asked, ["2026-04"]))
        named = answer.select("from_key, from_provider, from_source, to_provider, to_source")
        return named.fetchall()


@pytest.mark.parametrize(
    ("drawn", "first"),
    [(drawn, first) for table, first in ((FIRST, True), (EVERY, False)) for drawn in rows(table)],
    ids=lambda value: "-".join(map(str, value.values())) if isinstance(value, dict) else None,
)
def test_a_key_in_both_data_sets_is_of_two_attendances(drawn: Row, first: bool) -> None:
    """Whatever order records come in, everybody's pathways are those drawn, and lie in one order."""
    one, other = (answered(drawn, order, first=first) for order in ORDERS)
    expected = {tuple(each.split(" > ")) for each in str(drawn["found"]).split(", ")}
    of: dict[object, str] = {provider: name for name, provider in PROVIDERS.items()} | {None: "none"}

    assert one == other
    assert len(one) == PEOPLE * len(expected)
    assert {(of[start], of[goal]) for _, start, _, goal, _ in one} == expected
    for _, *ends in one:
        for provider, source in (ends[:2], ends[2:]):
            assert source == (of[provider] if of[provider] in {"AE", "ECDS"} else None)

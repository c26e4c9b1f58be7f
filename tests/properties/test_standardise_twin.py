"""Standardising: the SQL gives each identifier the value and the state that plain Python gives it."""

from datetime import date
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.standardise.run import standardise_hospital_identities
from tests.properties.generated import days, raw_identifiers
from tests.properties.worlds import several, shared
from tests.reference.identifiers import FIELDS, of_event, of_hospital_record, states_of_event
from tests.spec.steps import Row, load_hes, seen, shown, standardise_did

TEST_DATE = date(2026, 4, 15)
YEAR_ENDS = (date(2026, 3, 31), date(2027, 3, 31))


@shared
@given(several(st.lists(raw_identifiers(TEST_DATE), min_size=1, max_size=15)))
def test_events(engine: DuckDBEngine, worlds: list[list[Row]]) -> None:
    """Whatever is submitted, an event's four identifiers come out as in the twin."""
    rows = [
        {"accession_number": f"A{number:03d}", **row}
        for number, row in enumerate(chain.from_iterable(worlds), start=1)
    ]
    expected = []
    for row in rows:
        judged = {**of_event(row, TEST_DATE), **states_of_event(row, TEST_DATE)}
        shown_values = {column: shown(value) for column, value in judged.items()}
        expected.append({"accession_number": row["accession_number"], **shown_values})
    standardise_did(engine, rows)

    assert seen(engine, "event", expected[0]) == expected


HospitalRow = tuple[str | None, Row, date, str]


@shared
@given(
    several(
        st.lists(
            st.tuples(
                st.sampled_from(("H1", "H2", None)),
                raw_identifiers(*YEAR_ENDS),
                days(date(2026, 3, 29), date(2026, 4, 2)),
                st.sampled_from(("%Y-%m-%d", "%d/%m/%Y", "%Y%m%d", "%d%m%Y")),
            ),
            min_size=1,
            max_size=8,
        )
    )
)
def test_hospital_identities(engine: DuckDBEngine, worlds: list[list[HospitalRow]]) -> None:
    """Whatever HES holds, every person has exactly the identities that the twin finds."""
    drawn = [(world, *row) for world, rows in enumerate(worlds) for row in rows]
    rows = []
    expected = set()
    for world, key, row, start, spelling in drawn:
        person = None if key is None else f"{world}-{key}"
        rows.append({"person_key": person, **row, "start_date": start.strftime(spelling)})
        if person is not None:
            expected.add((person, *(shown(value) for value in of_hospital_record(row, start).values())))
    load_hes(engine, apc=rows[::3], op=rows[1::3], ae=rows[2::3])
    standardise_hospital_identities(engine)

    found = [
        tuple(row.values())
        for row in seen(engine, "hospital_identity", ("person_id", *FIELDS, "birth_date_parts"))
    ]
    assert len(found) == len(set(found))
    assert set(found) == expected

"""Key conflicts: the SQL sets aside exactly the rows that plain Python does, whatever is published already."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.standardise.run import standardise_events
from tests.properties.generated import NUMBERS, POSTCODES
from tests.properties.worlds import MOST, several, shared
from tests.reference.identifiers import of_event
from tests.reference.key_conflict import Submitted, set_aside
from tests.spec.steps import Row, load, pads_of, standardise_did

SITE = "RXA01"
DAYS = (date(2026, 3, 31), date(2026, 4, 15), date(2026, 4, 16))


def identifiers() -> st.SearchStrategy[Row]:
    """Three identifiers of few values, each missing at times, so that rows often agree on one thing only."""
    return st.fixed_dictionaries(
        {
            "nhs_number": st.sampled_from((None, *NUMBERS)),
            "birth_date": st.sampled_from((None, "1950-03-04", "1960-05-06", "1981-07-21")),
            "postcode": st.sampled_from((None, *POSTCODES)),
        }
    )


@pytest.fixture(scope="module")
def ids(engine: DuckDBEngine) -> dict[str, str]:
    """The event ids of the two keys of each world, which are the same whatever else a row says."""
    standardise_did(engine, [{"accession_number": f"{world}-{key}"} for world in range(MOST) for key in "AB"])
    return {
        str(key): str(event) for key, event in engine.rows("select accession_number, event_id from event")
    }


World = tuple[list[tuple[int, str, date, Row]], set[tuple[str, date]]]
"""Rows, each of a file, a key and a day; and the days on which a key is published."""


@shared
@given(
    several(
        st.tuples(
            st.lists(
                st.tuples(st.integers(1, 2), st.sampled_from("AB"), st.sampled_from(DAYS), identifiers()),
                max_size=9,
            ),
            st.sets(st.tuples(st.sampled_from("AB"), st.sampled_from(DAYS)), max_size=3),
        )
    )
)
def test_the_rows_that_count_for_nobody(
    engine: DuckDBEngine, ids: dict[str, str], worlds: list[World]
) -> None:
    """The rows, and whether somebody else is published; all others have one row that counts for each key."""
    drawn = [
        (file, f"{world}-{key}", day, row)
        for world, (found, _) in enumerate(worlds)
        for file, key, day, row in found
    ]
    published = {(f"{world}-{key}", day) for world, (_, days) in enumerate(worlds) for key, day in days}
    rows: list[Row] = [
        {
            "file_id": file,
            "row_number": line,
            "accession_number": key,
            "test_date": str(day),
            "sex": "1",
            **row,
        }
        for line, (file, key, day, row) in enumerate(drawn, start=1)
    ]
    places = [
        Submitted((file, line), (SITE, key), day, of_event({"sex": "1", **row}, day))
        for line, (file, key, day, row) in enumerate(drawn, start=1)
    ]
    known = {(SITE, key): [day for name, day in published if name == key] for key in ids}
    engine.load(
        "before",
        {"event_id": "text", "test_date": "date"},
        [(ids[key], day) for key, day in sorted(published)],
    )

    load(engine, "did_raw", rows, site_code=SITE)
    standardise_events(engine, None, pads_of, "select event_id, test_date from before")

    found = {
        (int(str(file)), int(str(line))): bool(stays)
        for file, line, stays in engine.rows(
            "select file_id, row_number, other_is_published from key_conflict"
        )
    }
    assert found == set_aside(places, known)
    one = "select event_id from event_version group by 1 having count(case when is_latest then 1 end) <> 1"
    assert engine.rows(one) == []

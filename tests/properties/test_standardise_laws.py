"""
Laws of standardising: row order, repetition, check digits, and rows that are all accounted for.

What a value is worth is tried on the twin; that the SQL equals the twin carries it over.
"""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from linkage.engine.duckdb import DuckDBEngine
from tests.properties.generated import numbers_of_the_test_range, raw_identifiers
from tests.properties.worlds import apart, several, shared
from tests.reference import nhs_number
from tests.reference.identifiers import FIELDS, Clean, of_event
from tests.reference.key_conflict import Submitted, set_aside
from tests.spec.steps import MONTH, Row, seen, shown, standardise_did

TEST_DATES = ("2026-03-31", "2026-04-01", "2026-04-15", "2026-05-01")


@st.composite
def submissions(draw: st.DrawFn) -> list[Row]:
    """Rows of two files in which few accession numbers come again and again, in any of three months."""
    found = draw(
        st.lists(
            st.tuples(
                st.integers(1, 2),
                st.sampled_from(("RXA01", "RXA02")),
                st.sampled_from(("A1", "A2", "A3")),
                st.sampled_from(TEST_DATES),
                raw_identifiers(),
            ),
            min_size=1,
            max_size=8,
        )
    )
    return [
        {
            "file_id": file,
            "row_number": line,
            "site_code": site,
            "accession_number": number,
            "test_date": day,
            **row,
        }
        for line, (file, site, number, day, row) in enumerate(found, start=1)
    ]


def in_order(row: Row) -> tuple[int, int]:
    """The place of a row among all files and lines."""
    return int(str(row["file_id"])), int(str(row["row_number"]))


def clean(row: Row) -> Clean:
    """The comparing values of one row."""
    return of_event(row, date.fromisoformat(str(row["test_date"])))


def submitted(row: Row) -> Submitted:
    """A row as the twin of key conflicts knows it."""
    key = str(row["site_code"]), str(row["accession_number"])
    return Submitted(in_order(row), key, date.fromisoformat(str(row["test_date"])), clean(row))


def side_by_side(worlds: list[list[Row]]) -> list[Row]:
    """The rows of all worlds, each from sites and on lines of its own."""
    return [
        {**apart(row, world, "site_code"), "row_number": 100 * world + int(str(row["row_number"]))}
        for world, rows in enumerate(worlds)
        for row in rows
    ]


@shared
@given(several(submissions()).map(side_by_side).flatmap(st.permutations))
def test_row_order_changes_nothing_and_every_row_is_accounted_for(
    engine: DuckDBEngine, rows: list[Row]
) -> None:
    """
    Laws 1 and 9: in any order, rows are events of the month, of another, superseded, or of a key of several people.

    Identities are the distinct values, and every event bears one.
    """
    standardise_did(engine, rows)
    conflicts = set_aside(map(submitted, rows), {})
    kept = [row for row in rows if in_order(row) not in conflicts]
    last: dict[object, Row] = {}
    for row in sorted(kept, key=in_order):
        last[row["site_code"], row["accession_number"]] = row
    of_month = [row for row in last.values() if str(row["test_date"]).startswith(MONTH)]

    counted = engine.rows(
        f"""
        select count(*) filter (where is_latest and test_month = '{MONTH}'),
            count(*) filter (where is_latest and test_month <> '{MONTH}'),
            count(*) filter (where not is_latest)
        from event_version"""
    )
    assert counted == [(len(of_month), len(last) - len(of_month), len(kept) - len(last))]
    aside = engine.rows("select file_id, row_number from key_conflict where not other_is_published")
    assert sorted(aside) == sorted(conflicts)
    key = ("site_code", "accession_number", "test_date")
    found = seen(engine, "event", (*key, *FIELDS))
    expected = [
        {**{column: str(row[column]) for column in key}, **{f: shown(v) for f, v in clean(row).items()}}
        for row in of_month
    ]
    assert found == sorted(expected, key=lambda row: (str(row["site_code"]), str(row["accession_number"])))
    borne = [tuple(row[field] for field in FIELDS) for row in expected]
    assert identities_found(engine) == [
        (*values, borne.count(values)) for values in sorted(set(borne), key=missing_last)
    ]


def missing_last(values: tuple[str | None, ...]) -> list[tuple[bool, str]]:
    """The order in which identities are listed: by their values, those that are missing last."""
    return [(value is None, value or "") for value in values]


def identities_found(engine: DuckDBEngine) -> list[tuple[object, ...]]:
    """The identities of the events and how many bear each, by number."""
    return engine.rows(
        "select nhs_number, cast(birth_date as string), sex, postcode, events"
        " from event_identity order by all nulls last"
    )


@given(raw_identifiers())
def test_standardising_twice_equals_once(row: Row) -> None:
    """Law 6: clean values, submitted as if they were raw, stay as they are."""
    test_date = date(2026, 4, 15)
    once = of_event(row, test_date)

    assert of_event({field: shown(value) for field, value in once.items()}, test_date) == once


@given(numbers_of_the_test_range())
def test_a_wrong_digit_or_a_swap_breaks_the_check_digit(number: str) -> None:
    """Law 7: no number with one digit wrong, or two unequal neighbours swapped, is ever used."""
    for place in range(10):
        for digit in "0123456789":
            if digit != number[place]:
                assert nhs_number.clean(number[:place] + digit + number[place + 1 :]) is None
    for place in range(9):
        if number[place] != number[place + 1]:
            swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
            assert nhs_number.clean(swapped) is None

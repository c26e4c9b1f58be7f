"""The ignore list: postcodes with so many people that birth date, sex and postcode may agree by chance."""

from itertools import product

import pytest

from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import Row, ranked, seen
from tests.tables import rows

CROWDED = "AB12CD"
EVENT = """
    event | nhs_number | birth_date | sex | postcode
    ------+------------+------------+-----+---------
    1     |            | 1950-03-14 | 2   | AB12CD
"""


def residents(postcode: str, people: int) -> list[Row]:
    """People of one postcode, all of different birth dates; the first is the patient of the event."""
    return [
        {
            "person": f"{postcode}-{number}",
            "birth_date": f"19{50 + number}-03-14",
            "sex": "2",
            "postcode": postcode,
        }
        for number in range(people)
    ]


def quiet_postcodes(count: int, people: int = 1) -> list[Row]:
    """Other postcodes with so many people each."""
    keys = ["EF3" + "".join(end) for end in product("123456789", "GHJK", "LMNP")][:count]
    return [row for key in keys for row in residents(key, people)]


def rank_of_event(engine: DuckDBEngine, rules: Rules, people: list[Row]) -> object:
    """6 where the postcode of the event is not ignored, 7 where it is."""
    return ranked(engine, rules, rows(EVENT), people)[0]["rank"]


@pytest.mark.parametrize(("people", "rank"), [(10, "7"), (9, "6")])
def test_the_floor(engine: DuckDBEngine, published: Rules, people: int, rank: str) -> None:
    """The most crowded of a hundred postcodes is ignored from ten people on."""
    found = rank_of_event(engine, published, residents(CROWDED, people) + quiet_postcodes(99))

    assert found == rank


@pytest.mark.parametrize(("others", "rank"), [(99, "7"), (98, "6")])
def test_the_percentile_by_nearest_rank(
    engine: DuckDBEngine, published: Rules, others: int, rank: str
) -> None:
    """Of 100 postcodes the 99th is the percentile, so the 100th is above it; of 99 the largest is."""
    found = rank_of_event(engine, published, residents(CROWDED, 12) + quiet_postcodes(others))

    assert found == rank


def test_as_many_people_as_the_percentile_is_not_more(engine: DuckDBEngine, published: Rules) -> None:
    """Two equally crowded postcodes of a hundred: neither has strictly more than the percentile."""
    people = residents(CROWDED, 12) + residents("JK56LM", 12) + quiet_postcodes(98)

    assert rank_of_event(engine, published, people) == "6"


def test_people_are_counted_once(engine: DuckDBEngine, published: Rules) -> None:
    """A person with many identities at a postcode is one person of it."""
    twelve_identities = [{**row, "person": "H1"} for row in residents(CROWDED, 12)]

    assert rank_of_event(engine, published, twelve_identities + quiet_postcodes(99)) == "6"
    columns = {"postcode": CROWDED, "people": "1", "ignored": "false"}
    assert columns in seen(engine, "postcode_people", columns)


def test_everybody_who_ever_lived_there_counts(engine: DuckDBEngine, published: Rules) -> None:
    """People who have another address as well are still people of the postcode."""
    moved = [{**row, "postcode": "JK56LM"} for row in residents(CROWDED, 10)]

    assert rank_of_event(engine, published, residents(CROWDED, 10) + moved + quiet_postcodes(198)) == "6"
    assert rank_of_event(engine, published, residents(CROWDED, 11) + moved + quiet_postcodes(198)) == "7"


def test_a_supplied_postcode(engine: DuckDBEngine, published: Rules) -> None:
    """A postcode that the user lists is ignored however few its people; one nobody has does no harm."""
    found = ranked(
        engine, published, rows(EVENT), residents(CROWDED, 1), supplied_postcodes=[CROWDED, "JK56LM"]
    )

    assert found[0]["rank"] == "7"

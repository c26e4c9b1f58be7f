"""Clerical review: who is found for an event, one way a row, and in what order they are shown."""

from datetime import date

import pytest

from linkage.commands.review import search
from linkage.engine.base import Engine
from tests.spec.steps import load
from tests.tables import rows

EVENT = """
    event_id | identity_key | site_code | accession_number | test_month | provider_code | test_date  | gp_practice | nhs_number | birth_date | sex | postcode
    ---------+--------------+-----------+------------------+------------+---------------+------------+-------------+------------+------------+-----+---------
    e        | 1            | RXA01     | A1               | 2019-11    | RXA           | 2019-11-05 | A12345      | 9990000018 | 1950-03-04 | 2   | QQ12CD
"""  # noqa: E501
PEOPLE = """
    identity_id | person_id           | nhs_number | birth_date | sex | postcode
    ------------+---------------------+------------+------------+-----+---------
    1           | number              | 9990000018 | 1931-01-01 | 1   | ZZ99ZZ
    2           | near_number         | 9990000108 | 1950-03-04 | 1   | ZZ99ZZ
    3           | far_number          | 9991234018 | 1950-03-04 | 1   | ZZ99ZZ
    4           | born_here           |            | 1950-03-04 | 1   | QQ19ZZ
    5           | born_elsewhere      |            | 1950-03-04 | 2   | QQ29ZZ
    6           | address_year        |            | 1950-12-31 | 1   | QQ12CD
    7           | address_day         |            | 1949-03-04 | 1   | QQ12CD
    8           | address_alone       |            | 1949-03-05 | 2   | QQ12CD
    9           | exchanged           |            | 1950-04-03 | 2   | QQ19ZZ
    10          | exchanged_other_sex |            | 1950-04-03 | 1   | QQ19ZZ
    11          | practice            |            | 1950-03-04 | 1   | ZZ99ZZ
    12          | contact             |            | 1950-03-04 | 1   | ZZ99ZZ
    13          | contact_next_day    |            | 1950-03-04 | 1   | ZZ99ZZ
    14          | opted_out           | 9990000018 | 1950-03-04 | 2   | QQ12CD
    15          | proposed            |            |            |     |
"""
FOUND = """
    person_id    | way
    -------------+------------
    address_day  | address
    address_year | address
    born_here    | born_here
    contact      | contact
    exchanged    | exchanged
    near_number  | near_number
    number       | number
    practice     | practice
    proposed     | proposed
"""
TEXT = "text"


@pytest.fixture
def searched(engine: Engine) -> Engine:
    """The event above, everybody above, and whom the search finds."""
    load(engine, "event", rows(EVENT), nhs_number_state="valid", birth_date_state="valid",
         sex_state="valid", postcode_state="valid")  # fmt: skip
    load(engine, "identity", rows(PEOPLE))
    load(engine, "hospital_practice", [{"person_id": "practice", "gp_practice": "A12345"}])
    engine.load("review_listed", {"person_id": TEXT}, [("opted_out",)])
    engine.load(
        "review_contact",
        {"person_id": TEXT, "provider_code": TEXT, "first_day": "date", "last_day": "date"},
        [
            ("contact", "RXA", date(2019, 11, 1), date(2019, 11, 5)),
            ("contact_next_day", "RXA", date(2019, 11, 6), date(2019, 11, 6)),
        ],
    )
    drawn(engine, "x")
    engine.create("review_event", search.review_event_sql())
    proposed = "select 'e' as event_id, 'proposed' as person_id"
    engine.create("review_found", search.review_found_sql(proposed))
    return engine


def drawn(engine: Engine, shuffled: str) -> None:
    """The event in the sample, shuffled by a text."""
    engine.load("review_drawn", {"event_id": TEXT, "shuffled": TEXT}, [("e", shuffled)])


def test_each_way_finds_whom_it_says_and_nobody_who_opted_out(searched: Engine) -> None:
    found = searched.rows("select person_id, way from review_found order by person_id")

    assert [{"person_id": person, "way": way} for person, way in found] == rows(FOUND)
    assert set(search.WAYS) == {way for _, way in found}


def test_the_linked_person_is_shown_in_no_telling_place(searched: Engine) -> None:
    """However little of them agrees; the order follows a hash, so another event has another order."""
    searched.create("review_scored", search.review_scored_sql())
    searched.load("review_linked", {"event_id": TEXT, "person_id": TEXT}, [("e", "proposed")])
    places = []
    for shuffled in map(str, range(8)):
        drawn(searched, shuffled)
        shown = searched.rows(
            f"select person_id, is_linked, place from ({search.review_candidate_sql(4)}) as shown order by place"
        )
        assert [row[2] for row in shown] == [1, 2, 3, 4]
        places += [row[2] for row in shown if row[1]]

    assert len(places) == 8
    assert len(set(places)) > 2

"""The three passes by which people are made of records without a person key; `person` is a letter for each."""

import pytest

from linkage.engine.base import Engine
from tests.spec.made_people import HESID, counted, lettered, person_keys
from tests.spec.steps import Row
from tests.tables import rows


def holds(engine: Engine, drawn: str) -> None:
    """The records are of the people drawn."""
    expected = rows(drawn)
    asked: list[Row] = [
        {"provider": "RXA", "day": "2019-05-01"} | {k: v for k, v in row.items() if k != "person"}
        for row in expected
    ]
    found = lettered(person_keys(engine, apc=asked), asked)
    assert [row["person"] for row in found] == [row["person"] for row in expected]


def test_pass_1_joins_by_number_and_sex_and_at_least_part_of_the_birth_date(engine: Engine) -> None:
    holds(
        engine,
        """
        record | number     | born       | sex | postcode | person
        -------+------------+------------+-----+----------+-------
        1      | 9990000018 | 1971-02-03 | 1   | AB1  2CD | A
        2      | 9990000018 | 1971-02-03 | 1   | LF1  1EY | A
        3      | 999 000-0018 | 1971-02-23 | 1 |          | A
        4      | 9990000018 | 1971-03-02 | 1   |          | A
        5      | 9990000018 | 1971-02-03 | 2   | AB1  2CD | B
        6      | 9990000018 | 1984-11-30 | 1   | AB1  2CD | C
        7      | 9990000026 | 1971-02-03 | 1   | LF1  1EY | D
        """,
    )


def test_parts_of_birth_dates_join_in_chains(engine: Engine) -> None:
    """1 and 3 share nothing of the date but the year; 2 shares two parts with each."""
    holds(
        engine,
        """
        record | number     | born       | sex | person
        -------+------------+------------+-----+-------
        1      | 9990000018 | 1971-02-03 | 1   | A
        2      | 9990000018 | 1971-02-17 | 1   | A
        3      | 9990000018 | 1971-09-17 | 1   | A
        """,
    )


@pytest.mark.parametrize(
    "missing",
    [
        "           | 1971-02-03 | 1  ",
        "9990000019 | 1971-02-03 | 1  ",
        "9990000018 |            | 1  ",
        "9990000018 | 1800-01-01 | 1  ",
        "9990000018 | 1894-12-31 | 1  ",
        "9990000018 | 2020-04-01 | 1  ",
        "9990000018 | 1971-02-03 |    ",
        "9990000018 | 1971-02-03 | 9  ",
    ],
)
def test_a_value_that_is_not_valid_takes_part_in_no_pass(engine: Engine, missing: str) -> None:
    """Without postcode there is no other pass; a record that holds no valid number then is nobody's."""
    person = "B" if "9990000018" in missing else ""
    holds(
        engine,
        f"""
        record | number     | born       | sex | person
        -------+------------+------------+-----+-------
        1      | 9990000018 | 1971-02-03 | 1   | A
        2      | {missing} | {person}
        """,
    )


def test_a_birth_date_is_valid_to_the_end_of_the_data_year(engine: Engine) -> None:
    holds(
        engine,
        """
        record | number     | born       | sex | day        | person
        -------+------------+------------+-----+------------+-------
        1      | 9990000018 | 2019-03-31 | 1   | 2019-03-31 | A
        2      | 9990000018 | 2019-03-31 | 1   | 2019-04-01 | A
        3      | 9990000026 | 2019-04-01 | 1   | 2019-03-31 | B
        4      | 9990000026 | 2019-04-02 | 1   | 2019-04-02 | C
        """,
    )


def test_pass_2_joins_by_the_identifier_of_one_provider(engine: Engine) -> None:
    """Whatever the numbers say: one of them is wrong. Another provider's identifier says nothing."""
    holds(
        engine,
        """
        record | number     | born       | sex | postcode | provider | local   | person
        -------+------------+------------+-----+----------+----------+---------+-------
        1      | 9990000018 | 1971-02-03 | 1   | AB1  2CD | RXA      | L1      | A
        2      | 9990000026 | 1971-02-03 | 1   | AB1  2CD | RXA      | l1      | A
        3      | 9990000034 | 1971-02-03 | 1   | AB1  2CD | RXA01    | L1      | A
        4      | 9990000042 | 1971-02-03 | 1   | AB1  2CD | RXB      | L1      | B
        5      | 9990000050 | 1971-02-03 | 1   | LF1  1EY | RXA      | L1      | C
        6      | 9990000069 | 1971-02-04 | 1   | AB1  2CD | RXA      | L1      | D
        """,
    )


@pytest.mark.parametrize("none", ["UNKNOWN", "No patient id", "000000", "NULL", "", "9.99E+09", "1E+07"])
def test_what_stands_for_no_local_identifier_joins_nobody(engine: Engine, none: str) -> None:
    holds(
        engine,
        f"""
        record | number     | born       | sex | postcode | local   | person
        -------+------------+------------+-----+----------+---------+-------
        1      | 9990000018 | 1971-02-03 | 1   | AB1  2CD | {none}  | A
        2      | 9990000026 | 1971-02-03 | 1   | AB1  2CD | {none}  | B
        """,
    )


def test_pass_3_joins_by_birth_date_sex_and_postcode(engine: Engine) -> None:
    """Every 0 of a postcode is read as O; a ZZ postcode, another sex and part of a date join nobody."""
    holds(
        engine,
        """
        record | number     | born       | sex | postcode | person
        -------+------------+------------+-----+----------+-------
        1      | 9990000018 | 1971-02-03 | 1   | AB10 2CD | A
        2      |            | 1971-02-03 | 1   | AB10 2CD | A
        3      |            | 1971-02-03 | 1   | AB1O 2CD | A
        4      |            | 1971-02-03 | 2   | AB10 2CD | B
        5      |            | 1971-02-23 | 1   | AB10 2CD | C
        6      |            | 1971-02-03 | 1   | LF1  1EY | D
        7      |            | 1971-02-03 | 1   | ZZ99 3VZ |
        8      |            | 1971-02-03 | 1   |          |
        """,
    )


def test_numbers_that_contradict_keep_pass_3_from_joining_anybody(engine: Engine) -> None:
    """Twins: whose the record without a number is nobody can say, and it is a person of its own."""
    drawn = """
        record | number     | born       | sex | postcode | local | person
        -------+------------+------------+-----+----------+-------+-------
        1      | 9990000018 | 1971-02-03 | 1   | AB1  2CD |       | A
        2      | 9990000026 | 1971-02-03 | 1   | AB1  2CD |       | B
        3      |            | 1971-02-03 | 1   | AB1  2CD |       | C
        4      | 9990000018 | 1971-02-03 | 1   | LF1  1EY |       | A
        5      |            | 1971-02-03 | 1   | LF1  1EY |       | A
        """
    holds(engine, drawn)
    assert counted(engine)["3", "contested"] == 1


def test_pass_2_goes_before_the_contradiction(engine: Engine) -> None:
    """Record 3 is of the first twin by its local identifier, and the address is contested all the same."""
    holds(
        engine,
        """
        record | number     | born       | sex | postcode | local | person
        -------+------------+------------+-----+----------+-------+-------
        1      | 9990000018 | 1971-02-03 | 1   | AB1  2CD | L1    | A
        2      | 9990000026 | 1971-02-03 | 1   | AB1  2CD | L2    | B
        3      |            | 1971-02-03 | 1   | AB1  2CD | L1    | A
        4      |            | 1971-02-03 | 1   | AB1  2CD | L3    | C
        """,
    )


def test_numbers_of_one_person_do_not_contradict_each_other(engine: Engine) -> None:
    """Both numbers are of one group already, so the record without one can be of nobody else."""
    holds(
        engine,
        """
        record | number     | born       | sex | postcode | local | person
        -------+------------+------------+-----+----------+-------+-------
        1      | 9990000018 | 1971-02-03 | 1   | AB1  2CD | L1    | A
        2      | 9990000026 | 1971-02-03 | 1   | AB1  2CD | L1    | A
        3      |            | 1971-02-03 | 1   | AB1  2CD |       | A
        """,
    )


def test_a_number_of_many_joins_on_the_whole_birth_date_alone(engine: Engine) -> None:
    """Two dates more than one person comes to: each is a person, though neighbours share month and year."""
    few = HESID.model_copy(update={"max_birth_dates": 2})
    drawn: list[Row] = [
        {
            "record": str(day),
            "number": "9990000018",
            "born": f"1971-02-0{day}",
            "sex": "1",
            "day": "2019-05-01",
        }
        for day in (1, 2, 3)
    ]
    drawn.append({**drawn[0], "record": "4", "postcode": "AB1  2CD"})

    found = lettered(person_keys(engine, few, apc=drawn), drawn)
    assert [row["person"] for row in found] == ["A", "B", "C", "A"]
    assert counted(engine)["1", "number_of_many"] == 1
    found = lettered(person_keys(engine, apc=drawn), drawn)
    assert [row["person"] for row in found] == ["A", "A", "A", "A"]


def test_records_of_every_data_set_are_of_the_same_people(engine: Engine) -> None:
    """ECDS has one column for the provider, the others two."""
    one: Row = {"record": "1", "number": "9990000018", "born": "1971-02-03", "sex": "1", "day": "2019-05-01"}
    keys = person_keys(engine, apc=[one], op=[one], ae=[one], ecds=[one])
    assert len(keys) == 4
    assert len(set(keys.values())) == 1
    assert counted(engine)["", "people"] == 1


def test_what_is_counted(engine: Engine) -> None:
    """Two people, one of two identities; three rows that say too little of anybody."""
    drawn: list[Row] = [
        {"number": "9990000018", "born": "1971-02-03", "sex": "1", "postcode": "AB1  2CD"},
        {"number": "9990000018", "born": "1971-02-03", "sex": "1", "postcode": "LF1  1EY"},
        {"born": "1971-02-03", "sex": "1", "postcode": "LF1  1EY"},
        {"number": "9990000026"},
        *({"born": "1971-02-03", "sex": "1"} for _ in range(3)),
    ]
    person_keys(engine, apc=[{**row, "day": "2019-05-01"} for row in drawn])
    assert counted(engine) == {
        ("", "people"): 2,
        ("", "identities"): 5,
        ("", "largest"): 3,
        ("", "unplaced_records"): 3,
        ("1", "joined"): 1,
        ("1", "number_of_many"): 0,
        ("2", "joined"): 0,
        ("3", "joined"): 1,
        ("3", "contested"): 0,
        ("3", "contradicted"): 0,
    }

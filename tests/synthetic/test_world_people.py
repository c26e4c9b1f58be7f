"""The people of a world: numbers never issued, households, twins, moves, people whom no hospital knows."""

from collections.abc import Callable

import pytest

from linkage.engine.duckdb import DuckDBEngine
from synthetic.draws import Draws
from synthetic.people.nhs_numbers import OLD_PLACES, RANGES, nhs_number_sql, stem_sql
from synthetic.settings import WorldSettings
from synthetic.tables import tables

Record = dict[str, str]


@pytest.mark.parametrize("seed", [0, 1, 987_654_321])
def test_nhs_numbers_are_valid_unique_and_of_the_999_range(
    seed: int, is_valid_number: Callable[[str], bool]
) -> None:
    engine = DuckDBEngine()
    rows = engine.rows(nhs_number_sql(Draws(seed), 3_000))
    engine.close()
    numbers = [str(number) for _, number in rows]

    assert [person for person, _ in rows] == list(range(1, 3_001))
    assert all(is_valid_number(number) and number.startswith("999") for number in numbers)
    assert len(set(numbers)) == 3_000
    assert numbers != sorted(numbers)


def test_the_test_range_is_used_up_before_the_next_one_and_every_stem_comes_once() -> None:
    engine = DuckDBEngine()
    size = RANGES[0][1] - OLD_PLACES
    stems = f"select {stem_sql('range', 4)} as stem from range({size})"
    counted = engine.rows(f"select count(distinct stem), min(stem), max(stem) from ({stems})")
    following = engine.rows(f"select {stem_sql('range', 4)} from range({size}, {size + 500})")
    engine.close()

    assert counted[0][0] == size
    assert all(str(stem).startswith("999") for stem in counted[0][1:])
    assert all(str(stem).startswith("5") for (stem,) in following)
    assert len(set(following)) == 500


def test_superseded_numbers_are_valid_and_nobody_elses(is_valid_number: Callable[[str], bool]) -> None:
    engine = DuckDBEngine()
    for table, query in tables(Draws(4), WorldSettings(people=20_000, seed=4)).items():
        engine.create(table, query)
        if table == "world_old_number":
            break
    old = [str(number) for (number,) in engine.rows("select old_number from world_old_number")]
    held = engine.scalar(
        "select count(*) from world_old_number as old join world_person as person"
        " on person.nhs_number = old.old_number"
    )
    engine.close()

    assert 10 <= len(old) <= 60
    assert all(is_valid_number(number) and number.startswith("999") for number in old)
    assert len(set(old)) == len(old)
    assert held == 0


def test_people_live_in_households_of_ordinary_sizes_at_postcodes(world_engine: DuckDBEngine) -> None:
    (mean,) = world_engine.rows(
        "select avg(n) from (select count(*) as n from world_person"
        " where kind not in ('care_home', 'student_hall') group by household)"
    )[0]
    (small, large) = world_engine.rows(
        "select quantile_disc(n, 0.05), quantile_disc(n, 0.95) from (select count(*) as n from world_person"
        " where kind not in ('care_home', 'student_hall') group by postcode_number)"
    )[0]
    communal = world_engine.rows(
        "select kind, count(*) from world_person where kind in ('care_home', 'student_hall')"
        " group by household, kind"
    )

    assert 2.2 < float(str(mean)) < 2.6
    assert int(str(small)) >= 15 and int(str(large)) <= 40
    assert {kind for kind, _ in communal} == {"care_home"}
    assert all(30 <= int(str(people)) <= 150 for _, people in communal)


def test_postcodes_are_distinct_and_come_in_six_shapes(world_engine: DuckDBEngine) -> None:
    postcodes = [
        str(row[0]) for row in world_engine.rows("select concat(outward, ' ', inward) from world_postcode")
    ]
    shapes = {
        "".join("A" if letter.isalpha() else "9" for letter in postcode.split()[0]) for postcode in postcodes
    }

    assert len(set(postcodes)) == len(postcodes)
    assert shapes <= {"A9", "A99", "A9A", "AA9", "AA99", "AA9A"}
    assert len(shapes) >= 4


def test_same_sex_twins_share_all_but_the_number(world_engine: DuckDBEngine) -> None:
    pairs = world_engine.rows(
        "select one.nhs_number, other.nhs_number, one.postcode_number = other.postcode_number"
        " from world_person as one join world_person as other using (household, birth_date, sex)"
        " where other.is_second_twin and not one.is_second_twin"
    )

    assert pairs
    assert all(one != other and same_postcode for one, other, same_postcode in pairs)


def test_ages_and_sexes_are_roughly_english(world_engine: DuckDBEngine) -> None:
    children, old, women = world_engine.rows(
        "select avg(cast(age < 16 as integer)), avg(cast(age >= 65 as integer)),"
        " avg(cast(sex = '2' as integer))"
        " from world_patient"
    )[0]

    assert 0.16 < float(str(children)) < 0.25
    assert 0.12 < float(str(old)) < 0.22
    assert 0.47 < float(str(women)) < 0.54


def test_moves_give_people_several_postcodes_in_hes(hospital: dict[str, list[Record]]) -> None:
    known: dict[str, set[str]] = {}
    for row in (row for dataset in hospital.values() for row in dataset):
        if not row["HOMEADD"].startswith("ZZ99"):
            known.setdefault(row["TOKEN_PERSON_ID"], set()).add(row["HOMEADD"])
    moved = sum(len(postcodes) > 1 for postcodes in known.values())

    assert 0.02 < moved / len(known) < 0.25


def test_nobody_lies_in_two_beds(world_engine: DuckDBEngine) -> None:
    overlaps = world_engine.scalar(
        "select count(*) from world_stay as one join world_stay as other using (person_number)"
        " where one.contact_number <> other.contact_number"
        " and other.stay_start between one.stay_start and one.stay_end"
    )

    assert overlaps == 0


def test_few_events_are_of_people_whom_no_hospital_knows() -> None:
    """1.4 to 2.0% are aimed at; 20,000 people give some 20 such events, hence the wide bounds."""
    engine = DuckDBEngine()
    try:
        for table, query in tables(Draws(3), WorldSettings(people=10_000, seed=3)).items():
            engine.create(table, query)
        events, unknown = engine.rows(
            "select count(*), count(*) filter (where person_id is null) from world_truth"
        )[0]
    finally:
        engine.close()

    assert int(str(events)) >= 500
    assert 0.005 < int(str(unknown)) / int(str(events)) < 0.035

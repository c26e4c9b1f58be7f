"""Births, deaths, transfers, unfinished episodes, split people: a life without contradictions."""

from datetime import date

import pytest

from linkage.engine.duckdb import DuckDBEngine
from synthetic.draws import Draws
from synthetic.settings import FIRST_DAY, LAST_DAY, WorldSettings
from synthetic.tables import tables

Record = dict[str, str]

CONTACTS = {
    "world_episode": ("episode_start", "coalesce(episode_end, episode_start)"),
    "world_appointment": ("appointment_date", "appointment_date"),
    "world_attendance": ("arrival_date", "arrival_date"),
    "world_event": ("test_date", "test_date"),
}


@pytest.mark.parametrize("table", CONTACTS)
def test_nobody_is_seen_before_birth_or_after_death(busy_engine: DuckDBEngine, table: str) -> None:
    first, last = CONTACTS[table]
    outside = busy_engine.scalar(
        f"select count(*) from {table} join world_person using (person_number)"
        f" where {first} < birth_date or {last} > death_date"
    )

    assert outside == 0


def test_people_are_born_and_die_at_national_rates() -> None:
    """About 1.1% of people are born and about 0.9% die in a year (England, 2018 to 2020)."""
    engine = DuckDBEngine()
    settings = WorldSettings(people=40_000, seed=2)
    for table, query in tables(Draws(2), settings).items():
        engine.create(table, query)
        if table == "world_person":
            break
    born, died = engine.rows(
        f"select avg(cast(birth_date >= date '{FIRST_DAY}' as integer)), avg(cast(death_date is not null as integer))"
        " from world_person"
    )[0]
    engine.close()

    assert 0.015 < float(str(born)) < 0.035
    assert 0.012 < float(str(died)) < 0.030


def test_mother_and_baby_are_in_the_same_hospital_on_the_day_of_birth(busy_engine: DuckDBEngine) -> None:
    rows = busy_engine.rows(
        "select baby.trust = mother.trust and baby.site = mother.site,"
        " birth.birth_date between mother.stay_start and mother.stay_end, baby.stay_start = birth.birth_date"
        " from world_birth as birth"
        " join world_stay as baby on baby.person_number = birth.person_number and baby.kind = 'birth'"
        " join world_stay as mother on mother.person_number = birth.mother_number and mother.kind = 'maternity'"
        " and abs(mother.stay_start - birth.birth_date) <= 1"
    )

    assert len(rows) > 10
    assert all(same_place and same_day for same_place, _, same_day in rows)
    assert sum(bool(inside) for _, inside, _ in rows) > 0.7 * len(rows)


def test_some_deaths_end_a_stay(hospital: dict[str, list[Record]]) -> None:
    died = [row for row in hospital["APC"] if row["DISMETH"] == "4"]

    assert died
    assert all(row["DISDATE"] == row["EPIEND"] and row["DISDEST"] == "79" for row in died)


def test_an_unfinished_episode_of_the_first_year_reappears_finished(
    hospital: dict[str, list[Record]],
) -> None:
    """But for a few, of which no later file tells, and those still open a year later."""

    def episode(row: Record) -> tuple[str, ...]:
        return row["TOKEN_PERSON_ID"], row["SITETRET"][:3], row["EPISTART"], row["EPIORDER"]

    unfinished = [row for row in hospital["APC"] if row["FYEAR"] == "1819" and row["EPISTAT"] == "1"]
    finished = {episode(row): row for row in hospital["APC"] if row["FYEAR"] == "1920"}

    twins = [(row, finished[episode(row)]) for row in unfinished if episode(row) in finished]

    assert len(twins) > 0.7 * len(unfinished) > 0
    for row, twin in twins:
        assert twin["EPIKEY"] != row["EPIKEY"]
        assert twin["EPIEND"] > "2019-03-31" >= row["EPISTART"] or twin["EPISTAT"] == "1"
    assert any(twin["EPISTAT"] == "3" for _, twin in twins)


def test_transfers_go_on_elsewhere_on_the_same_day_or_the_next(busy_engine: DuckDBEngine) -> None:
    gaps = {
        (gap, other)
        for gap, other in busy_engine.rows(
            "select second.admission_date - first.left_on, second.trust <> first.trust"
            " from world_spell as first join world_spell as second using (contact_number)"
            " where first.leg = 1 and second.leg = 2"
        )
    }

    assert {gap for gap, _ in gaps} == {0, 1}
    assert all(other for _, other in gaps)


def test_split_people_have_their_second_key_at_other_trusts_only() -> None:
    engine = DuckDBEngine()
    settings = WorldSettings(people=3_000, seed=8)
    for table, query in tables(Draws(8), settings).items():
        engine.create(table, query)
    split, keys = engine.rows(
        "select count(other_person_id), count(distinct other_person_id) from world_person"
    )[0]
    engine.close()

    assert split == keys
    assert 0 < int(str(split)) < 40


def test_towers_and_hostels_stand_among_the_postcodes() -> None:
    """One household kind beside care homes and halls, and postcodes of five times the usual size."""
    engine = DuckDBEngine()
    for table, query in tables(Draws(6), WorldSettings(people=16_000, seed=6)).items():
        engine.create(table, query)
        if table == "world_person":
            break
    kinds = {str(kind) for (kind,) in engine.rows("select distinct kind from world_person")}
    largest = engine.rows(
        "select count(*) as people from world_person where part in ('adult', 'partner', 'child', 'sharer')"
        " group by postcode_number order by people desc limit 3"
    )
    engine.close()

    assert {"care_home", "student_hall", "hostel"} <= kinds
    assert all(100 < int(str(people)) < 200 for (people,) in largest)


def test_the_two_years_are_whole() -> None:
    assert (LAST_DAY - FIRST_DAY).days == 730
    assert date(2019, 3, 31).toordinal() - FIRST_DAY.toordinal() == 364

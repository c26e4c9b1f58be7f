"""Made-up records: put together of three events of one kind, nobody's own, the same whatever the order of the rows."""

from datetime import date, timedelta
from random import Random

import pytest

from linkage import tables
from linkage.config.rules import RankP
from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.making import make_all
from linkage.steps.probabilistic.checks.synthetic import MOST_ROUNDS, synthetic_made
from tests.probabilistic.world import rules

LAST_DAY = "2019-11-30"
Bearer = tuple[date, str | None, str | None]


def pool(random: Random, size: int) -> list[Bearer]:
    """Events of which no two share a year, a day and month, or a postcode; some lack sex or postcode."""
    days = random.sample(range(365), size)
    return [
        (
            (date(1999, 1, 1) + timedelta(days=day)).replace(year=1996 - nth),
            random.choice(("1", "2", None)),
            None if random.random() < 0.2 else f"AB1{nth}CD",
        )
        for nth, day in enumerate(days)
    ]


def settings(**p: int) -> RankP:
    """The [p] table of the default profile with other numbers."""
    found = rules("hes_did", **p).p
    assert found is not None
    return found


def made_of(listed: list[Bearer], settings: RankP) -> list[tuple[date, str | None, str | None]]:
    """The made-up records of a pool."""
    engine = DuckDBEngine()
    engine.load(
        "pool_identity",
        tables.contract("pool_identity").types,
        [(nth, None, *event, 1, "number_missing") for nth, event in enumerate(listed, start=1)]
        + [(900, "9990000018", date(1980, 2, 2), "1", "ZZ11ZZ", 1, "number_in_index")],
    )
    engine.load("postcode_people", tables.contract("postcode_people").types, [])
    make_all(engine, synthetic_made(settings, LAST_DAY))
    found = engine.rows("select birth_date, sex, postcode from synthetic_identity order by identity_key")
    engine.close()
    return [(born, sex, home) for born, sex, home in found]  # type: ignore[misc]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_record_is_of_three_events_that_bear_the_same_fields(seed: int) -> None:
    """Day and month with sex of one, the year of a second, the postcode of a third: it is nobody's record."""
    listed = pool(Random(seed), 60)
    by_day = {(born.month, born.day): (born, sex, home) for born, sex, home in listed}
    by_year = {born.year: (born, sex, home) for born, sex, home in listed}
    by_home = {home: (born, sex, home) for born, sex, home in listed if home}
    made = made_of(listed, settings(synthetic_identities=500))

    assert len(made) > 100
    for born, sex, home in made:
        of_day, of_year = by_day[born.month, born.day], by_year[born.year]
        assert of_day != of_year
        assert of_day[1] == sex
        donors = [of_day, of_year, *([by_home[home]] if home else [])]
        assert len(set(donors)) == (3 if home else 2)
        assert {(one[1] is None, one[2] is None) for one in donors} == {(sex is None, home is None)}


def test_there_are_at_most_so_many_and_always_the_same() -> None:
    """The cap is kept by a hash of the key and the seed; another seed makes others."""
    listed = pool(Random(4), 60)
    made = [made_of(listed, settings(synthetic_identities=50, seed=seed)) for seed in (1, 1, 2)]

    assert [len(one) for one in made] == [50, 50, 50]
    assert made[0] == made[1]
    assert made[0] != made[2]


def test_29_february_becomes_28() -> None:
    """The year is another's, and need not be a leap year."""
    leap: list[Bearer] = [
        (date(year, 2, 29), "1", f"AB1{year - 1900}CD") for year in (1952, 1960, 1968, 1972, 1980)
    ]
    made = made_of(leap, settings())

    assert {(born.month, born.day) for born, _, _ in made} == {(2, 28)}


def test_two_of_a_kind_make_no_record() -> None:
    """A third is needed, or the record would be one of theirs; more than a few are made of many alone."""
    assert made_of(pool(Random(5), 2), settings()) == []
    assert len(made_of(pool(Random(6), 40), settings())) <= 40 * MOST_ROUNDS

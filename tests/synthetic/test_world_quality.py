"""For whom records are worse: the latent factor, ethnic group, deprivation and place."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.engine.duckdb import DuckDBEngine
from synthetic.draws import Draws
from synthetic.errors.record_quality import HURRIED_SHARE, POOR_SHARE, hurried_levels, latent_levels
from synthetic.settings import WorldSettings
from synthetic.tables import tables


@pytest.fixture(scope="module", params=[0.0, 1.0])
def world(request: pytest.FixtureRequest) -> Iterator[tuple[float, DuckDBEngine]]:
    """A world of 4,000 people with much imaging, at the weakest and the strongest latent factor."""
    settings = WorldSettings(
        people=4_000,
        seed=21,
        events_per_person_month=2.0,
        record_quality=request.param,
        number_missing_times=3.0,
        date_errors=10.0,
        postcode_errors=10.0,
    )
    engine = DuckDBEngine()
    for table, query in tables(Draws(settings.seed), settings).items():
        engine.create(table, query)
    yield request.param, engine
    engine.close()


@given(st.floats(0, 1))
def test_the_factors_have_mean_one_and_are_never_negative(strength: float) -> None:
    """That of a person, and that of one record."""
    for share, (high, low) in (
        (POOR_SHARE, latent_levels(strength)),
        (HURRIED_SHARE, hurried_levels(strength)),
    ):
        assert high * share + low * (1 - share) == pytest.approx(1)
        assert high >= low > 0


def test_rates_are_those_of_people_on_average(world: tuple[float, DuckDBEngine]) -> None:
    _, engine = world
    mean, latent = engine.rows("select avg(times), avg(latent) from world_record_quality")[0]

    assert float(str(mean)) == pytest.approx(1, abs=0.12)
    assert float(str(latent)) == pytest.approx(1, abs=0.12)


def test_faults_go_together_only_as_far_as_the_factor_makes_them(world: tuple[float, DuckDBEngine]) -> None:
    """Postcode unknown among records without a number, against those with one."""
    strength, engine = world
    without, with_number = (
        float(str(share))
        for (share,) in engine.rows(
            "select avg(cast(postcode_unknown is not null as integer)) from world_error"
            " where number_only is null group by number_missing is null order by number_missing is null"
        )
    )
    absent, present = (
        float(str(mean))
        for (mean,) in engine.rows(
            "select avg(latent) from world_event join world_record_quality using (person_number)"
            " group by person_number in (select person_number from world_patient_with_record) order by"
            " person_number in (select person_number from world_patient_with_record)"
        )
    )

    if strength:
        assert without > 2 * with_number
        assert absent > 1.5 * present
    else:
        assert without < 2 * with_number
        assert absent == present == 1


def test_wrong_dates_postcodes_and_sexes_meet_on_a_record_only_as_far_as_the_factor_makes_them(
    world: tuple[float, DuckDBEngine],
) -> None:
    """Pairs of errors on one record, against the product of their shares."""
    strength, engine = world
    count, *shares = (
        float(str(value))
        for value in engine.rows(
            "select count(*), avg(dated), avg(placed), avg(sexed), avg(dated * placed), avg(dated * sexed),"
            " avg(placed * sexed) from (select cast(birth_date_slipped is not null as integer) as dated,"
            " cast(postcode_mistyped is not null as integer) as placed,"
            " cast(sex_wrong is not null as integer) as sexed from world_error where number_only is null)"
        )[0]
    )
    dated, placed, sexed, *together = shares
    by_chance = dated * placed + dated * sexed + placed * sexed

    assert sum(together) * count >= 20 or not strength
    if strength:
        assert sum(together) > 4 * by_chance
    else:
        assert sum(together) < 2.5 * by_chance


def test_minorities_the_deprived_and_hostels_have_worse_records() -> None:
    engine = DuckDBEngine()
    for table, query in tables(Draws(9), WorldSettings(people=40_000, seed=9)).items():
        engine.create(table, query)
        if table == "world_record_quality":
            break

    def mean(condition: str) -> float:
        return float(
            str(
                engine.scalar(
                    "select avg(times / latent) from world_record_quality join world_person using (person_number)"
                    f" where {condition}"
                )
            )
        )

    means = [mean(f"decile in ({low}, {low + 1})") for low in (1, 9)]
    minority = [mean(f"decile > 3 and ethnic_category {which} ('A', 'B', 'Z')") for which in ("not in", "in")]
    hostel = [mean(f"kind {which} 'hostel'") for which in ("=", "<>")]
    engine.close()

    assert means[0] > 1.7 * means[1]
    assert minority[0] > 1.2 * minority[1]
    assert hostel[0] > 1.7 * hostel[1]

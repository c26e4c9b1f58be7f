"""Capture and recapture: its numbers against loops over the tables, and its arithmetic on round numbers."""

from math import exp, sqrt

import pytest

from linkage.engine.base import Row
from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.making import make_all
from linkage.steps.probabilistic.checks import recapture
from linkage.steps.probabilistic.checks.synthetic import synthetic_made
from linkage.steps.probabilistic.scoring.coverage import block_set_share_made, coverage_sql
from linkage.steps.probabilistic.scoring.index_size import index_size_sql
from linkage.steps.probabilistic.scoring.score import scored_made
from linkage.words.interval import Z
from tests.probabilistic.fixed_model import fixed_model
from tests.probabilistic.truth_world import Rates, run, true_world
from tests.probabilistic.world import rules

PEOPLE = "2019-11-30"


@pytest.fixture(scope="module")
def engine() -> DuckDBEngine:
    """A world settled by a fixed model, with the made-up records scored beside it."""
    settings = rules("hes_did", synthetic_identities=800).p
    assert settings is not None
    model = fixed_model(settings)
    done = run(true_world(7, 700, Rates(blank=0.1)), model, synthetic_identities=0)
    make_all(done, synthetic_made(settings, PEOPLE))
    done.create("index_size", index_size_sql())
    make_all(done, scored_made(done.dialect, settings, model, PEOPLE, pool_table="synthetic_identity"))
    block_set_share_made(settings, model.block_coverage).make(done)
    done.create("synthetic_coverage", coverage_sql(settings, model.right_number_share))
    return done


def held(engine: DuckDBEngine) -> dict[tuple[object, object], set[object]]:
    """People by birth date and sex, as loops see the index."""
    found: dict[tuple[object, object], set[object]] = {}
    for person, born, sex in engine.rows("select person_id, birth_date, sex from identity"):
        if born is not None and sex is not None:
            found.setdefault((born, sex), set()).add(person)
    return found


def scored(engine: DuckDBEngine, table: str, column: str) -> dict[object, list[Row]]:
    """Levels and one more column by identity."""
    found: dict[object, list[Row]] = {}
    for key, *rest in engine.rows(
        f"select identity_key, birth_date_level, sex_level, postcode_level, {column} from {table}"
    ):
        found.setdefault(key, []).append(tuple(rest))
    return found


def test_the_numbers_of_the_pool_are_those_of_loops(engine: DuckDBEngine) -> None:
    """Events that lack no field: people alike in two fields and in three, the sure at the postcode, the linked."""
    people, candidates = held(engine), scored(engine, "person_posterior", "probability")
    linked = {
        key: float(str(chance))
        for key, chance in engine.rows(
            "select identity_key, match_probability from posterior where status = 'linked'"
        )
    }
    sums = [0.0] * 6
    for key, events, state, born, sex, home in engine.rows(
        "select identity_key, events, number_state, birth_date, sex, postcode from pool_identity"
    ):
        if state != "number_missing" or None in (born, sex, home):
            continue
        n = int(str(events))
        at = candidates.get(key, [])
        for place, value in enumerate(
            (
                *(n, n * n, n * len(people.get((born, sex), ()))),
                n * sum(row[:3] == ("exact",) * 3 for row in at),
                n * sum(float(str(row[3])) for row in at if row[2] == "exact"),
                n * linked.get(key, 0.0),
            )
        ):
            sums[place] += value

    assert engine.rows(recapture.whole_sql())[0] == pytest.approx(tuple(sums))


def test_the_numbers_of_chance_are_those_of_loops(engine: DuckDBEngine) -> None:
    """The made-up records that lack no field: how many people they meet in two fields and in three."""
    people, candidates = held(engine), scored(engine, "person_score", "match_weight")
    met, exact = [], []
    for key, born, sex, home in engine.rows(
        "select identity_key, birth_date, sex, postcode from synthetic_identity"
    ):
        if None not in (sex, home):
            met.append(len(people.get((born, sex), ())))
            exact.append(sum(row[:3] == ("exact",) * 3 for row in candidates.get(key, [])))
    mean = sum(met) / len(met)
    variance = sum((one - mean) ** 2 for one in met) / len(met)

    told = engine.rows(recapture.chance_sql())[0]
    assert told == pytest.approx((len(met), mean, variance, sum(exact) / len(exact)))


def test_the_arithmetic_on_round_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """1,000 events meet 1,100 people by birth date and sex, 200 of them by chance; 810 of the 900 at the postcode."""
    numbers: dict[str, tuple[float, ...]] = {
        recapture.whole_sql(): (1_000, 1_000, 1_100, 812, 840, 855),
        recapture.chance_sql(): (4_000, 0.2, 0.2, 0.002),
    }
    monkeypatch.setattr(recapture, "_numbers", lambda _engine, query: numbers[query])

    name, recall, low, high, events = recapture.recapture(DuckDBEngine()) or ("", 0.0, 0.0, 0.0, 0)

    noise = sqrt(0.2 * (1_000 + 1_000**2 / 4_000))
    far = exp(Z * sqrt(0.1 / 0.9 / 900 + (noise / 900) ** 2 + (1 - 855 * 0.9 / 840) / 855))
    assert (name, events) == ("recapture_recall", 1_000)
    assert (recall, low, high) == pytest.approx(
        (855 * 0.9 / 840, 855 * 0.9 / 840 / far, min(1, 855 * 0.9 / 840 * far)), abs=1e-8
    )


@pytest.mark.parametrize(
    "whole", [(0, 0, 0, 0, 0, 0), (10, 10, 3_000, 9, 9, 9), (10, 10, 9, 0, 9, 9), (10, 10, 9, 9, 9, 0)]
)
def test_where_chance_outnumbers_the_people_nothing_is_told(
    monkeypatch: pytest.MonkeyPatch, whole: tuple[float, ...]
) -> None:
    """No events, a few among thousands alike by chance, nobody at the postcode, no link."""
    numbers: dict[str, tuple[float, ...]] = {
        recapture.whole_sql(): whole,
        recapture.chance_sql(): (100, 300.0, 300.0, 0.0),
    }
    monkeypatch.setattr(recapture, "_numbers", lambda _engine, query: numbers[query])

    assert recapture.recapture(DuckDBEngine()) is None

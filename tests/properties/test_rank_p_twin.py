"""Rank P: the SQL finds the levels, posteriors and threshold of plain Python and rapidfuzz."""

from datetime import date
from unittest.mock import patch

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.levels.default_day import DefaultDays
from linkage.steps.probabilistic.levels.levels import Comparison, comparisons
from linkage.steps.probabilistic.posterior.kept_pair import (
    LISTED,
    NEGLIGIBLE,
    kept_pair_sql,
    kept_score_sql,
    next_best_sql,
    pool_best_sql,
    weight_of_score_sql,
)
from linkage.steps.probabilistic.posterior.leader import leader_sql
from linkage.steps.probabilistic.posterior.posterior import person_posterior_sql, threshold_sql
from linkage.steps.probabilistic.scoring.score import WEIGHTS
from linkage.tables import contract
from tests.properties.generated import days
from tests.properties.worlds import shared
from tests.reference import levels
from tests.reference.posterior import posterior, threshold
from tests.spec.steps import Row, load, profile

BIRTH_DATES = st.one_of(
    st.builds(
        date,
        st.sampled_from((1945, 1946, 1948, 1954, 2045)),
        st.sampled_from((1, 2, 4, 10)),
        st.sampled_from((1, 2, 4, 10, 12, 21)),
    ),
    days(date(1944, 12, 1), date(1945, 2, 28)),
)
POSTCODES = st.builds(
    lambda outward, inward: outward + inward,
    st.sampled_from(("AB1", "AB1O", "AB2", "B1", "EF34")),
    st.sampled_from(("2CD", "2CE", "2EF", "3CD", "3XY")),
)
SEXES = st.sampled_from(("1", "2"))
PEOPLE = 1_000
DEFAULTS: tuple[levels.Days, levels.Days] = ({(1, 1): False, (2, 10): True}, {(1, 1): True, (4, 2): False})
"""Default days of events and of people, and whether the month is known."""
DAYS = DefaultDays(event=(101, 210), person=(101, 402), event_whole=(101,), person_whole=(402,))


def level_sql(engine: DuckDBEngine, comparison: Comparison) -> str:
    """The level of a comparison as one case expression over lists, as Splink has it."""
    own, held = f"{comparison.event_column}_l", f"{comparison.person_column}_r"
    cases = [f"when {own} is null then 'missing' when {held} is null then 'none_held'"]
    for level in comparison.compared:
        if level.condition is None:
            cases.append(f"else '{level.name}'")
        else:
            cases.append(f"when {level.of_lists(engine.dialect, own, held, DAYS)} then '{level.name}'")
    return f"case {' '.join(cases)} end"


@given(
    st.lists(
        st.tuples(
            st.none() | BIRTH_DATES,
            st.lists(BIRTH_DATES, max_size=3),
            st.none() | POSTCODES,
            st.lists(POSTCODES, max_size=3),
            st.none() | SEXES,
            st.lists(SEXES, max_size=2),
        ),
        min_size=1,
        max_size=30,
    )
)
def test_levels(engine: DuckDBEngine, pairs: list[tuple[object, ...]]) -> None:
    """Law 12: each level is the best over everything the person has held."""
    columns = {
        "birth_date_l": pa.date32(),
        "birth_dates_r": pa.list_(pa.date32()),
        "postcode_l": pa.string(),
        "postcodes_r": pa.list_(pa.string()),
        "sex_l": pa.string(),
        "sexes_r": pa.list_(pa.string()),
    }
    arrays = [
        pa.array([None if pair[place] == [] else pair[place] for pair in pairs], type=kind)
        for place, kind in enumerate(columns.values())
    ]
    engine.load_arrow("pair", pa.table(dict(zip(columns, arrays, strict=True))))
    listed = ", ".join(level_sql(engine, comparison) for comparison in comparisons())

    assert [comparison.name for comparison in comparisons()] == ["birth_date", "postcode", "sex"]
    assert engine.rows(f"select {listed} from pair") == [
        (levels.birth_date(born, births, DEFAULTS), levels.postcode(home, homes), levels.sex(sex, sexes))  # type: ignore[arg-type]
        for born, births, home, homes, sex, sexes in pairs
    ]


@given(
    weights=st.lists(
        st.lists(st.integers(-10, 80).map(lambda bits: bits / 4), max_size=4), min_size=1, max_size=8
    ),
    phi=st.sampled_from((0.2, 0.6, 0.95)),
    coverage=st.sampled_from((0.5, 0.99, 1.0)),
    target=st.sampled_from((0.0, 0.004, 0.05, 0.3)),
)
def test_posterior_and_threshold(
    engine: DuckDBEngine, weights: list[list[float]], phi: float, coverage: float, target: float
) -> None:
    """Law 12: each candidate has the twin's probability, and links go down to the twin's threshold."""
    rules = profile("hes_did").p
    assert rules is not None
    expected = []
    load_scores(engine, weights, phi, coverage)
    for number, bits in enumerate(weights, start=1):
        factors = {f"H{place}": 2.0**weight for place, weight in enumerate(bits, start=1)}
        found = posterior(factors, people=PEOPLE, presence=phi, coverage=coverage)
        expected += [(number, person, probability) for person, probability in found.items()]
    with patch("linkage.steps.probabilistic.posterior.kept_pair.LISTED", 0.0):
        settle(engine)

    probabilities = engine.rows(
        "select identity_key, person_id, probability from person_posterior order by all"
    )
    assert [row[:2] for row in probabilities] == [row[:2] for row in expected]
    assert [row[2] for row in probabilities] == pytest.approx([row[2] for row in expected])
    best = [
        max(row[2] for row in expected if row[0] == number)
        for number, bits in enumerate(weights, start=1)
        if bits and bits.count(max(bits)) == 1
    ]
    lowest = threshold(best, target=target, minimum=rules.minimum_probability, prudence=rules.prudence)
    assert engine.rows(threshold_sql(rules, target, 0.0))[0][0] == pytest.approx(lowest)


@shared
@given(
    behind=st.lists(
        st.sampled_from((0.0, 1.0, 14.0, 22.0, 22.0, NEGLIGIBLE, NEGLIGIBLE + 0.25, 55.0)), max_size=7
    ),
    best=st.sampled_from((20.0, 4.0)),
    holder=st.none() | st.integers(0, 4),
)
def test_who_has_a_row(engine: DuckDBEngine, behind: list[float], best: float, holder: int | None) -> None:
    """
    Who is probable enough and not a billion times less likely than the best; of the others two best and two next.

    Everybody counts among the compared, and in the others' probabilities; the holder of the number always has a row.
    """
    weights = [best, *(best - bits for bits in behind)]
    load_scores(engine, [weights], 0.6, 0.99)
    holds = f"person_id = 'H{holder + 1}'" if holder is not None else "false"
    engine.create(
        "person_score",
        f"select * replace (case when {holds} then 'exact' else nhs_number_level end as nhs_number_level)"
        " from person_score",
    )
    settle(engine)

    factors = {f"H{place}": 2.0**weight for place, weight in enumerate(weights, start=1)}
    everybody = posterior(factors, people=PEOPLE, presence=0.6, coverage=0.99)
    two_best = sorted({*weights}, reverse=True)[:2]
    kept, seldom = [], dict.fromkeys(two_best, 0)
    for place, weight in enumerate(weights):
        name = f"H{place + 1}"
        near = weight >= best - NEGLIGIBLE
        if place == holder or (near and everybody[name] >= LISTED):
            kept.append(name)
        elif near and weight in two_best and seldom[weight] < 2:
            seldom[weight] += 1
            kept.append(name)
    found = engine.rows("select person_id, probability from person_posterior order by person_id")
    assert [row[0] for row in found] == kept
    assert [row[1] for row in found] == pytest.approx([everybody[person] for person in kept])
    assert engine.rows("select person_id, candidate_people from leader") == [("H1", len(weights))]


def settle(engine: DuckDBEngine) -> None:
    """person_score, pool_phi -> person_posterior and leader."""
    for table, query in (
        (
            "person",
            "select distinct person_id, cast(substr(person_id, 2) as bigint) as person_no from person_score",
        ),
        ("pair_weight", weight_of_score_sql("person_score")),
        ("pool_best", pool_best_sql()),
        ("next_best", next_best_sql()),
        ("kept_pair", kept_pair_sql()),
        ("person_posterior", person_posterior_sql(kept_score_sql("person_score"))),
        ("leader", leader_sql()),
    ):
        engine.connection.execute(f"create or replace table {table} as {query}")


def load_scores(engine: DuckDBEngine, weights: list[list[float]], phi: float, coverage: float) -> None:
    """One pool identity for each list of weights, and a candidate for each weight of it."""
    scores: list[Row] = []
    priors: list[Row] = []
    for number, bits in enumerate(weights, start=1):
        total = sum(2.0**weight for weight in bits)
        priors.append(
            {"identity_key": number, "coverage": coverage, "mean_factor": total / PEOPLE, "phi": phi}
        )
        for place, weight in enumerate(bits, start=1):
            scores.append({"identity_key": number, "person_id": f"H{place}", "match_weight": weight})
    identities: list[Row] = [{"identity_key": number} for number in range(1, len(weights) + 1)]
    load(engine, "pool_identity", identities, events=1, number_state="number_missing")
    load(engine, "pool_phi", priors)
    engine.load("index_size", {"people": "double", "without_number": "double"}, [(PEOPLE, 0.0)])
    unsaid = dict.fromkeys(("birth_date_level", "sex_level", "postcode_level", "nhs_number_level"), "missing")
    unsaid["birth_date_level"] = "exact"
    types = contract("person_posterior").types
    columns = {name: kind for name, kind in types.items() if name not in ("own_data", "probability")}
    unweighed = dict.fromkeys((*WEIGHTS, "weight_without_evidence"), 0.0)
    given = [{**unsaid, **unweighed, **score} for score in scores]
    engine.load("person_score", columns, [[score[name] for name in columns] for score in given])

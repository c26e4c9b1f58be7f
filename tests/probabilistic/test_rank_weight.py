"""The model's weight of a deterministic link, by the agreement that reached its rank."""

from math import log2

import pytest

from linkage import tables
from linkage.engine.duckdb import DuckDBEngine
from linkage.probabilistic.levels import comparisons
from linkage.probabilistic.model import Model
from linkage.probabilistic.rank_weight import agreement_weights, rank_weight_sql
from tests.probabilistic.test_model_file import a_model
from tests.tables import rows

BIRTH_DATE = comparisons()[0]
PEOPLE = 1_000
NUMBER = log2(0.98 * PEOPLE)
"""Bits of an equal number, 98% of which are right."""


@pytest.fixture(scope="module")
def model() -> Model:
    """A model with made-up numbers for every level."""
    return a_model()


def bits(model: Model, comparison: str, *levels: str) -> float:
    """Weight of several levels taken together."""
    of = [level for level in model.comparisons[comparison] if level.level in levels]
    assert len(of) == len(levels)
    return log2(sum(level.m for level in of) / sum(level.u for level in of))


def test_an_agreement_stands_for_all_its_levels(model: Model) -> None:
    """Partial birth dates together; every postcode but the same one is a conflict to a rank."""
    partial = [level.name for level in BIRTH_DATE.levels if level.agreement == "partial"]
    birth_date, postcode, sex = (agreement_weights(model, comparison) for comparison in comparisons())

    assert birth_date == pytest.approx(
        {
            "exact": bits(model, "birth_date", "exact"),
            "partial": bits(model, "birth_date", *partial),
            "conflict": bits(model, "birth_date", "two_slips", "one_equal", "none"),
            "missing": 0.0,
        }
    )
    assert postcode == pytest.approx(
        {
            "exact": bits(model, "postcode", "exact"),
            "conflict": bits(model, "postcode", "near", "sector", "district", "other"),
            "missing": 0.0,
        }
    )
    assert sex == pytest.approx(
        {"exact": bits(model, "sex", "exact"), "conflict": bits(model, "sex", "conflict"), "missing": 0.0}
    )


LINKS = rows("""
    rank | birth_date | sex      | postcode
    -----+------------+----------+---------
    1A   | exact      | exact    | exact
    1B   | exact      | exact    | missing
    2    | exact      | exact    | conflict
    3    | partial    | exact    | exact
    5    | missing    | conflict | exact
    8    | missing    | missing  | missing
""")


def test_the_weight_of_a_link_is_the_sum_of_its_agreements(model: Model) -> None:
    """Where birth date and postcode are both exact, coincidence has one price instead of two."""
    engine = DuckDBEngine()
    listed = list(enumerate(LINKS))
    engine.load(
        "rank_decision",
        tables.contract("rank_decision").types,
        [(n, link["rank"], 1, f"P{n}", False) for n, link in listed],
    )
    engine.load(
        "candidate",
        tables.contract("candidate").types,
        [
            (n, f"P{n}", link["rank"], n, "exact", link["birth_date"], link["sex"], link["postcode"])
            for n, link in listed
        ],
    )
    engine.load("postcode_people", tables.contract("postcode_people").types, [("AB12CD", 5, False)])
    engine.create(
        "event_identity",
        "select identity_key, '9990000018' as nhs_number, date '2015-06-01' as birth_date, '1' as sex,"
        " 'AB12CD' as postcode, cast(1 as bigint) as events from candidate",
    )
    (priced,) = model.coincidence
    engine.load(
        "coincidence",
        {"age_band": "text", "communal": "boolean", "sex_level": "text", "others": "double"},
        [(priced.age_band, priced.communal, priced.sex_level, priced.others)],
    )
    engine.create("rank_weight", rank_weight_sql(model, PEOPLE, "2019-11-30"))

    weights = [agreement_weights(model, comparison) for comparison in comparisons()]
    expected = []
    for link in LINKS:
        fields = (link["birth_date"], link["postcode"], link["sex"])
        expected.append(NUMBER + sum(by[str(field)] for by, field in zip(weights, fields, strict=True)))
    exact = [level.m for levels in model.comparisons.values() for level in levels if level.level == "exact"]
    expected[0] = NUMBER + log2(exact[0] * exact[1] * exact[2] * model.training.people / priced.others)
    found = engine.rows("select match_weight from rank_weight order by identity_key")
    assert [row[0] for row in found] == pytest.approx(expected, abs=1e-9)

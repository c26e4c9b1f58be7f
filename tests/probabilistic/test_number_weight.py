"""What an NHS number weighs for each person compared, against nobody in the index."""

from math import log2

import pytest

from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.model.model import NumberMixture
from linkage.steps.probabilistic.scoring.numbered_pair import number_weight_sql
from tests.tables import Row, rows

N = 1_000
NEIGHBOURS = 8
UNHELD, NUMBERLESS = 0.0003, 0.1
"""How often a person with a number bears one that nobody in the index holds; the share of people without a number."""
NUMBER = NumberMixture(right=0.97, stranger=0.024, relative=0.006, copied=0.004)
AT_HOME = NUMBER.stranger + NUMBER.relative * N / NEIGHBOURS
"""N times the chance that somebody else's event bears the number of one who lives at its postcode."""

SAID = rows("""
    event's number is   | level    | postcode | holder lives there | evidence
    --------------------+----------+----------+--------------------+--------------------------------
    number_in_index     | exact    | other    | no                 | theirs, or else a stranger's
    number_in_index     | exact    | exact    | yes                | theirs, or else a neighbour's
    number_in_index     | conflict | exact    | no                 | nothing
    number_in_index     | conflict | exact    | yes                | nothing
    number_in_index     | conflict | other    | no                 | nothing
    number_in_index     | conflict | other    | yes                | a stranger's, not a neighbour's
    number_in_index     | missing  | exact    | yes                | nothing
    number_in_index     | missing  | missing  | no                 | nothing
    number_alone        | exact    | missing  | no                 | theirs
    number_missing      | missing  | exact    | no                 | nothing
    number_not_in_index | missing  | exact    | no                 | theirs, who has none
    number_not_in_index | conflict | exact    | no                 | theirs, who has another
""")
"""A mistaken number says nothing between people who would all bear it by mistake, nobody in the index among them."""

EVIDENCE = {
    "theirs": NUMBER.right * N,
    "theirs, or else a stranger's": NUMBER.right * N / NUMBER.stranger,
    "theirs, or else a neighbour's": NUMBER.right * N / AT_HOME,
    "a stranger's, not a neighbour's": NUMBER.stranger / AT_HOME,
    "nothing": 1.0,
    "theirs, who has none": 1 / (NUMBERLESS + (1 - NUMBERLESS) * UNHELD),
    "theirs, who has another": UNHELD / (NUMBERLESS + (1 - NUMBERLESS) * UNHELD),
}


@pytest.mark.parametrize("said", SAID, ids=lambda row: " ".join(map(str, row.values())))
def test_what_a_number_says(said: Row) -> None:
    """By whose it is, and where its holder lives."""
    state, level, postcode, there, evidence = (str(value) for value in said.values())
    engine = DuckDBEngine()
    engine.create(
        "pair",
        f"select '{state}' as number_state, '{level}' as nhs_number_level, '{postcode}' as postcode_level,"
        f" {there == 'yes'} as holder_lives_there, {NEIGHBOURS} as neighbours",
    )

    engine.load("index_size", {"people": "double", "without_number": "double"}, [(N, NUMBERLESS)])
    found = engine.scalar(
        f"select {number_weight_sql(NUMBER, UNHELD)} from pair cross join index_size as size"
    )

    assert found == pytest.approx(log2(EVIDENCE[evidence]))

"""Blocks by number: who is compared with whom, and when a block is too large."""

import pytest

from linkage.config.rules import RankP
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.scoring.blocking import compared_pair_sql, make_blocks
from tests.spec.steps import load, load_compared, numbered
from tests.tables import rows

HELD = """
    person_id | nhs_number | birth_date | sex | postcode
    ----------+------------+------------+-----+---------
    A         | 9990000018 | 1950-01-02 | 1   | LS1AA
    A         |            | 1950-01-02 | 1   | LS2BB
    B         |            | 1950-01-02 | 1   |
    C         |            | 1950-03-02 | 1   | L1SAA
    C         |            | 1950-03-02 | 1   |
    D         |            |            |     |
"""
EVENTS = """
    identity_key | nhs_number | birth_date | sex | postcode
    -------------+------------+------------+-----+---------
    1            |            | 1950-01-02 | 1   | LS1AA
    2            |            | 1950-01-02 | 1   | LS9ZZ
    3            | 9990000018 |            |     |
    4            |            | 1950-03-02 |     | LS1AA
"""


@pytest.fixture
def engine() -> DuckDBEngine:
    """The index and the events above."""
    made = DuckDBEngine()
    load(made, "identity", numbered(rows(HELD), "identity_id"))
    load(made, "pool_identity", rows(EVENTS), events=1, number_state="number_missing")
    load_compared(made)
    return made


@pytest.mark.parametrize(
    ("block", "most", "expected"),
    [
        (("birth_date", "sex"), 2, "1A 1B 2A 2B"),
        (("birth_date", "sex"), 1, ""),
        (("nhs_number",), 1, "3A"),
        (("birth_date", "letters"), 1, "1A 4C"),
        (("district", "day"), 1, "1A 2A 4A"),
        (("postcode", "month"), 1, "1A"),
        (("postcode", "year"), 1, "1A 4A"),
    ],
)
def test_pairs(engine: DuckDBEngine, block: tuple[str, ...], most: int, expected: str) -> None:
    """A, who bears one birth date and sex twice, counts once; the letters of LS1AA are those of L1SAA."""
    make_blocks(engine, RankP.model_validate({"blocks": [block], "max_block_people": most}), "pool_identity")
    found = engine.rows(f"""
        select distinct concat(cast(pair.identity_key as string), named.person_id) as pair
        from ({compared_pair_sql()}) as pair
        join person as named on named.person_no = pair.person_no
        order by 1""")

    assert " ".join(str(pair) for (pair,) in found) == expected


def test_the_people_of_a_block_that_is_left_out_are_counted_by_person(engine: DuckDBEngine) -> None:
    """Three rows of the index, two people."""
    make_blocks(
        engine,
        RankP.model_validate({"blocks": [("birth_date", "sex")], "max_block_people": 1}),
        "pool_identity",
    )

    assert engine.rows("select distinct people, is_left_out from event_block where identity_key < 3") == [
        (2, True)
    ]

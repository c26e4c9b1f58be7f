"""Blocks by number: who is compared with whom, and when a block is too large."""

from itertools import combinations

import pytest

from linkage.config.rules import RankP
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.scoring.block import block_number_sql
from linkage.steps.probabilistic.scoring.blocking import block_columns, compared_pair_sql, make_blocks
from linkage.words.compared_parts import parts_sql, postcode_number_sql
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


FITTING = (
    *(("postcode", part) for part in ("year", "day", "month", "sex")),
    *(("district", *parts) for parts in combinations(("day", "month", "year"), 2)),
    ("birth_date", "sex"),
    ("district", "birth_date", "sex"),
)
"""Blocks that fit into a number."""


def test_blocks_that_fit_into_a_number() -> None:
    """All but what would take more than 63 bits, two places, and what is text: letters and NHS numbers."""
    for block in FITTING:
        assert block_number_sql(block, "part") is not None, block
    for text in (("postcode", "birth_date"), ("postcode", "district"), ("letters", "day"), ("nhs_number",)):
        assert block_number_sql(text, "part") is None


def test_numbers_are_equal_where_the_fields_are() -> None:
    """Of every block that fits, over dates, sexes and postcodes at the ends of what there is, and none."""
    engine = DuckDBEngine()
    engine.create(
        "whole",
        """
        select * from
        (values (date '1850-01-01'), (date '1999-12-31'), (date '2000-02-29'), (date '9999-12-31'), (null))
            as d (birth_date),
        (values ('1'), ('2'), (null)) as s (sex),
        (values ('LS11AA'), ('LS12AA'), ('LS21AA'), ('S11AA'), ('ZZ999ZZ'), ('W1A1AA'), (null)) as p (postcode)""",
    )
    number = postcode_number_sql("whole.postcode")
    engine.create("part", f"select {parts_sql('whole')}, {number} as postcode_no from whole")
    for block in FITTING:
        fields = ", ".join(block_columns(block))
        borne = " and ".join(f"{column} is not null" for column in block_columns(block))
        told = engine.rows(f"""
            select count(distinct number), count(distinct ({fields})), count(distinct (number, {fields})),
                count(*) = count(number)
            from (select *, {block_number_sql(block, "part")} as number from part) where {borne}""")[0]
        assert told[0] == told[1] == told[2], block
        assert told[3], block

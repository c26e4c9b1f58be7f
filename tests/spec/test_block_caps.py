"""How many people a block may hold: those of birth date and sex, which grow with the index, have a cap of their own."""

import pytest

from linkage.commands.run.linked_month import block_warnings
from linkage.config.rules import RankP
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.scoring.blocking import compared_pair_sql, make_blocks
from tests.spec.steps import load, load_compared, numbered
from tests.tables import rows

HELD = """
    person_id | nhs_number | birth_date | sex | postcode
    ----------+------------+------------+-----+---------
    A         |            | 1950-01-02 | 1   | LS1AA
    A         |            | 1950-01-02 | 1   | LS2BB
    B         |            | 1950-01-02 | 1   | MN1AA
    C         |            | 1950-01-02 | 1   | MN1AA
    D         |            | 1950-03-04 | 1   | LS1AA
"""
EVENT = """
    identity_key | nhs_number | birth_date | sex | postcode
    -------------+------------+------------+-----+---------
    1            |            | 1950-01-02 | 1   | LS1AA
"""
BLOCKS = [["postcode", "year"], ["birth_date", "sex"]]
"""A and D by the first, A, B and C by the second."""


@pytest.mark.parametrize(
    ("most", "without_place", "compared", "left_out"),
    [
        (20_000, 3, "A B C D", ""),
        (20_000, 2, "A D", "2"),
        (20_000, 1, "A D", "2"),
        (2, 3, "A D", "2"),
        (1, 3, "", "1 2"),
    ],
)
def test_who_is_compared(most: int, without_place: int, compared: str, left_out: str) -> None:
    """A person of two addresses is one; the lower of both settings bounds a block without a place."""
    engine = DuckDBEngine()
    load(engine, "identity", numbered(rows(HELD), "identity_id"))
    load(engine, "pool_identity", rows(EVENT), events=1, number_state="number_missing")
    load_compared(engine)
    rules = {
        "blocks": BLOCKS,
        "max_block_people": most,
        "max_block_people_without_place": without_place,
    }

    make_blocks(engine, RankP.model_validate(rules), "pool_identity")

    people = engine.rows(f"""
        select named.person_id from ({compared_pair_sql()}) as pair
        join person as named on named.person_no = pair.person_no order by 1""")
    blocks = engine.rows("select block from event_block where is_left_out order by 1")
    assert " ".join(str(person) for (person,) in people) == compared
    assert " ".join(str(block) for (block,) in blocks) == left_out


@pytest.mark.parametrize(
    ("block", "setting", "most"),
    [
        ("birth_date sex", "max_block_people_without_place", 10),
        ("day month", "max_block_people_without_place", 10),
        ("birth_date letters", "max_block_people", 20_000),
        ("postcode sex", "max_block_people", 20_000),
        ("district day year", "max_block_people", 20_000),
        ("nhs_number", "max_block_people", 20_000),
    ],
)
def test_the_setting_that_bounds_a_block(block: str, setting: str, most: int) -> None:
    """Any part of the postcode is a place; of one NHS number there are few people however large the index."""
    assert RankP.model_validate({"blocks": BLOCKS}).cap(block.split()) == (setting, most)


def test_the_general_cap_bounds_them_all() -> None:
    """Where it is the lower of the two it is the one to name."""
    rules = RankP.model_validate({"blocks": BLOCKS, "max_block_people": 5})

    assert rules.cap(["birth_date", "sex"]) == ("max_block_people", 5)


def test_a_block_that_grows_with_the_index_is_no_warning() -> None:
    """Where the index is large it is left out every month; of any other a run warns, and names the setting."""
    engine = DuckDBEngine()
    load(
        engine,
        "block_left_out",
        rows("""
            block          | block_values | events | people
            ---------------+--------------+--------+-------
            birth_date+sex | 3            | 5      | 1300
            postcode+year  | 1            | 2      | 30000
        """),
    )

    (warned,) = block_warnings(engine, RankP.model_validate({"blocks": BLOCKS}))

    assert warned.startswith("1 value(s) of postcode+year, borne by 2 event(s)")
    assert warned.endswith("raise max_block_people under [p] in the rules")

"""How many people a block may hold: those of birth date and sex, which grow with the index, have a cap of their own."""

import pytest

from linkage.commands.run.linked_month import block_warnings
from linkage.config.rules import RankP
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.scoring.blocking import compared_pair_sql, make_blocks
from tests.spec.steps import load, load_compared, numbered, profile
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

    blocks = engine.rows("select block from event_block where is_left_out order by 1")
    assert " ".join(people_compared(engine)) == compared
    assert " ".join(str(block) for (block,) in blocks) == left_out


def people_compared(engine: DuckDBEngine) -> list[str]:
    """Who shares a block with an event."""
    found = engine.rows(f"""
        select named.person_id from ({compared_pair_sql()}) as pair
        join person as named on named.person_no = pair.person_no order by 1""")
    return [str(person) for (person,) in found]


NEAR = """
    person_id | nhs_number | birth_date | sex | postcode
    ----------+------------+------------+-----+---------
    near      |            | 1950-01-02 | 1   | MS1AA
    other     |            | 1950-01-02 | 1   | QQ9ZZ
"""
"""The postcode one character out, in another district; elsewhere, and as many more of these as a case takes."""
BORNE = """
    identity_key | nhs_number | birth_date | sex | postcode
    -------------+------------+------------+-----+---------
    1            |            | 1950-01-02 | 1   | LS1AA
"""


@pytest.mark.parametrize(("equal", "is_compared"), [(2, True), (12, True), (200, True), (201, False)])
def test_a_near_postcode_of_another_district(equal: int, is_compared: bool) -> None:
    """Birth date and sex alone find that person; the default rules compare up to 200 who are equal in them."""
    engine = DuckDBEngine()
    near, other = rows(NEAR)
    held = [near, *({**other, "person_id": f"other {nth}"} for nth in range(1, equal))]
    load(engine, "identity", numbered(held, "identity_id"))
    load(engine, "pool_identity", rows(BORNE), events=1, number_state="number_missing")
    load_compared(engine)
    default = profile("hes_did").p
    assert default is not None

    make_blocks(engine, default, "pool_identity")

    found = people_compared(engine)
    assert ("near" in found) is is_compared
    assert len(found) == (equal if is_compared else 0)


@pytest.mark.parametrize(
    ("block", "setting", "most"),
    [
        ("birth_date sex", "max_block_people_without_place", 200),
        ("day month", "max_block_people_without_place", 200),
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


def test_the_general_cap_is_told_of_whatever_it_bounds() -> None:
    """Birth date and sex too, where it is the lower of the two."""
    engine = DuckDBEngine()
    left_out = rows("""
        block          | block_values | events | people
        ---------------+--------------+--------+-------
        birth_date+sex | 3            | 5      | 130
    """)
    load(engine, "block_left_out", left_out)

    (warned,) = block_warnings(engine, RankP.model_validate({"blocks": BLOCKS, "max_block_people": 100}))

    assert warned.startswith("3 value(s) of birth_date+sex, borne by 5 event(s)")

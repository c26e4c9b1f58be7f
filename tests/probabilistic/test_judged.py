"""What checks make of the pairs of an event: how each is judged, and what is left of them, on rows drawn by hand."""

import pytest

from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.checks.hidden import hidden_factor_sql
from linkage.steps.probabilistic.checks.judged import judged_pair_sql, judged_score_sql
from linkage.steps.probabilistic.evidence.weigh import OFF
from linkage.steps.probabilistic.scoring.number_holder import holders_made
from linkage.steps.probabilistic.scoring.numbered_pair import NUMBERED_PAIR
from linkage.steps.probabilistic.scoring.pair_pattern import COLUMNS
from linkage.steps.probabilistic.scoring.part_agreement import PART_AGREEMENT
from linkage.steps.probabilistic.scoring.score import person_score_sql
from linkage.tables import contract
from tests.spec.steps import load, load_compared
from tests.tables import Row, rows

PAIRS = rows("""
    person | birth date    | postcode | sex      | by parts    | may_link | agrees | in_full
    -------+---------------+----------+----------+-------------+----------+--------+--------
    1      | exact         | exact    | exact    |             | yes      | yes    | yes
    2      | exact         | exact    | missing  |             | yes      | no     | yes
    3      | default_exact | exact    | exact    |             | yes      | no     | yes
    4      | exact         | near     | exact    |             | yes      | no     | no
    5      | exact         | exact    | conflict |             | yes      | no     | no
    6      | day_slip      | exact    | exact    |             | yes      | no     | no
    7      | missing       | exact    | exact    |             | no       | no     | no
    8      | none_held     | exact    | exact    |             | no       | no     | no
    9      | missing       | exact    | exact    | parts_equal | yes      | no     | no
    10     | none_held     | exact    | exact    | parts_differ | yes     | no     | no
""")
"""Pairs of one event, by the level of each field; the level of a date by parts, where such were compared."""
PEOPLE = 1_000


@pytest.fixture(scope="module")
def engine() -> DuckDBEngine:
    """The pairs, each of a pattern of its own, that weighs as many bits a field as its number says."""
    made = DuckDBEngine()
    said = [(int(str(row["person"])), row) for row in PAIRS]
    made.load(
        "pattern_level",
        COLUMNS,
        [(no, row["birth date"], row["postcode"], row["sex"], no, no / 8, 0.1, -0.3) for no, row in said],
    )
    made.load(
        "pair_pattern",
        dict.fromkeys(("identity_key", "person_no", "pattern_no"), "integer"),
        [(1, no, no) for no, _ in said],
    )
    made.load(
        "part_agreement",
        PART_AGREEMENT,
        [(1, no, row["by parts"], 2.7) for no, row in said if row["by parts"]],
    )
    made.load("numbered_pair", NUMBERED_PAIR, [])
    people: list[Row] = [{"person_no": no, "person_id": f"P{no}"} for no, _ in said]
    load(made, "person", people, identities=1, nhs_numbers=0, digest=0)
    return made


@pytest.mark.parametrize("said", PAIRS, ids=lambda row: " ".join(str(value or "") for value in row.values()))
def test_how_a_pair_is_judged(engine: DuckDBEngine, said: Row) -> None:
    """Whoever was compared by parts alone may be linked; only whole dates agree."""
    found = engine.rows(f"""
        select may_link, agrees, in_full from ({judged_pair_sql(OFF)}) as judged
        where person_no = {said["person"]}""")

    assert found == [tuple(said[name] == "yes" for name in ("may_link", "agrees", "in_full"))]


def test_by_patterns_it_is_what_it_is_by_scores(engine: DuckDBEngine) -> None:
    """To the last bit: m of the month is judged by scores, everything else by patterns."""
    engine.create("person_score", person_score_sql())
    listed = "select identity_key, person_no, may_link, agrees, in_full, match_weight from ({}) as judged order by 2"

    found = engine.rows(listed.format(judged_pair_sql(OFF)))

    assert len(found) == len(PAIRS)
    assert found == engine.rows(listed.format(judged_score_sql("person_score")))


WEIGHED = """
    event | person | weight | may_link
    ------+--------+--------+---------
    1     | 1      | 9      | yes
    1     | 2      | 4      | no
    1     | 3      | 4      | yes
    1     | 4      | 1      | yes
    2     | 1      | 2      | yes
    3     | 2      | 5      | no
"""
"""Everybody compared; person 1 is whom the number proves, of every event."""
FACTORS = """
    event | own | other | own_factor | other_factor | best_others | other_may_link
    ------+-----+-------+------------+--------------+-------------+---------------
    1     | 9   | 4     | 0.512      | 0.034        | 2           | yes
    2     | 2   |       | 0.004      | 0            | 0           | no
    3     |     | 5     | 0          | 0.032        | 1           | no
"""


def test_what_is_left_of_the_pairs_of_an_event() -> None:
    """The best weights, how many share that of the others, and the sums of factors over so many people."""
    engine = DuckDBEngine()
    engine.load("index_size", contract("index_size").types, [(PEOPLE, 0.0)])
    engine.load(
        "hidden_identity",
        dict.fromkeys(("identity_key", "person_no"), "integer"),
        [(event, 1) for event in (1, 2, 3, 4)],
    )
    weighed = [
        (*(int(str(row[name])) for name in ("event", "person", "weight")), row["may_link"] == "yes")
        for row in rows(WEIGHED)
    ]
    columns = {
        "identity_key": "integer",
        "person_no": "integer",
        "match_weight": "double",
        "may_link": "boolean",
    }
    engine.load("weighed_pair", columns, weighed)
    judged = "select *, false as agrees, false as in_full from weighed_pair"

    found = engine.rows(f"""
        select identity_key, own_weight, other_weight, own_factor, other_factor, best_others, other_may_link
        from ({hidden_factor_sql(judged)}) as factor
        order by identity_key""")

    assert found == [
        (
            int(str(row["event"])),
            *(float(str(row[name])) if row[name] else None for name in ("own", "other")),
            *(pytest.approx(float(str(row[name]))) for name in ("own_factor", "other_factor")),
            int(str(row["best_others"])),
            row["other_may_link"] == "yes",
        )
        for row in rows(FACTORS)
    ]


HELD = """
    identity_id | person_id | nhs_number
    ------------+-----------+-----------
    1           | A         | 9990000018
    2           | A         | 9990000026
    3           | B         | 9990000026
    4           | B         |
"""


@pytest.mark.parametrize(
    ("borne", "holders"),
    [("9990000018", "A"), ("9990000026", "A B"), ("9990000034", ""), (None, "")],
)
def test_who_holds_the_numbers_of_events(borne: str | None, holders: str) -> None:
    """Everybody who does, once, however many events bear the number; nobody where no event bears one."""
    engine = DuckDBEngine()
    load(engine, "identity", rows(HELD))
    load_compared(engine)
    engine.load("borne", {"nhs_number": "text"}, [(borne,), (borne,), (None,)])
    for item in holders_made("borne"):
        item.make(engine)

    found = engine.rows("""
        select holder.nhs_number, person.person_id
        from number_holder as holder
        join person on person.person_no = holder.person_no
        order by 2""")

    assert found == [(borne, person) for person in holders.split()]

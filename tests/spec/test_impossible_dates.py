"""Impossible birth dates: who is compared by the parts that can be read, and at which level."""

from linkage.engine.duckdb import DuckDBEngine
from linkage.probabilistic.part_date import part_identity_sql, part_pair_sql, with_part_levels_sql
from tests.probabilistic.fixed_model import fixed_model
from tests.probabilistic.world import EVENT
from tests.spec.steps import load, profile, seen
from tests.tables import rows


def test_who_is_compared(engine: DuckDBEngine) -> None:
    """Whoever of the district holds all that can be read; nobody where events of an identity say different things."""
    drawn = rows("""
        identity_key | birth_date | postcode | parts      | other      | people
        -------------+------------+----------+------------+------------+-------
        1            |            | AB12CD   | 1970-XX-01 | 1970-XX-01 | H1 H2
        2            |            | AB12CD   | 1970-08-XX | 1970-08-XX | H1 H3
        3            |            | AB12CD   | 1970-XX-01 | 1970-XX-02 |
        4            |            | AB12CD   | 1970-XX-01 |            |
        5            |            |          | 1970-XX-01 | 1970-XX-01 |
        6            | 1970-08-01 | AB12CD   | 1970-XX-01 | 1970-XX-01 |
        7            |            | EF12CD   | 1970-XX-01 | 1970-XX-01 |
    """)
    held = rows("""
        identity_id | person_id | birth_date | postcode
        ------------+-----------+------------+---------
        1           | H1        | 1970-08-01 | AB12CD
        2           | H2        | 1970-02-01 | AB19XX
        3           | H3        | 1970-08-30 | AB12CD
        4           | H4        | 1971-08-01 | AB12CD
        5           | H5        |            | AB12CD
        6           | H6        | 1970-02-01 | EF22CD
    """)
    load(engine, "pool_identity", drawn, number_state="number_missing", events=2)
    events = [
        {
            "event_id": f"{row['identity_key']}-{said}",
            "identity_key": row["identity_key"],
            "birth_date_parts": row[said],
        }
        for row in drawn
        for said in ("parts", "other")
    ]
    load(engine, "event", events, **EVENT)
    load(engine, "identity", held)
    engine.create("part_identity", part_identity_sql("pool_identity"))
    engine.create("part_pair", part_pair_sql())

    scored = "select identity_key, person_id, 'missing' as birth_date_level, 'other' as postcode_level,"
    scored += " 'exact' as sex_level, cast(0 as double) as mw_birth_date, cast(0 as double) as mw_postcode,"
    scored += " cast(0 as double) as mw_sex from blocked_pair"
    pairs = [(key, person) for key in (1, 3) for person in ("H1", "H3", "H5")]
    engine.load("blocked_pair", {"identity_key": "integer", "person_id": "text"}, pairs)
    load(engine, "postcode_people", [{"postcode": "AB12CD", "people": 4, "ignored": False}])
    rules = profile("hes_did").p
    assert rules is not None
    engine.create("with_levels", with_part_levels_sql(scored, fixed_model(rules), people=10_000))

    assert seen(engine, "with_levels", ("identity_key", "person_id", "birth_date_level")) == rows("""
        identity_key | person_id | birth_date_level
        -------------+-----------+-----------------
        1            | H1        | parts_equal
        1            | H3        | parts_differ
        1            | H5        | missing
        3            | H1        | missing
        3            | H3        | missing
        3            | H5        | missing
    """)
    assert seen(engine, "part_pair", ("identity_key", "person_id")) == [
        {"identity_key": row["identity_key"], "person_id": person}
        for row in drawn
        for person in str(row["people"] or "").split()
    ]

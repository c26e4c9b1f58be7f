"""Impossible birth dates: who is compared by the parts that can be read, and at which level."""

from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.scoring.part_date import part_agreement_sql, part_identity_sql, part_pair_sql
from tests.probabilistic.fixed_model import fixed_model
from tests.probabilistic.world import EVENT
from tests.spec.steps import load, load_compared, profile, seen
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
    load_compared(engine)
    engine.create("part_identity", part_identity_sql("pool_identity"))
    engine.create("part_pair", part_pair_sql())
    engine.create("named", "select person_no, person_id from compared_identity where nth = 1")
    engine.create(
        "found",
        "select identity_key, person_id from part_pair as pair join named on named.person_no = pair.person_no",
    )
    engine.create(
        "compared_pair",
        """
        select key as identity_key, person_no
        from named cross join (values (cast(1 as bigint)), (cast(3 as bigint))) as keys (key)
        where person_id in ('H1', 'H3', 'H5')""",
    )
    load(engine, "postcode_people", [{"postcode": "AB12CD", "people": 4, "ignored": False}])
    rules = profile("hes_did").p
    assert rules is not None
    engine.load("index_size", {"people": "double", "without_number": "double"}, [(10_000.0, 0.0)])
    engine.create("part_agreement", part_agreement_sql(fixed_model(rules)))
    engine.create(
        "with_levels",
        "select identity_key, person_id, birth_date_level"
        " from part_agreement as pair join named on named.person_no = pair.person_no",
    )

    assert seen(engine, "with_levels", ("identity_key", "person_id", "birth_date_level")) == rows("""
        identity_key | person_id | birth_date_level
        -------------+-----------+-----------------
        1            | H1        | parts_equal
        1            | H3        | parts_differ
    """)
    assert seen(engine, "found", ("identity_key", "person_id")) == [
        {"identity_key": row["identity_key"], "person_id": person}
        for row in drawn
        for person in str(row["people"] or "").split()
    ]

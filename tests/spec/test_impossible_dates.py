"""Impossible birth dates: who is compared by the parts that can be read, and at which level."""

import pytest

from linkage.config.rules import RankP
from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.making import make_all
from linkage.steps.probabilistic.scoring.blocking import compared_pair_sql, event_part_sql, make_blocks
from linkage.steps.probabilistic.scoring.part_agreement import part_agreement_made
from linkage.steps.probabilistic.scoring.part_date import part_identity_sql, part_pair_sql
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
    engine.create("named", "select person_no, person_id from person")
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
    engine.create("event_part", event_part_sql(engine.dialect, "pool_identity"))

    assert with_levels(engine) == rows("""
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


def with_levels(engine: DuckDBEngine) -> list[dict[str, str | None]]:
    """part_agreement, by the key of the person."""
    rules = profile("hes_did").p
    assert rules is not None
    engine.load("index_size", {"people": "double", "without_number": "double"}, [(10_000.0, 0.0)])
    make_all(engine, part_agreement_made(fixed_model(rules)))
    engine.create(
        "with_levels",
        "select identity_key, person_id, birth_date_level from part_agreement as pair"
        " join person as named on named.person_no = pair.person_no",
    )
    return seen(engine, "with_levels", ("identity_key", "person_id", "birth_date_level"))


@pytest.mark.parametrize(
    ("born", "said", "held", "level"),
    [
        ("1970-08-05", "", "1970-XX-05", "parts_equal"),
        ("1970-08-05", "", "1970-08-XX", "parts_equal"),
        ("1970-08-05", "", "1970-XX-06", "parts_differ"),
        ("1971-08-05", "", "1970-XX-05", "parts_differ"),
        ("1970-08-05", "", "1970-XX-06 1970-08-XX", "parts_equal"),
        ("1970-08-05", "", "1970-XX-06 1972-08-05", ""),
        ("1970-08-05", "", "", ""),
        ("1970-01-01", "", "1970-XX-01", ""),
        ("1970-01-01", "", "1970-01-XX", ""),
        ("1970-03-04", "", "1970-XX-04", ""),
        ("1970-03-04", "", "1970-03-XX", "parts_equal"),
        ("", "1970-XX-05", "1970-XX-05", "parts_equal"),
        ("", "1970-XX-05", "1970-08-XX", ""),
        ("", "1970-XX-05", "1971-XX-05", "parts_differ"),
        ("", "1970-08-XX", "1970-08-05", "parts_equal"),
        ("", "1970-XX-01", "1970-01-01", ""),
        ("", "1970-XX-02", "1970-02-02", ""),
        ("", "1970-02-XX", "1970-02-02", "parts_equal"),
    ],
)
def test_how_parts_agree(engine: DuckDBEngine, born: str, said: str, held: str, level: str) -> None:
    """
    The year and one more part that both sides say; of a default day not the day, and of a whole default nothing.

    1 January is a default on both sides, 4 March (the month known) on both, 2 February (the month known) in HES. Where
    HES holds a whole date of the person, the whole dates are compared and nothing else.
    """
    event = {"identity_key": 1, "birth_date": born or None, "postcode": "AB12CD"}
    dates = [text if "XX" not in text else None for text in held.split()] or [None]
    parts = [text if "XX" in text else None for text in held.split()] or [None]
    load(engine, "pool_identity", [event], number_state="number_missing", events=1)
    one = {"event_id": "1", "identity_key": 1, "birth_date_parts": said or None}
    load(engine, "event", [one], **EVENT)
    load(
        engine,
        "identity",
        [
            {
                "identity_id": nth,
                "person_id": "H1",
                "birth_date": date,
                "birth_date_parts": part,
                "postcode": "AB12CD",
            }
            for nth, (date, part) in enumerate(zip(dates, parts, strict=True), start=1)
        ],
    )
    load(engine, "postcode_people", [{"postcode": "AB12CD", "people": 4, "ignored": False}])
    load_compared(engine)
    engine.create("part_identity", part_identity_sql("pool_identity"))
    engine.create("event_part", event_part_sql(engine.dialect, "pool_identity"))
    engine.create(
        "compared_pair",
        "select cast(1 as bigint) as identity_key, person_no from compared_identity where nth = 1",
    )

    assert [row["birth_date_level"] for row in with_levels(engine)] == [level] * bool(level)


@pytest.mark.parametrize(
    ("block", "held", "is_met"),
    [
        (("postcode", "year"), "1970-XX-05", True),
        (("postcode", "day"), "1970-XX-05", True),
        (("postcode", "month"), "1970-XX-05", False),
        (("postcode", "month"), "1970-08-XX", True),
        (("district", "day", "year"), "1970-XX-05", True),
        (("district", "day", "year"), "1971-XX-05", False),
        (("district", "day", "month"), "1970-XX-05", False),
        (("birth_date", "sex"), "1970-XX-05", False),
    ],
)
def test_people_with_parts_are_in_the_blocks_of_these_parts(
    engine: DuckDBEngine, block: tuple[str, ...], held: str, *, is_met: bool
) -> None:
    """The event was born on 5 August 1970."""
    event = {"identity_key": 1, "birth_date": "1970-08-05", "sex": "1", "postcode": "AB12CD"}
    load(engine, "pool_identity", [event], number_state="number_missing", events=1)
    person = {"identity_id": 1, "person_id": "H1", "birth_date_parts": held, "sex": "1", "postcode": "AB12CD"}
    load(engine, "identity", [person])
    load_compared(engine)
    make_blocks(engine, RankP.model_validate({"blocks": [block]}), "pool_identity")

    assert bool(engine.rows(compared_pair_sql())) == is_met

"""The hold-out as it is kept of a month: people by running numbers, the same on every engine."""

from linkage.engine.base import Engine
from linkage.strike.kept import holdout_sql
from tests.spec.steps import load
from tests.tables import rows

HOLDOUT = rows("""
    identity_key | source_setting | is_held_out | person_id | number
    -------------+----------------+-------------+-----------+-------
    1            | 01             | false       |           |
    2            | 01             | true        | B         | 2
    3            | 01             | true        | A         | 1
    4            | 01             | true        | B         | 2
    5            | 01             | false       |           |
""")


def test_people_are_numbered_from_one(engine: Engine) -> None:
    """In the order of their keys; whoever was not held out is nobody, and takes no number."""
    given = [{name: row[name] for name in row if name != "number"} for row in HOLDOUT]
    load(engine, "holdout", given, fields="postcode ", is_by_trained=False)
    found = engine.rows(f"select person_id from ({holdout_sql()}) as kept order by identity_key")

    assert [number for (number,) in found] == [row["number"] for row in HOLDOUT]

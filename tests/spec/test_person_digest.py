"""One number of a person's hospital records: what changes it, and for whom."""

from collections.abc import Iterable, Mapping

import pytest

from linkage.engine.base import Engine
from linkage.steps.index.person_digest import RECORDS, person_digest_sql
from tests.spec.steps import Row, load, load_compared
from tests.tables import rows

KEYS = {"episode": "episode_key", "appointment": "appointment_key", "attendance": "attendance_key"}
IDENTITIES = rows("""
    identity_id | person_id | nhs_number | birth_date | sex | postcode
    ------------+-----------+------------+------------+-----+---------
    1           | P1        | 9990000018 | 1971-02-03 | 2   | AB12CD
    2           | P1        |            | 1971-02-03 | 2   | LF11EY
    3           | P2        | 9990000026 | 1982-05-06 | 1   | AB12CD
""")
HELD = rows("""
    table       | person_id | key | provider_code | day
    ------------+-----------+-----+---------------+-----------
    episode     | P1        | 1   | RXA           | 2019-11-01
    episode     | P2        | 2   | RXA           | 2019-11-01
    appointment | P1        | 1   | RXA           | 2019-11-01
    attendance  | P2        | 1   |               | 2019-11-01
    death       | P2        |     |               | 2019-12-01
""")
DAYS = {"appointment": "appointment_date", "attendance": "arrival_date", "death": "death_date"}


def digests(engine: Engine, identities: Iterable[Row], held: Iterable[Row]) -> dict[str, int]:
    """The number of each person."""
    load(engine, "identity", identities)
    load_compared(engine)
    records = list(held)
    for table in RECORDS:
        load(
            engine,
            table,
            [
                {
                    "person_id": row["person_id"],
                    KEYS.get(table, "person_id"): row["key" if table in KEYS else "person_id"],
                    DAYS.get(table, "episode_start"): row["day"],
                    **({"provider_code": row["provider_code"]} if table in KEYS else {}),
                    **({"attendance_source": "AE"} if table == "attendance" else {}),
                }
                for row in records
                if row["table"] == table
            ],
        )
    engine.create("person_digest", person_digest_sql(engine.dialect))
    found = engine.rows("select person_id, records from person_digest")
    return {str(person): int(str(records)) for person, records in found}


CHANGED = rows("""
    what                      | who
    --------------------------+----
    nothing                   |
    rows in another order     |
    a postcode                |
    a number that was missing |
    an identity gone          |
    a day of an episode       | P1
    a provider now missing    | P1
    an episode more           | P2
    an attendance gone        | P2
    another date of death     | P2
    somebody else             |
""")


@pytest.mark.parametrize("drawn", CHANGED, ids=[str(row["what"]) for row in CHANGED])
def test_whose_number_changes(drawn: Row, engine: Engine) -> None:
    """That of whoever has other records, and nobody else's; identities are no records."""
    before = digests(engine, IDENTITIES, HELD)
    after = digests(engine, *altered(str(drawn["what"])))

    assert {person for person in before if before[person] != after[person]} == {drawn["who"]} - {None}


OTHER = {"identity_id": "9", "person_id": "P9", "key": "9"}
EDITS: Mapping[str, tuple[int, int | None, Row | None]] = {
    "a postcode": (0, 0, {"postcode": "LF11EZ"}),
    "a number that was missing": (0, 1, {"nhs_number": "9990000018"}),
    "an identity gone": (0, 1, None),
    "a day of an episode": (1, 0, {"day": "2019-11-02"}),
    "a provider now missing": (1, 2, {"provider_code": None}),
    "an episode more": (1, None, {**HELD[1], "key": "3"}),
    "an attendance gone": (1, 3, None),
    "another date of death": (1, 4, {"day": "2019-12-02"}),
}
"""Of identities (0) or records (1): which row (None: one more), and what is other in it (None: it goes)."""


def altered(what: str) -> tuple[list[Row], list[Row]]:
    """The rows after something changed."""
    both: tuple[list[Row], list[Row]] = list(IDENTITIES), list(HELD)
    if what == "rows in another order":
        return both[0][::-1], both[1][::-1]
    if what == "somebody else":
        return [*both[0], {**IDENTITIES[0], **OTHER}], [*both[1], {**HELD[0], **OTHER}]
    if what in EDITS:
        of, place, other = EDITS[what]
        if place is None:
            both[of].append(other or {})
        else:
            both[of][place : place + 1] = [{**both[of][place], **other}] if other else []
    return both


def test_values_do_not_run_into_one_another(engine: Engine) -> None:
    """A value in the next column is another row, and so is the same row of another table."""
    held = [{"table": "episode", "person_id": "P1", "key": "1", "provider_code": None, "day": None}]
    moved = [{**held[0], "table": "appointment"}]

    assert digests(engine, IDENTITIES, held)["P1"] != digests(engine, IDENTITIES, moved)["P1"]
    assert digests(engine, IDENTITIES, [])["P1"] == 0

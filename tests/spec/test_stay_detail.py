"""What is told of a spell and a continuous stay: diagnosis, procedure, specialty, the patient, readmission."""

import pytest

from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import Row, place_events
from tests.tables import rows

EVENTS = [{"event": "1", "person": "H1", "provider": "RXA", "test_date": "2026-04-10"}]
EPISODES = rows("""
    episode | provider | admitted   | start      | end        | destination | source | primary_diagnosis | main_procedure | main_specialty | treatment_specialty | birth_date | sex | postcode
    --------+----------+------------+------------+------------+-------------+--------+-------------------+----------------+----------------+---------------------+------------+-----+---------
    E1      | RXA      | 2026-04-01 | 2026-04-01 | 2026-04-02 |             | 19     |                   |                | 180            | 180                 | 1950-04-02 | 1   | AB12CD
    E2      | RXA      | 2026-04-01 | 2026-04-02 | 2026-04-05 | 51          |        | I639              | U212           | 300            | 328                 | 1990-01-01 | 2   | ZZ11ZZ
    E3      | RXB      | 2026-04-05 | 2026-04-05 | 2026-04-09 | 19          | 51     | Z501              | X601           | 314            | 314                 | 1951-01-01 | 1   | ZZ11ZZ
""")  # noqa: E501 - a drawn table
TOLD = (
    "primary_diagnosis, first_main_procedure, first_main_specialty, last_main_specialty, first_treatment_specialty, "
    "last_treatment_specialty, age_at_admission, sex, lsoa, deprivation_decile"
)
AREAS = [{"postcode": "AB12CD", "lsoa": "E01", "deprivation_decile": 3}]


@pytest.mark.parametrize("days", [None, ("2026-04-01", "2026-04-30")])
def test_what_is_told(engine: DuckDBEngine, days: tuple[str, str] | None) -> None:
    """The first diagnosis there is; the patient as the first episode has them; a transfer goes on with the stay."""
    ends = {"E2": "2026-04-05", "E3": "2026-04-09"}
    episodes: list[Row] = [
        {**row, "person": "H1", "spell": row["provider"], "discharged": ends.get(str(row["episode"]))}
        for row in EPISODES
    ]
    place_events(engine, events=EVENTS, episodes=episodes, areas=AREAS, days=days)

    first = ("I639", "U212", "180", "300", "180", "328", 75, "1", "E01", 3)
    assert engine.rows(f"select {TOLD} from spells order by provider_code") == [
        first,
        ("Z501", "X601", "314", "314", "314", "314", 75, "1", None, None),
    ]
    whole = (*first[:3], "314", first[4], "314", *first[6:])
    assert engine.rows(f"select {TOLD} from cips") == [whole]


READMISSIONS = rows("""
    earlier               | method | admitted   | class | destination | source | again
    ----------------------+--------+------------+-------+-------------+--------+------
    to 2026-04-01         | 21     | 2026-04-01 | 1     | 19          | 19     | yes
    to 2026-04-01         | 21     | 2026-04-30 | 1     | 19          | 19     | yes
    to 2026-04-01         | 21     | 2026-05-01 | 1     | 19          | 19     | no
    to 2026-04-01         | 2B     | 2026-04-03 | 1     | 51          | 51     | no
    to 2026-04-01         | 21     | 2026-04-03 | 1     | 51          | 51     | no
    to 2026-04-01         | 11     | 2026-04-10 | 1     | 19          | 19     | no
    to 2026-04-01         | 31     | 2026-04-10 | 1     | 19          | 19     | no
    to 2026-04-01         | 2C     | 2026-04-10 | 1     | 19          | 19     | no
    to 2026-04-01         | 21     | 2026-04-10 | 3     | 19          | 19     | no
    regular to 2026-04-01 | 21     | 2026-04-10 | 1     | 19          | 19     | no
    to 2026-04-20         | 21     | 2026-04-10 | 1     | 19          | 19     | no
    none                  | 21     | 2026-04-10 | 1     | 19          | 19     | no
""")
"""An earlier stay from 1 March to the day named, and one that begins on the day `admitted`; is that a readmission?"""


def test_emergency_readmission(engine: DuckDBEngine) -> None:
    """0 to 29 days after the discharge from an earlier stay, by an emergency; no transfer, birth or regular session."""
    episodes: list[Row] = []
    for n, case in enumerate(READMISSIONS):
        kind, _, last = str(case["earlier"]).rpartition("to ")
        shared = {"person": f"H{n:02}", "provider": "RXA"}
        if last != "none":
            stay = {"admitted": "2026-03-01", "start": "2026-03-01", "end": last, "discharged": last}
            before = {"class": "3" if kind else "1", "destination": case["destination"], "method": "11"}
            episodes.append({**shared, **stay, **before, "episode": f"E{n:02} before", "spell": "1"})
        day = case["admitted"]
        now: Row = {"admitted": day, "start": day, "end": day, "discharged": day, "destination": "19"}
        own = {name: case[name] for name in ("method", "class", "source")}
        episodes.append({**shared, **now, **own, "episode": f"E{n:02} now", "spell": "2"})
    place_events(engine, events=EVENTS, episodes=episodes)

    found = engine.rows("""
        select spells.is_emergency_readmission, cips.is_emergency_readmission, spells.cips_id = spells.spell_id
        from spells join cips on cips.cips_id = spells.cips_id
        where first_episode_key like '% now' order by first_episode_key""")
    flags = [case["again"] == "yes" for case in READMISSIONS]
    assert [spell for spell, _, _ in found] == flags
    assert [whole for _, whole, _ in found] == flags
    assert engine.rows("select count(*) from spells where first_episode_key like '% before'"
                       " and is_emergency_readmission") == [(0,)]  # fmt: skip

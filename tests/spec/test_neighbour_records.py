"""Where evidence weighs records or practices, an identity has other neighbours when these have changed."""

import pytest

from linkage.config.job import EvidenceTable
from linkage.engine.base import Engine
from linkage.steps.probabilistic.scoring.neighbour import neighbour_records_sql
from tests.spec.steps import Row, load

ACTIVITY, PRACTICE = EvidenceTable(hospital_activity=True), EvidenceTable(gp_practice=True)
BOTH = EvidenceTable(hospital_activity=True, gp_practice=True)
RECORDS, PRACTICES = {"A": 5, "B": 7, "C": 9}, [("A", "G1"), ("A", "G2"), ("B", "G1")]


def digests(
    engine: Engine,
    switches: EvidenceTable,
    records: dict[str, int] = RECORDS,
    practices: list[tuple[str, str]] = PRACTICES,
) -> dict[object, object]:
    """By identity: 1 was compared with A and B, 2 with C, of whom no practice is known."""
    engine.load(
        "compared_pair", {"identity_key": "integer", "person_no": "integer"}, [(1, 10), (1, 11), (2, 12)]
    )
    people: list[Row] = [
        {
            "person_id": name,
            "person_no": str(number),
            "digest": str(digest),
            "identities": "1",
            "nhs_numbers": "0",
        }
        for name, number, digest in (("A", 10, 2**62), ("B", 11, 2**62), ("C", 12, 3))
    ]
    load(engine, "person", people)
    load(
        engine,
        "person_digest",
        [{"person_id": name, "records": str(of)} for name, of in records.items()],
    )
    load(engine, "hospital_practice", [{"person_id": who, "gp_practice": at} for who, at in practices])
    query = neighbour_records_sql(engine.dialect, switches)
    rows = engine.rows(f"select identity_key, digest from ({query}) as neighbour")
    return {row[0]: row[1] for row in rows}


@pytest.mark.parametrize(
    ("switches", "records", "practices", "changed"),
    [
        (ACTIVITY, {**RECORDS, "A": 6}, PRACTICES, {1}),
        (ACTIVITY, RECORDS, [], set()),
        (PRACTICE, {**RECORDS, "A": 6}, PRACTICES, set()),
        (PRACTICE, RECORDS, [*PRACTICES, ("B", "G3")], {1}),
        (PRACTICE, RECORDS, [*reversed(PRACTICES)], set()),
        (BOTH, {**RECORDS, "C": 2**63 - 2}, [*PRACTICES, ("B", "G3")], {1, 2}),
    ],
)
def test_what_changes_the_digest(
    engine: Engine,
    switches: EvidenceTable,
    records: dict[str, int],
    practices: list[tuple[str, str]],
    changed: set[int],
) -> None:
    """What is switched on, of those people alone."""
    before, now = digests(engine, switches), digests(engine, switches, records, practices)

    assert {key for key, digest in now.items() if digest != before[key]} == changed
    assert before.keys() == now.keys() == {1, 2}

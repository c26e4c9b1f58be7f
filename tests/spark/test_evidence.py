"""The SQL of the further evidence gives the same rows on both engines."""

import pytest

from linkage.engine.base import Engine
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.evidence import activity, near_number, near_share, practice
from linkage.steps.standardise.run import load_codes
from tests.probabilistic.evidence_world import EVIDENCE
from tests.probabilistic.world import EVENT, nhs_number
from tests.spec.steps import load

pytestmark = pytest.mark.spark

NUMBER = nhs_number(1)
SLIPPED = NUMBER[:3] + str((int(NUMBER[3]) + 1) % 10) + NUMBER[4:]
PAIR = {"identity_key": "integer", "person_id": "text"}


def given(engine: Engine) -> None:
    """Three identities with what each evidence reads, and their pairs with two people."""
    events = [
        {"event_id": "E1", "identity_key": 1, "nhs_number_broken": SLIPPED, "gp_practice": "a81001"},
        {"event_id": "E2", "identity_key": 2, "gp_practice": "V81997", "source_setting": "03"},
        {"event_id": "E3", "identity_key": 3, "nhs_number_broken": "1234567890", "gp_practice": "B82002"},
    ]
    load(engine, "event", events, **EVENT)
    keys = [{"identity_key": key, "events": 1, "number_state": "number_missing"} for key in (1, 2, 3)]
    load(engine, "pool_identity", keys)
    load(engine, "person", [{"person_id": "P", "person_no": 0, "identities": 1, "nhs_numbers": 1},
                            {"person_id": "Q", "person_no": 1, "identities": 1, "nhs_numbers": 0}])  # fmt: skip
    load(engine, "person_number", [{"person_id": "P", "nhs_number": NUMBER}])
    load(engine, "hospital_practice", [{"person_id": "P", "gp_practice": "A81001"}])
    load(engine, "episode", [{"episode_key": "K", "person_id": "P", "provider_code": "RAA",
                              "admission_date": "2019-11-14", "episode_end": "2019-11-16"}])  # fmt: skip
    load(engine, "appointment", [{"appointment_key": "K", "person_id": "Q", "provider_code": "RAA",
                                  "appointment_date": "2019-11-15", "attended": "5"}])  # fmt: skip
    load(engine, "attendance", [{"attendance_key": "K", "attendance_source": "AE", "person_id": "Q",
                                 "provider_code": "RAA", "arrival_date": "2019-11-14"}])  # fmt: skip
    load_codes(engine)
    pairs = [(key, person) for key in (1, 2, 3) for person in "PQ"]
    levels = [(key, person, "exact" if person == "P" else "missing") for key, person in pairs]
    engine.load("scored_pair", PAIR | {"postcode_level": "text"}, levels)
    pattern = {"identity_key": "integer", "person_no": "integer", "pattern_no": "integer"}
    engine.load("pair_pattern", pattern, [(1, 0, 7), (3, 0, 7), (3, 1, 7)])
    bits = dict.fromkeys(("birth_date_weight", "postcode_weight", "sex_weight"), "double")
    engine.load("pattern_level", {"pattern_no": "integer"} | bits, [(7, 12.0, 10.0, 1.0)])
    engine.load("event_block", {"identity_key": "integer", "is_left_out": "boolean"}, [(1, False), (3, True)])
    proved = [(key, NUMBER, key * 19 + key) for key in (1, 2, 3)]
    engine.load("shuffled_event", {"identity_key": "integer", "nhs_number": "text", "nth": "integer"}, proved)
    engine.load("sampled_person", {"person_id": "text"}, [("P",), ("Q",)])


def made(engine: Engine) -> dict[str, list[str]]:
    """Every table of the evidence, in the order in which they are made."""
    given(engine)
    engine.load("index_size", {"people": "double", "without_number": "double"}, [(1_000.0, 0.0)])
    engine.load("near_miss", {"share": "double"}, [(0.9,)])
    assert EVIDENCE.near_number is not None
    statements = {
        "broken_number": near_number.broken_number_sql(),
        "near_variant": near_number.near_variant_sql("broken_number"),
        "near_pair": near_number.near_pair_sql("broken_number"),
        "with_near": near_number.with_near_pairs_sql("select identity_key, person_no from pair_pattern"),
        "near_number_weight": near_number.near_number_weight_sql(EVIDENCE.near_number),
        "near_sum": near_share.near_sum_sql(EVIDENCE.near_number.u, "pool_identity"),
        "coverage": near_number.with_near_coverage_sql(
            "select cast(2 as bigint) as identity_key, cast(0.5 as double) as coverage"
        ),
        "broken_on_purpose": near_number.broken_on_purpose_sql(),
        "borne_practice": practice.borne_practice_sql("pool_identity"),
        "compared_practice": practice.compared_practice_sql("scored_pair"),
        "practice_weight": practice.practice_weight_sql(EVIDENCE.practice),
        "hospital_activity": activity.hospital_activity_sql(),
        "event_day": activity.event_day_sql("pool_identity"),
        "compared_activity": activity.compared_activity_sql("scored_pair"),
        "activity_weight": activity.activity_weight_sql(EVIDENCE.activity),
        "counted": activity.activity_count_sql(),
        "anywhere": activity.anywhere_count_sql(),
    }
    found = {}
    for table, query in statements.items():
        engine.create(table, query)
        found[table] = sorted(repr(row) for row in engine.rows(f"select * from {table}"))
    return found


def test_every_statement(duckdb: DuckDBEngine, spark: Engine) -> None:
    """Rows, values and types, and none of them empty."""
    right, found = made(duckdb), made(spark)

    assert found == right
    assert [table for table, rows in right.items() if not rows] == []

"""What the tests of further evidence share: events that bear more than the four values, and a model with numbers."""

from collections.abc import Mapping, Sequence

from linkage.config.job import EvidenceTable
from linkage.engine.base import Engine
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.evidence.parameters import (
    ActivityParameters,
    EvidenceParameters,
    NearNumberParameters,
    PracticeParameters,
)
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.probabilistic.run import run_rank_p
from linkage.steps.standardise.run import load_codes
from tests.probabilistic.world import EVENT, World, rules
from tests.spec.steps import Row, load

EVIDENCE = EvidenceParameters(
    near_number=NearNumberParameters(u=0.9 / 2**20, others=0.1, events=1000),
    practice=(
        PracticeParameters(postcode="exact", m=0.96, u=0.48, pairs=1000, strangers=1000),
        PracticeParameters(postcode="other", m=0.96, u=0.06, pairs=1000, strangers=1000),
    ),
    activity=(
        ActivityParameters(setting="05", m=0.96, u=0.015, u_anywhere=0.001, pairs=1000, strangers=1000),
        ActivityParameters(setting="every", m=0.6, u=0.0375, u_anywhere=0.001, pairs=1000, strangers=1000),
    ),
)
"""Numbers whose logarithms are whole: 20 bits for a near number, 1 or 4 for a practice, 6 or 4 for activity."""

NEAR = EvidenceTable(near_miss_share=0.9)
PRACTICE = EvidenceTable(nhs_number_near=False, gp_practice=True)
ACTIVITY = EvidenceTable(nhs_number_near=False, hospital_activity=True)


def load_evidence(
    engine: Engine,
    world: World,
    events: Mapping[int, Sequence[Row]],
    *,
    practices: Sequence[tuple[str, str]] = (),
    attendances: Sequence[Row] = (),
) -> None:
    """Load a world, `events` in place of the usual one by number of the identity, and what the persons have in HES."""
    world.load(engine, rules()) if isinstance(engine, DuckDBEngine) else None
    keys = [int(str(row[0])) for row in engine.rows("select identity_key from event_identity order by 1")]
    rows = [
        {"event_id": f"{key}-{nth}", "identity_key": key, **row}
        for key in keys
        for nth, row in enumerate(events.get(key, ({},)))
    ]
    load(engine, "event", rows, **EVENT)
    load_codes(engine)
    load(engine, "hospital_practice", [{"person_id": who, "gp_practice": code} for who, code in practices])
    load(engine, "episode", ())
    load(engine, "appointment", ())
    numbered = [{"attendance_key": f"A{nth}", **row} for nth, row in enumerate(attendances)]
    load(engine, "attendance", numbered, attendance_source="AE")


def run(engine: Engine, model: Model, switches: EvidenceTable) -> None:
    """Rank P with the model's evidence replaced by EVIDENCE."""
    p = rules().p
    assert p is not None
    known = model.model_copy(update={"evidence": EVIDENCE})
    run_rank_p(engine, p, known, target_false_match_rate=0.02, last_day="2019-11-30", switches=switches)


def bits(engine: Engine, column: str, identity: int) -> dict[str, float]:
    """A weight of every candidate of an identity, to six places."""
    found = engine.rows(f"select person_id, {column} from person_posterior where identity_key = {identity}")
    return {str(person): round(float(str(weight)), 6) for person, weight in found}


def settled(engine: Engine, identity: int) -> tuple[str, str, str | None]:
    """Status, reason and person of an identity."""
    status, reason, person = engine.rows(
        f"select status, reason, person_id from posterior where identity_key = {identity}"
    )[0]
    return str(status), str(reason), None if person is None else str(person)

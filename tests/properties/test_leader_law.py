"""The two best people of an event are those that sorting all of them would put first."""

from hypothesis import given
from hypothesis import strategies as st

from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.posterior.kept_pair import pool_best_sql
from linkage.steps.probabilistic.posterior.leader import leader_sql
from linkage.steps.probabilistic.scoring.score import WEIGHTS
from tests.spec.steps import Row, load

LEVELS = ("birth_date_level", "sex_level", "postcode_level")
WEIGHT = st.sampled_from((-3.0, 2.0, 2.0 + 1e-11, 2.5, 40.0))
"""Two of them are equal to a billionth of a bit."""
CANDIDATES = st.lists(st.tuples(WEIGHT, st.booleans()), max_size=5)


@given(st.lists(CANDIDATES, min_size=1, max_size=6))
def test_the_best_and_the_next(engine: DuckDBEngine, events: list[list[tuple[float, bool]]]) -> None:
    """Of equal weights the first key is the best, and the event is tied."""
    scores: list[Row] = [
        {
            "identity_key": event,
            "person_id": f"H{place}",
            "match_weight": weight,
            "probability": (place + 1) / 10,
            "nhs_number_level": "exact" if holds else "missing",
        }
        for event, people in enumerate(events)
        for place, (weight, holds) in enumerate(people)
    ]
    load(engine, "pool_identity", [{"identity_key": n} for n in range(len(events))], events=1,
         number_state="number_missing")  # fmt: skip
    unsaid = (
        dict.fromkeys(LEVELS, "exact")
        | dict.fromkeys((*WEIGHTS, "weight_without_evidence"), 0.0)
        | {"own_data": 1.0}
    )
    load(engine, "person_posterior", scores, **unsaid)
    engine.load("index_size", {"people": "double", "without_number": "double"}, [(1_000.0, 0.0)])
    engine.create(
        "pair_weight",
        "select identity_key, match_weight, nhs_number_level = 'exact' as is_holder from person_posterior",
    )
    engine.create("pool_best", pool_best_sql())
    engine.create("leader", leader_sql())

    expected = []
    for event, people in enumerate(events):
        ranked = sorted((-round(weight, 9), place, holds) for place, (weight, holds) in enumerate(people))
        first, second = ([*ranked, None, None])[:2]
        expected.append(
            (
                event,
                f"H{first[1]}" if first else None,
                f"H{second[1]}" if second else None,
                ((second[1] + 1) / 10 if second else 0.0) if first else None,
                len(people),
                bool(first and not first[2] and any(holds for _, holds in people)),
                bool(first and second and first[0] == second[0]),
            )
        )
    assert (
        engine.rows("""
        select identity_key, person_id, second_person_id, runner_up_probability, candidate_people,
            number_points_elsewhere, is_tied
        from leader order by identity_key""")
        == expected
    )

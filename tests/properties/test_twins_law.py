"""Law: two people of one birth date, sex and postcode are never told apart by those three."""

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.run import run_rank_p
from tests.probabilistic.fixed_model import fixed_model
from tests.probabilistic.messy import MessyWorld, messy_world
from tests.probabilistic.spoil import address, wrong_date
from tests.probabilistic.world import nhs_number, rules

PROFILE = rules()
EXAMPLES_FOR_EACH = 10
"""Each example is a whole run of rank P on several families, so a tenth of the usual number will do."""

EXTRAS = st.lists(st.sampled_from(("moved", "misdated", "split", "no_number", "no_sex")), max_size=3)
FAMILIES = st.lists(st.tuples(EXTRAS, EXTRAS, st.booleans()), min_size=1, max_size=12)
"""What else is on record of one twin and of the other, and whether their event tells the sex."""


def add_family(
    world: MessyWorld, random: Random, nth: int, family: tuple[list[str], list[str], bool]
) -> None:
    """Twins who have lived at one address, all else that is on record of them, and an event there without number."""
    shared = {
        "birth_date": date(1950 + nth, 5, 17),
        "sex": random.choice("12"),
        "postcode": f"GH{nth % 9 + 1}{nth // 9 + 1}XY",
    }
    for which, extras in enumerate(family[:2]):
        person = f"T{nth:02}{which}"
        first = {"nhs_number": nhs_number(300_000 + 2 * nth + which), **shared}
        world.people[person] = [first]
        for place, extra in enumerate(extras):
            other = {
                "moved": first | {"postcode": address(random)},
                "misdated": first | {"birth_date": wrong_date(random, date(1950 + nth, 5, 17))},
                "split": first,
                "no_number": first | {"nhs_number": None},
                "no_sex": first | {"sex": None},
            }[extra]
            if extra == "split":
                world.people[f"{person}{place}"] = [other]
            elif other not in world.people[person]:
                world.people[person].append(other)
    key = len(world.events) + 1
    world.events[key] = {"nhs_number": None, **shared} | ({} if family[2] else {"sex": None})
    world.settings[key] = ["05"]


@pytest.mark.slow
@settings(max_examples=max(1, settings().max_examples // EXAMPLES_FOR_EACH))
@given(
    families=FAMILIES,
    seed=st.integers(0, 1_000),
    absent=st.sampled_from((0.0, 0.3, 0.9)),
    target=st.sampled_from((0.004, 0.2, 1.0)),
)
def test_twins_are_never_told_apart(
    engine: DuckDBEngine,
    families: list[tuple[list[str], list[str], bool]],
    seed: int,
    absent: float,
    target: float,
) -> None:
    """Whatever else either twin holds, however likely the pool's people are in the index, whatever the target."""
    random = Random(seed)
    world = messy_world(random, people=60, events=40)
    world.people = {key: held for key, held in world.people.items() if random.random() >= absent}
    first = len(world.events) + 1
    for nth, family in enumerate(families):
        add_family(world, random, nth, family)
    world.load(engine, PROFILE)
    assert PROFILE.p is not None
    run_rank_p(
        engine, PROFILE.p, fixed_model(PROFILE.p), target_false_match_rate=target, last_day="2019-11-30"
    )

    found = engine.rows(f"""
        select status, person_id, match_probability <= runner_up_probability + 1e-9 from posterior
        where identity_key >= {first}""")
    assert len(found) == len(families)
    assert {row[0] for row in found} <= {"review", "unlinked"}
    assert {row[1:] for row in found} == {(None, True)}

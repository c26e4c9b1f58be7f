"""A broken NHS number: whose it nearly is, what that weighs, and what it never does."""

from collections.abc import Callable
from datetime import date
from random import Random

import pytest

from linkage.config.job import EvidenceTable
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.evidence.near_number import near_variant_sql
from linkage.steps.probabilistic.evidence.parameters import EvidenceParameters
from linkage.steps.probabilistic.evidence.weigh import OFF
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.probabilistic.run import run_rank_p
from tests.probabilistic.evidence_world import NEAR, bits, load_evidence, run, settled
from tests.probabilistic.test_rank_p import crowd
from tests.probabilistic.world import nhs_number, rules

BORN = date(1990, 5, 17)
TWIN, OTHER_TWIN = nhs_number(900_001), nhs_number(900_002)


def slipped(number: str, place: int = 4) -> str:
    """One digit of a number changed, which breaks its check digit."""
    return number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]


def swapped(number: str) -> str:
    """The first two unequal neighbours of a number swapped."""
    place = next(nth for nth in range(9) if number[nth] != number[nth + 1])
    return number[:place] + number[place + 1] + number[place] + number[place + 2 :]


def twins(*broken: str | None) -> DuckDBEngine:
    """Two people alike but for their numbers, one without, and an identity of theirs with an event each of `broken`."""
    engine = DuckDBEngine()
    world = crowd()
    for key, number in (("TWIN1", TWIN), ("TWIN2", OTHER_TWIN), ("NONE", None)):
        world.people.append((key, number, BORN, "1", "AB25AP"))
    world.events.append((None, BORN, "1", "AB25AP"))
    load_evidence(engine, world, {601: [{"nhs_number_broken": number} for number in broken]})
    return engine


def of_the_three(engine: DuckDBEngine) -> dict[str, float]:
    """What the number weighs for the twins and for the one without a number, to four places."""
    found = bits(engine, "near_number_weight", 601)
    return {person: round(found[person], 4) for person in ("TWIN1", "TWIN2", "NONE")}


@pytest.mark.parametrize("slip", [slipped, swapped])
def test_the_owner_is_near_and_others_are_not(model: Model, slip: Callable[[str], str]) -> None:
    """20 bits for the owner, nothing for the twin and for somebody without a number; and the twin tie is broken."""
    engine = twins(slip(TWIN))

    run(engine, model, NEAR)

    assert of_the_three(engine) == {"TWIN1": 20, "TWIN2": 0, "NONE": 0}
    assert settled(engine, 601) == ("linked", "posterior", "TWIN1")
    rows = engine.rows(
        "select match_weight - weight_without_evidence - near_number_weight from person_posterior"
    )
    assert [row[0] for row in rows] == pytest.approx([0] * len(rows))


def test_far_from_everybody_contradicts_nobody(model: Model) -> None:
    """An unusable number takes nothing away: the two are as equal as they were, and not contradicted."""
    engine = twins("9990000000")

    run(engine, model, NEAR)

    assert of_the_three(engine) == {"TWIN1": 0, "TWIN2": 0, "NONE": 0}
    levels = engine.rows("select distinct nhs_number_level from person_posterior where identity_key = 601")
    assert levels == [("missing",)]


def test_events_of_one_identity_that_disagree_help_neither(model: Model) -> None:
    """One event is nearly one twin's and another nearly the other's: nobody is near to both."""
    engine = twins(slipped(TWIN), slipped(OTHER_TWIN))

    run(engine, model, NEAR)

    assert of_the_three(engine) == {"TWIN1": 0, "TWIN2": 0, "NONE": 0}
    assert settled(engine, 601)[0] == "review"


def test_two_slips_of_one_number_agree(model: Model) -> None:
    """Different broken numbers, both one slip from the owner's."""
    engine = twins(slipped(TWIN, 2), swapped(TWIN))

    run(engine, model, NEAR)

    assert of_the_three(engine)["TWIN1"] == 20


def test_an_event_without_a_number_is_not_spoken_for(model: Model) -> None:
    """It may be the other twin's: where any event of the identity bears none, the evidence is not taken."""
    engine = twins(slipped(TWIN), None)

    run(engine, model, NEAR)

    assert set(bits(engine, "near_number_weight", 601).values()) == {0}
    assert settled(engine, 601)[0] == "review"


def test_near_people_are_a_block_of_their_own(model: Model) -> None:
    """Somebody of another place and with a slipped birth date shares no block, and is found by the number."""
    world = crowd()
    world.people.append(("MOVED", TWIN, BORN, "1", "AB25AP"))
    world.events.append((None, BORN.replace(day=18), "1", "AB95BQ"))
    found = {}
    for switches in (NEAR, NEAR.model_copy(update={"nhs_number_near": False})):
        engine = DuckDBEngine()
        load_evidence(engine, world, {601: [{"nhs_number_broken": slipped(TWIN)}]})
        run(engine, model, switches)
        coverage = engine.scalar("select coverage from pool_phi where identity_key = 601")
        found[switches.nhs_number_near] = ("MOVED" in bits(engine, "match_weight", 601), float(str(coverage)))

    assert (found[True][0], found[False][0]) == (True, False)
    assert found[True][1] == pytest.approx(1 - (1 - found[False][1]) * 0.1)


def test_a_valid_number_is_near_to_nobody(model: Model) -> None:
    """No valid number is one slip from another: the evidence is nothing, and what a contradiction comes to stays."""
    found = []
    for switches in (NEAR, OFF):
        world = crowd()
        _, _, born, sex, home = world.people[700]
        world.events.append((nhs_number(900_004), born, sex, home))
        engine = DuckDBEngine()
        load_evidence(engine, world, {})
        run(engine, model, switches)
        assert set(bits(engine, "near_number_weight", 601).values()) == {0}
        found.append((settled(engine, 601), bits(engine, "match_weight", 601)))

    assert found[0] == found[1]


def test_the_share_is_learnt_unless_the_job_gives_one(model: Model) -> None:
    """From one event it stays near one half, a bit below the 0.9 that gives 20 bits; switched off, it is nothing."""
    found = {}
    for name, switches in (("learnt", EvidenceTable()), ("given", NEAR), ("off", OFF)):
        engine = twins(slipped(TWIN))
        run(engine, model, switches)
        found[name] = bits(engine, "near_number_weight", 601)["TWIN1"]

    assert (found["given"], found["off"]) == (20, 0)
    assert 19 < found["learnt"] < 19.3


def test_a_model_without_its_numbers_serves_the_default(model: Model) -> None:
    """On by default it weighs nothing where training could learn nothing: as if it were off."""
    bare, found = model.model_copy(update={"evidence": EvidenceParameters()}), []
    p = rules().p
    assert p is not None
    for switches in (EvidenceTable(), OFF):
        engine = twins(slipped(TWIN))
        run_rank_p(engine, p, bare, target_false_match_rate=0.02, last_day="2019-11-30", switches=switches)
        found.append(engine.rows("select * from posterior order by identity_key"))

    assert found[0] == found[1]
    assert settled(engine, 601)[0] == "review"


def test_variants_are_every_slip() -> None:
    """Ninety changed digits and the swaps of unequal neighbours, as plain Python finds them."""
    random = Random(3)
    engine = DuckDBEngine()
    numbers = ["".join(random.choice("0123456789") for _ in range(10)) for _ in range(40)] + ["1234567890"]
    engine.load("broken", {"identity_key": "integer", "nhs_number_broken": "text"}, list(enumerate(numbers)))
    found: dict[int, set[str]] = {}
    for key, number in engine.rows(
        f"select identity_key, nhs_number from ({near_variant_sql('broken')}) as variant"
    ):
        found.setdefault(int(str(key)), set()).add(str(number))

    for key, number in enumerate(numbers):
        changed = {number[:n] + digit + number[n + 1 :] for n in range(10) for digit in "0123456789"}
        turned = {number[:n] + number[n + 1] + number[n] + number[n + 2 :] for n in range(9)}
        assert found[key] - {number} == (changed | turned) - {number}
    assert len(found[40]) == 99

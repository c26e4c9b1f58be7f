"""Training recovers what made the further evidence."""

from datetime import timedelta
from random import Random

import pytest

from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.evidence.parameters import EvidenceParameters
from linkage.steps.probabilistic.training.train import train_model
from tests.probabilistic.evidence_world import load_evidence
from tests.probabilistic.test_training import WRONG_NUMBER
from tests.probabilistic.world import population, postcode, rules
from tests.spec.steps import Row

SIZE = 8_000
MOVED, SAME_PRACTICE = 0.2, 0.95
THERE = {"05": 0.9, "03": 0.5}
ANYWAY = 0.04
"""Share of people without an event who were at the provider that day."""


def practised(random: Random, home: str) -> str:
    """One of the two practices of a postcode's sector."""
    return f"{home[:-2]}{random.choice('XY')}"


@pytest.fixture(scope="module")
def learnt() -> EvidenceParameters:
    """From one event of every other person, a few with another's number."""
    random = Random(21)
    world = population(random, SIZE)
    practices, attendances, events = [], [], {}
    for nth, (person, number, born, sex, home) in enumerate(world.people):
        bears = random.choice(world.people)[1] if random.random() < WRONG_NUMBER else number
        lives = postcode(random) if random.random() < MOVED else home
        slip = timedelta(days=1) if born.day < 28 and random.random() < 0.3 else timedelta(0)
        practice = practised(random, home)
        practices.append((person, practice))
        setting = random.choice(("05", "03"))
        if random.random() < (THERE[setting] if nth % 2 else ANYWAY):
            attendances.append(there(person))
        if not nth % 2:
            continue
        at_it = random.random() < SAME_PRACTICE
        world.events.append((bears, born + slip, sex, lives))
        events[len(world.events)] = [
            {"gp_practice": practice if at_it else "Z99999", "source_setting": setting}
        ]
    assert len(set(world.events)) == SIZE // 2
    engine = DuckDBEngine()
    load_evidence(engine, world, events, practices=practices, attendances=attendances)
    p = rules().p
    assert p is not None
    return train_model(engine, p, months=("2019-11",), inputs_sha256="none", hospital_records=True).evidence


def there(person: str) -> Row:
    """An attendance at the provider on the day."""
    return {"person_id": person, "provider_code": "RAA", "arrival_date": "2019-11-15"}


def test_near_strangers_are_counted(learnt: EvidenceParameters) -> None:
    """As many as plain Python finds near to numbers with a slip made on purpose."""
    random = Random(22)
    held = {str(number) for _, number, *_ in population(Random(21), SIZE).people}
    numbers = strangers = 0
    for number in sorted(held):
        place, left = random.randrange(19), random.randrange(9)
        digit = str((int(number[place % 10]) + random.randrange(1, 10)) % 10)
        changed_one = number[: place % 10] + digit + number[place % 10 + 1 :]
        swapped = number[:left] + number[left + 1] + number[left] + number[left + 2 :]
        broken = changed_one if place < 10 else swapped
        if broken == number:
            continue
        numbers += 1
        changed = {broken[:n] + digit + broken[n + 1 :] for n in range(10) for digit in "0123456789"}
        turned = {broken[:n] + broken[n + 1] + broken[n] + broken[n + 2 :] for n in range(9)}
        strangers += len(((changed | turned) & held) - {number})
    assert learnt.near_number is not None

    assert 0.8 * SIZE / 2 < learnt.near_number.events < SIZE / 2
    assert learnt.near_number.others == pytest.approx(strangers / numbers, rel=0.1)
    assert learnt.near_number.u == pytest.approx(strangers / numbers / SIZE, rel=0.1)


def test_practice_given_the_postcode(learnt: EvidenceParameters) -> None:
    """Wrong numbers do not lower m, and neighbours share a practice half the time, people further off hardly ever."""
    exact, other = learnt.practice

    assert (exact.postcode, other.postcode) == ("exact", "other")
    assert exact.m == pytest.approx(SAME_PRACTICE, abs=0.01)
    assert other.m == pytest.approx(SAME_PRACTICE, abs=0.02)
    assert exact.u > 0.25
    assert other.u < 0.2


def test_activity_by_setting(learnt: EvidenceParameters) -> None:
    """m of each setting freed of wrong numbers; u of strangers as many as were there."""
    found = {one.setting: one for one in learnt.activity}
    overall = ((THERE["05"] + THERE["03"]) / 2 + ANYWAY) / 2

    assert set(found) == {"03", "05", "every"}
    for setting, share in THERE.items():
        assert found[setting].m == pytest.approx(share, abs=0.02)
        assert found[setting].u == pytest.approx(overall, abs=0.05)
        assert found[setting].u_anywhere == pytest.approx(overall, abs=0.02)
    assert found["every"].pairs == found["03"].pairs + found["05"].pairs


def test_without_records_only_the_number_is_learnt() -> None:
    """And nothing is made up for the rest."""
    from tests.probabilistic.test_training import trained, world_with_errors

    found = trained(world_with_errors(seed=8, size=2_000)).evidence

    assert found.near_number is not None
    assert (found.practice, found.activity) == ((), ())

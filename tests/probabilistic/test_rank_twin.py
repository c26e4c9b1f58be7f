"""Links of deterministic ranks, end to end: weight and probability are those of plain Python."""

from collections import Counter

from tests.probabilistic.score_twin import Settled
from tests.reference.weights import FIELDS, number_weight, pattern_weight
from tests.reference.wrong_number import probability

FEW = 5


def links(settled: Settled) -> dict[tuple[int, str], tuple[float, float]]:
    """Weight and probability of each pair that a rank settled."""
    found = settled.engine.rows(
        "select identity_key, person_id, match_weight, match_probability from rank_weight"
    )
    return {
        (int(str(key)), str(person)): (float(str(weight)), float(str(probable)))
        for key, person, weight, probable in found
    }


def somebody_else(settled: Settled, key: int, person: str) -> bool:
    """Whether another person bears the event's birth date, sex and postcode in one identity."""
    event = settled.twin.world.events[key]
    return any(
        other != person and all(identity[field] == event[field] for field in FIELDS)
        for other, identities in settled.twin.world.people.items()
        for identity in identities
    )


def test_every_link_has_the_weight_and_probability_of_the_twin(settled: Settled) -> None:
    """By the levels of all that the person has held, the age, the crowd, and whether somebody else agrees in full."""
    twin = settled.twin
    phi = settled.phi["number_missing"]
    seen: Counter[str] = Counter()
    for (key, person), (weight, probable) in links(settled).items():
        event, levels = twin.world.events[key], twin.whole_levels((key, person))
        expected = probability(
            event, levels, twin.numbers, twin.index, phi=phi, beside=somebody_else(settled, key, person)
        )
        bits = number_weight(
            event, levels, twin.numbers, twin.index, holder_lives_there=levels["postcode"] == "exact"
        )
        assert abs(weight - bits - pattern_weight(event, levels, twin.numbers, twin.index)) < 1e-9
        assert abs(probable - expected) < 1e-9
        seen.update(f"{field} {levels[field]}" for field in FIELDS)

    assert len(links(settled)) >= 500
    assert min(seen[f"{field} {level}"] for field in FIELDS for level in ("exact", "missing")) >= FEW
    assert seen["birth_date day_slip"] >= FEW
    assert seen["sex conflict"] >= FEW

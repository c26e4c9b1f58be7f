"""Rank P, end to end: levels, weights, blocks, phi and probabilities are those of plain Python and rapidfuzz."""

from collections import Counter
from datetime import date

import pytest

from linkage.steps.probabilistic.posterior.likeliest import APART, HIGHEST, LOWEST, PULL
from linkage.steps.probabilistic.posterior.presence import SMALL_STRATUM
from tests.probabilistic.fixed_model import fixed_model
from tests.probabilistic.score_twin import FIELDS, LAST_DAY, Settled
from tests.probabilistic.splink_oracle import scored_by_splink
from tests.reference.levels import BIRTH_DATE_LEVELS, POSTCODE_LEVELS
from tests.reference.posterior import posterior
from tests.reference.presence import Event, likeliest
from tests.reference.weights import age_band, crowd_of, number_kind

PAIRS = 10_000
PART_LEVELS = ("parts_equal", "parts_differ")
FEW = 5
"""Each level and branch is to occur at least so often."""

KINDS = ("birth_date", "postcode", "sex", "coincidence", "nhs_number", "match")


def test_everybody_who_shares_a_block_is_a_pair_and_nobody_else(settled: Settled) -> None:
    """At least ten thousand, with blocks left out as too large."""
    expected = {(key, person) for key, people in settled.pool.items() for person in people}

    assert set(settled.pairs("1")) == expected
    assert len(expected) >= PAIRS
    assert (
        sum(bool(settled.twin.blocks.left_out(settled.twin.world.events[key])) for key in settled.pool) >= FEW
    )


def test_levels(settled: Settled) -> None:
    """All pairs have the twin's levels; each level occurs."""
    found = settled.pairs(", ".join(f"{field}_level" for field in FIELDS))

    different = [
        pair
        for pair, row in found.items()
        if dict(zip(FIELDS, row, strict=True)) != settled.twin.levels(pair)
    ]
    assert len(different) == 0
    counted = Counter(
        (field, level) for row in found.values() for field, level in zip(FIELDS, row, strict=True)
    )
    assert fewest(counted, "birth_date", (*BIRTH_DATE_LEVELS, *PART_LEVELS, "none_held", "missing")) >= FEW
    assert fewest(counted, "postcode", (*POSTCODE_LEVELS, "none_held", "missing")) >= FEW
    assert fewest(counted, "sex", ("exact", "conflict", "none_held", "missing")) >= FEW
    assert fewest(counted, "nhs_number", ("exact", "conflict", "missing")) >= FEW


def fewest(counted: Counter[tuple[str, object]], field: str, levels: tuple[str, ...]) -> int:
    """Pairs at the rarest level of a field; 0 when another level occurs."""
    if {level for name, level in counted if name == field} - set(levels):
        return 0
    return min(counted[(field, level)] for level in levels)


@pytest.mark.parametrize("kind", KINDS)
def test_weights(settled: Settled, kind: str) -> None:
    """Each kind of evidence weighs what it weighs in the twin, for all pairs."""
    for pair, (weight,) in settled.pairs(f"{kind}_weight").items():
        assert abs(float(str(weight)) - settled.twin.weights(pair)[kind]) < 1e-9


def test_every_kind_of_coincidence_and_number_occurs(settled: Settled) -> None:
    """Age bands, crowded postcodes, levels of the sex; a number that is theirs, another's, nobody's, or none."""
    twin = settled.twin
    numbers: Counter[str] = Counter()
    coincidences: Counter[object] = Counter()
    for pair in settled.pairs("1"):
        event, levels = twin.world.events[pair[0]], twin.levels(pair)
        numbers[number_kind(event, levels["nhs_number"], twin.index)] += 1
        if levels["birth_date"] == levels["postcode"] == "exact":
            born = event["birth_date"]
            assert isinstance(born, date)
            band = age_band(born, LAST_DAY, twin.numbers)
            coincidences.update((band, crowd_of(event["postcode"], twin.index), levels["sex"]))

    assert len(numbers) == 5
    assert min(numbers.values()) >= FEW
    assert len(coincidences) == 4 + 5 + 4
    assert min(coincidences.values()) >= FEW


def test_phi(settled: Settled) -> None:
    """Of the pool, of each state of the number, and of each setting within one; a small setting has its state's."""
    twin = settled.twin
    groups: dict[str, list[Event]] = {}
    for key, people in settled.pool.items():
        total = sum(2 ** twin.weights((key, person))["match"] for person in people) / twin.index.people
        for setting, count in Counter(twin.world.settings[key]).items():
            for group in ("all", twin.state(key), f"{twin.state(key)} {setting}"):
                groups.setdefault(group, []).append((count, total, twin.coverage(key)))
    sizes = {group: sum(count for count, _, _ in events) for group, events in groups.items()}
    expected: dict[str, float] = {}
    for group in sorted(groups, key=lambda name: (name != "all", " " in name, name == "number_in_index")):
        is_setting = " " in group
        kin = group.split()[0] if is_setting else "number_missing" if group == "number_in_index" else "all"
        parent = None if group == "all" else expected[kin]
        pull = APART if kin == "all" else PULL
        own = likeliest(groups[group], parent=parent, pull=pull, lowest=LOWEST, highest=HIGHEST)
        expected[group] = parent if parent and is_setting and sizes[group] < SMALL_STRATUM else own
    alone = 1 - (1 - twin.numbers.right) * (1 - expected["number_missing"])
    expected |= {group: alone for group in groups if group.startswith("number_alone")}

    assert settled.phi == pytest.approx(expected, abs=1e-6)
    assert {"number_missing", "number_in_index", "number_not_in_index"} < groups.keys()
    assert len({sizes[group] >= SMALL_STRATUM for group in groups if " " in group}) == 2


def test_probabilities(settled: Settled) -> None:
    """Given phi, each candidate of each event is as probable as in the twin; a number alone is asked for no phi."""
    twin, found = settled.twin, settled.pairs("probability")
    for key, people in settled.pool.items():
        settings = twin.world.settings[key]
        phi = sum(settled.phi[f"{twin.state(key)} {setting}"] for setting in settings) / len(settings)
        phi = 1.0 if twin.state(key) == "number_alone" else phi
        factors = {person: 2 ** twin.weights((key, person))["match"] for person in people}
        levels = {person: twin.levels((key, person)) for person in people}
        expected = posterior(
            factors,
            people=twin.index.people,
            presence=phi,
            coverage=twin.coverage(key),
            copied={person: twin.copied((key, person), phi) for person in people},
            holders=[person for person, found in levels.items() if found["nhs_number"] == "exact"],
        )
        for person, probability in expected.items():
            assert abs(float(str(found[key, person][0])) - probability) < 1e-9


def test_splink_finds_the_same_levels_and_weights(settled: Settled) -> None:
    """For all pairs of whole dates; a field that the event does not bear has no weight."""
    fields = ("birth_date", "postcode", "sex")
    columns = [f"{field}_{kind}" for kind in ("level", "weight") for field in fields]
    ours = settled.pairs(", ".join(columns))
    splinks = scored_by_splink(settled.engine, fixed_model(settled.twin.p))

    assert set(ours) == set(splinks)
    ours = {pair: row for pair, row in ours.items() if row[0] not in PART_LEVELS}
    assert sum(ours[pair][:3] != splinks[pair][:3] for pair in ours) == 0
    gaps = (
        abs(float(str(one)) - float(str(other)))
        for pair in ours
        for one, other in zip(ours[pair][3:], splinks[pair][3:], strict=True)
    )
    assert max(gaps) < 1e-9

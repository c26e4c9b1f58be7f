"""Training: u by counting, m by EM over pairs with equal NHS numbers, coincidence from proved events."""

from collections.abc import Mapping

from linkage.config.rules import RankP
from linkage.engine.base import Engine
from linkage.errors import InputError
from linkage.steps.probabilistic.evidence.learn import learn_evidence
from linkage.steps.probabilistic.levels.default_day import DefaultDays, learnt_days, of_sides
from linkage.steps.probabilistic.levels.levels import comparisons
from linkage.steps.probabilistic.model.model import (
    LevelParameters,
    Model,
    Training,
    m_by_level,
    u_by_level,
)
from linkage.steps.probabilistic.model.versions import installed_versions
from linkage.steps.probabilistic.scoring import pool
from linkage.steps.probabilistic.scoring.coverage import block_coverage
from linkage.steps.probabilistic.training import proof
from linkage.steps.probabilistic.training.backend import EVENT, PERSON
from linkage.steps.probabilistic.training.chance import counted_u
from linkage.steps.probabilistic.training.coincidence import coincidence
from linkage.steps.probabilistic.training.copied_record import copies
from linkage.steps.probabilistic.training.estimate import Numbers
from linkage.steps.probabilistic.training.field_dependence import field_dependence
from linkage.steps.probabilistic.training.level_estimate import level_parameters
from linkage.steps.probabilistic.training.number_mixture import ClassShares, estimated_shares, number_mixture
from linkage.steps.probabilistic.training.proved_pattern import Pattern, by_level, proved_patterns
from linkage.steps.probabilistic.training.relatives_share import expected_share
from linkage.steps.probabilistic.training.rounds import trained_m
from linkage.steps.probabilistic.training.unheld_number import unheld_numbers, unheld_share

SAMPLED_RECORDS = 200_000
"""People whose hospital activity says what a stranger's is, chosen by a hash of their key and the seed."""

FEWEST_PAIRS = 100
"""Fewer proved pairs than this cannot hold a model."""


def train_model(
    engine: Engine,
    rules: RankP,
    *,
    months: tuple[str, ...],
    inputs_sha256: str,
    hospital_records: bool = False,
) -> Model:
    """
    event_identity, identity, person, person_number, postcode_people, birth_day_count -> a signed model.

    With `hospital_records` it also learns what practice and hospital activity are worth, from event, no_practice,
    hospital_practice, episode, appointment and attendance.

    Raises InputError when too few events share a verified NHS number with one person of the index, or when a field
    is missing on every such pair.
    """
    pairs = _proved_pairs(engine)
    days = of_sides(found_days := learnt_days(engine))
    patterns, events = proved_patterns(engine, days)
    levels = by_level(patterns)
    u, stranger_pairs = counted_u(engine, levels, days)
    engine.create("sampled_person", proof.sample_sql("person", ("person_id",), rules.seed, SAMPLED_RECORDS))
    shares, m = _with_mixture(
        events, _m_probabilities(engine, u, stranger_pairs, days), u, pairs, stranger_pairs
    )
    parameters = level_parameters(m, u, levels, stranger_pairs)
    relatives = expected_share(shares.stranger, rules)
    there = m_by_level(parameters)["postcode"]["exact"]
    right = number_mixture(shares, borne := sum(events.values()), relatives, there).right
    evidence = learn_evidence(engine, rules, right, hospital_records=hospital_records)
    copied = copies(engine, max(months), days, there, relatives, evidence.activity)
    mixture = number_mixture(shares, borne, copied.relatives, there)
    met = coincidence(engine, rules, max(months), days)
    unheld = unheld_numbers(engine, max(months), days)
    return Model(
        number=mixture,
        unheld_number_share=unheld_share(unheld, copied, met, there, 1 - mixture.right),
        block_coverage=block_coverage(engine, rules),
        comparisons=parameters,
        dependence=field_dependence(events, m_by_level(parameters), u_by_level(parameters), mixture),
        coincidence=met,
        copies=copied,
        default_days=found_days,
        evidence=evidence,
        training=Training(
            pairs=pairs,
            stranger_pairs=stranger_pairs,
            events=engine.count("select count(*) from event_identity"),
            people=engine.count("select count(*) from person"),
            months=months,
            inputs_sha256=inputs_sha256,
            seed=rules.seed,
            versions=installed_versions(),
        ),
    ).signed()


def _proved_pairs(engine: Engine) -> int:
    """event_identity, person_number -> proved_pair and proved_event; how many, or InputError when too few."""
    engine.create("proved_pair", proof.proved_pair_sql())
    engine.create("proved_event", proof.proved_event_sql())
    pairs = engine.count("select count(*) from proved_pair")
    if pairs < FEWEST_PAIRS:
        raise InputError(
            f"training needs {FEWEST_PAIRS} event identities whose NHS number is held by one person of the index, "
            f"and there are {pairs}; train on more months, or check that both files hold NHS numbers"
        )
    return pairs


def _m_probabilities(engine: Engine, u: Numbers, stranger_pairs: int, days: DefaultDays) -> Numbers:
    """m of every level by EM over the proved pairs, u fixed."""
    engine.create(EVENT, pool.event_record_sql(engine.dialect, "proved_event"))
    engine.create("unnumbered_person_record", pool.person_record_sql(engine.dialect, "proved_pair"))
    engine.create(PERSON, proof.numbered_person_sql())
    fixed = {
        comparison.name: tuple(
            LevelParameters(level=level.name, m=1, u=u[comparison.name][level.name] or 0.5 / stranger_pairs)
            for level in comparison.levels
        )
        for comparison in comparisons()
    }
    trained, _ = trained_m(engine, fixed, days)
    for table in (EVENT, PERSON, "unnumbered_person_record"):
        engine.drop(table)
    return trained


def _with_mixture(
    counts: Mapping[Pattern, int], m: Numbers, u: Numbers, pairs: int, stranger_pairs: int
) -> tuple[ClassShares, Numbers]:
    """What equal numbers are, and m of the levels seen, freed of the numbers of others."""
    start = {
        field: {level: seen or 0.5 / pairs for level, seen in levels.items()} for field, levels in m.items()
    }
    fixed = {
        field: {level: seen or 0.5 / stranger_pairs for level, seen in levels.items()}
        for field, levels in u.items()
    }
    shares, found = estimated_shares(counts, start, fixed)
    return shares, {
        field: {level: None if seen is None else found[field][level] for level, seen in levels.items()}
        for field, levels in m.items()
    }

"""Training: u from random pairs, m by EM over pairs with equal NHS numbers, coincidence from proved events."""

from collections.abc import Mapping

from linkage.config.rules import RankP
from linkage.engine.base import Engine
from linkage.errors import InputError
from linkage.probabilistic import pool, proof
from linkage.probabilistic.backend import EVENT, PERSON
from linkage.probabilistic.blocking import event_part_sql
from linkage.probabilistic.chance import counted_u
from linkage.probabilistic.coincidence import coincidence
from linkage.probabilistic.coverage import block_coverage
from linkage.probabilistic.estimate import Numbers
from linkage.probabilistic.evidence.learn import learn_evidence
from linkage.probabilistic.label_check import (
    LABELS,
    LabelCheck,
    labelled_m,
    pairs_with_field,
    proved_label_sql,
)
from linkage.probabilistic.levels import comparisons
from linkage.probabilistic.model import LevelParameters, Model, NumberMixture, Training
from linkage.probabilistic.number_mixture import Pattern, estimated_mixture
from linkage.probabilistic.pair_level import level_sql, pair_code_sql
from linkage.probabilistic.rounds import trained_m
from linkage.probabilistic.versions import installed_versions

SAMPLED_RECORDS = 200_000
"""Events and people the random pairs are drawn from, chosen by a hash of their key and the seed."""

FLOOR = 1e-5
"""Lowest m. Source: rarer than any published error; EM can drive a level it has not seen to nothing."""

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
    event_identity, identity, person, person_number, postcode_people -> a signed model.

    With `hospital_records` it also learns what practice and hospital activity are worth, from event, no_practice,
    hospital_practice, episode, appointment and attendance.

    Raises InputError when too few events share a verified NHS number with one person of the index, or when a field
    is missing on every such pair.
    """
    engine.create("proved_pair", proof.proved_pair_sql())
    engine.create("proved_event", proof.proved_event_sql())
    pairs = int(str(engine.scalar("select count(*) from proved_pair")))
    if pairs < FEWEST_PAIRS:
        raise InputError(
            f"training needs {FEWEST_PAIRS} event identities whose NHS number is held by one person of the index, "
            f"and there are {pairs}; train on more months, or check that both files hold NHS numbers"
        )
    engine.create("event_part", event_part_sql(engine.dialect, "proved_event"))
    engine.create("pair_code", pair_code_sql(f"({proof.proved_number_sql()})"))
    patterns = {
        (str(birth_date), str(postcode), str(sex)): int(str(n))
        for birth_date, postcode, sex, n in engine.rows(pattern_count_sql())
    }
    for table in ("pair_code", "event_part"):
        engine.drop(table)
    u, random_pairs = counted_u(engine, by_level(patterns))
    engine.create("sampled_person", proof.sample_sql("person", "person_id", rules.seed, SAMPLED_RECORDS))
    m, labels = _m_probabilities(engine, u, random_pairs)
    mixture, m = _with_mixture(patterns, m, u, pairs, random_pairs)
    right = mixture.right
    parameters = {
        comparison.name: tuple(
            labels.beside(
                comparison.name,
                _level(level.name, m[comparison.name], u[comparison.name], pairs, random_pairs),
            )
            for level in comparison.levels
        )
        for comparison in comparisons()
    }
    return Model(
        number=mixture,
        block_coverage=block_coverage(engine, rules),
        comparisons=parameters,
        coincidence=coincidence(engine, rules, max(months)),
        evidence=learn_evidence(engine, rules, right, hospital_records=hospital_records),
        training=Training(
            pairs=pairs,
            random_pairs=random_pairs,
            events=int(str(engine.scalar("select count(*) from event_identity"))),
            people=int(str(engine.scalar("select count(*) from person"))),
            months=months,
            inputs_sha256=inputs_sha256,
            seed=rules.seed,
            versions=installed_versions(),
        ),
    ).signed()


def _level(
    name: str, m: Mapping[str, float | None], u: Mapping[str, float | None], pairs: int, random_pairs: int
) -> LevelParameters:
    """
    One level's numbers; half a count stands in for what was never seen, and is listed.

    What no proved pair was ever at is no evidence for a pair: m is u at most, and the weight 0 at most.
    """
    seen_m, seen_u = m[name], u[name]
    smoothed = tuple(label for label, seen in (("m", seen_m), ("u", seen_u)) if seen is None)
    least_m, least_u = 0.5 / pairs, 0.5 / random_pairs
    if seen_m is None and seen_u is None:
        return LevelParameters(level=name, m=least_u, u=least_u, random_pairs=0, smoothed=smoothed)
    return LevelParameters(
        level=name,
        m=_rounded(min(least_m, seen_u or least_u) if seen_m is None else max(seen_m, FLOOR)),
        u=_rounded(least_u if seen_u is None else seen_u),
        random_pairs=0 if seen_u is None else None,
        smoothed=smoothed,
    )


def _rounded(probability: float) -> float:
    """To nine significant digits: beyond them a model would tell in which order its sums were taken."""
    return float(f"{probability:.9g}")


def by_level(patterns: Mapping[Pattern, int]) -> dict[str, dict[str, int]]:
    """Proved pairs by comparison and level."""
    found: dict[str, dict[str, int]] = {comparison.name: {} for comparison in comparisons()}
    for pattern, pairs in patterns.items():
        for comparison, level in zip(comparisons(), pattern, strict=True):
            found[comparison.name][level] = found[comparison.name].get(level, 0) + pairs
    return found


def _m_probabilities(engine: Engine, u: Numbers, random_pairs: int) -> tuple[Numbers, LabelCheck]:
    """
    m of every level by EM over the proved pairs, u fixed, and the label check.

    One Linker for each: Splink takes the median of two estimates made on one.
    """
    engine.create(EVENT, pool.event_record_sql(engine.dialect, "proved_event"))
    engine.create("unnumbered_person_record", pool.person_record_sql(engine.dialect, "proved_pair"))
    engine.create(PERSON, proof.numbered_person_sql())
    engine.create(LABELS, proved_label_sql())
    with_field = pairs_with_field(engine)
    fixed = {
        comparison.name: tuple(
            LevelParameters(level=level.name, m=1, u=u[comparison.name][level.name] or 0.5 / random_pairs)
            for level in comparison.levels
        )
        for comparison in comparisons()
    }
    trained, _ = trained_m(engine, fixed)
    labels = LabelCheck(with_field, labelled_m(engine))
    for table in (EVENT, PERSON, LABELS, "unnumbered_person_record"):
        engine.drop(table)
    return trained, labels


def _with_mixture(
    counts: Mapping[Pattern, int], m: Numbers, u: Numbers, pairs: int, random_pairs: int
) -> tuple[NumberMixture, Numbers]:
    """What equal numbers are, and m of the levels seen, freed of the numbers of others."""
    start = {
        field: {level: seen or 0.5 / pairs for level, seen in levels.items()} for field, levels in m.items()
    }
    fixed = {
        field: {level: seen or 0.5 / random_pairs for level, seen in levels.items()}
        for field, levels in u.items()
    }
    mixture, found = estimated_mixture(counts, start, fixed)
    return mixture, {
        field: {level: None if seen is None else found[field][level] for level, seen in levels.items()}
        for field, levels in m.items()
    }


def pattern_count_sql() -> str:
    """pair_code -> proved pairs by the levels of birth date, postcode and sex."""
    levels = ", ".join(f"{level_sql(one, f'{one.name}_code')} as {one.name}" for one in comparisons())
    codes = ", ".join(f"{one.name}_code" for one in comparisons())
    return f"""
        select {levels}, pairs
        from (select {codes}, count(*) as pairs from pair_code group by {codes}) as counted"""

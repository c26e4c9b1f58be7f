"""
m and u of every level as they go into the model file: seldom-seen levels drawn to their kin, unseen ones no evidence.

Kindred levels, such as a slip of the day, the month and the year, share a parent. The parent's pairs are known well
where one level's are few, so each level's share of them is drawn towards what chance alone would give it.
"""

from collections import defaultdict
from collections.abc import Mapping

from linkage.steps.probabilistic.levels.levels import Comparison, comparisons
from linkage.steps.probabilistic.levels.pair_level import MISSING
from linkage.steps.probabilistic.model.frozen import rounded
from linkage.steps.probabilistic.model.model import LevelParameters
from linkage.steps.probabilistic.training.estimate import Numbers
from linkage.steps.probabilistic.training.label_check import with_labels

FLOOR = 1e-5
"""Lowest m of a level that was seen. Source: rarer than any published error; EM can drive a rare level to nothing."""
KIN_PAIRS = 3.0
"""Proved pairs' worth of weight that the parent has in a level's share of it."""


def level_parameters(
    m: Numbers, u: Numbers, pairs: Mapping[str, Mapping[str, int]], stranger_pairs: int
) -> dict[str, tuple[LevelParameters, ...]]:
    """Every level by comparison; `pairs` are the proved ones at each level, `stranger_pairs` those u rests on."""
    found = {}
    for comparison in comparisons():
        at_it, chance = pairs[comparison.name], u[comparison.name]
        compared = sum(count for level, count in at_it.items() if level != MISSING)
        drawn = drawn_to_kin(comparison, m[comparison.name], chance, compared)
        found[comparison.name] = tuple(
            with_labels(estimated_level(level.name, drawn, chance, compared, stranger_pairs), at_it)
            for level in comparison.levels
        )
    return found


def drawn_to_kin(
    comparison: Comparison, m: Mapping[str, float | None], u: Mapping[str, float | None], pairs: int
) -> Mapping[str, float | None]:
    """m of every level seen, what kindred levels have together being the same."""
    kin: dict[str, list[str]] = defaultdict(list)
    for level in comparison.levels:
        if level.parent and m[level.name] is not None:
            kin[level.parent].append(level.name)
    found = dict(m)
    for names in kin.values():
        whole, chance = (sum(of[name] or 0.0 for name in names) for of in (m, u))
        if not whole or not chance:
            continue
        for name in names:
            seen, expected = (m[name] or 0.0) * pairs, (u[name] or 0.0) / chance
            found[name] = whole * (seen + KIN_PAIRS * expected) / (whole * pairs + KIN_PAIRS)
    return found


def estimated_level(
    name: str, m: Mapping[str, float | None], u: Mapping[str, float | None], pairs: int, stranger_pairs: int
) -> LevelParameters:
    """
    One level's numbers; half a count stands in for what was never seen, and is listed.

    What no proved pair was ever at is no evidence for a pair: m is u at most, and the weight 0 at most.
    """
    seen_m, seen_u = m[name], u[name]
    smoothed = tuple(label for label, seen in (("m", seen_m), ("u", seen_u)) if seen is None)
    least_m, least_u = 0.5 / pairs, 0.5 / stranger_pairs
    strangers = 0 if seen_u is None else round(seen_u * stranger_pairs)
    if seen_m is None and seen_u is None:
        return LevelParameters(level=name, m=least_u, u=least_u, strangers=0, smoothed=smoothed)
    return LevelParameters(
        level=name,
        m=rounded(min(least_m, seen_u or least_u) if seen_m is None else max(seen_m, FLOOR)),
        u=rounded(least_u if seen_u is None else seen_u),
        strangers=strangers,
        smoothed=smoothed,
    )

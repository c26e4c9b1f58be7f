"""A model of made-up numbers, no two weights alike, for tests that train nothing."""

from itertools import combinations, product

from linkage.config.rules import RankP
from linkage.probabilistic.age_band import BANDS, name
from linkage.probabilistic.block import block_name, demographic_blocks
from linkage.probabilistic.model import BlockCoverage, Coincidence, LevelParameters, Model, Training

RIGHT = 0.97

M_AND_U = {
    "birth_date": {
        "none": (0.0004, 0.86),
        "exact": (0.961, 0.00004),
        "slip": (0.013, 0.0003),
        "transposed": (0.004, 0.00007),
        "two_equal": (0.009, 0.0021),
        "swapped": (0.0031, 0.00005),
        "one_equal": (0.0025, 0.137),
    },
    "postcode": {
        "exact": (0.85, 0.009),
        "near": (0.021, 0.031),
        "sector": (0.012, 0.05),
        "district": (0.034, 0.19),
        "other": (0.083, 0.72),
    },
    "sex": {"exact": (0.987, 0.51), "conflict": (0.013, 0.49)},
}
"""Comparison, level: m and u."""


def fixed_model(rules: RankP) -> Model:
    """The model, for the blocks of `rules`."""
    names = [block_name(block) for block in demographic_blocks(rules).values()]
    sets = [chosen for size in range(1, len(names) + 1) for chosen in combinations(names, size)]
    kinds = product(BANDS, (False, True), ("exact", "conflict", "missing"))
    return Model(
        right_number_share=RIGHT,
        block_coverage=tuple(
            BlockCoverage(blocks=chosen, share=0.8 + nth / 40, pairs=1_000) for nth, chosen in enumerate(sets)
        ),
        comparisons={
            comparison: tuple(LevelParameters(level=level, m=m, u=u) for level, (m, u) in found.items())
            for comparison, found in M_AND_U.items()
        },
        coincidence=tuple(
            Coincidence(age_band=name(*band), communal=communal, sex_level=sex, others=0.001 + nth / 700)
            for nth, (band, communal, sex) in enumerate(kinds)
        ),
        training=Training(
            pairs=10_000,
            random_pairs=1_000_000,
            events=10_000,
            people=10_000,
            months=("2019-11",),
            inputs_sha256="none",
            seed=1,
            versions={},
        ),
    ).signed()

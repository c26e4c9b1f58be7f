"""A model of made-up numbers, no two weights alike, for tests that train nothing."""

from itertools import combinations, product

from linkage.config.rules import RankP
from linkage.steps.probabilistic.levels.default_day import DefaultDay
from linkage.steps.probabilistic.model.copies import CopiedKind, Copies
from linkage.steps.probabilistic.model.model import (
    BlockCoverage,
    Coincidence,
    EventKind,
    LevelParameters,
    Model,
    NumberMixture,
    StrangerCount,
    Training,
)
from linkage.steps.probabilistic.scoring.age_band import BANDS, name
from linkage.steps.probabilistic.scoring.block import block_name, demographic_blocks
from linkage.steps.probabilistic.scoring.crowd import NAMES

RIGHT = 0.97

UNHELD = 0.007
NUMBER = NumberMixture(right=RIGHT, stranger=0.024, relative=0.006, copied=0.004)

M_AND_U = {
    "birth_date": {
        "exact": (0.941, 0.00004),
        "day_slip": (0.0071, 0.00012),
        "month_slip": (0.0042, 0.00013),
        "year_slip": (0.0061, 0.00014),
        "day_switched": (0.0017, 0.00001),
        "month_switched": (0.0004, 0.000006),
        "year_switched": (0.0019, 0.000017),
        "swapped": (0.0031, 0.000012),
        "day_differs": (0.0053, 0.0008),
        "month_differs": (0.0049, 0.00023),
        "year_differs": (0.0021, 0.0025),
        "default_exact": (0.0121, 0.00003),
        "default_month": (0.0034, 0.00019),
        "default_year": (0.0082, 0.0011),
        "default_other": (0.0009, 0.071),
        "two_slips": (0.0023, 0.0013),
        "one_equal": (0.0015, 0.118),
        "none": (0.0004, 0.86),
        "none_held": (0.0081, 0.016),
    },
    "postcode": {
        "exact": (0.84, 0.009),
        "near": (0.021, 0.031),
        "sector": (0.012, 0.05),
        "district": (0.034, 0.19),
        "other": (0.083, 0.7),
        "none_held": (0.01, 0.02),
    },
    "sex": {"exact": (0.977, 0.5), "conflict": (0.013, 0.48), "none_held": (0.01, 0.02)},
}
"""Comparison, level: m and u."""

EVENT_DEFAULTS = {(1, 1): False, (3, 4): True, (7, 15): False, (10, 10): True}
PERSON_DEFAULTS = {(1, 1): False, (2, 2): True, (3, 4): True, (11, 11): False}
"""Month and day of the default days, and whether the month is known: 1 January on both sides, others on one."""


def fixed_model(rules: RankP) -> Model:
    """The model, for the blocks of `rules`."""
    names = [block_name(block) for block in demographic_blocks(rules).values()]
    sets = [chosen for size in range(1, len(names) + 1) for chosen in combinations(names, size)]
    kinds = [(name(*band), crowd) for band in BANDS for crowd in NAMES]
    met = product(
        ("exact", "day_slip", "two_slips", "default_year"), ("exact", "sector"), ("exact", "conflict"), kinds
    )
    return Model(
        number=NUMBER,
        unheld_number_share=UNHELD,
        block_coverage=tuple(
            BlockCoverage(blocks=chosen, share=0.8 + nth / 1500, pairs=1_000)
            for nth, chosen in enumerate(sets)
        ),
        comparisons={
            comparison: tuple(LevelParameters(level=level, m=m, u=u) for level, (m, u) in found.items())
            for comparison, found in M_AND_U.items()
        },
        coincidence=Coincidence(
            numbered_share=0.9,
            kinds=tuple(
                EventKind(age_band=band, crowd=crowd, events=900 + 10 * nth, neighbours=3 + nth)
                for nth, (band, crowd) in enumerate(kinds)
            ),
            strangers=tuple(
                StrangerCount(
                    birth_date=born,
                    postcode=home,
                    sex=sex,
                    age_band=band,
                    crowd=crowd,
                    strangers=1 + nth % 11,
                )
                for nth, (born, home, sex, (band, crowd)) in enumerate(met)
            ),
        ),
        copies=Copies(
            kinds=tuple(
                CopiedKind(age_band=band, crowd=crowd, own=700 + 10 * nth, another=nth % 5, apart=30 + nth)
                for nth, (band, crowd) in enumerate(kinds)
            ),
            relatives=0.2,
            seen=0.9,
        ),
        default_days=tuple(
            DefaultDay(
                dataset=dataset, day=f"{month:02}-{day:02}", month_is_known=known, found=300, expected=10
            )
            for dataset, days in (("apc", PERSON_DEFAULTS), ("did", EVENT_DEFAULTS))
            for (month, day), known in days.items()
        ),
        training=Training(
            pairs=10_000,
            stranger_pairs=1_000_000,
            events=10_000,
            people=10_000,
            months=("2019-11",),
            inputs_sha256="none",
            seed=1,
            versions={},
        ),
    ).signed()

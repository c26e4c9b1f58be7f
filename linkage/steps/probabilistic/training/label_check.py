"""
The label check: m a second time, taking every equal NHS number for right, and what explains the difference.

EM sets aside the equal numbers that belong to somebody else; labels cannot. So m by labels should be
r m + (1 - r) u, r being the share of right numbers, and what is left beside that is for somebody to look at.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from linkage.steps.probabilistic.levels.pair_level import MISSING
from linkage.steps.probabilistic.model.frozen import rounded
from linkage.steps.probabilistic.model.model import LevelParameters


@dataclass(frozen=True)
class LabelGap:
    """How far m by labels is from m, as differences of probabilities."""

    gap: float
    """m by labels less m."""
    explained: float
    """The part that wrong numbers account for: (1 - r) (u - m)."""
    left: float


def with_labels(level: LevelParameters, pairs: Mapping[str, int]) -> LevelParameters:
    """The level with its m by labels; `pairs` are the proved pairs at every level of its comparison."""
    at_it = pairs.get(level.level, 0)
    compared = sum(count for name, count in pairs.items() if name != MISSING)
    share = rounded(at_it / compared) if at_it else None
    return level.model_copy(update={"pairs": at_it, "m_by_labels": share})


def label_gap(level: LevelParameters, right_number_share: float) -> LabelGap | None:
    """The gap of one level; None where labels never saw it."""
    if level.m_by_labels is None:
        return None
    gap = level.m_by_labels - level.m
    explained = (1 - right_number_share) * (level.u - level.m)
    return LabelGap(gap, explained, gap - explained)

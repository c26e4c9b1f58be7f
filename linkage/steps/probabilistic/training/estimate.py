"""What Splink has estimated, read out of a saved model so that none of its defaults comes along."""

from collections.abc import Mapping
from typing import Any

Numbers = Mapping[str, Mapping[str, float | None]]
"""Comparison -> level -> probability; None where the level was never seen."""


def estimated(saved: Mapping[str, Any], key: str) -> Numbers:
    """
    One kind of probability, m_probability or u_probability, out of a saved Splink model.

    Splink scores a level that it never saw with a default, but does not save one: such a level is None here.
    """
    return {
        comparison["output_column_name"]: {
            level["label_for_charts"]: level.get(key)
            for level in comparison["comparison_levels"]
            if not level.get("is_null_level")
        }
        for comparison in saved["comparisons"]
    }

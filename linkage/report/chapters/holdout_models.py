"""The hold-out by the model file and by the m of the month, side by side, where a run adapts m."""

from linkage.report.chapters.chapter import Block, Words
from linkage.report.chapters.holdout_check import HEADS, TABLE, held
from linkage.report.figures import Figures
from linkage.report.table import Kind, ShownColumn, ShownTable

MODELS = {"": "The m of the month, which linked it", "trained_": "The model file as it was trained"}
"""By what stands in the names of the measures after holdout_."""


def model_blocks(figures: Figures) -> list[Block]:
    """What each of the two finds of the hold-out, over all events; nothing where m was not adapted, or not shown."""
    if not figures.has(TABLE, "month", figures.period, "holdout_trained_recall"):
        return []
    rows = tuple(
        (
            name,
            *held(figures, "month", figures.period, f"{prefix}recall"),
            *held(figures, "month", figures.period, f"{prefix}false_link_share"),
        )
        for prefix, name in MODELS.items()
    )
    return [
        Words(
            "The errors of the month's events without a number were found again (month_m), and the weights moved. The "
            "same held-out events are decided a second time as the model file alone would have decided them, with its "
            "own phi and threshold. Held-out events have a number: what the adaption does for others, which err more, "
            "shows here only as far as these err alike."
        ),
        ShownTable(
            "holdout_models",
            "Hold-out by the m of the month and by the model file",
            (ShownColumn("Weights"), *(ShownColumn(name, Kind.SHARE) for name in HEADS)),
            rows,
        ),
    ]

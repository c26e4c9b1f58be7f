"""What is said of rank P's target: that nothing met it, and that copied records alone are above it."""

from math import ceil

from linkage.report.figures import Figures, unseen

TABLE = "rank_p"
MOST_OF = 2
"""Where the lowest target that links anything is at most so many times the floor, copies are most of what it is for."""


def nothing_met(figures: Figures) -> str | None:
    """That no link met the target, and what it would have had to be; None where some did or it is not shown."""
    month = figures.period
    threshold = figures.cell(TABLE, "month", month, "threshold")
    target = estimate(figures, "target")
    if not figures.has(TABLE, "month", month, "threshold") or target is None:
        return None
    if threshold.value is not None or unseen(threshold):
        return None
    said = f"no link met the target of {percent(target)}"
    if not figures.has(TABLE, "month", month, "least_target"):
        return said
    least = estimate(figures, "least_target")
    if least is None:
        return f"{said}, nor would any at another: no undecided event has one person who is likely enough"
    counted = (
        (float(category), figures.cell(TABLE, "target", category, "links_at_target").numerator or 0)
        for category in figures.categories(TABLE, "target")
    )
    reached = sorted((aim, links) for aim, links in counted if links)
    at = f"; at {percent(reached[0][0])}: {reached[0][1]:,} links" if reached else ""
    return f"{said}; it would have had to be {percent(least)} at least{at}"


def floor_words(figures: Figures) -> str | None:
    """
    That copied records set a floor above the target, or are most of what nothing met it for.

    None where neither is so, or it is not shown.
    """
    floor, target = estimate(figures, "copied_floor"), estimate(figures, "target")
    if floor is None or target is None:
        return None
    least = estimate(figures, "least_target") if nothing_met(figures) else None
    if floor > target:
        said = f"The target of {percent(target)} lies below the floor that copied records set"
    elif least is not None and least <= MOST_OF * floor:
        said = (
            f"That no link met the target of {percent(target)} is for the most part because of copied records"
        )
    else:
        return None
    return (
        f"{said}: of the records that agree in full with somebody at the address about {percent(floor)}, and more in "
        "some groups, are of somebody else there. Without a number such a record is linked to the wrong one of them, "
        "and no threshold tells that link from a right one."
    )


def estimate(figures: Figures, measure: str) -> float | None:
    """A number of the month's rank P; None where there is none or it is not shown."""
    return figures.cell(TABLE, "month", figures.period, measure).value


def percent(share: float) -> str:
    """A share in per cent, two decimals at most, rounded up: a target of so much would do."""
    return f"{ceil(round(share * 1e4, 6)) / 100:.2f}".rstrip("0").rstrip(".") + "%"

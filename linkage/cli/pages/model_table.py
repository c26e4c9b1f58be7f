"""A model as a table."""

from linkage.steps.probabilistic.model.model import Model


def model_text(model: Model) -> str:
    """A model as a table: every level with m, u and its weight in bits."""
    lines = [
        f"model {model.model_id}: {model.training.pairs:,} proved pairs, {model.training.people:,} people",
        f"months {', '.join(model.training.months)}",
        f"{'level':<22}{'m':>12}{'u':>12}{'weight':>9}",
    ]
    for name, levels in model.comparisons.items():
        lines += [
            f"{f'{name} {level.level}':<22}{level.m:>12.3g}{level.u:>12.3g}{level.weight:>9.2f}"
            + (f"  smoothed: {', '.join(level.smoothed)}" if level.smoothed else "")
            for level in levels
        ]
    lines.append(f"equal NHS numbers that are right: {model.right_number_share:.4f}")
    lines.append(
        f"events with a number nobody in HES holds, of people who have one: {model.unheld_share:.5f}"
    )
    lines.append(f"default days in birth dates: {default_days_text(model)}")
    return "\n".join(lines)


def default_days_text(model: Model) -> str:
    """The default days by data set, MM-DD; none where there are none."""
    days: dict[str, list[str]] = {}
    for one in model.default_days:
        days.setdefault(one.dataset, []).append(one.day)
    return "; ".join(f"{dataset} {', '.join(found)}" for dataset, found in days.items()) or "none"

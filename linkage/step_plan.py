"""The steps of a run as a plan tells of them, each with its rules."""

from dataclasses import dataclass

from linkage.config.rules import Rules


@dataclass(frozen=True)
class StepPlan:
    """One step, named as in the manifest's stages."""

    name: str
    told: str
    rules: tuple[str, ...] = ()
    """Ranks, or blocks of rank P."""


def step_plans(rules: Rules, *, index_is_kept: bool, opt_outs: int, model_told: str) -> tuple[StepPlan, ...]:
    """Every step of a run under `rules`, in the order of the flow; `opt_outs` counts listed NHS numbers."""
    steps = [
        StepPlan("inputs", "read every file, set aside what cannot be used, account for every row"),
        StepPlan("standardise", "clean the identifiers of events and hospital records"),
        StepPlan(
            "index",
            "kept from an earlier run: HES files, ignore list and program are as they were"
            if index_is_kept
            else "to be made from the HES files",
        ),
        StepPlan("ranks", f"profile {rules.name}", tuple(rank_told(rules))),
    ]
    if rules.p is not None:
        steps.append(
            StepPlan(
                "rank P",
                f"model: {model_told}",
                tuple(f"block {' + '.join(block)}" for block in rules.p.blocks),
            )
        )
    return (
        *steps,
        StepPlan("resolve", f"at most one person an event; {opt_outs:,} opted-out numbers"),
        StepPlan("pathways", "spells, and how each event sits beside the person's records"),
        StepPlan("statistics", "one table of every number a report shows"),
        StepPlan(
            "release", "written beside the current release, verified, then switched to; with its report"
        ),
    )


def rank_told(rules: Rules) -> list[str]:
    """Each rank with its meaning, and which of them wait for rank P."""
    return [
        f"{rank.rank:<3}{rank.meaning}{' (only for what rank P leaves)' if rank.after_p else ''}"
        for rank in rules.rank
    ]

"""The steps of a run as a plan shows them, each with its rules."""

from collections.abc import Sequence
from dataclasses import dataclass

from linkage.common_steps import Step
from linkage.config.rules import Rules


@dataclass(frozen=True)
class StepPlan:
    """One step, named as in the manifest's stages."""

    name: str
    told: str
    rules: tuple[str, ...] = ()
    """Ranks, or blocks of rank P."""


def step_plans(
    steps: Sequence[Step],
    rules: Rules,
    *,
    index_is_kept: bool,
    opt_outs: int,
    model_told: str,
    complete_to: str | None,
) -> tuple[StepPlan, ...]:
    """
    The `steps` of a run under `rules`, and what follows them.

    `opt_outs` counts listed NHS numbers, `complete_to` is a data year.
    """
    told = {
        "hospital": f"clean the records of hospitals; a data year is complete {complete_when(complete_to)}",
        "index": "kept from an earlier run: HES files, ignore list and program are as they were"
        if index_is_kept
        else "to be made from the HES files",
        "ranks": f"profile {rules.name}",
        "rank P": f"model: {model_told}",
        "resolve": f"at most one person an event; {opt_outs:,} opted-out numbers",
    }
    blocks = rules.p.blocks if rules.p else ()
    lines = {
        "ranks": tuple(rank_lines(rules)),
        "rank P": tuple(f"block {' + '.join(block)}" for block in blocks),
    }
    return (
        *(StepPlan(step.name, told.get(step.name, step.meaning), lines.get(step.name, ())) for step in steps),
        StepPlan(
            "release", "written beside the current release, verified, then switched to; with its report"
        ),
    )


def complete_when(complete_to: str | None) -> str:
    """When a data year of admitted patient care is complete, so that unfinished episodes it does not have are stale."""
    return (
        f"to {complete_to}"
        if complete_to
        else "whose records reach its 31 March, or after which one is there"
    )


def rank_lines(rules: Rules) -> list[str]:
    """Each rank with what it requires and excludes, and which of them wait for rank P."""
    return [
        f"{rank.rank:<3}{rank.words}{' (only for what rank P leaves)' if rank.after_p else ''}"
        for rank in rules.rank
    ]

"""The hold-out of a published month in a few numbers, as --json has it."""

from linkage.commands.report.released_figures import figures_in
from linkage.commands.report.wanted import is_equal
from linkage.config.job import Job
from linkage.release.layout import Layout

ESTIMATES = ("recall", "false_link_share")
MODELS = {"used": "", "trained": "trained_"}
"""The model that linked the month, and the model file alone where m was adapted to the month."""

Range = dict[str, float]
"""An estimate: value, low and high."""


def released_holdout(job: Job, release: str, month: str) -> dict[str, dict[str, Range]]:
    """Recall and share of wrong links with their intervals, over all events, by model; empty without a hold-out."""
    of_month = is_equal("table", "linkage_error") & is_equal("breakdown", "month")
    figures = figures_in(Layout(job.output).release(release), is_equal("period", month) & of_month)
    values = {figure.measure: figure.value for figure in figures}
    found: dict[str, dict[str, Range]] = {}
    for model, prefix in MODELS.items():
        for name in ESTIMATES:
            ends = {
                end: values.get(f"holdout_{prefix}{name}{suffix}")
                for end, suffix in {"value": "", "low": "_low", "high": "_high"}.items()
            }
            known = {end: value for end, value in ends.items() if value is not None}
            if len(known) == len(ends):
                found.setdefault(model, {})[name] = known
    return found
